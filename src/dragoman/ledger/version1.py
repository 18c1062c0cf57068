"""Ledgers of version 1: their rows → claims and reports, and the whole → a ledger of version 2."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from dragoman.errors import LedgerError
from dragoman.ledger.schema import create_schema
from dragoman.ledger.writing import Writer, encode_drafts, make_drafts
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

if TYPE_CHECKING:
    from dragoman.ledger.sqlite_store import SqliteStore

_RENAMED = ("reports", "claims", "set_aside")  # tables that version 2 has under the same name
_GONE = (
    "more_quotes",
    "sources",
    "attributions",
    "participants",
    "claims_v1",
    "spans",
    "reports_v1",
    "set_aside_v1",
)
_BATCH = 400  # claims fetched together; SQLite allows 32,766 parameters, older builds 999


def upgrade(store: SqliteStore) -> None:
    """Write the ledger anew in version 2, with the record times it has; all or nothing.

    Raises LedgerError when what was written does not give back what was read.
    """
    db = store.db
    db.execute("PRAGMA foreign_keys = OFF")  # tables that point to each other are dropped one by one
    try:
        with store.writing():
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version == 1:  # another process may have been faster
                _upgrade(store)
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _upgrade(store: SqliteStore) -> None:
    db = store.db
    for kind in ("trigger", "index"):
        names = "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
        for (name,) in db.execute(names, (kind,)).fetchall():
            db.execute(f"DROP {kind} {name}")
    for table in _RENAMED:
        db.execute(f"ALTER TABLE {table} RENAME TO {table}_v1")
    create_schema(db)
    _replay(store)
    db.execute(
        """INSERT INTO set_aside (key, place, reason, recorded_at)
           SELECT row, place, reason, recorded_at FROM set_aside_v1"""
    )
    for table in _GONE:
        db.execute(f"DROP TABLE {table}")


def _replay(store: SqliteStore) -> None:
    """Each report in the order it was recorded; in version 1 only a new version closed an old one."""
    reading = store.db.cursor()
    reading.row_factory = sqlite3.Row
    writer = Writer(store)
    latest: dict[str, int] = {}
    for row in reading.execute("SELECT * FROM reports_v1 ORDER BY row").fetchall():
        report = report_from_row(row)
        writer.begin_moment(datetime.fromisoformat(row["recorded_at"]))
        if writer.recorded_at != row["recorded_at"]:
            raise LedgerError(f"{store.place}: record times are not in order; see `dragoman doctor`")
        if report.id in latest:
            writer.close_report(latest[report.id])
        latest[report.id] = writer.add_report(report, report.version)
        query = """SELECT claims_v1.*, reports_v1.id AS report_id FROM claims_v1
                   JOIN reports_v1 ON reports_v1.row = claims_v1.report WHERE report = ? ORDER BY position"""
        claims = iter_claim_records(store.db, reading.execute(query, (row["row"],)))
        drafts = encode_drafts(report, make_drafts(report, claims))
        writer.add_claims(latest[report.id], drafts)
        writer.end_moment()
        writer.flush()


def report_from_row(row: sqlite3.Row) -> Report:
    """A report with the version it has in the ledger."""
    return Report(
        id=row["id"],
        language=row["language"],
        published=row["published"],
        title=row["title"],
        text=row["text"],
        outlet=row["outlet"],
        agencies=tuple(json.loads(row["agencies"])),
        dateline=row["dateline"],
        url=row["url"],
        retrieved=row["retrieved"],
        version=row["version"],
    )


def iter_claim_records(db: sqlite3.Connection, rows: sqlite3.Cursor) -> Iterator[Claim]:
    """Make claims of rows of `claims` (with ``report_id``), some hundred at a time."""
    while batch := rows.fetchmany(_BATCH):
        parts = _Parts(db, [row["row"] for row in batch])
        yield from (_claim(row, parts) for row in batch)


class _Parts:
    """What hangs on a batch of claims, in four queries instead of four a claim."""

    def __init__(self, db: sqlite3.Connection, claims: Sequence[int]) -> None:
        self._db = db.cursor()
        self._claims = list(claims)
        self.participants: dict[tuple[int, str], list[Participant]] = defaultdict(list)
        self.attributions: dict[int, list[sqlite3.Row]] = defaultdict(list)
        self.speakers: dict[tuple[int, int], list[Participant]] = defaultdict(list)
        self.more_quotes: dict[int, list[Span]] = defaultdict(list)
        self._db.row_factory = sqlite3.Row
        self.spans = self._load_spans()
        for row in self._rows("participants", "role, position"):
            self.participants[row["claim"], row["role"]].append(self._participant(row))
        for row in self._rows("attributions", "position"):
            self.attributions[row["claim"]].append(row)
        for row in self._rows("sources", "attribution, position"):
            self.speakers[row["claim"], row["attribution"]].append(self._participant(row))
        for row in self._rows("more_quotes", "position"):
            self.more_quotes[row["claim"]].append(self.spans[row["span"]])

    def find_span(self, row: int | None) -> Span | None:
        return None if row is None else self.spans[row]

    def _rows(self, table: str, order: str) -> sqlite3.Cursor:
        query = f"SELECT * FROM {table} WHERE claim IN ({self._marks}) ORDER BY claim, {order}"
        return self._db.execute(query, self._claims)

    def _load_spans(self) -> dict[int, Span]:
        """All spans of the reports these claims stand in: about as many as the claims name."""
        query = f"""SELECT * FROM spans WHERE report IN
                    (SELECT report FROM claims_v1 WHERE row IN ({self._marks}))"""
        return {
            row["row"]: Span(start=row["start"], end=row["end"], text=row["words"], part=row["part"])
            for row in self._db.execute(query, self._claims)
        }

    def _participant(self, row: sqlite3.Row) -> Participant:
        mention = self.find_span(row["mention"])
        return Participant(code=row["code"], name=row["name"], qid=row["qid"], mention=mention)

    @property
    def _marks(self) -> str:
        return ", ".join("?" * len(self._claims))


def _claim(row: sqlite3.Row, parts: _Parts) -> Claim:
    return Claim(
        report_id=row["report_id"],
        event=Event(row["event"]),
        mode=row["mode"],
        actors=tuple(parts.participants[row["row"], "actor"]),
        targets=tuple(parts.participants[row["row"], "target"]),
        others=tuple(parts.participants[row["row"], "other"]),
        status=Status(row["status"]),
        quote=parts.spans[row["quote"]],
        attribution=tuple(_attribution(said, parts) for said in parts.attributions[row["row"]]),
        time=_time(row, parts),
        place=_place(row, parts),
        matter=row["matter"],
        quantity=row["quantity"],
        more_quotes=tuple(parts.more_quotes[row["row"]]),
        parent=row["parent"],
        entry=row["entry"],
        path=tuple(json.loads(row["path"])),
        confidence=row["confidence"],
    )


def _attribution(row: sqlite3.Row, parts: _Parts) -> Attribution:
    return Attribution(
        speakers=tuple(parts.speakers[row["claim"], row["position"]]),
        cue=parts.find_span(row["cue"]),
        manner=row["manner"],
        channel=row["channel"],
        said_on=row["said_on"],
    )


def _time(row: sqlite3.Row, parts: _Parts) -> Time | None:
    if row["time_edtf"] is None:
        return None
    return Time(
        edtf=row["time_edtf"],
        earliest=row["time_earliest"],
        latest=row["time_latest"],
        basis=row["time_basis"],
        phrase=parts.find_span(row["time_phrase"]),
    )


def _place(row: sqlite3.Row, parts: _Parts) -> Place | None:
    if row["place_code"] is None:
        return None
    mention = parts.find_span(row["place_mention"])
    return Place(code=row["place_code"], name=row["place_name"], mention=mention)
