import json
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import make_claims, make_report
from typer.testing import CliRunner

from dragoman.cli import claims as module
from dragoman.cli.app import app
from dragoman.ledger import Ledger
from dragoman.serialise import claim_from_dict


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        ledger.record(make_report(), make_claims())
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(path))
    return path


def run(*words: str) -> tuple[int, list[dict[str, Any]], str]:
    result = CliRunner().invoke(app, ["claims", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_claims_are_whole_in_a_pipe() -> None:
    code, rows, _ = run()
    assert code == 0
    assert [claim_from_dict(row) for row in rows] == make_claims()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--actor", "UKR"], ["ACCUSE"]),
        (["--target", "RUS:*"], ["AID", "CONSULT"]),
        (["--event", "aid"], ["AID"]),
        (["--event", "CONSULT", "--status", "planned"], ["CONSULT"]),
        (["--speaker", "ukr"], ["AID"]),
        (["--since", "2025-02"], ["CONSULT"]),
        (["--until", "2025-01-31"], ["AID"]),
        (["--valid-at", "2025-01-17"], ["AID"]),
        (["--known-at", "2000-01-01"], []),
        (["--report", "r1", "--limit", "1"], ["ACCUSE"]),
        (["--text", "drohnen"], ["AID"]),
        (["--json", "--explain", "--actor", "UKR"], ["ACCUSE"]),
    ],
)
def test_filters(words: list[str], found: list[str]) -> None:
    code, rows, stderr = run(*words)
    assert (code, [row["event"] for row in rows], stderr) == (0, found, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--event", "war"], "--event"),
        (["--status", "maybe"], "--status"),
        (["--since", "2025-13"], "2025-13"),
        (["--known-at", "2025-13-45"], "2025-13-45"),
        (["--limit", "0"], "--limit"),
        (["--ledger", "{tmp}/none.db"], "there is no ledger at"),
        (["--json", "--table"], "exclude each other"),
    ],
)
def test_wrong_question_ends_with_two(tmp_path: Path, words: list[str], message: str) -> None:
    code, rows, stderr = run(*(word.format(tmp=tmp_path) for word in words))
    assert (code, rows) == (2, [])
    assert message in stderr


def test_table_explains() -> None:
    result = CliRunner().invoke(app, ["claims", "--table", "--explain", "--event", "AID"])
    assert result.exit_code == 0
    for part in (
        "↳ IRN → RUS, RUS:MIL",
        "AID military",
        "de/liefern",
        "„Drohnen“ title 12-19",
        "zwei Drohnen",
        "[2025-01-10,2025-01-17] (published, „im Januar“ text 31-40)",
        "RUS, Kasan",
        "direct, on Telegram, said 2025-01-13",
        "xcomp",
        "0.75",
    ):
        assert part in result.stdout


def test_mutual_act_has_no_direction() -> None:
    assert "RUS ↔ IRN" in CliRunner().invoke(app, ["claims", "--table", "--event", "CONSULT"]).stdout


def test_long_table_says_that_there_is_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ON_A_SCREEN", 2)
    assert "the first 2; --limit N shows more" in CliRunner().invoke(app, ["claims", "--table"]).stderr
    assert CliRunner().invoke(app, ["claims", "--table", "--limit", "3"]).stderr == ""


def test_nothing_found_is_no_error() -> None:
    result = CliRunner().invoke(app, ["claims", "--table", "--actor", "XYZ"])
    assert (result.exit_code, result.stdout) == (0, "no claims\n")
