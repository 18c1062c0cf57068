"""The commands export and import: options, files that are there, what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from import_examples import SHEET, make_ledger, run
from ledger_examples import make_claims, make_report

from dragoman.export import FORMATS
from dragoman.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_ledger(tmp_path)


def test_the_format_is_known_by_the_ending(ledger: Path, tmp_path: Path) -> None:
    for ending in (".geojson", ".xlsx", ".dyad-year.csv", ".export.CSV"):
        assert run("export", "--out", tmp_path / f"a{ending}", "--ledger", ledger).exit_code == 0
    assert run("export", "--out", tmp_path / "a.docx", "--ledger", ledger).exit_code == 2
    assert run("export", "--ledger", ledger).exit_code == 2
    assert sorted(path.name for path in tmp_path.glob("*a.*")) == [
        "a.dyad-year.csv",
        "a.export.CSV",
        "a.geojson",
        "a.xlsx",
    ]


def test_stdout_gets_what_a_file_would(ledger: Path, tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        run("export", "--format", format, "--out", tmp_path / "a", "--ledger", ledger, "--force")
        assert (
            run("export", "--format", format, "--ledger", ledger).stdout_bytes
            == (tmp_path / "a").read_bytes()
        )


@pytest.mark.parametrize(
    ("words", "events"),
    [
        ([], ["ACCUSE", "ACCUSE"]),
        (["--history"], ["ACCUSE", "AID", "CONSULT", "ACCUSE", "ACCUSE"]),
        (["--history", "--event", "aid"], ["AID"]),
        (["--history", "--report", "r2"], ["ACCUSE"]),
        (["--known-at", "2025-01-14T08:00:00Z"], ["ACCUSE", "AID", "CONSULT"]),
        (["--known-at", "2025-01-14T08:30:00Z", "--valid-at", "2025-01-17"], ["AID"]),
        (["--known-at", "2025-01-13"], []),
        (["--limit", "1"], ["ACCUSE"]),
        (["--actor", "XYZ"], []),
    ],
)
def test_filters(ledger: Path, words: list[str], events: list[str]) -> None:
    result = run("export", "--format", "jsonl", "--ledger", ledger, *words)
    found = [claim["event"] for line in result.stdout.splitlines() for claim in json.loads(line)["claims"]]
    assert (result.exit_code, sorted(found)) == (0, sorted(events))


def test_an_export_has_the_record_times(ledger: Path) -> None:
    lines = run("export", "--format", "jsonl", "--history", "--ledger", ledger).stdout.splitlines()
    times = {
        (row["id"], row["report"]["version"]): (row["recorded_at"], row["superseded_at"])
        for row in map(json.loads, lines)
    }
    assert times == {
        ("r1", 1): ("2025-01-14T08:00:00.000000Z", "2025-01-14T11:00:00.000000Z"),
        ("r2", 1): ("2025-01-14T09:00:00.000000Z", None),
        ("r1", 2): ("2025-01-14T11:00:00.000000Z", None),
        ("mute", 1): ("2025-01-14T10:00:00.000000Z", None),
    }


def test_a_file_that_is_there_is_kept_without_force(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    result = run("export", "--out", file, "--ledger", ledger)
    assert (result.exit_code, file.read_text()) == (2, "mine")
    assert "--force" in result.stderr
    assert run("export", "--out", file, "--force", "--ledger", ledger).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfclaim_id")


def test_an_export_that_fails_leaves_nothing(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.export import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "kept.xlsx").write_text("mine")
    for words in (["new.xlsx"], ["kept.xlsx", "--force"]):
        assert run("export", "--out", folder / words[0], *words[1:], "--ledger", ledger).exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["kept.xlsx"]
    assert (folder / "kept.xlsx").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "docx"], "no format 'docx'"),
        (["--format", "csv", "--out", "{tmp}"], "is a folder"),
        (["--format", "csv", "--out", "{tmp}/none/a.csv"], "cannot be written"),
        (["--format", "csv", "--since", "soon"], "soon"),
        (["--format", "jsonl", "--history", "--known-at", "2025"], "exclude each other"),
    ],
)
def test_wrong_exports_end_with_two(ledger: Path, tmp_path: Path, words: list[str], message: str) -> None:
    result = run("export", "--ledger", ledger, *(word.format(tmp=tmp_path) for word in words))
    assert result.exit_code == 2 and message in result.stderr


def test_an_earlier_answer_stays_the_same(ledger: Path) -> None:
    """What was known on a day is exported byte for byte alike, whatever was learnt later."""
    words = ["export", "--known-at", "2025-01-14T11:30:00Z", "--ledger", ledger, "--format"]
    before = {name: run(*words, name).stdout_bytes for name in ("jsonl", "csv", "trig", "xlsx")}
    with Ledger(ledger) as opened:
        opened.record(make_report(title="Noch ein Streit"), [])
        opened.record(make_report("new"), make_claims("new"))
    assert {name: run(*words, name).stdout_bytes for name in before} == before


def test_the_help_names_every_format() -> None:
    text = run("export", "--help").stdout
    assert all(name in text for name in FORMATS)


def test_what_does_not_fit_is_said(ledger: Path) -> None:
    result = run("export", "--format", "gdelt", "--history", "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "gdelt: claims without an exact day left out: 4" in result.stderr


def test_columns_that_nobody_asked_for_are_named(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(
        "actor,event,quote,source,Statsu\nRUS,MOBILIZE,troops moved,Blatt,denied\n", encoding="utf-8"
    )
    result = run("import", file, "--ledger", tmp_path / "ledger.db")
    assert (result.exit_code, result.stderr) == (0, "sheet.csv: columns not used: Statsu\n")


def test_wrong_columns_end_with_two(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET, encoding="utf-8")
    ledger = tmp_path / "ledger.db"
    assert run("import", file, "--columns", "actor", "--ledger", ledger).exit_code == 2
    assert run("import", file, "--columns", "actor=Nobody", "--ledger", ledger).exit_code == 2
    result = run(
        "import",
        file,
        "--columns",
        "actor=Akteur,target=Ziel",
        "--columns",
        "quote=Zitat",
        "--ledger",
        ledger,
        "--table",
    )
    assert (result.exit_code, result.stdout) == (0, "2 reports, 3 claims, 0 set aside\n")
