"""Every example of the predicate lexicon is read: a `match` gives its claim, a `not` gives none.

An example names its parties behind a bar, ``Sentence. | ACTORS > TARGETS``; a side that is left empty
is not compared. Parties are compared by country, as the gold data are scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from dragoman.errors import ResourceError
from dragoman.reading import LANGUAGES, Reader
from dragoman.reading.lexicon import Entry, Example, fold, is_compound, load_lexicon, read_entries
from dragoman.records import Claim, Event, Report

LEXICON = load_lexicon("de")
# share of the examples; the rest are trees the parser gets wrong or unknown names
MATCH_FLOOR = {"de": 0.95, "en": 0.93, "fr": 0.85}
NOT_FLOOR = {"de": 0.99, "en": 0.97, "fr": 0.95}
ENTRIES = {"de": 1000, "en": 600, "fr": 150}
LOADED = pytest.mark.parametrize("language", LANGUAGES)
Read = tuple[Entry, Example, list[Claim]]


@cache
def readings(language: str) -> tuple[list[Read], list[Read]]:
    """All `match` and all `not` examples with what the reader makes of them, parsed in one batch."""
    rows = [
        (e, x, kind)
        for e in load_lexicon(language).entries
        for kind, xs in ((0, e.match), (1, e.not_match))
        for x in xs
    ]
    reports = [
        Report(id=str(i), language=language, published="2024-05-15", title=None, text=example.sentence)
        for i, (_, example, _) in enumerate(rows)
    ]
    found: tuple[list[Read], list[Read]] = ([], [])
    for (entry, example, kind), (_, claims) in zip(
        rows, Reader(language, learned=False).read_batch(reports), strict=True
    ):
        assert isinstance(claims, list), f"{entry.id}: {example.sentence}: {claims}"
        own = [c for c in claims if entry.event in {c.event, None}]
        found[kind].append((entry, example, own))
    return found


def countries(codes: Iterable[str]) -> set[str]:
    return {code.split(":")[0] for code in codes}


def names_parties(claim: Claim, example: Example) -> bool:
    sides = ((example.actors, claim.actors), (example.targets, claim.targets))
    return all(not wanted or countries(wanted) == countries(p.code for p in got) for wanted, got in sides)


def as_lines(rows: list[Read]) -> str:
    return "\n".join(
        f"{e.id}: {x.sentence} {[[p.code for p in (*c.actors, *c.targets)] for c in claims]}"
        for e, x, claims in rows
    )


@LOADED
def test_lexicon_matches_its_examples(language: str) -> None:
    rows = [row for row in readings(language)[0] if row[0].event is not None]
    wrong = [(e, x, claims) for e, x, claims in rows if not any(names_parties(c, x) for c in claims)]
    assert 1 - len(wrong) / len(rows) >= MATCH_FLOOR[language], as_lines(wrong)


@LOADED
def test_lexicon_leaves_its_counterexamples(language: str) -> None:
    rows = readings(language)[1]
    wrong = [row for row in rows if row[2]]
    assert 1 - len(wrong) / len(rows) >= NOT_FLOOR[language], as_lines(wrong)


@LOADED
def test_lexicon_covers_every_event(language: str) -> None:
    entries = load_lexicon(language).entries
    assert {e.event for e in entries if e.event} == set(Event)
    assert len(entries) >= ENTRIES[language]


@LOADED
def test_lexicon_entries_name_somebody(language: str) -> None:
    for entry in load_lexicon(language).entries:
        told = entry.event is None or entry.actor or entry.target or entry.parties
        assert told, f"{entry.id} names nobody"


def test_most_entries_have_examples() -> None:
    shown = {e.id.rpartition("+")[0] or e.id for e in LEXICON.entries if e.match or e.not_match}
    assert len(shown) > 1000


@LOADED
def test_lexicon_has_no_entry_twice(language: str) -> None:
    seen: dict[object, str] = {}
    for entry in load_lexicon(language).entries:
        key = (entry.word_class, entry.lemma, entry.event, entry.needs, entry.mode)
        assert key not in seen, f"{entry.id} stands twice"
        seen[key] = entry.id


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"verb": "liefern", "event": "GIFT"}, "GIFT"),
        ({"verb": "liefern", "event": "AID", "to": "iobj"}, "unknown key"),
        ({"event": "AID", "actor": "subj"}, "no verb, noun or adj"),
        ({"verb": "liefern", "event": "AID", "needs": {"obj": "@no_such_class"}}, "@no_such_class"),
    ],
)
def test_lexicon_refuses_a_malformed_entry(row: dict[str, object], message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        read_entries(row, "aid.yml, entry 1", "aid", LEXICON)


@pytest.mark.parametrize(
    ("lemma", "wanted", "fits"),
    [
        ("Handelsabkommen", "@agreement", True),
        ("Beschluß", "Beschluss", True),
        ("Kampfpanzer", "Panzer", True),
        ("Botschaft", "Haft", False),
        ("Suppe", "@agreement", False),
    ],
)
def test_lexicon_fits_compounds_by_their_tail(lemma: str, wanted: str, fits: bool) -> None:
    assert LEXICON.fits(lemma, wanted) is fits


def test_lexicon_spellings_fall_together() -> None:
    assert fold("Ausschluß") == fold("Ausschluss")
    assert not is_compound("Aus", "schuss") or is_compound("Luft", "schlag")
