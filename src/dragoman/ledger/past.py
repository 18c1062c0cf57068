"""The whole of a ledger: what it holds report by report, and all that was ever done to it.

Replaying what was done, in its order and at its times, makes the same ledger again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Unpack

from dragoman.ledger.differences import iter_tellings
from dragoman.ledger.encoding import check_digest
from dragoman.ledger.filters import Filters
from dragoman.ledger.questions import find_known, to_question
from dragoman.ledger.reviewing import iter_reviews
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Rows, report_from_row
from dragoman.ledger.store import Row, Store
from dragoman.ledger.writing import REPORT_COLUMNS
from dragoman.records import Report, Review, Telling

_TOGETHER = 400  # claims that are made into tellings at once
_WITH_TIMES = f"""SELECT {REPORT_ROW}, m.recorded_at,
                         (SELECT moments.recorded_at FROM report_closings AS k
                          JOIN moments ON moments.moment = k.moment WHERE k.report = reports.key)
                  FROM reports JOIN moments AS m ON m.moment = reports.moment"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A version of a report with its claims; `superseded_at` is when another took its place, or none."""

    recorded_at: str
    superseded_at: str | None
    report: Report
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A report that was taken back."""

    recorded_at: str
    report_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A report that could not be read."""

    recorded_at: str
    place: str
    reason: str


Operation = Recording | Review | Withdrawal | SetAside


def iter_all_tellings(store: Store, **filters: Unpack[Filters]) -> Iterator[Telling]:
    """Every claim that was ever held and fits, what people's reviews made of it included.

    In the order they were recorded. Raises EDTFError for a faulty date, LedgerError.
    """
    question = to_question(**filters)
    with store.explained():
        sql, values = question.to_sql_within([("1 = 1", [])], store)
        held = Rows(store).iter_held(store.query(sql, values))
        found = (one for one in held if question.fits(one.claim))
        while batch := list(islice(found, _TOGETHER)):
            yield from iter_tellings(store, batch)


def iter_reports(store: Store, known_at: str | None = None) -> Iterator[Recording]:
    """Reports that are held, those that claim nothing included, each with its claims as they stand in it."""
    with store.explained():
        known, rows = find_known(store, known_at), Rows(store)
        is_open, values = known.is_open("reports.key")
        is_held, more = known.is_held("claims.key")
        for row in list(store.query(f"{_WITH_TIMES} WHERE {is_open} ORDER BY reports.key", values)):
            sql = f"SELECT {CLAIM_ROW} FROM claims WHERE claims.report = ? AND {is_held} ORDER BY ordinal"
            held = list(rows.iter_held(store.query(sql, [row[0], *more])))
            told = tuple(iter_tellings(store, held, known.moment))
            yield _recording(row, told, is_told_end=known_at is None)


def iter_operations(store: Store) -> Iterator[Operation]:
    """All that was done, in its order; a report has its claims as they were read, before any review."""
    with store.explained():
        others: list[tuple[str, Review | Withdrawal | SetAside]] = [
            *((review.recorded_at or "", review) for review in iter_reviews(store, None)),
            *((taken.recorded_at, taken) for taken in _iter_withdrawals(store)),
            *((aside.recorded_at, aside) for aside in _iter_set_aside(store)),
        ]
        others.sort(key=lambda pair: pair[0])
        for recording in _iter_recordings(store):
            while others and others[0][0] < recording.recorded_at:
                yield others.pop(0)[1]
            yield recording
        yield from (operation for _, operation in others)


def _iter_recordings(store: Store) -> Iterator[Recording]:
    rows = Rows(store)
    keys = [key for (key,) in store.query("SELECT key FROM reports ORDER BY key")]
    sql = f"SELECT {CLAIM_ROW} FROM claims WHERE claims.report = ? AND revision = 0 ORDER BY ordinal"
    for key in keys:
        row = store.first(f"{_WITH_TIMES} WHERE reports.key = ?", (key,))
        if row is not None:
            held = list(rows.iter_held(store.query(sql, (key,))))
            yield _recording(row, tuple(iter_tellings(store, held)), is_told_end=True)


def _recording(row: Row, told: tuple[Telling, ...], *, is_told_end: bool) -> Recording:
    *columns, recorded_at, superseded_at = row
    return Recording(
        report=report_from_row(tuple(columns[: len(REPORT_COLUMNS)])),
        tellings=told,
        recorded_at=recorded_at,
        superseded_at=superseded_at if is_told_end else None,
    )


def _iter_withdrawals(store: Store) -> Iterator[Withdrawal]:
    sql = """SELECT w.key, report, reason, w.moment, w.digest, moments.recorded_at FROM withdrawals AS w
             JOIN moments ON moments.moment = w.moment ORDER BY w.key"""
    for *columns, digest, recorded_at in store.query(sql):
        check_digest(digest, f"withdrawal of report {columns[1]}", *columns)
        yield Withdrawal(recorded_at=recorded_at, report_id=columns[1], reason=columns[2])


def _iter_set_aside(store: Store) -> Iterator[SetAside]:
    for place, reason, recorded_at in store.query(
        "SELECT place, reason, recorded_at FROM set_aside ORDER BY key"
    ):
        yield SetAside(recorded_at=recorded_at, place=place, reason=reason)
