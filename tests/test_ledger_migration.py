"""A ledger of version 1 is written anew and answers as before."""

import sqlite3
from pathlib import Path

import pytest
from ledger_examples import TEXT, make_claims, make_report

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger

DUMP = Path(__file__).parent / "data" / "ledger_v1.sql"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as db:
        db.executescript(DUMP.read_text("utf-8"))
    db.close()
    return path


def test_claims_reports_and_record_times_are_kept(path: Path) -> None:
    with Ledger(path) as ledger:
        assert list(ledger.iter_claims()) == make_claims("r1")[:1] + make_claims("r3")[1:]
        assert list(ledger.iter_claims(known_at="2025-01-11")) == make_claims("r1")
        assert ledger.get_report("r1", known_at="2025-01-11") == make_report()
        assert ledger.get_report("r1").text == TEXT + " Neu."
        assert ledger.get_report("r2").agencies == ()
        assert [telling.recorded_at[:10] for telling in ledger.iter_tellings()] == ["2025-01-12"] + [
            "2025-01-13"
        ] * 2
        assert ledger.counts()["set aside"] == 1
        assert ledger.counts()["superseded claims"] == 3
        assert [problem[:9] for problem in ledger.check()] == ["report r3"]  # whose first claim was left out


def test_it_is_version_2_then(path: Path) -> None:
    Ledger(path).close()
    with Ledger(path, read_only=True) as ledger:
        assert [hit.report.id for hit in ledger.search("Drohne")] == ["r3", "r1", "r2"]


def test_reading_alone_does_not_upgrade(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"older dragoman .ledger version 1.; `dragoman doctor --upgrade`"):
        Ledger(path, read_only=True)
    assert path.read_bytes() == before


def test_what_cannot_be_carried_over_leaves_the_file_as_it_was(path: Path) -> None:
    with sqlite3.connect(path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE spans SET words = 'Kyjiw' WHERE words = 'Kiew'")
    db.close()
    with pytest.raises(ValueError, match="'Kyjiw' does not stand at 0-4"):
        Ledger(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM spans WHERE words = 'Kyjiw'").fetchone()[0] > 0
    db.close()
