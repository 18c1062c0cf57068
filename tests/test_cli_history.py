"""The commands about what was known when, and about people's decisions."""

import json
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import make_claims, make_report
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.ledger import Ledger

ACCUSING, GIVING, TALKING = (claim.id for claim in make_claims())
SIGNED = ("--by", "E. Muster", "--reason", "geprüft")


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        ledger.record(make_report(), make_claims())
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(path))
    return path


def run(*words: str) -> tuple[int, list[dict[str, Any]], str]:
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_review_by_the_beginning_of_an_id() -> None:
    code, (row,), _ = run("review", "reject", GIVING[:10], *SIGNED)
    assert (code, row["verdict"], row["claims"]) == (0, "reject", [GIVING])
    assert [claim["event"] for claim in run("claims")[1]] == ["ACCUSE", "CONSULT"]
    assert [claim["event"] for claim in run("claims", "--rejected")[1]] == ["AID"]
    assert len(run("claims", "--known-at", row["recorded_at"])[1]) == 2


@pytest.mark.parametrize(
    ("change", "key", "value"),
    [
        ("actors=PRK,RUS", "actors", ["PRK", "RUS"]),
        ('actors=["PRK"]', "actors", ["PRK"]),
        ("speakers=USA", "speakers", ["USA"]),
        ("date=2024-12-24", "date", "2024-12-24"),
        ("date=null", "date", None),
        ("matter=Waffen, Öl = viel", "matter", "Waffen, Öl = viel"),
        ("status=denied", "status", "denied"),
        ("place=UKR", "place", "UKR"),
    ],
)
def test_correcting_one_field(change: str, key: str, value: object) -> None:
    assert run("review", "correct", GIVING, *SIGNED, "--set", change)[0] == 0
    (claim,) = run("claims", "--event", "AID")[1]
    assert claim[key] == value


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["review", "reject", "ffffffff", *SIGNED], "no claim 'ffffffff'"),
        (["review", "reject", GIVING, "--by", "A", "--reason", ""], "needs its reason"),
        (["review", "reject", GIVING, "--by", "", "--reason", "x"], "needs the name"),
        (["review", "reject", GIVING, "--by", "A"], "--reason"),
        (["review", "doubt", GIVING, *SIGNED], "doubt"),
        (["review", "correct", GIVING, *SIGNED, "--set", "actors"], "is not of the form key=value"),
        (["review", "correct", GIVING, *SIGNED, "--set", "colour=red"], "no 'colour'"),
        (["review", "merge", GIVING, *SIGNED], "two claims or more"),
        (["withdraw", "r9", "--reason", "x"], "no report 'r9'"),
        (["diff", "--known-at", "2025"], "give it twice"),
        (["diff", "--known-at", "2026", "--known-at", "gestern"], "gestern"),
        (["timeline", "--pair", "RUS:*", "IRN"], "a pair is of two codes as they are"),
    ],
)
def test_wrong_command_ends_with_two(words: list[str], message: str) -> None:
    code, rows, stderr = run(*words)
    assert (code, rows) == (2, [])
    assert message in stderr


def test_withdrawal_and_difference() -> None:
    code, (row,), _ = run("withdraw", "r1", "--reason", "Dublette")
    assert (code, row["report"]) == (0, "r1")
    code, rows, _ = run("diff", "--known-at", "2000", "--known-at", "9999")
    assert (code, rows) == (0, [])
    earlier = max(claim.recorded_at for claim in Ledger(Path(_ledger())).iter_tellings(known_at=before(row)))
    code, rows, _ = run("diff", "--known-at", earlier, "--known-at", "9999", "--actor", "UKR")
    assert [(row["change"], row["reason"]) for row in rows] == [("fell", "report withdrawn: Dublette")]
    assert rows[0]["before"]["event"] == "ACCUSE"
    table = CliRunner().invoke(app, ["diff", "--known-at", earlier, "--known-at", "9999", "--table"]).stdout
    assert "- UKR → IRN ACCUSE occurred  (r1; report withdrawn: Dublette)" in table


def before(row: dict[str, Any]) -> str:
    """Just before the withdrawal."""
    moment: str = row["withdrawn_at"]
    micro = int(moment[20:26])
    return f"{moment[:20]}{micro - 1:06}Z" if micro else moment


def _ledger() -> str:
    import os

    return os.environ["DRAGOMAN_LEDGER"]


def test_search_shows_reports_and_claims() -> None:
    code, (row,), _ = run("search", "Drohne", "Kiew")
    assert (code, row["report"]["id"]) == (0, "r1")
    assert [passage["text"] for passage in row["passages"]] == ["Kiew", "Drohnen"]
    assert run("search", '"', "AND(")[:2] == (0, [])
    table = CliRunner().invoke(app, ["search", "--table", "Telegram"]).stdout
    assert "r1  2025-01  Streit über Drohnen" in table
    assert "auf Telegram mit" in table


def test_timeline_counts() -> None:
    code, rows, _ = run("timeline")
    assert code == 0
    assert [(row["period"], row["event"], row["claims"]) for row in rows] == [
        ("2025-01", "AID", 1),
        (None, "ACCUSE", 1),
        (None, "CONSULT", 1),
    ]
    assert [row["event"] for row in run("timeline", "--pair", "RUS", "IRN", "--by-year")[1]] == [
        "AID",
        "CONSULT",
    ]
    assert "not known" in CliRunner().invoke(app, ["timeline", "--table"]).stdout


def test_canceled_message_withdraws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ledger_examples import FakeReaders

    monkeypatch.setattr("dragoman.reading.Readers", FakeReaders)
    rows = [
        {"id": "a", "language": "de", "text": "Kiew meldet etwas."},
        {"id": "a", "pubstatus": "canceled", "ednote": "Dublette"},
        {"id": "b", "pubstatus": "canceled"},
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    code, _, stderr = run("read", str(tmp_path / "wire.jsonl"))
    assert code == 1
    assert "wire.jsonl:3: no report 'b'" in stderr
    assert run("claims", "--report", "a")[1] == []
    with Ledger(_ledger()) as ledger:
        assert ledger.counts()["withdrawals"] == 1
