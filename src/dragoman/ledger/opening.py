"""Opening a ledger file, or saying clearly why it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from dragoman.errors import LedgerError
from dragoman.ledger.schema import APPLICATION_ID, SCHEMA_VERSION, create_schema

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables, trigrams
_CACHE_KIB = 256 * 1024  # taken as it is needed; indices of a million claims that grow everywhere fit in
_CHECKPOINT_PAGES = 16384  # 64 MB: with SQLite's 4 MB a long recording copies the same pages again and again


def open_ledger(path: Path, *, read_only: bool, timeout: float) -> sqlite3.Connection:
    """Open the ledger at `path`, of any version; one that is not there is made, unless `read_only`.

    A file that is no ledger is left untouched. `timeout` is how many seconds to wait for another
    process that is writing.

    Raises LedgerError.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise LedgerError(f"SQLite {sqlite3.sqlite_version} is too old for a ledger; 3.37 or later is needed")
    _check_place(path, read_only)
    is_new = not path.exists()
    try:
        # autocommit, so that transactions begin and end only where this room says so
        db = sqlite3.connect(_uri(path, read_only), uri=True, timeout=timeout, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise _explain(error, path) from error
    try:
        _set_up(db, path, read_only)
    except sqlite3.Error as error:
        db.close()
        _remove_if_empty(path, is_new)
        raise _explain(error, path) from error
    except LedgerError:
        db.close()
        raise
    return db


def _check_place(path: Path, read_only: bool) -> None:
    try:
        if path.is_dir():
            raise LedgerError(f"{path} is a folder, not a ledger; give the path of a file in it")
        if path.exists():
            return
        if read_only:
            raise LedgerError(f"there is no ledger at {path}; `dragoman read` makes one")
        if not path.parent.is_dir():
            raise LedgerError(f"{path.parent} is not a folder, so no ledger can be made at {path}")
    except OSError as error:
        raise LedgerError(f"{path} cannot be reached: {error.strerror}") from error


def _set_up(db: sqlite3.Connection, path: Path, read_only: bool) -> None:
    """Check before anything is written: only then are the journal and the tables touched."""
    is_empty = _check_kind(db, path)
    if not read_only:
        db.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL would survive kill -9 but may lose the last commits when the power goes.
        # What the ledger has acknowledged is on the disk: FULL costs one fsync a report.
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE deletes without the trigger
        if is_empty:
            _create(db, path)
        else:  # a file that may not be written opens without complaint, and fails at the first write
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
    elif is_empty:
        raise LedgerError(f"{path} is empty, not a ledger; `dragoman read` makes one")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def _create(db: sqlite3.Connection, path: Path) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        if _check_kind(db, path):  # another process may have been faster
            create_schema(db)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _check_kind(db: sqlite3.Connection, path: Path) -> bool:
    """Whether the database is empty. Raises LedgerError if it is somebody else's, or newer."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application == 0 and version == 0 and tables == 0:
        return True
    if application != APPLICATION_ID:
        raise LedgerError(
            f"{path} is an SQLite database of another program, not a ledger; it was left as it is"
        )
    if not 1 <= version <= SCHEMA_VERSION:
        raise LedgerError(
            f"{path} was written by a newer dragoman (ledger version {version}; this one knows "
            f"{SCHEMA_VERSION}); update dragoman"
        )
    return False


def _explain(error: sqlite3.Error, path: Path) -> LedgerError:
    name = getattr(error, "sqlite_errorname", "") or ""
    return LedgerError(find_reason(name, path) or f"{path}: {error}")


def find_reason(name: str, path: Path) -> str | None:
    """What an SQLite error code means for the person at the keyboard; None for an unusual one."""
    reasons = {
        "SQLITE_NOTADB": f"{path} is not a database; choose another path for the ledger",
        "SQLITE_CORRUPT": f"{path} is damaged; restore it from a copy, or see `dragoman doctor`",
        "SQLITE_CANTOPEN": f"{path} cannot be opened: its folder is not writable, or not there",
        "SQLITE_READONLY": f"{path} cannot be written: the file or its folder is read-only",
        "SQLITE_PERM": f"{path} cannot be opened: permission denied",
        "SQLITE_BUSY": f"{path} is locked: another process is writing to it; try again when it is done",
        "SQLITE_LOCKED": f"{path} is locked: another process is writing to it; try again when it is done",
        "SQLITE_FULL": f"{path} cannot grow: the disk is full; what was recorded before is safe",
        "SQLITE_IOERR": f"{path} cannot be read or written: the disk reports an error",
    }
    return next((text for code, text in reasons.items() if name.startswith(code)), None)


def _remove_if_empty(path: Path, is_new: bool) -> None:
    """Leave no empty file behind where making a ledger failed."""
    if is_new and path.is_file() and path.stat().st_size == 0:
        path.unlink()


def _uri(path: Path, read_only: bool) -> str:
    """In WAL mode a reader too writes beside the file (-shm), which it cannot on a read-only disk.

    There, and only while no writer's -wal is at hand, the file is opened as one that does not change.
    """
    mode = "ro" if read_only else "rwc"
    is_archived = read_only and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if is_archived else "")
