"""JSON lines read back: the same ledger, with its past and people's decisions."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from export_examples import iter_history, tell
from import_examples import content, make_ledger, review, run
from ledger_examples import make_claims, make_report

from dragoman.export import get_format
from dragoman.export.importing import iter_arrivals
from dragoman.export.incoming import Incoming
from dragoman.ledger import Ledger
from dragoman.ledger.recordtime import format_record_time
from dragoman.records import Review, Span, Verdict


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path)


@pytest.fixture
def reviewed(ledger: Path) -> Path:
    return review(ledger)


def test_a_ledger_comes_back_the_same(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    assert run("export", "--history", "--out", file, "--ledger", ledger).exit_code == 0
    result = run("import", file, "--ledger", other)
    assert (result.exit_code, json.loads(result.stdout)) == (
        0,
        {"reports": 4, "claims": 5, "known": 0, "reviews": 0, "set_aside": 0},
    )
    assert content(other) == content(ledger)
    again = tmp_path / "again.jsonl"
    run("export", "--history", "--out", again, "--ledger", other)
    assert again.read_bytes() == file.read_bytes()


def test_many_reports_keep_their_times_and_one_bad_one_stops_nothing(tmp_path: Path) -> None:
    start, file = datetime(2025, 1, 14, 8, tzinfo=UTC), tmp_path / "many.jsonl"
    tellings = [
        tell(
            make_claims(f"r{n}")[0],
            make_report(f"r{n}"),
            recorded_at=format_record_time(start + timedelta(hours=n)),
        )
        for n in range(450)
    ]
    wrong = replace(tellings[333], claim=replace(tellings[333].claim, quote=Span(start=0, end=3, text="???")))
    tellings[333], tellings[350] = wrong, tellings[349]  # one that is refused, and one that is known already
    with file.open("wb") as stream:
        for one in tellings:  # each alone, so that the same report stands in two lines
            get_format("jsonl").write([one], stream)
    result = run("import", file, "--ledger", tmp_path / "other.db")
    assert (result.exit_code, json.loads(result.stdout)["reports"]) == (1, 448)
    with Ledger(tmp_path / "other.db", read_only=True) as opened:
        found = {one.report.id: one.recorded_at for one in opened.iter_tellings()}
    assert found == {one.report.id: one.recorded_at for one in tellings if one is not wrong}


def test_a_reviewed_ledger_comes_back_the_same(reviewed: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    run("export", "--history", "--out", file, "--ledger", reviewed)
    result = run("import", file, "--ledger", other)
    assert json.loads(result.stdout) == {"reports": 7, "claims": 11, "known": 0, "reviews": 4, "set_aside": 0}
    assert content(other) == content(reviewed)
    again = tmp_path / "again.jsonl"
    run("export", "--history", "--out", again, "--ledger", other)
    assert again.read_bytes() == file.read_bytes()
    before = content(other)
    before = content(other)
    assert run("import", file, "--ledger", other).exit_code == 0
    assert content(other) == before


def test_a_withdrawal_reaches_a_ledger_that_holds_the_report(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    with Ledger(other) as opened:
        opened.record(make_report("r2"), make_claims("r2"))
    with Ledger(ledger) as opened:
        opened.withdraw("r2", "canceled")
    run("export", "--history", "--out", file, "--ledger", ledger)
    assert run("import", file, "--ledger", other).exit_code == 0
    with Ledger(other, read_only=True) as here, Ledger(ledger, read_only=True) as there:
        assert here.content_hash() == there.content_hash()


def test_what_a_reviewed_ledger_holds_comes_back(reviewed: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", reviewed)
    assert json.loads(run("import", file, "--ledger", other).stdout)["set_aside"] == 0
    with Ledger(other, read_only=True) as here, Ledger(reviewed, read_only=True) as there:
        assert here.content_hash() == there.content_hash()


def test_the_history_has_every_revision(reviewed: Path) -> None:
    lines = run(
        "export", "--history", "--format", "csv", "--report", "r3", "--ledger", reviewed
    ).stdout.splitlines()
    statuses = [(row["event"], row["status"], row["superseded_at"] == "") for row in csv.DictReader(lines)]
    assert statuses.count(("AID", "possible", True)) == 1
    assert len(statuses) > len(make_claims()) * 2
    held = run("export", "--format", "csv", "--report", "r3", "--ledger", reviewed).stdout.splitlines()
    assert len(held) == 1 + sum(is_held for *_, is_held in statuses)


@pytest.mark.parametrize("format", ["trig", "ftm"])
def test_names_in_a_history_are_unique(reviewed: Path, format: str) -> None:
    """A correction of the mode leaves the claim's id as it was: the old and the new one stay two."""
    with Ledger(reviewed) as opened:
        changes = (("mode", "humanitarian"), ("date", "2025-01-17"))
        (giving,) = (claim.id for claim in opened.iter_claims(event="AID"))
        opened.review(
            Review(verdict=Verdict.CORRECT, claims=(giving,), by="Ada", reason="no arms", changes=changes)
        )
    text = run("export", "--history", "--format", format, "--event", "AID", "--ledger", reviewed).stdout
    if format == "trig":
        names = re.findall(r"^<urn:dragoman:claim:([^#>]+)>$", text, flags=re.MULTILINE)
    else:
        names = [json.loads(line)["id"] for line in text.splitlines() if '"UnknownLink"' in line]
    assert len(set(names)) == len(names) > 4


@pytest.mark.parametrize(
    "line",
    [
        {"review": {}},
        {"review": {"verdict": "like", "claims": [], "by": "", "reason": "", "changes": []}},
        {"review": {"verdict": "accept", "claims": [7], "by": "A", "reason": "b", "changes": []}},
        {"review": {"verdict": "accept", "claims": ["0" * 32], "by": "A", "reason": "b", "changes": []}},
        {"review": 7},
        {"withdrawal": {"report": "nobody's", "reason": "x"}},
        {"withdrawal": {"report": None, "reason": "x"}},
        {"set_aside": []},
    ],
)
def test_a_decision_that_cannot_be_taken_is_set_aside(tmp_path: Path, line: dict[str, Any]) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line | {"recorded_at": "2025-01-15T08:00:00Z"}) + "\n", encoding="utf-8")
    result = run("import", file, "--ledger", tmp_path / "other.db")
    assert (result.exit_code, json.loads(result.stdout)["set_aside"]) == (1, 1)


def test_importing_twice_adds_nothing(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", ledger)
    run("import", file, "--ledger", other)
    before = content(other)
    result = run("import", file, "--ledger", other)
    assert json.loads(result.stdout) == {"reports": 0, "claims": 0, "known": 3, "reviews": 0, "set_aside": 0}
    assert content(other) == before


def test_what_a_ledger_in_use_takes_it_learns_now(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--report", "r2", "--out", file, "--ledger", ledger)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Ledger(other, clock=lambda: now) as opened:
        opened.record(make_report("before"), [])
    run("import", file, "--ledger", other)
    with Ledger(other, read_only=True) as opened:
        assert list(opened.iter_claims(known_at="2026-02-28")) == []
        assert len(list(opened.iter_claims())) == 1


def test_lines_of_dragoman_read_are_taken(tmp_path: Path) -> None:
    from dragoman.serialise import reading_to_dict

    file = tmp_path / "read.jsonl"
    file.write_text(json.dumps(reading_to_dict(make_report(), make_claims())) + "\n", encoding="utf-8")
    (found,) = iter_arrivals(file)
    assert found == Incoming(report=make_report(), claims=tuple(make_claims()))


def test_a_report_in_several_lines_is_one(tmp_path: Path) -> None:
    first, second, *_ = iter_history()
    other = tell(make_claims("r2")[0], make_report("r2"))
    file = tmp_path / "apart.jsonl"
    with file.open("wb") as stream:
        get_format("jsonl").write([first, other, second], stream)
    assert len(file.read_text("utf-8").splitlines()) == 3
    assert [(found.report.id, len(found.claims)) for found in iter_arrivals(file) if isinstance(found, Incoming)] == [
        ("r1", 2), ("r2", 1),
    ]  # fmt: skip


def test_a_bad_line_is_set_aside_and_the_rest_goes_on(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "some.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", ledger)
    lines = file.read_bytes().splitlines()
    wrong = json.loads(lines[0])
    wrong["claims"][0]["quote"]["text"] = "never said"
    lines[0:1] = [b"{", b"\xff", json.dumps(wrong).encode()]
    file.write_bytes(b"\n".join(lines))
    result = run("import", file, "--ledger", other)
    assert (result.exit_code, json.loads(result.stdout)["reports"]) == (1, 2)
    for part in (
        "some.jsonl:1: not a line of JSON",
        "some.jsonl:2: not UTF-8",
        "'never said' does not stand",
    ):
        assert part in result.stderr
    with Ledger(other, read_only=True) as opened:
        assert opened.counts()["set aside"] == 3
