import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import TEXT, make_claims, make_report, span

from dragoman.errors import LedgerError, ReportError
from dragoman.ledger import Ledger, Outcome
from dragoman.ledger.schema import TABLES
from dragoman.records import Claim, Review, Verdict


@pytest.fixture
def ledger(place: str | Path) -> Iterator[Ledger]:
    with Ledger(place) as opened:
        yield opened


def test_claims_come_back_as_they_went_in(ledger: Ledger) -> None:
    recorded = ledger.record(make_report(), make_claims())
    assert (recorded.outcome, recorded.version, recorded.claims) == (Outcome.ADDED, 1, 3)
    assert list(ledger.iter_claims()) == make_claims()
    assert ledger.get_report("r1") == make_report()
    assert ledger.check() == []


def test_more_claims_than_one_batch(ledger: Ledger) -> None:
    claims = {id: make_claims(id) for id in map(str, range(350))}
    for id, made in claims.items():
        ledger.record(make_report(id), made)
    assert list(ledger.iter_claims()) == [claim for made in claims.values() for claim in made]


def test_report_without_claims_and_without_anything(ledger: Ledger) -> None:
    bare = make_report(
        published=None, title=None, outlet=None, agencies=(), dateline=None, url=None, retrieved=None
    )
    ledger.record(bare, [])
    assert ledger.get_report("r1") == bare
    assert list(ledger.iter_claims()) == []


def test_same_report_adds_nothing(ledger: Ledger) -> None:
    ledger.record(make_report(), make_claims())
    before = ledger.counts()
    again = ledger.record(make_report(outlet="Anderes Blatt"), make_claims())
    assert (again.outcome, again.version, again.claims) == (Outcome.KNOWN, 1, 0)
    assert ledger.counts() == before


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"text": TEXT + " Nachtrag."}, Outcome.SUPERSEDED),
        ({"title": "Streit über Drohnen!"}, Outcome.SUPERSEDED),
        ({"published": "2025-02"}, Outcome.SUPERSEDED),
        ({"language": "en"}, Outcome.SUPERSEDED),
        ({"published": None}, Outcome.KNOWN),
        ({"url": None}, Outcome.KNOWN),
    ],
)
def test_what_supersedes(ledger: Ledger, changes: dict[str, Any], outcome: Outcome) -> None:
    ledger.record(make_report(), make_claims())
    assert ledger.record(make_report(**changes), make_claims()).outcome == outcome


def test_new_text_closes_the_old_and_keeps_it(place: str | Path) -> None:
    moments = iter(datetime(2025, 1, day, 12, tzinfo=UTC) for day in (10, 12, 14))
    with Ledger(place, clock=lambda: next(moments)) as ledger:
        first, second, third = make_claims(), make_claims()[:1], make_claims()[:2]
        ledger.record(make_report(), first)
        ledger.record(make_report(text=TEXT + " Neu."), second)
        ledger.record(make_report(), third)  # the first text once more
        assert list(ledger.iter_claims()) == third
        assert list(ledger.iter_claims(known_at="2025-01-09")) == []
        assert list(ledger.iter_claims(known_at="2025-01-11")) == first
        assert list(ledger.iter_claims(known_at="2025-01-12T11:59:59Z")) == first
        assert list(ledger.iter_claims(known_at="2025-01-12T13:00:00+01:00")) == second
        assert list(ledger.iter_claims(known_at="2025-01-12")) == second
        assert list(ledger.iter_claims(known_at="2025")) == third
        assert ledger.get_report("r1").version == 3
        assert ledger.get_report("r1", known_at="2025-01-11") == make_report()
        assert ledger.get_report("r1", known_at="2025-01-13").text.endswith("Neu.")
        assert ledger.counts() == {
            "reports": 1,
            "claims": 2,
            "superseded reports": 2,
            "superseded claims": 4,
            "reviews": 0,
            "withdrawals": 0,
            "set aside": 0,
        }
        assert ledger.check() == []


def test_record_time_never_runs_backwards(place: str | Path) -> None:
    start = datetime(2025, 1, 10, tzinfo=UTC)
    moments = iter([start, start - timedelta(days=1), start])
    with Ledger(place, clock=lambda: next(moments)) as ledger:
        for text in (TEXT, TEXT + " Zwei.", TEXT + " Drei."):
            ledger.record(make_report(text=text), [])
        assert ledger.get_report("r1").text.endswith("Drei.")
        assert ledger.get_report("r1", known_at="2025-01-10T00:00:00Z").text == TEXT
        assert ledger.check() == []


def test_set_aside_is_kept_once(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.set_aside("wire.jsonl:3", "no text")
    ledger.set_aside("wire.jsonl:3", "not JSON")
    assert ledger.counts()["set aside"] == 2


def test_unknown_report_is_said(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no report 'x'"):
        ledger.get_report("x")


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (
            replace(make_claims()[0], quote=replace(span("Kiew"), start=1, end=5)),
            "'Kiew' does not stand at 1-5",
        ),
        (replace(make_claims()[0], quote=replace(span("Kiew"), end=900)), "does not stand at 0-900"),
        (replace(make_claims()[0], more_quotes=(replace(span("Kiew"), part="title"),)), "of its title"),
        (
            replace(make_claims()[0], more_quotes=(replace(span("Kiew"), part="lead"),)),
            "neither text nor title",
        ),
        (replace(make_claims()[0], report_id="r2"), "belongs to report r2"),
    ],
)
def test_claim_whose_words_are_not_there_is_refused(ledger: Ledger, claim: Claim, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        ledger.record(make_report(), [make_claims()[0], claim])
    assert set(ledger.counts().values()) == {0}


def test_failure_in_the_middle_leaves_nothing(ledger: Ledger) -> None:
    def breaking() -> Iterator[Claim]:
        yield make_claims()[0]
        raise KeyboardInterrupt

    ledger.record(make_report(), make_claims())
    with pytest.raises(KeyboardInterrupt):
        ledger.record(make_report(text=TEXT + " Neu."), breaking())
    assert list(ledger.iter_claims()) == make_claims()
    assert ledger.get_report("r1") == make_report()
    assert ledger.counts()["superseded reports"] == 0
    assert ledger.record(make_report("r2"), make_claims("r2")).claims == 3


@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {table}" for table in TABLES),
        "DELETE FROM claims WHERE key = 1",
        "UPDATE moments SET recorded_at = '9999'",
        "UPDATE reports SET text = 'x'",
        "UPDATE reports SET key = 7",
        "UPDATE reports SET rowid = 7",
        "UPDATE claims SET status = 'denied'",
        "UPDATE report_closings SET moment = 1",
        "UPDATE claim_closings SET moment = 1",
        "UPDATE reviews SET reason = 'x'",
        "UPDATE withdrawals SET reason = 'x'",
        "UPDATE parties SET code = 'usa'",
        "UPDATE dyads SET ways = 3",
        "UPDATE set_aside SET reason = 'x'",
        "REPLACE INTO set_aside SELECT * FROM set_aside",
        "INSERT OR REPLACE INTO claims SELECT * FROM claims",
    ],
)
def test_ledger_is_append_only(tmp_path: Path, statement: str) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.record(make_report(), make_claims())
    ledger.review(Review(verdict=Verdict.REJECT, claims=(make_claims()[1].id,), by="A. B.", reason="c"))
    ledger.withdraw("r1", "d")
    ledger.set_aside("a", "b")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger.store.db.execute(statement)  # type: ignore[attr-defined]
    ledger.close()
