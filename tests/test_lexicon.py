"""Every example of the predicate lexicon is read: a `match` gives its claim, a `not` gives none.

An example names its parties behind a bar, ``Sentence. | ACTORS > TARGETS``; a side that is left empty
is not compared. Parties are compared by country, as the gold data are scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from dragoman.errors import ResourceError
from dragoman.reading import Reader
from dragoman.reading.lexicon import Entry, Example, fold, is_compound, load_lexicon, read_entries
from dragoman.records import Claim, Report

LEXICON = load_lexicon("de")
MATCH_FLOOR = 0.95  # share of the examples; the rest are trees the parser gets wrong or unknown names
NOT_FLOOR = 0.99
Read = tuple[Entry, Example, list[Claim]]


@cache
def readings() -> tuple[list[Read], list[Read]]:
    """All `match` and all `not` examples with what the reader makes of them, parsed in one batch."""
    rows = [
        (e, x, kind) for e in LEXICON.entries for kind, xs in ((0, e.match), (1, e.not_match)) for x in xs
    ]
    reports = [
        Report(id=str(i), language="de", published="2024-05-15", title=None, text=example.sentence)
        for i, (_, example, _) in enumerate(rows)
    ]
    found: tuple[list[Read], list[Read]] = ([], [])
    for (entry, example, kind), (_, claims) in zip(
        rows, Reader("de", learned=False).read_batch(reports), strict=True
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


def test_lexicon_matches_its_examples() -> None:
    rows = [row for row in readings()[0] if row[0].event is not None]
    wrong = [(e, x, claims) for e, x, claims in rows if not any(names_parties(c, x) for c in claims)]
    assert 1 - len(wrong) / len(rows) >= MATCH_FLOOR, as_lines(wrong)


def test_lexicon_leaves_its_counterexamples() -> None:
    rows = readings()[1]
    wrong = [row for row in rows if row[2]]
    assert 1 - len(wrong) / len(rows) >= NOT_FLOOR, as_lines(wrong)


def test_lexicon_covers_every_event() -> None:
    assert {e.event for e in LEXICON.entries if e.event} >= {"AGREE", "ASSAULT", "SANCTION", "ALLIANCE"}
    assert len({e.event for e in LEXICON.entries if e.event}) == 17


def test_lexicon_entries_have_parties_and_examples() -> None:
    for entry in LEXICON.entries:
        told = entry.event is None or entry.actor or entry.target or entry.parties
        assert told, f"{entry.id} names nobody"
    shown = {e.id.rpartition("+")[0] or e.id for e in LEXICON.entries if e.match or e.not_match}
    assert len(shown) > 1000


def test_lexicon_has_no_entry_twice() -> None:
    seen: dict[object, str] = {}
    for entry in LEXICON.entries:
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
