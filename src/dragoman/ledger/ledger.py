"""The ledger: what reports claim, kept for good, with the time it was learnt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.errors import LedgerError
from dragoman.ledger.checking import iter_problems
from dragoman.ledger.opening import find_reason, open_ledger
from dragoman.ledger.questions import Question
from dragoman.ledger.recordtime import next_record_time, read_known_at
from dragoman.ledger.rows import iter_claim_records, report_from_row
from dragoman.ledger.writing import close_report, insert_claims, insert_report
from dragoman.records import Claim, Event, Report, Status


class Outcome(StrEnum):
    """What became of a report that was given to the ledger."""

    ADDED = "added"
    KNOWN = "known"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The outcome, the version the report has in the ledger, and how many claims were added."""

    outcome: Outcome
    version: int
    claims: int


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """An SQLite file of reports and claims; rows are added and their record time closed, nothing else.

    >>> with Ledger("ledger.db") as ledger:  # doctest: +SKIP
    ...     ledger.record(report, claims)
    ...     [claim.quote.text for claim in ledger.iter_claims(actor="RUS", target="IRN")]

    `timeout` is how many seconds to wait while another process writes; `clock` gives the record time.
    Raises LedgerError when the file cannot be opened or is no ledger.
    """

    def __init__(
        self,
        path: str | Path,
        read_only: bool = False,
        *,
        timeout: float = 10.0,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._clock = clock
        self._db = open_ledger(self.path, read_only=read_only, timeout=timeout)
        self._db.create_function("casefold", 1, str.casefold, deterministic=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def record(self, report: Report, claims: Iterable[Claim]) -> Recorded:
        """Keep a report and its claims, all or nothing; when this returns they are on the disk.

        A report that is there already adds nothing. One with a known id but another title, text,
        language or publication date supersedes the earlier version: that one's rows get their record
        time closed and stay. A publication date that is merely missing this time changes nothing.

        Raises ReportError when a claim's words are not in the report, LedgerError when the file cannot
        be written; in both cases nothing of the report was kept.
        """
        with self._transaction():
            last = self._find_version(report.id)
            if last is not None and last["superseded_at"] is None and _is_same(last, report):
                return Recorded(outcome=Outcome.KNOWN, version=last["version"], claims=0)
            now = self._next_record_time()
            if last is not None:
                close_report(self._db, last["row"], now)
            version = 1 if last is None else last["version"] + 1
            row = insert_report(self._db, report, version, now)
            added = insert_claims(self._db, report, row, claims, now)
        outcome = Outcome.ADDED if version == 1 else Outcome.SUPERSEDED
        return Recorded(outcome=outcome, version=version, claims=added)

    def set_aside(self, where: str, reason: str) -> None:
        """Keep that a report could not be read, and why; the same place and reason are kept once."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO set_aside (place, reason, recorded_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (where, reason, next_record_time(self._clock(), None)),
            )

    def iter_claims(
        self,
        *,
        actor: str | None = None,
        target: str | None = None,
        event: Event | str | None = None,
        status: Status | str | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        valid_at: str | None = None,
        known_at: str | None = None,
        report: str | None = None,
        text: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Claim]:
        """Claims that fit all that is asked, in the order they were recorded.

        `actor`, `target` and `speaker` are codes in any case; ``RUS:*`` takes in ``RUS:OPP`` and its
        like. In a mutual act (AGREE, CONSULT, COOPERATE, ALLIANCE) both sides count as both. `since`,
        `until` and `valid_at` (EDTF) take claims whose time may reach there; a claim without a time is
        not taken. `known_at` (a day to its end, or a moment, UTC) asks what the ledger held then; without
        it, what it holds now. `text` is looked for in the quotes, whatever the case.

        Raises EDTFError for a faulty date, ValueError for an unknown event or status, LedgerError.
        """
        question = Question(
            actor=actor,
            target=target,
            event=Event(event) if event else None,
            status=Status(status) if status else None,
            speaker=speaker,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
            report=report,
            text=text,
        )
        query, values = question.to_sql()
        return islice(self._iter_answers(question, query, values), limit)

    def get_report(self, id: str, *, known_at: str | None = None) -> Report:
        """The report as it is now, or as it was known. Raises LedgerError when it is not there."""
        query = "SELECT * FROM reports WHERE id = ? AND superseded_at IS NULL"
        values = [id]
        if known_at is not None:
            moment = read_known_at(known_at)
            query = """SELECT * FROM reports WHERE id = ? AND recorded_at <= ?
                       AND (superseded_at IS NULL OR superseded_at > ?)"""
            values += [moment, moment]
        with self._explained():
            row = self._db.execute(query, values).fetchone()
        if row is None:
            raise LedgerError(
                f"no report {id!r} in {self.path}" + (f" as known at {known_at}" if known_at else "")
            )
        return report_from_row(row)

    def counts(self) -> dict[str, int]:
        """How many reports and claims are open, how many are superseded, how many were set aside."""
        queries = {
            "reports": "reports WHERE superseded_at IS NULL",
            "claims": "claims WHERE superseded_at IS NULL",
            "superseded reports": "reports WHERE superseded_at IS NOT NULL",
            "superseded claims": "claims WHERE superseded_at IS NOT NULL",
            "set aside": "set_aside",
        }
        with self._explained():
            return {
                name: self._db.execute(f"SELECT count(*) FROM {of}").fetchone()[0]
                for name, of in queries.items()
            }

    def check(self) -> list[str]:
        """Go through the whole file; returns what is wrong, one line each, nothing for a sound ledger."""
        try:
            return list(iter_problems(self._db))
        except sqlite3.DatabaseError as error:
            return [f"damaged file: {error}"]

    def _iter_answers(self, question: Question, query: str, values: list[str]) -> Iterator[Claim]:
        with self._explained():
            for claim in iter_claim_records(self._db, self._db.execute(query, values)):
                if question.fits(claim):
                    yield claim

    def _find_version(self, id: str) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._db.execute(
            "SELECT * FROM reports WHERE id = ? ORDER BY version DESC LIMIT 1", (id,)
        ).fetchone()
        return found

    def _next_record_time(self) -> str:
        last = self._db.execute("SELECT recorded_at FROM reports ORDER BY row DESC LIMIT 1").fetchone()
        return next_record_time(self._clock(), last and last["recorded_at"])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write all or nothing; the lock is taken first, so that nothing read before can grow stale."""
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            raise LedgerError(find_reason(name, self.path) or f"{self.path}: {error}") from error


def _is_same(row: sqlite3.Row, report: Report) -> bool:
    """Whether reading the report again could give anything new."""
    return (
        row["sha256"] == report.sha256
        and row["language"] == report.language
        and report.published in (None, row["published"])
    )
