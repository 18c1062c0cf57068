import io
import json
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import FakeReaders, make_report
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import LedgerError, ModelError, UnsupportedLanguageError
from dragoman.ledger import Ledger


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> types.ModuleType:
    """Every command here reads with the fake reader, into a ledger of its own."""
    module = types.ModuleType("dragoman.reading")
    module.Readers = FakeReaders  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.reading", module)
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(tmp_path / "ledger.db"))
    return module


def run(*words: object, input: bytes | None = None) -> tuple[int, list[dict[str, Any]], str]:
    result = CliRunner().invoke(app, [str(word) for word in words], input=input)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    lines = result.stdout.splitlines()
    rows = [json.loads(line) for line in lines] if lines and lines[0].startswith("{") else []
    return result.exit_code, rows, result.stderr


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_read_prints_json_lines_in_order_and_keeps_them(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", *({"id": str(n), "text": f"Kiew {n}."} for n in range(30)))
    code, rows, stderr = run("read", source)
    assert code == 0
    assert stderr == ""
    assert [row["id"] for row in rows] == [str(n) for n in range(30)]
    assert rows[0]["report"]["text"] == "Kiew 0."
    assert rows[0]["claims"][0]["quote"] == {"start": 0, "end": 4, "text": "Kiew"}
    with Ledger(tmp_path / "ledger.db", read_only=True) as ledger:
        assert ledger.counts()["reports"] == 30
        assert ledger.check() == []


def test_reading_twice_adds_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."})
    first, second = run("read", source), run("read", source)
    assert first == second
    with Ledger(tmp_path / "ledger.db", read_only=True) as ledger:
        assert (ledger.counts()["reports"], ledger.counts()["claims"]) == (1, 1)


def test_bad_reports_are_set_aside_and_the_rest_read(tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("date 2025-01 Kiew.")
    (folder / "binary.txt").write_bytes(b"\x00\x01")
    (folder / "empty.txt").touch()
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    (folder / "latin.txt").write_bytes("Öl für Kiew, sagt die Regierung.".encode("latin-1"))
    write(
        folder / "lines.jsonl",
        {"id": "no text"},
        {"id": "no date", "text": "Kiew.", "published": "2025-13-45"},
        {"id": "foreign", "text": "Kyiv.", "language": "xx"},
        {"id": "trouble", "text": "Unlesbar."},
        {"id": "good", "text": "Kiew."},
    )
    code, rows, stderr = run("read", folder, "https://example.org/x", tmp_path / "none.txt")
    assert code == 1
    assert [row["id"] for row in rows] == ["a", "latin", "good"]
    assert rows[1]["report"]["text"].startswith("Öl für")
    for part in (
        "3 read, 3 claims, 9 set aside",
        f"{folder}/binary.txt: binary data",
        f"{folder}/empty.txt: the text is empty",
        f"{folder}/large.txt: larger than 20,000,000 bytes",
        f"{folder}/lines.jsonl:1: no text",
        f"{folder}/lines.jsonl:2: impossible publication date '2025-13-45'",
        "report foreign: no lexicon for language 'xx'",
        "report trouble: the reader gave up",
        "https://example.org/x: addresses are not read yet",
        f"{tmp_path}/none.txt: cannot be read: No such file",
    ):
        assert part in stderr
    with Ledger(tmp_path / "ledger.db", read_only=True) as ledger:
        assert (ledger.counts()["reports"], ledger.counts()["set aside"]) == (3, 9)


def test_standard_input_is_read() -> None:
    code, rows, _ = run("read", "-", "--published", "2025-01", input=b'{"id": "1", "text": "Kiew."}\n')
    assert (code, rows[0]["report"]["published"]) == (0, "2025-01")
    code, rows, _ = run("read", "-", "--published", "2025-01", input="date 2024 Öl.".encode())
    assert (code, rows[0]["report"]["published"]) == (0, "2024")


@pytest.mark.parametrize(
    ("number", "words", "jobs"), [(23, [], 1), (24, [], 8), (1, ["--jobs", "3"], 3), (30, ["--jobs", "1"], 1)]
)
def test_few_reports_start_no_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: list[str], jobs: int
) -> None:
    def read_many(self: FakeReaders, reports: Any, jobs: int) -> Any:
        used.append(jobs)
        return genuine(self, reports, jobs)

    used: list[int] = []
    genuine = FakeReaders.read_many
    monkeypatch.setattr(FakeReaders, "read_many", read_many)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    source = write(tmp_path / "a.jsonl", *({"id": str(n), "text": f"Kiew {n}."} for n in range(number)))
    code, rows, _ = run("read", source, *words)
    assert (code, len(rows), used) == (0, number, [jobs])


def test_no_ledger_keeps_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."}, {"id": "2"})
    code, rows, _ = run("read", "--no-ledger", source)
    assert (code, len(rows)) == (1, 1)
    assert not (tmp_path / "ledger.db").exists()


def test_given_ledger_goes_before_the_variable(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."})
    assert run("read", "--ledger", tmp_path / "given.db", source)[0] == 0
    assert (tmp_path / "given.db").exists()
    assert not (tmp_path / "ledger.db").exists()


def test_claim_the_ledger_refuses_sets_its_report_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(self: FakeReaders, report: Any) -> list[Any]:
        claims = genuine(self, report)
        return claims if report.id == "2" else genuine(self, make_report("other"))

    genuine = FakeReaders.read
    monkeypatch.setattr(FakeReaders, "read", read)
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."}, {"id": "2", "text": "Kiew."})
    code, rows, stderr = run("read", source)
    assert (code, [row["id"] for row in rows]) == (1, ["2"])
    assert "report 1: claim" in stderr


def test_ledger_that_fails_midway_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Ledger, report: Any, claims: Any) -> None:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(Ledger, "record", fail)
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."})
    code, rows, stderr = run("read", source)
    assert (code, rows, stderr) == (2, [], "dragoman: the disk is full\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["read"], "Missing argument"),
        (["read", "a.txt", "--published", "2025-13-45"], "impossible publication date '2025-13-45'"),
        (["read", "a.txt", "--jobs", "0"], "--jobs"),
        (["read", "a.txt", "--json", "--table"], "exclude each other"),
        (["read", "a.txt", "--ledger", "x", "--no-ledger"], "exclude each other"),
        (["read", "a.txt", "--nonsense"], "--nonsense"),
        (["read", "a.txt", "--ledger", "{tmp}/none/ledger.db"], "is not a folder"),
        (["read", "a.txt", "--ledger", "{tmp}/notes.txt"], "is not a database"),
        (["read", "a.txt", "--ledger", "{tmp}/notes.txt/ledger.db"], "is not a folder"),
        (["read", "a.txt", "--ledger", "{tmp}"], "is a folder"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_command_ends_with_two(tmp_path: Path, words: list[str], message: str) -> None:
    (tmp_path / "notes.txt").write_text("Meine Notizen. " * 100)
    code, rows, stderr = run(*(word.format(tmp=tmp_path) for word in words))
    assert (code, rows) == (2, [])
    assert message in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize("error", [ModelError("no model"), UnsupportedLanguageError("no lexicon for 'xx'")])
def test_reader_that_cannot_be_made_ends_with_two(
    reader: types.ModuleType, error: Exception, tmp_path: Path
) -> None:
    def make() -> None:
        raise error

    reader.Readers = make  # type: ignore[attr-defined]
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."})
    assert run("read", source, "--language", "xx") == (2, [], f"dragoman: {error}\n")


def test_a_language_without_a_lexicon_ends_the_run_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: FakeReaders, language: str) -> None:
        raise UnsupportedLanguageError(f"no lexicon for {language}")

    monkeypatch.setattr(FakeReaders, "of", fail)
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "Kiew."})
    assert run("read", source, "--language", "nl-BE") == (2, [], "dragoman: no lexicon for nl\n")


def test_table_is_for_people(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kiew. [red]\x1b[31m".replace("\x1b", ""))
    result = CliRunner().invoke(app, ["read", "--table", "--explain", str(tmp_path / "a.txt")])
    assert result.exit_code == 0
    for part in (
        "who → whom",
        "UKR → RUS",
        "ACCUSE",
        "occurred",
        "2025-01",
        "de/vorwerfen",
        "nsubj ← vorwerfen",
    ):
        assert part in result.stdout


def test_table_shows_no_control_characters(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", {"id": "1", "text": "\x1b[31mKiew.", "title": "T\x07[bold]"})
    result = CliRunner().invoke(app, ["read", "--table", str(source)])
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout
    assert "T [bold]" in result.stdout


def test_json_is_ascii_where_the_locale_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.cli.render import print_json

    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    print_json({"text": "Öl 🤝"})
    stream.seek(0)
    assert json.loads(stream.read()) == {"text": "Öl 🤝"}
