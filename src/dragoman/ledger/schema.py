"""The ledger's tables, and the triggers that keep them append-only."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

APPLICATION_ID = 0x44524147  # "DRAG", what `file` and sqlite3 see in the header
SCHEMA_VERSION = 2

TABLES = (
    "moments", "reports", "claims", "report_closings", "claim_closings", "reviews", "withdrawals",
    "set_aside", "parties", "dyads", "vocabulary",
)  # fmt: skip


def create_schema(db: sqlite3.Connection) -> None:
    """Make tables, indices and triggers, inside the caller's transaction."""
    for statement in _split((files(__package__) / "schema.sql").read_text("utf-8")):
        db.execute(statement)
    for table in TABLES:  # and not those in which FTS5 keeps its index: they are merged as they grow
        for guard in _guards(table):
            db.execute(guard)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _guards(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table} rows are never"
    return [
        f"CREATE TRIGGER {table}_keep BEFORE DELETE ON {table} {refuse} deleted'); END",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {refuse} changed'); END",
    ]


def _split(script: str) -> list[str]:
    """One statement at a time: `executescript` would commit the transaction around it."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
