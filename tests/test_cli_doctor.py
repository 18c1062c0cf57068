import json
import sys
from pathlib import Path

import pytest
from ledger_examples import make_claims, make_report
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.cli.doctor import PROBLEM, SOUND
from dragoman.ledger import Ledger


def examine(*words: str) -> tuple[int, dict[str, tuple[str, str | None]]]:
    result = CliRunner().invoke(app, ["doctor", "--no-load", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return result.exit_code, {row["name"]: (row["value"], row["problem"]) for row in rows}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setattr("importlib.metadata.version", lambda name: "1.0")
    return tmp_path / "ledger.db"


def test_sound_house(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(make_report(), make_claims())
    code, found = examine()
    assert code == SOUND
    assert found["ledger claims"] == ("3", None)
    assert found["ledger check"] == ("sound", None)
    assert found["python"][0].startswith(f"{sys.version_info.major}.{sys.version_info.minor}")
    assert found["onnxruntime"] == ("1.0", None)
    assert len(found["model sha256"][0]) == 64
    assert found["actors"][0].endswith("files")


def test_no_ledger_yet_is_no_problem(path: Path) -> None:
    code, found = examine()
    assert (code, found["ledger"]) == (SOUND, (f"none yet at {path}", None))


def test_tampered_ledger_is_a_problem(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(make_report(), make_claims())
        db = ledger.store.db  # type: ignore[attr-defined]
        db.execute("DROP TRIGGER reports_fixed")
        db.execute("UPDATE reports SET text = replace(text, 'Kiew', 'Wien')")
    code, found = examine()
    assert code == PROBLEM
    assert found["ledger check"] == ("problem", "damaged file: the tables are not defined as they were")


def test_ledger_that_cannot_be_opened_ends_with_two(path: Path) -> None:
    path.write_text("Notizen " * 100)
    code, found = examine()
    assert code == 2
    assert "is not a database" in str(found["ledger"][1])
    assert examine("--ledger", str(path.parent / "none.db"))[0] == 2


def test_table_shows_the_same(path: Path) -> None:
    result = CliRunner().invoke(app, ["doctor", "--no-load", "--table"])
    assert result.exit_code == SOUND
    assert "model sha256" in result.stdout


def test_ledger_of_an_older_version_is_written_anew_when_asked(path: Path) -> None:
    import sqlite3

    dump = Path(__file__).parent / "data" / "ledger_v1.sql"
    with sqlite3.connect(path) as db:
        db.executescript(dump.read_text("utf-8"))
    db.close()
    code, found = examine()
    assert code == 2
    assert "`dragoman doctor --upgrade`" in str(found["ledger"][1])
    assert examine("--upgrade")[1]["ledger reports"] == ("3", None)
    assert examine()[1]["ledger reports"] == ("3", None)
