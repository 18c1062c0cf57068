"""Reports into the store, each all or nothing, and reports that are taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from dragoman.errors import ReportError
from dragoman.ledger.reviewing import carry_over
from dragoman.ledger.rows import REPORT_ROW, Rows
from dragoman.ledger.store import Row, Store
from dragoman.ledger.writing import Outcome, Recorded, Writer, encode_drafts, make_drafts
from dragoman.records import Claim, Report

Reading = tuple[Report, Iterable[Claim]]


class Recorder:
    """Writes reports in one transaction; `flush` before it ends."""

    def __init__(self, store: Store, rows: Rows, clock: Callable[[], datetime]) -> None:
        self._store, self._rows, self._clock = store, rows, clock
        self._writer = Writer(store)
        self._waiting: set[str] = set()

    def record(self, report: Report, claims: Iterable[Claim]) -> Recorded:
        """Add a report, if it says anything new. Raises ReportError before anything of it is added."""
        if report.id in self._waiting:
            self.flush()
        last = find_last_version(self._store, report.id)
        if last is not None and _is_same(last, report):
            outcome = Outcome.KNOWN if last[-1] else Outcome.WITHDRAWN
            return Recorded(outcome=outcome, version=last[2], claims=0)
        drafts = make_drafts(report, claims)
        added = len(drafts)
        if last is not None:
            drafts = carry_over(self._store, self._rows, last[0], report, drafts)
        encoded = encode_drafts(report, drafts)
        self._writer.begin_moment(self._clock())
        if last is not None and last[-1]:
            self._writer.close_report(last[0])
        version = 1 if last is None else last[2] + 1
        self._writer.add_claims(self._writer.add_report(report, version), encoded)
        self._writer.end_moment()
        self._waiting.add(report.id)
        outcome = Outcome.ADDED if version == 1 else Outcome.SUPERSEDED
        return Recorded(outcome=outcome, version=version, claims=added)

    def flush(self) -> None:
        """Give what waits to the store."""
        self._writer.flush()
        self._waiting.clear()


def record_chunk(
    store: Store, rows: Rows, readings: list[Reading], clock: Callable[[], datetime]
) -> tuple[list[Recorded], ReportError | None]:
    """Record reports in one transaction, up to the first that is faulty; its error comes with the rest."""
    done: list[Recorded] = []
    with store.writing():
        recorder = Recorder(store, rows, clock)
        for report, claims in readings:
            try:
                done.append(recorder.record(report, claims))
            except ReportError as error:
                recorder.flush()
                return done, error
        recorder.flush()
    return done, None


def withdraw(store: Store, id: str, reason: str, now: datetime) -> str | None:
    """Close the open version of a report and its claims; returns when, None when there is no such report.

    One that is withdrawn already stays so: then the time of that is returned.
    """
    with store.writing():
        last = find_last_version(store, id)
        if last is None:
            return None
        if not last[-1]:
            row = store.first(
                """SELECT moments.recorded_at FROM report_closings AS k
                   JOIN moments ON moments.moment = k.moment WHERE k.report = ?""",
                (last[0],),
            )
            return str(row[0]) if row else None
        writer = Writer(store)
        writer.begin_moment(now)
        withdrawal = writer.add_row("withdrawals", ("report", "reason"), (id, reason))
        writer.close_report(last[0], withdrawal)
        writer.end_moment()
        writer.flush()
        return writer.recorded_at


def find_last_version(store: Store, id: str) -> Row | None:
    """The newest version of a report: the columns of `REPORT_ROW`, and whether it is open."""
    return store.first(
        f"""SELECT {REPORT_ROW}, NOT EXISTS (SELECT 1 FROM report_closings AS k WHERE k.report = reports.key)
            FROM reports WHERE id = ? ORDER BY version DESC LIMIT 1""",
        (id,),
    )


def _is_same(row: Row, report: Report) -> bool:
    """Whether reading the report again could give anything new."""
    _, _, _, language, published, *_ = row
    return row[12] == report.sha256 and language == report.language and report.published in (None, published)
