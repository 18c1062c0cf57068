"""Who says what: the examples of cues.yml, our own sentences, and how passages in quotation marks are cut."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from dragoman.language import parse_many
from dragoman.reading import Reader
from dragoman.reading.quotation_marks import find_runs
from dragoman.reading.quotations import Quotation
from dragoman.records import Report
from dragoman.resources import load_yaml

EXAMPLES: list[dict[str, Any]] = load_yaml("lexicon/de/cues.yml")["examples"]
FLOOR = 0.94  # share of the examples read right; the rest have trees that hang the content elsewhere


@cache
def reader() -> Reader:
    return Reader("de", learned=False)


def read(text: str) -> list[tuple[str, str | None, str, list[str]]]:
    """What is said, the speaker's words, the manner and the speakers' codes, for every scope."""
    report = Report(id="test", language="de", published=None, title=None, text=text)
    document, scopes = reader()._document(report, None, parse_many([text], "de")[0])
    return [
        (
            " ".join(document.sentences[number].words[i].text for i in sorted(scope.words)),
            scope.speaker_span.text if scope.speaker_span else None,
            scope.manner,
            [p.code for p in scope.speakers],
        )
        for number, rows in enumerate(scopes)
        for scope in rows
    ]


def letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def shares_half(first: str, second: str) -> bool:
    """Whether one contains the other and is at most twice as long."""
    one, two = sorted((letters(first), letters(second)), key=len)
    words = {letters(w) for w in first.split()} & {letters(w) for w in second.split()}
    return len(one) * 2 >= len(two) and sum(map(len, words)) * 2 >= len(two)


def is_right(example: dict[str, Any]) -> bool:
    found = read(example["text"])
    if example.get("none"):
        return not found
    said = [row for row in found if shares_half(row[0], example["content"])]
    if example["speaker"] is None:
        return any(span is None or codes == ["unknown"] for _, span, _, codes in said)
    return any(span is not None and example["speaker"] in span for _, span, _, _ in said)


def test_examples_of_the_lexicon_give_content_and_speaker() -> None:
    wrong = [example["text"] for example in EXAMPLES if not is_right(example)]
    assert 1 - len(wrong) / len(EXAMPLES) >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "content", "speaker", "manner"),
    [
        (
            "„Der Zug fährt morgen wieder“, sagte eine Sprecherin der Bahn.",
            "Der Zug fährt morgen wieder", "eine Sprecherin der Bahn", "direct",
        ),
        (
            "Der Bürgermeister sagte: „Wir bauen die Brücke neu.“",
            "Wir bauen die Brücke neu", "Der Bürgermeister", "direct",
        ),
        (
            "Die Händlerin nannte den Plan „völlig aus der Zeit gefallen“.",
            "völlig aus der Zeit gefallen", "Die Händlerin", "direct",
        ),
        (
            "Der Hafen werde im Herbst geschlossen, so die Betreiberin Lena Ort.",
            "Der Hafen werde im Herbst geschlossen", "die Betreiberin Lena Ort", "indirect",
        ),
        (
            "In einer Erklärung der Botschaft hieß es, der Vertrag gelte weiter.",
            "der Vertrag gelte weiter", "einer Erklärung der Botschaft", "indirect",
        ),
        (
            "Die Richterin gab bekannt, dass der Prozess im Mai beginnt.",
            "dass der Prozess im Mai beginnt", "Die Richterin", "indirect",
        ),
        (
            "Der Minister warnte vor einem harten Winter.",
            "vor einem harten Winter", "Der Minister", "reported",
        ),
        (
            "Die Wirtin erklärte, sie höre auf. Das Haus sei verkauft.",
            "Das Haus sei verkauft .", "Die Wirtin", "free",
        ),
        (
            "Der Deich ist gebrochen. Das teilte die Feuerwehr mit.",
            "Der Deich ist gebrochen .", "die Feuerwehr", "indirect",
        ),
        (
            "Nach Polizeiangaben wurden zwei Männer verletzt.",
            "wurden zwei Männer verletzt .", "Polizeiangaben", "indirect",
        ),
        (
            "Die Kapitänin ist der Ansicht, dass der Kurs stimmt.",
            "dass der Kurs stimmt", "Die Kapitänin", "indirect",
        ),
        (
            "Aus Sicht der Fischer schadet der Damm dem Fluss.",
            "schadet der Damm dem Fluss .", "der Fischer", "indirect",
        ),
    ],
)  # fmt: skip
def test_attribution_of_a_sentence(text: str, content: str, speaker: str, manner: str) -> None:
    found = read(text)
    assert any(
        shares_half(said, content) and span is not None and speaker in span and how == manner
        for said, span, how, _ in found
    ), found


@pytest.mark.parametrize(
    "text",
    [
        "Der Film „Die lange Reise“ läuft seit Montag.",
        "Das Schiff „Seestern“ liegt im Hafen.",
        "Die Zeitung erscheint am Samstag.",
        "Er befindet sich in Rom, wie seine Schwester.",
    ],
)
def test_names_in_marks_and_plain_sentences_are_nobodys_words(text: str) -> None:
    assert quotations(text) == []


def quotations(text: str) -> list[Quotation]:
    return reader().find_quotations(text)


def test_quotation_over_several_sentences_is_one() -> None:
    text = "„Der Winter war lang. Wir haben Holz gekauft. Jetzt ist es warm“, sagte der Bauer."
    found = quotations(text)
    assert len(found) == 1
    assert found[0].speaker is not None and found[0].speaker.text == "der Bauer"
    assert len(found[0].spans) == 3


def test_continued_subjunctive_is_one_quotation_beside_the_first() -> None:
    text = "Die Chefin sagte, das Werk bleibe offen. Es gebe genug Arbeit. Niemand müsse gehen."
    found = quotations(text)
    assert [q.manner for q in found] == ["indirect", "free"]
    assert len(found[1].spans) == 2


def test_agency_and_its_source_both_speak() -> None:
    text = "Die Agentur Reuters berichtete unter Berufung auf Ermittler, dass der Täter gefasst ist."
    speakers = {span for said, span, _, _ in read(text) if "gefasst" in said}
    assert len(speakers) == 2


def test_straight_marks_open_and_close_by_turns() -> None:
    text = 'Er sagte: "Wir gehen." Dann sagte sie: "Wir bleiben hier."'
    report = Report(id="test", language="de", published=None, title=None, text=text)
    document, _ = reader()._document(report, None, parse_many([text], "de")[0])
    assert [run.count for run in find_runs(document)] == [2, 3]
