"""Words are found in compounds and forms; whatever somebody types is words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_examples import make_claims, make_report

from dragoman.errors import EDTFError
from dragoman.ledger import Ledger
from dragoman.ledger.words import is_form_or_compound, split_words

TEXTS = {
    "drones": "Die Kampfdrohnen kamen aus dem Iran. Der Kampf ging weiter.",
    "arms": "Waffenlieferungen an die Türkei sind umstritten, die Lieferung auch.",
    "council": "Im Sicherheitsrat gab es Verrat. Die Sicherheit litt, sagte der Rat.",
    "oil": "Der Ölpreis stieg. Öl ist knapp. Der Preis für Gas fiel.",
    "bread": "Tirana: Ein Gefährte saß auf der Straße und bewaffnete sich.",
}


@pytest.fixture(scope="module")
def ledger(shared_place: str | Path) -> Iterator[Ledger]:
    with Ledger(shared_place) as opened:
        for id, text in TEXTS.items():
            opened.record(make_report(id, text=text, title=None), [])
        opened.record(make_report(), make_claims())
        yield opened


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Drohne", ["r1", "drones"]),
        ("Drohnen", ["r1", "drones"]),
        ("Kampfdrohne", ["drones"]),
        ("Lieferung", ["arms"]),
        ("Waffe", ["arms"]),
        ("Waffen Lieferung", ["arms"]),
        ("Rat", ["council"]),
        ("Sicherheit Rat", ["council"]),
        ("ÖL", ["r1", "oil"]),
        ("preis", ["oil"]),
        ("Iran", ["drones"]),
        ("tuerkei", []),
        ("türkei", ["arms"]),
        ("TÜRKEI", ["arms"]),
        ("strasse", ["bread"]),
        ("Gefahr", ["bread"]),  # an accent is no difference, so the companion counts as a form of danger
        ("Teheran Moskau", ["r1"]),
        ("Teheran Türkei", []),
        ("Streit", ["r1"]),
    ],
)
def test_words_find_reports(ledger: Ledger, words: str, found: list[str]) -> None:
    assert [hit.report.id for hit in ledger.search(words)] == found


def test_hit_shows_where_and_which_claims(ledger: Ledger) -> None:
    (hit,) = ledger.search("Drohnen Kiew Streit")
    assert [(span.part, span.text) for span in hit.passages] == [
        ("text", "Kiew"),
        ("text", "Drohnen"),
        ("title", "Streit"),
    ]
    for span in hit.passages:
        text = hit.report.text if span.part == "text" else hit.report.title or ""
        assert text[span.start : span.end] == span.text
    (hit,) = ledger.search("wirft Kiew")
    assert [claim.event.value for claim in hit.claims] == ["ACCUSE"]


@pytest.mark.parametrize(
    "words",
    ['"', "'", "AND", "OR", "NOT Iran", "NEAR(", "NEAR(Iran Kampf, 2)", "*", "Iran*", "a:b", "words:Iran", "(", ")",
     "-", "^Iran", "\0", "Iran\0Kampf", "🤝", "", " ", "%", "_", ";--", "\\", "Kampf" * 2000, "Iran " * 2000,
     " ".join(f"w{n}" for n in range(1000)), "\ud800", "ﬁ", "İ", "ß" * 100],
)  # fmt: skip
def test_nothing_is_syntax(ledger: Ledger, words: str) -> None:
    found = [hit.report.id for hit in ledger.search(words)]
    assert found in ([], ["drones"])
    for claim in ledger.iter_claims(text=words):
        assert any(words.casefold() in span.text.casefold() for span in (claim.quote, *claim.more_quotes))


@pytest.mark.parametrize(
    ("valid_at", "found"),
    [
        ("2025-01-10", ["r1"]),
        ("2025-01-12", []),  # between the two days that may be meant
        ("2025-01", ["r1"]),
        ("2024", []),
    ],
)
def test_search_for_acts_of_a_time(ledger: Ledger, valid_at: str, found: list[str]) -> None:
    hits = list(ledger.search("Drohnen", valid_at=valid_at))
    assert [hit.report.id for hit in hits] == found
    assert [claim.event for hit in hits for claim in hit.claims] == ["AID"] * len(found)
    assert list(ledger.search("Kampf", valid_at=valid_at)) == []
    assert [hit.report.id for hit in ledger.search("Drohnen", valid_at=valid_at, limit=1)] == found


def test_search_refuses_a_time_that_is_none(ledger: Ledger) -> None:
    with pytest.raises(EDTFError):
        list(ledger.search("Drohnen", valid_at="gestern"))


def test_search_as_known_at(place: str | Path) -> None:
    with Ledger(place) as own:
        own.record(make_report(), make_claims())
        before = own.iter_tellings().__next__().recorded_at
        own.withdraw("r1", "x")
        assert list(own.search("Drohnen")) == []
        assert [len(hit.claims) for hit in own.search("Drohnen", known_at=before)] == [1]
        assert list(own.search("Drohnen", known_at="2000")) == []


def test_limit_takes_the_newest(ledger: Ledger) -> None:
    assert [hit.report.id for hit in ledger.search("die", limit=2)] == ["r1", "council"]


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("drohne", "kampfdrohnenangriff", True),
        ("lieferung", "waffenlieferungen", True),
        ("rat", "sicherheitsrat", True),
        ("rat", "sicherheitsrats", True),
        ("rat", "verrat", False),
        ("rat", "beratern", False),
        ("iran", "tirana", False),
        ("iran", "iraner", True),
        ("waffen", "bewaffnete", False),
        ("waffen", "atomwaffe", True),
        ("waffen", "waffenstillstandes", True),
        ("ol", "olpreis", True),
        ("ol", "olympia", False),
        ("ol", "soldat", False),
        ("syrien", "syrisch", True),
        ("armee", "farmer", False),
    ],
)
def test_forms_and_compounds(typed: str, word: str, found: bool) -> None:
    known = {"sicherheit", "kampf", "preis", "waffe"}
    assert is_form_or_compound(typed, word, known.__contains__) is found


def test_words_are_folded() -> None:
    assert split_words("Öl, ÖL und Straße_x 2025-01") == ["ol", "und", "strasse", "x", "2025", "01"]
