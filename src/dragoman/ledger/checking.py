"""Is a ledger sound? The file, its links, and the words of its claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dragoman.ledger.schema import APPLICATION_ID, SCHEMA_VERSION
from dragoman.records import content_hash

_MOST = 20  # problems of one kind that are named; one broken page would give thousands


def iter_problems(db: sqlite3.Connection) -> Iterator[str]:
    """Say what is wrong, in one line each; nothing for a sound ledger."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        yield f"application id {application:#x} instead of {APPLICATION_ID:#x}"
    if version != SCHEMA_VERSION:
        yield f"ledger version {version} instead of {SCHEMA_VERSION}"
    broken = [row[0] for row in db.execute(f"PRAGMA integrity_check({_MOST})") if row[0] != "ok"]
    if broken:  # what is read from damaged pages means nothing
        yield from (f"damaged file: {line}" for line in broken)
        return
    yield from _iter_broken_links(db)
    yield from _iter_wrong_words(db)
    yield from _iter_changed_texts(db)
    yield from _iter_wrong_record_times(db)


def _iter_broken_links(db: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield f"{table} row {row} points to a row of {parent} that is not there"
    orphans = """SELECT reports.id, claims.id, claims.parent
                 FROM claims JOIN reports ON reports.row = claims.report
                 WHERE claims.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claims AS other
                       WHERE other.report = claims.report AND other.id = claims.parent) LIMIT ?"""
    for report, claim, parent in db.execute(orphans, (_MOST,)):
        yield f"report {report}: claim {claim} is contained in {parent}, which is not there"


def _iter_wrong_words(db: sqlite3.Connection) -> Iterator[str]:
    """SQLite's substr counts code points from 1, as the offsets do from 0."""
    query = """SELECT reports.id, part, start, "end", words
               FROM spans JOIN reports ON reports.row = spans.report
               WHERE words IS NOT substr(iif(part = 'title', title, text), start + 1, "end" - start)
               LIMIT ?"""
    for report, part, start, end, words in db.execute(query, (_MOST,)):
        yield f"report {report}: {words!r} does not stand at {start}-{end} of its {part}"


def _iter_changed_texts(db: sqlite3.Connection) -> Iterator[str]:
    for report, version, title, text, sha256 in db.execute(
        "SELECT id, version, title, text, sha256 FROM reports"
    ):
        if content_hash(title or "", text) != sha256:
            yield f"report {report}, version {version}: the text is not the one that was recorded"


def _iter_wrong_record_times(db: sqlite3.Connection) -> Iterator[str]:
    query = """SELECT reports.id, claims.id FROM claims JOIN reports ON reports.row = claims.report
               WHERE claims.superseded_at IS NULL AND reports.superseded_at IS NOT NULL LIMIT ?"""
    for report, claim in db.execute(query, (_MOST,)):
        yield f"report {report} is superseded, but its claim {claim} is open"
