"""Who says what in English: the examples of cues.yml and our own sentences."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from dragoman.language import parse_many
from dragoman.reading import Reader
from dragoman.reading.cues import load_cues
from dragoman.reading.quotations import Quotation
from dragoman.records import Report
from dragoman.resources import load_yaml

EXAMPLES: list[dict[str, Any]] = load_yaml("lexicon/en/cues.yml")["examples"]
FLOOR = 0.96  # share of the examples read right; the rest have trees that hang the content elsewhere


@cache
def reader() -> Reader:
    return Reader("en", learned=False)


def read(text: str, title: str | None = None) -> list[tuple[str, str | None, str, list[str]]]:
    """What is said, the speaker's words, the manner and the speakers' codes, for every scope."""
    report = Report(id="test", language="en", published=None, title=title, text=text)
    head = parse_many([title], "en")[0] if title else None
    document, scopes = reader()._document(report, head, parse_many([text], "en")[0])
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


def quotations(text: str) -> list[Quotation]:
    return reader().find_quotations(text)


def said_by(text: str) -> dict[str, str | None]:
    """The first words of every quotation with its speaker."""
    return {q.spans[0].text: q.speaker.text if q.speaker else None for q in quotations(text)}


def test_the_lexicon_is_full() -> None:
    cues = load_cues("en")
    assert len(cues.verbs) >= 250
    assert len(cues.nouns) >= 50 and len(cues.sources) >= 50 and len(cues.channels) >= 50


def test_examples_of_the_lexicon_give_content_and_speaker() -> None:
    wrong = [example["text"] for example in EXAMPLES if not is_right(example)]
    assert 1 - len(wrong) / len(EXAMPLES) >= FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "content", "speaker", "manner"),
    [
        # inversions
        (
            '"The train runs again tomorrow," said a spokeswoman for the railway.',
            "The train runs again tomorrow", "a spokeswoman for the railway", "direct",
        ),
        (
            '"The train runs again tomorrow," a spokeswoman said.',
            "The train runs again tomorrow", "a spokeswoman", "direct",
        ),
        (
            "“The train runs again tomorrow,” the driver, who is 40, told reporters.",
            "The train runs again tomorrow", "the driver", "direct",
        ),
        ('Said the coach: "We were better."', "We were better", "the coach", "direct"),
        ("The harbour will close, Smith said.", "The harbour will close", "Smith", "indirect"),
        ("The harbour, Smith said, will close.", "The harbour will close", "Smith", "indirect"),
        (
            '"Why did they leave?" the teacher asked.',
            "Why did they leave?", "the teacher", "direct",
        ),
        # partial quotes
        (
            'The trader called the plan "hopelessly out of date".',
            "hopelessly out of date", "The trader", "direct",
        ),
        (
            'The plan is "far too expensive", according to the auditor.',
            "far too expensive", "the auditor", "direct",
        ),
        (
            '"I am innocent," Hart told the court, adding that he "never met" the victim.',
            "never met", "Hart", "direct",
        ),
        # forms in -ing
        (
            "Residents accused the company of poisoning the river.",
            "of poisoning the river", "Residents", "indirect",
        ),
        ("The company denied poisoning the river.", "poisoning the river", "The company", "indirect"),
        # nouns, phrases, relative clauses
        (
            "The owner's claim that the ship was safe angered the crew.",
            "that the ship was safe", "The owner's", "indirect",
        ),
        ("The teacher, who said the roof was leaking, closed the school.", "the roof was leaking", "who", "indirect"),
        (
            "In the view of the fishermen, the dam harms the river.",
            "the dam harms the river", "the fishermen", "indirect",
        ),
        ("The dyke has burst. This was confirmed by the fire brigade.", "The dyke has burst", "the fire brigade", "indirect"),
        (
            "The ministry said Monday that the road was closed.",
            "that the road was closed", "The ministry", "indirect",
        ),
        ("The minister warned of a hard winter.", "of a hard winter", "The minister", "reported"),
    ],
)  # fmt: skip
def test_attribution_of_a_sentence(text: str, content: str, speaker: str, manner: str) -> None:
    found = read(text)
    assert any(
        shares_half(said, content) and span is not None and speaker in span and how == manner
        for said, span, how, _ in found
    ), found


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Police said witnesses told them that the driver had fled.", "Police", "witnesses"),
        ("The mayor said the minister had promised that the bridge would be rebuilt.", "The mayor", "the minister"),
        ("The agency reported that, according to diplomats, the talks had failed.", "The agency", "diplomats"),
        ("The agency, citing two officials, reported that the plant would close.", "The agency", "two officials"),
        ("The paper quoted a nurse as saying that the ward was full.", "The paper", "a nurse"),
    ],
)  # fmt: skip
def test_nested_sources_both_speak(text: str, outer: str, inner: str) -> None:
    speakers = {span for _, span, _, _ in read(text) if span}
    assert any(inner in span for span in speakers), speakers
    if "quoted" not in text:
        assert any(outer in span for span in speakers), speakers


@pytest.mark.parametrize("name", ["the farmer", "she"])
def test_quotation_over_several_sentences_is_one(name: str) -> None:
    found = quotations(f'"The winter was long. We bought wood. Now it is warm," {name} said.')
    assert len(found) == 1
    assert found[0].speaker is not None and found[0].speaker.text == name
    assert len(found[0].spans) == 3


def test_interrupted_quotation_has_one_speaker() -> None:
    found = said_by('"The dam," engineer Paul Reed said, "will hold until May. We are sure."')
    assert set(found.values()) == {"engineer Paul Reed"}
    assert len(found) == 2


def test_quotation_goes_on_behind_its_speaker() -> None:
    found = said_by("“The harvest failed,” she said. “We have nothing.”")
    assert found == {"The harvest failed": "she", "We have nothing": "she"}


def test_paragraphs_that_open_anew_have_the_speaker_of_the_first() -> None:
    found = said_by("The nurse said: “We waited for hours.\n\n“Nobody came in the end.\n\n“We went home.”")
    assert len(found) == 3 and set(found.values()) == {"The nurse"}


def test_paragraphs_that_open_anew_have_the_speaker_behind_the_last() -> None:
    found = said_by("“We waited for hours.\n\n“Nobody came in the end,” said the nurse.")
    assert len(found) == 2 and set(found.values()) == {"the nurse"}


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that the general had resigned.",
        "Reports said the general had resigned.",
        "Sources said the general had resigned.",
        "The general has reportedly resigned.",
    ],
)
def test_unnamed_sources(text: str) -> None:
    rows = [row for row in read(text) if "resigned" in row[0]]
    assert rows and all(codes in ([], ["unknown"]) for _, _, _, codes in rows), rows


def test_what_others_say_is_not_said_by_who_rejects_it() -> None:
    rows = [row for row in read("The minister rejected claims that he had lied.") if "lied" in row[0]]
    assert all(span != "The minister" for _, span, _, _ in rows), rows


@pytest.mark.parametrize(
    ("title", "content", "speaker"),
    [
        ("Iran: Tehran threatens to close the strait", "to close the strait", "Tehran"),
        ("Tehran threatens to close the strait", "to close the strait", "Tehran"),
        ("Kremlin: Troops will stay in Syria", "Troops will stay in Syria", "Kremlin"),
        ("Bridge to close in May: mayor", "Bridge to close in May", "mayor"),
        ("Missile hits school in Kharkiv - officials", "Missile hits school in Kharkiv", "officials"),
        ("Russia accuses Ukraine of shelling plant", "of shelling plant", "Russia"),
    ],
)
def test_titles(title: str, content: str, speaker: str) -> None:
    found = read("The talks went on.", title)
    assert any(shares_half(said, content) and span == speaker for said, span, _, _ in found), found


def test_a_place_before_the_colon_of_a_title_says_nothing() -> None:
    assert read("The talks went on.", "Syria: Rebels take town") == []


@pytest.mark.parametrize(
    "text",
    [
        'The film "The Long Journey" opened on Monday.',
        'The ship "Sea Star" lies in the harbour.',
        "The newspaper appears on Saturday.",
        "The road is as wide as the river.",
    ],
)
def test_names_in_marks_and_plain_sentences_are_nobodys_words(text: str) -> None:
    assert quotations(text) == []
