"""The ledger's tables, and the triggers that keep them append-only."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

APPLICATION_ID = 0x44524147  # "DRAG", what `file` and sqlite3 see in the header
SCHEMA_VERSION = 1

_CLOSING = ("reports", "claims")  # the tables whose record time can be closed


def create_schema(db: sqlite3.Connection) -> None:
    """Make tables, indices and triggers in an empty database, inside the caller's transaction."""
    for statement in _split((files(__package__) / "schema.sql").read_text("utf-8")):
        db.execute(statement)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        for guard in _guards(db, table):
            db.execute(guard)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _guards(db: sqlite3.Connection, table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table} rows are never"
    deletes = f"CREATE TRIGGER {table}_keep BEFORE DELETE ON {table} {refuse} deleted'); END"
    updates = f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table}"
    if table in _CLOSING:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        fixed = [f'NEW."{name}" IS NOT OLD."{name}"' for name in columns if name != "superseded_at"]
        closed = ["OLD.superseded_at IS NOT NULL", "NEW.superseded_at IS NULL"]
        updates += f" WHEN {' OR '.join(fixed + closed)}"
    return [deletes, f"{updates} {refuse} changed'); END"]


def _split(script: str) -> list[str]:
    """One statement at a time: `executescript` would commit the transaction around it."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
