"""The ledger: what reports claim, kept for good, with the time it was learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from dragoman.errors import LedgerError
from dragoman.ledger.checking import iter_damage, iter_problems
from dragoman.ledger.contents import hash_contents
from dragoman.ledger.differences import Change, iter_changes, iter_tellings
from dragoman.ledger.filters import Filters
from dragoman.ledger.postgres_store import PostgresStore, is_postgres
from dragoman.ledger.questions import Question, find_known, to_question
from dragoman.ledger.recording import Reading, record_chunk, withdraw
from dragoman.ledger.recordtime import next_record_time
from dragoman.ledger.reviewing import (
    check_review,
    find_claim_id,
    iter_reviews,
    with_current_ids,
    write_review,
)
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Held, Rows, report_from_row
from dragoman.ledger.searching import Hit, iter_hits
from dragoman.ledger.sqlite_store import SqliteStore
from dragoman.ledger.store import Store
from dragoman.ledger.timeline import Count, count_periods
from dragoman.ledger.writing import Recorded, Writer
from dragoman.records import Claim, Report, Review, Telling

WHOLLY_CHECKED = 4_000_000  # bytes of a file that is gone through when it is opened, in half a second
PAGES_CHECKED = 40_000_000  # bytes of one of which only pages and indices are
_TOGETHER = 400  # claims that are made into tellings at once
_CHUNK = 100  # reports a transaction


def open_store(place: str | Path, *, read_only: bool, timeout: float) -> Store:
    """The database at a path or at an address of PostgreSQL. Raises LedgerError."""
    if isinstance(place, str) and is_postgres(place):
        return PostgresStore(place, read_only=read_only, timeout=timeout)
    return SqliteStore(Path(place), read_only=read_only, timeout=timeout)


def _iter_log_problems(store: Store) -> Iterator[str]:
    return store.iter_log_problems() if isinstance(store, SqliteStore) else iter(())


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """A file of reports and claims, or a PostgreSQL database, to which rows are only added.

    >>> with Ledger("ledger.db") as ledger:  # doctest: +SKIP
    ...     ledger.record(report, claims)
    ...     [claim.quote.text for claim in ledger.iter_claims(actor="RUS", target="IRN")]

    `path` is a file's, or an address ``postgresql://user@host/database`` (extra ``postgres``).
    `timeout` is how many seconds to wait while another process writes; `clock` gives the record time. A file
    of at most 4 MB is gone through when it is opened, and refused when it is damaged; of one of at most 40 MB
    SQLite's pages and indices are. `verify` True goes through a file of any size, False through none. What is
    answered is checked in any case.
    Raises LedgerError when the file cannot be opened, is damaged or is no ledger.
    """

    def __init__(
        self,
        path: str | Path,
        read_only: bool = False,
        *,
        timeout: float = 10.0,
        clock: Callable[[], datetime] = _now,
        verify: bool | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._clock = clock
        self.store: Store = open_store(path, read_only=read_only, timeout=timeout)
        self._rows = Rows(self.store)
        try:
            self._verify(verify)
        except BaseException:
            self.close()
            raise

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
        """Let go of the file; safe to call twice."""
        self.store.close()

    def record(self, report: Report, claims: Iterable[Claim]) -> Recorded:
        """Keep a report and its claims, all or nothing; when this returns they are on the disk.

        A report that is there already adds nothing, nor does one that was withdrawn. One with a known id but
        another title, text, language or publication date supersedes the earlier version: that one's claims
        are closed and stay. A publication date that is merely missing this time changes nothing. What people
        decided about claims holds for the same claims (ids) of the new version.

        Raises ReportError when a claim's words are not in the report, LedgerError when the file cannot
        be written; in both cases nothing of the report was kept.
        """
        done, error = record_chunk(self.store, self._rows, [(report, claims)], self._clock)
        if error is not None:
            raise error
        return done[0]

    def record_many(
        self,
        readings: Iterable[Reading],
        *,
        acknowledge: Callable[[Report, Recorded], None] | None = None,
        chunk: int = _CHUNK,
    ) -> int:
        """Keep many reports, `chunk` of them in one transaction; returns how many claims were added.

        `acknowledge` is called for each report once it is on the disk. Each report is all or nothing, as in
        `record`; one with a faulty claim ends the run with its ReportError, after those before it were kept.
        """
        added = 0
        waiting = iter(readings)
        while taken := list(islice(waiting, chunk)):
            done, error = record_chunk(self.store, self._rows, taken, self._clock)
            for (report, _), recorded in zip(taken, done, strict=False):
                added += recorded.claims
                if acknowledge is not None:
                    acknowledge(report, recorded)
            if error is not None:
                raise error
        return added

    def withdraw(self, report_id: str, reason: str) -> str:
        """Take a report back: it and its claims are not held from now on, and stay known for earlier.

        Returns when it was withdrawn, also when that was before. Raises LedgerError for a report that is
        not there, or without a reason.
        """
        if not reason.strip():
            raise LedgerError("a withdrawal needs its reason (--reason)")
        moment = withdraw(self.store, report_id, reason, self._clock())
        if moment is None:
            raise LedgerError(f"no report {report_id!r} in {self.store.place}")
        return moment

    def review(self, review: Review) -> str:
        """Keep a person's decision and what follows from it; returns the moment it holds from.

        Claims may be named by the beginning of their id. REJECT takes claims out of the answers, CORRECT
        puts one with the changed fields in the place of one, ACCEPT takes up the one that is named; a later
        decision wins. MERGE and SPLIT are kept for those who group claims.

        Raises LedgerError for a claim that is not there, a decision without a name or reason, and a change
        that does not fit.
        """
        check_review(review)
        with self.store.writing():
            whole = replace(review, claims=tuple(find_claim_id(self.store, id) for id in review.claims))
            check_review(whole)
            writer = Writer(self.store)
            writer.begin_moment(self._clock())
            write_review(writer, self._rows, whole)
            writer.end_moment()
            writer.flush()
            return writer.recorded_at

    def set_aside(self, where: str, reason: str) -> None:
        """Keep that a report could not be read, and why; the same place and reason are kept once."""
        with self.store.writing():
            if self.store.first("SELECT 1 FROM set_aside WHERE place = ? AND reason = ?", (where, reason)):
                return
            (last,) = self.store.first("SELECT max(key) FROM set_aside") or (None,)
            row = ((last or 0) + 1, where, reason, next_record_time(self._clock(), None))
            self.store.add("set_aside", ("key", "place", "reason", "recorded_at"), [row])

    def iter_claims(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Claim]:
        """Claims that fit all that is asked (see `Filters`), in the order they were recorded.

        Raises EDTFError for a faulty date, ValueError for an unknown event or status, LedgerError.
        """
        question = to_question(**filters)
        return (held.claim for held in self._iter_held(question, limit))

    def iter_tellings(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Telling]:
        """The same claims, each with its report and the time the ledger knew it.

        `superseded_at` is what was known at `known_at`: None for a claim that only fell later.
        """
        question = to_question(**filters)
        return self._iter_tellings(question, limit)

    def iter_reviews(self, *, known_at: str | None = None, current: bool = False) -> Iterator[Review]:
        """People's decisions in the order they were made, those known at that time.

        A review names claims as they were named when it was made. With `current` it names them by the ids
        they had at `known_at`, so that what was decided about a claim is found when it was corrected since.
        """
        with self.store.explained():
            known = find_known(self.store, known_at)
            for review in list(iter_reviews(self.store, known.moment)):
                yield with_current_ids(self.store, review, known) if current else review

    def diff(self, known_at_a: str, known_at_b: str, **filters: Unpack[Filters]) -> Iterator[Change]:
        """What became known, changed or fell after the first time and up to the second.

        Raises LedgerError for times in the wrong order.
        """
        filters.pop("known_at", None)
        question = to_question(**filters)
        with self.store.explained():
            earlier, later = find_known(self.store, known_at_a), find_known(self.store, known_at_b)
            if (later.moment or 0) < (earlier.moment or 0):
                raise LedgerError(f"{known_at_b} is before {known_at_a}; give the earlier time first")
            yield from iter_changes(self.store, self._rows, question, earlier, later)

    def search(
        self, words: str, *, known_at: str | None = None, valid_at: str | None = None, limit: int = 20
    ) -> Iterator[Hit]:
        """Reports that hold all the words, newest first, inflected or in compounds; nothing is syntax.

        With `valid_at` (EDTF) only those that tell an act which may lie then. Raises EDTFError.

        >>> for hit in ledger.search("Drohne Lieferung"):  # doctest: +SKIP
        ...     print(hit.report.id, [claim.quote.text for claim in hit.claims])
        """
        with self.store.explained():
            known = find_known(self.store, known_at)
            yield from iter_hits(self.store, self._rows, words, known, limit, valid_at)

    def timeline(self, *, by_year: bool = False, **filters: Unpack[Filters]) -> list[Count]:
        """How many claims a month, or a year, there are of each type and status.

        Takes the filters of `iter_claims` but `text` and `rejected`.
        """
        with self.store.explained():
            return count_periods(self.store, to_question(**filters), by_year=by_year)

    def get_report(self, id: str, *, known_at: str | None = None) -> Report:
        """The report as it is now, or as it was known. Raises LedgerError when it is not there."""
        with self.store.explained():
            is_open, values = find_known(self.store, known_at).is_open("reports.key")
            sql = f"SELECT {REPORT_ROW} FROM reports WHERE id = ? AND {is_open}"
            row = self.store.first(sql, [id, *values])
            if row is not None:
                return report_from_row(row)
            when = f" as known at {known_at}" if known_at else ""
            raise LedgerError(f"no report {id!r} in {self.store.place}{when}{self._why_gone(id)}")

    def find_claim_id(self, beginning: str) -> str:
        """The id that begins so. Raises LedgerError when no claim or several have one."""
        with self.store.explained():
            return find_claim_id(self.store, beginning)

    def counts(self) -> dict[str, int]:
        """How many reports and claims are open and superseded, how many reviews, withdrawals, set aside."""
        tables = (
            "reports",
            "report_closings",
            "claims",
            "claim_closings",
            "reviews",
            "withdrawals",
            "set_aside",
        )
        with self.store.explained(), self.store.reading():
            rows = {name: (self.store.first(f"SELECT count(*) FROM {name}") or (0,))[0] for name in tables}
        return {
            "reports": rows["reports"] - rows["report_closings"],
            "claims": rows["claims"] - rows["claim_closings"],
            "superseded reports": rows["report_closings"],
            "superseded claims": rows["claim_closings"],
            "reviews": rows["reviews"],
            "withdrawals": rows["withdrawals"],
            "set aside": rows["set_aside"],
        }

    def content_hash(self) -> str:
        """SHA-256 over what is held now, whatever the order and times in which it was recorded."""
        with self.store.explained(), self.store.reading():
            return hash_contents(self.store, self._rows)

    def check(self) -> list[str]:
        """Go through the whole file; returns what is wrong, one line each, nothing for a sound ledger."""
        return self._collect(iter_problems)

    def _iter_held(self, question: Question, limit: int | None) -> Iterator[Held]:
        """Claims one by one; where SQL says all there is to ask, it is also told when to stop."""
        is_exact = question.text is None and question.valid_at is None
        with self.store.explained():
            sql, values = question.to_sql(self.store, CLAIM_ROW)
            if limit is not None and is_exact:
                sql, values = f"{sql} LIMIT ?", [*values, limit]
            found = self._rows.iter_held(self.store.query(sql, values))
            yield from islice((held for held in found if question.fits(held.claim)), limit)

    def _iter_tellings(self, question: Question, limit: int | None) -> Iterator[Telling]:
        upto = None
        if question.known_at is not None:
            upto = find_known(self.store, question.known_at).moment
        found = self._iter_held(question, limit)
        while batch := list(islice(found, _TOGETHER)):
            with self.store.explained():
                yield from iter_tellings(self.store, batch, upto)

    def _why_gone(self, id: str) -> str:
        row = self.store.first(
            "SELECT reason FROM withdrawals WHERE report = ? ORDER BY key DESC LIMIT 1", (id,)
        )
        return f"; it was withdrawn: {row[0]}" if row else ""

    def _collect(self, examine: Callable[[Store], Iterator[str]]) -> list[str]:
        try:
            with self.store.explained():
                return list(examine(self.store))
        except LedgerError as error:
            return [f"damaged file: {error}"]

    def _verify(self, verify: bool | None) -> None:
        if problems := self._collect(self._choose_examination(verify)):
            raise LedgerError(
                f"{self.store.place} is damaged ({problems[0]}); "
                "restore it from a copy, or see `dragoman doctor`"
            )

    def _choose_examination(self, verify: bool | None) -> Callable[[Store], Iterator[str]]:
        """How much of it is looked at: the larger the file, the less."""
        if verify is None and isinstance(self.store, SqliteStore):
            size = self.store.size
            if size > PAGES_CHECKED:
                return _iter_log_problems
            if size > WHOLLY_CHECKED:
                return lambda store: store.iter_file_problems()
            return iter_damage
        return iter_damage if verify else lambda store: iter(())
