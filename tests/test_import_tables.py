"""Our own tables read back as far as they go."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from export_examples import iter_hostile, tell
from import_examples import content, make_ledger, run
from ledger_examples import make_claims, make_report

from dragoman.export import get_format
from dragoman.export.importing import iter_arrivals
from dragoman.export.incoming import Incoming, Rejected
from dragoman.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_our_own_table_keeps_ids_words_and_codes(tmp_path: Path, ending: str) -> None:
    tellings = [tell(claim, make_report()) for claim in make_claims()]
    file = tmp_path / f"claims{ending}"
    with file.open("wb") as stream:
        get_format(ending[1:]).write(tellings, stream)
    (found,) = iter_arrivals(file)
    assert isinstance(found, Incoming) and found.is_excerpt
    assert [claim.id for claim in found.claims] == [claim.id for claim in make_claims()]
    for claim, before in zip(found.claims, make_claims(), strict=True):
        assert found.report.text[claim.quote.start : claim.quote.end] == claim.quote.text
        for name in (
            "event",
            "mode",
            "status",
            "quote",
            "matter",
            "quantity",
            "parent",
            "entry",
            "confidence",
        ):
            assert getattr(claim, name) == getattr(before, name)
        for name in ("actors", "targets", "others", "speakers"):
            assert [who.code for who in getattr(claim, name)] == [who.code for who in getattr(before, name)]
        assert (claim.time and claim.time.edtf) == (before.time and before.time.edtf)
    assert replace(found.report, text="") == replace(make_report(), text="")
    with Ledger(tmp_path / "ledger.db") as opened:
        assert opened.record(found.report, found.claims).claims == 3


def test_hostile_texts_come_back_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    with file.open("wb") as stream:
        get_format("csv").write(iter_hostile(), stream)
    found = [one for one in iter_arrivals(file) if isinstance(one, Incoming)]
    assert [one.claims[0].quote.text for one in found] == [one.claim.quote.text for one in iter_hostile()]


def test_an_excerpt_does_not_replace_the_whole_text(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    run("export", "--out", file, "--ledger", ledger)
    before = content(ledger)
    result = run("import", file, "--ledger", ledger)
    assert json.loads(result.stdout) == {"reports": 0, "claims": 0, "known": 2, "reviews": 0, "set_aside": 0}
    assert content(ledger) == before


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("event", "WAR", "WAR"),
        ("status", "maybe", "maybe"),
        ("quote_end", "5", "cannot stand at"),
        ("quote_start", "x", "'x'"),
        ("quote_end", "9999999", "cannot stand at"),
        ("quote_part", "margin", "margin"),
        ("date", "soon", "soon"),
        ("date_latest", "later", "later"),
        ("confidence", "7", "between 0 and 1"),
        ("report_id", "", "no report_id"),
        ("superseded_at", "2025-01-15T08:00:00.000000Z", "no longer held since"),
    ],
)
def test_a_row_that_was_spoilt_is_set_aside(tmp_path: Path, column: str, value: str, reason: str) -> None:
    file = tmp_path / "claims.csv"
    with file.open("wb") as stream:
        get_format("csv").write([tell(claim, make_report()) for claim in make_claims()[1:]], stream)
    (names, *rows) = csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    rows[1][names.index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *rows])
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    rejected, taken = sorted(iter_arrivals(file), key=lambda one: isinstance(one, Incoming))
    assert isinstance(rejected, Rejected) and rejected.where == "claims.csv:3" and reason in rejected.reason
    assert isinstance(taken, Incoming) and len(taken.claims) == 1
