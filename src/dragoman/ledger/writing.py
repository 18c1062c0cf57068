"""A report and its claims → rows. Everything here runs inside the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.errors import ReportError
from dragoman.records import Claim, Participant, Report, Span

_REPORT_COLUMNS = (
    "id", "version", "language", "published", "title", "text", "outlet", "agencies", "dateline", "url",
    "retrieved", "sha256", "recorded_at",
)  # fmt: skip
_CLAIM_COLUMNS = (
    "report", "position", "id", "event", "mode", "status", "quote", "matter", "quantity", "time_edtf",
    "time_earliest", "time_latest", "time_basis", "time_phrase", "place_code", "place_name",
    "place_mention", "parent", "entry", "path", "confidence", "recorded_at",
)  # fmt: skip


def insert_report(db: sqlite3.Connection, report: Report, version: int, recorded_at: str) -> int:
    """Add a version of a report; returns its row."""
    values = (
        report.id, version, report.language, report.published, report.title, report.text, report.outlet,
        json.dumps(report.agencies, ensure_ascii=False), report.dateline, report.url, report.retrieved,
        report.sha256, recorded_at,
    )  # fmt: skip
    return _insert(db, "reports", _REPORT_COLUMNS, values)


def insert_claims(
    db: sqlite3.Connection, report: Report, report_row: int, claims: Iterable[Claim], recorded_at: str
) -> int:
    """Add the claims of a report with all they are made of; returns how many.

    Raises ReportError when a claim belongs to another report, or its words are not in this one.
    """
    spans = _Spans(db, report, report_row)
    number = 0
    for number, claim in enumerate(claims, start=1):
        if claim.report_id != report.id:
            raise ReportError(f"report {report.id}: claim {claim.id} belongs to report {claim.report_id}")
        _insert_claim(db, claim, number - 1, report_row, spans, recorded_at)
    return number


def close_report(db: sqlite3.Connection, report_row: int, superseded_at: str) -> None:
    """Close the record time of a report's version and of its claims; nothing else changes."""
    db.execute("UPDATE reports SET superseded_at = ? WHERE row = ?", (superseded_at, report_row))
    db.execute(
        "UPDATE claims SET superseded_at = ? WHERE report = ? AND superseded_at IS NULL",
        (superseded_at, report_row),
    )


class _Spans:
    """Rows for stretches of one report, each made once."""

    def __init__(self, db: sqlite3.Connection, report: Report, report_row: int) -> None:
        self._db = db
        self._report = report
        self._report_row = report_row
        self._rows: dict[Span, int] = {}

    def find_row(self, span: Span | None) -> int | None:
        return None if span is None else self.get_row(span)

    def get_row(self, span: Span) -> int:
        if span not in self._rows:
            self._check(span)
            self._rows[span] = _insert(
                self._db,
                "spans",
                ("report", "part", "start", "end", "words"),
                (self._report_row, span.part, span.start, span.end, span.text),
            )
        return self._rows[span]

    def _check(self, span: Span) -> None:
        """A claim without its words in the text is worth nothing: the ledger refuses it."""
        where = {"text": self._report.text, "title": self._report.title or ""}.get(span.part)
        if where is None:
            raise ReportError(
                f"report {self._report.id}: a span in {span.part!r}, which is neither text nor title"
            )
        if not 0 <= span.start <= span.end or where[span.start : span.end] != span.text:
            place = f"at {span.start}-{span.end} of its {span.part}"
            raise ReportError(f"report {self._report.id}: {span.text!r} does not stand {place}")


def _insert_claim(
    db: sqlite3.Connection, claim: Claim, position: int, report_row: int, spans: _Spans, recorded_at: str
) -> None:
    time, place = claim.time, claim.place
    values = (
        report_row, position, claim.id, claim.event.value, claim.mode, claim.status.value,
        spans.get_row(claim.quote), claim.matter, claim.quantity,
        time and time.edtf, time and time.earliest, time and time.latest, time and time.basis,
        spans.find_row(time.phrase if time else None),
        place and place.code, place and place.name, spans.find_row(place.mention if place else None),
        claim.parent, claim.entry, json.dumps(claim.path, ensure_ascii=False), claim.confidence, recorded_at,
    )  # fmt: skip
    row = _insert(db, "claims", _CLAIM_COLUMNS, values)
    roles = (("actor", claim.actors), ("target", claim.targets), ("other", claim.others))
    for role, people in roles:
        _insert_people(db, "participants", ("claim", "role"), (row, role), people, spans)
    for number, said in enumerate(claim.attribution):
        _insert(
            db,
            "attributions",
            ("claim", "position", "cue", "manner", "channel", "said_on"),
            (row, number, spans.find_row(said.cue), said.manner, said.channel, said.said_on),
        )
        _insert_people(db, "sources", ("claim", "attribution"), (row, number), said.speakers, spans)
    for number, span in enumerate(claim.more_quotes):
        _insert(db, "more_quotes", ("claim", "position", "span"), (row, number, spans.get_row(span)))


def _insert_people(
    db: sqlite3.Connection,
    table: str,
    key: tuple[str, str],
    owner: tuple[int, str | int],
    people: Iterable[Participant],
    spans: _Spans,
) -> None:
    columns = (*key, "position", "code", "name", "qid", "mention")
    for number, who in enumerate(people):
        values = (*owner, number, who.code, who.name, who.qid, spans.find_row(who.mention))
        _insert(db, table, columns, values)


def _insert(db: sqlite3.Connection, table: str, columns: Sequence[str], values: Sequence[object]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    row = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values).lastrowid
    return row or 0
