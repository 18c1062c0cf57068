import os
import sqlite3
from pathlib import Path

import pytest
from ledger_examples import make_claims, make_report

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, find_ledger
from dragoman.ledger.schema import APPLICATION_ID


def make_ledger(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(make_report(), make_claims())


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def test_new_ledger_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    assert int.from_bytes(path.read_bytes()[68:72]) == APPLICATION_ID
    with Ledger(path, read_only=True) as ledger:
        assert ledger.store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert len(list(ledger.iter_claims())) == 3


def test_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    make_ledger(tmp_path / "ledger.db")


def test_names_with_special_characters(tmp_path: Path) -> None:
    path = tmp_path / "Ledger für 100% #1?.db"
    make_ledger(path)
    assert path.exists()


def test_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Meine Notizen. " * 100)
    for read_only in (False, True):
        with pytest.raises(LedgerError, match="is not a database; choose another path"):
            Ledger(path, read_only=read_only)
    assert path.read_text() == "Meine Notizen. " * 100
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    change(path, "CREATE TABLE reports (id)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="of another program"):
        Ledger(path)
    assert path.read_bytes() == before


def test_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    change(path, "PRAGMA user_version = 3")
    with pytest.raises(LedgerError, match=r"newer dragoman \(ledger version 3; this one knows 2\)"):
        Ledger(path)


@pytest.mark.parametrize(
    ("place", "read_only", "reason"),
    [
        ("none/ledger.db", False, "is not a folder"),
        ("file/ledger.db", False, "is not a folder"),
        ("none.db", True, "there is no ledger at"),
        ("none/ledger.db", True, "there is no ledger at"),
        (".", False, "is a folder, not a ledger"),
        ("empty.db", True, "is empty, not a ledger"),
    ],
)
def test_place_where_no_ledger_can_be(tmp_path: Path, place: str, read_only: bool, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match=reason):
        Ledger(tmp_path / place, read_only=read_only)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["empty.db", "file"]


class ReadOnlyDisk(sqlite3.Connection):
    """Root may write everywhere, so the disk's answer is given by hand."""

    def execute(self, sql: str, parameters: object = ()) -> sqlite3.Cursor:
        if sql.startswith(("PRAGMA journal_mode", "BEGIN", "INSERT")):
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorname = "SQLITE_READONLY_DIRECTORY"
            raise error
        return super().execute(sql, parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize("exists", [True, False])
def test_read_only_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool) -> None:
    path = tmp_path / "ledger.db"
    if exists:
        make_ledger(path)
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **options: connect(*args, factory=ReadOnlyDisk, **options)
    )
    with pytest.raises(LedgerError, match="the file or its folder is read-only"):
        Ledger(path)
    assert path.exists() == exists


def test_folder_that_cannot_be_entered_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(LedgerError, match="cannot be reached: Permission denied"):
        Ledger(tmp_path / "ledger.db")


def test_read_only_ledger_cannot_be_written(tmp_path: Path) -> None:
    make_ledger(tmp_path / "ledger.db")
    with (
        Ledger(tmp_path / "ledger.db", read_only=True) as ledger,
        pytest.raises(LedgerError, match="read-only"),
    ):
        ledger.record(make_report("r2"), [])


def test_ledger_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ledger(tmp_path / "ledger.db")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Ledger(tmp_path / "ledger.db", read_only=True) as ledger:
        assert len(list(ledger.iter_claims())) == 3
        assert [item.name for item in tmp_path.iterdir()] == ["ledger.db"]


def test_locked_ledger_is_said_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    with Ledger(path) as writer, Ledger(path, timeout=0.05) as other:
        writer.store.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing"):
            other.record(make_report("r2"), [])
        with pytest.raises(LedgerError, match="another process is writing"):
            Ledger(path, timeout=0.05)
        with Ledger(path, read_only=True) as reader:
            assert len(list(reader.iter_claims())) == 3
        writer.store.db.execute("ROLLBACK")
        assert other.record(make_report("r2"), []).version == 1


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE reports SET text = text || ' Zusatz'", "report r1, version 1 is not as it was recorded"),
        ("UPDATE reports SET outlet = 'B'", "report r1, version 1 is not as it was recorded"),
        ("UPDATE claims SET event = 'AID'", "of report r1 is not as it was recorded"),
        ("UPDATE claims SET body = replace(body, 'UKR', 'USA')", "of report r1 is not as it was recorded"),
        ("UPDATE moments SET recorded_at = '2000'", "moment 1 is not as it was recorded"),
        ("DELETE FROM claims WHERE key = 3", "points to a row of claims that is not there"),
        ("DELETE FROM claims", "points to a row of claims that is not there"),
        ("UPDATE parties SET code = 'usa' WHERE code = 'ukr'", "parties does not agree with the claims"),
        ("DELETE FROM dyads WHERE claim = 1", "dyads does not agree with the claims"),
        ("DELETE FROM vocabulary WHERE word = 'kiew'", "damaged file"),
        ("INSERT INTO claim_words (rowid, words) VALUES (3, 'kiew')", "claim_words: not all words lead"),
        ("DROP INDEX claims_id", "the tables are not defined as they were"),
        ("INSERT INTO report_closings VALUES (1, 1, NULL, x'00')", "is superseded, but its claim"),
    ],
)
def test_what_was_tampered_with_is_found(tmp_path: Path, statement: str, found: str) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    with Ledger(path, verify=False) as ledger:
        db = ledger.store.db  # type: ignore[attr-defined]
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        definitions = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
        db.execute("PRAGMA foreign_keys = OFF")
        for name in names:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
        for definition in definitions:
            db.execute(definition)
        assert any(found in problem for problem in ledger.check()), ledger.check()
    with pytest.raises(LedgerError, match="is damaged"):
        Ledger(path)


@pytest.mark.parametrize(
    ("wholly", "pages", "statement", "refused"),
    [
        (10**9, 10**9, "DELETE FROM dyads WHERE claim = 1", True),
        (1, 10**9, "DELETE FROM dyads WHERE claim = 1", False),
        (1, 10**9, "DROP INDEX claims_id", True),
        (1, 1, "DROP INDEX claims_id", False),
    ],
)
def test_larger_file_is_looked_at_less(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wholly: int,
    pages: int,
    statement: str,
    refused: bool,
) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    guard = "SELECT sql FROM sqlite_schema WHERE name = 'dyads_keep'"
    with sqlite3.connect(path) as db:
        (definition,) = db.execute(guard).fetchone()
    db.close()
    change(path, "DROP TRIGGER dyads_keep", statement, definition)
    monkeypatch.setattr("dragoman.ledger.ledger.WHOLLY_CHECKED", wholly)
    monkeypatch.setattr("dragoman.ledger.ledger.PAGES_CHECKED", pages)
    if refused:
        with pytest.raises(LedgerError, match="is damaged"):
            Ledger(path)
    else:
        Ledger(path).close()
    with pytest.raises(LedgerError, match="is damaged"):
        Ledger(path, verify=True)


def test_damaged_claim_is_never_answered(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path)
    data = path.read_bytes()
    where = data.index("Zwei".lower().encode(), data.index(b'"quantity"'))
    path.write_bytes(data[:where] + b"drei" + data[where + 4 :])
    with (
        Ledger(path, read_only=True, verify=False) as ledger,
        pytest.raises(LedgerError, match="is not as it was recorded"),
    ):
        list(ledger.iter_claims())


def test_check_finds_damaged_pages(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        for number in range(60):
            ledger.record(make_report(str(number)), make_claims(str(number)))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(data)
    with Ledger(path, read_only=True, verify=False) as ledger:
        assert any("damaged file" in problem for problem in ledger.check())


def test_place_of_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data" / "dragoman")
    assert find_ledger() == tmp_path / "data" / "dragoman" / "ledger.db"
    assert (tmp_path / "data" / "dragoman").is_dir()
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(tmp_path / "named" / "ledger.db"))
    assert find_ledger() == tmp_path / "named" / "ledger.db"
    assert not (tmp_path / "named").exists()
    assert find_ledger(tmp_path / "given.db") == tmp_path / "given.db"


def test_default_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.delenv("DRAGOMAN_LEDGER", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "file" / "dragoman")
    with pytest.raises(LedgerError, match="name another with --ledger"):
        find_ledger()
