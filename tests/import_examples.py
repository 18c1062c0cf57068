"""Ledgers to be exported and imported again, and the command line that does so."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ledger_examples import make_claims, make_report
from typer.testing import CliRunner, Result

from dragoman.cli.app import app
from dragoman.ledger import Ledger
from dragoman.records import Review, Verdict

SHEET = """Akteur;Ziel;Ereignis;Datum;Quelle;Zitat;Laut;Status;Ort
Russland; Iran ;agree;17.01.2025;Beispielblatt;Moskau und Teheran unterzeichneten;;;Moskau
IRN;RUS:MIL;AID/military;2025-01;Beispielblatt;Teheran lieferte Drohnen;Ukraine; occurred ;
Vereinigte Staaten;Russland;SANCTION;[2025-01-10,2025-01-17];Anderes Blatt;Washington verhängte Strafen;unknown;planned;USA
"""


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def content(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, record times included; but not how the index of words is laid out."""
    db = sqlite3.connect(path)
    tables = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '% STRICT%' ORDER BY name"
    )
    rows = {name: "word" if name == "vocabulary" else "*" for (name,) in tables}
    found = {name: sorted(map(repr, db.execute(f"SELECT {what} FROM {name}"))) for name, what in rows.items()}
    db.close()
    assert len(found) >= 10
    with Ledger(path, read_only=True) as opened:
        assert opened.check() == []
    return found


def make_ledger(tmp_path: Path) -> Path:
    """A ledger with a past: two versions of one report, a report that claims nothing, and another between them."""
    start = datetime(2025, 1, 14, 8, tzinfo=UTC)
    moments = iter(start + timedelta(hours=n) for n in range(9))
    path = tmp_path / "ledger.db"
    with Ledger(path, clock=lambda: next(moments)) as opened:
        opened.record(make_report(), make_claims())
        opened.record(make_report("r2"), make_claims("r2")[:1])
        opened.record(make_report("mute", text="Nichts geschah.", title=None), [])
        opened.record(make_report(title="Streit um Drohnen"), make_claims()[:1])
    return path


def review(ledger: Path) -> Path:
    """Have people decide about claims of that ledger, correct and withdraw."""
    start = datetime(2025, 1, 15, 8, tzinfo=UTC)
    moments = iter(start + timedelta(hours=n) for n in range(99))
    with Ledger(ledger, clock=lambda: next(moments)) as opened:
        opened.record(make_report("r3"), make_claims("r3"))
        accusing, giving, talking = (claim.id for claim in make_claims("r3"))
        changes = (("targets", ["RUS", "UKR:REB"]), ("status", "possible"))
        opened.review(
            Review(verdict=Verdict.CORRECT, claims=(giving,), by="Ada", reason="misread", changes=changes)
        )
        opened.review(Review(verdict=Verdict.REJECT, claims=(accusing,), by="Ben", reason="no claim"))
        opened.set_aside("wire.jsonl:7", "no text")
        opened.review(Review(verdict=Verdict.MERGE, claims=(talking, giving), by="Ada", reason="one act"))
        opened.withdraw("r2", "canceled by the agency")
        opened.record(make_report("r3", published="2025-01-13"), make_claims("r3"))
        opened.review(Review(verdict=Verdict.ACCEPT, claims=(accusing,), by="Ada", reason="it is one"))
        opened.record(make_report("r2", text=make_report().text + " Neu."), [])
    return ledger
