"""Rows → claims and reports, equal to what was recorded."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

_BATCH = 400  # claims fetched together; SQLite allows 32,766 parameters, older builds 999


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
        self._db = db
        self._claims = list(claims)
        self.participants: dict[tuple[int, str], list[Participant]] = defaultdict(list)
        self.attributions: dict[int, list[sqlite3.Row]] = defaultdict(list)
        self.speakers: dict[tuple[int, int], list[Participant]] = defaultdict(list)
        self.more_quotes: dict[int, list[Span]] = defaultdict(list)
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
                    (SELECT report FROM claims WHERE row IN ({self._marks}))"""
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
