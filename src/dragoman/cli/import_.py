"""``dragoman import``: a file of another ledger, or of a spreadsheet, into the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    ALL_READ,
    SOMETHING_SET_ASIDE,
    JsonOption,
    LedgerOption,
    TableOption,
    check_form,
    ending_clearly,
)
from dragoman.errors import LedgerError, ReportError

if TYPE_CHECKING:
    from dragoman.export.incoming import Arrival, Incoming, Note
    from dragoman.ledger import Ledger, Recorded
    from dragoman.records import Claim, Report, Review

_SHOWN = 20  # rows set aside that a person is shown; the ledger and a log get all
_NEXT_FIELD = re.compile(r",(?=\s*\w+=)")
_TOGETHER = 200  # reports that are written in one transaction
_OF_A_SHEET = "sheet-"


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="JSON lines (.jsonl), or a table (.csv, .tsv, .xlsx).", show_default=False
        ),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME,…",
            help="Which column of a hand-kept sheet holds what: actor=Akteur,quote=Zitat. May be repeated.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The sheet of a workbook; else its first.", show_default=False),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Language of the sources of a sheet that does not say it.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
) -> None:
    """Take reports and claims from a file into the ledger.

    Exit code 0: all was taken; 1: something was set aside, with its reason on stderr; 2: the command was
    wrong, the file cannot be read, or the ledger cannot be opened.
    """
    from dragoman.export.importing import iter_arrivals
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    given = _read_columns(columns or [])
    clock = ReplayClock()
    with ending_clearly(), Ledger(find_ledger(ledger), clock=clock.now) as opened:
        run = ImportRun(ledger=opened, clock=clock)
        try:
            run.take(iter_arrivals(file, columns=given, sheet=sheet, language=language))
        finally:
            run.show(as_json=as_json, as_table=as_table)
    raise typer.Exit(SOMETHING_SET_ASIDE if run.set_aside else ALL_READ)


@dataclass(slots=True)
class ReplayClock:
    """Gives an empty ledger the record times of the one whose file it takes; else the time it is."""

    moment: str = ""

    def now(self) -> datetime:
        """The moment the other ledger learnt of it, or now."""
        return datetime.fromisoformat(self.moment) if self.moment else datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class ImportRun:
    """One call of ``dragoman import``, and the count of what came."""

    ledger: Ledger
    clock: ReplayClock
    reports: int = 0
    claims: int = 0
    known: int = 0
    ended: int = 0
    reviews: int = 0
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    _decided: set[Review] = field(default_factory=set)
    _waiting: list[Incoming] = field(default_factory=list)
    _is_replay: bool = False

    def take(self, arrivals: Iterator[Arrival]) -> None:
        """Into the ledger, one after the other; a bad one is set aside and the rest goes on.

        An empty ledger lives through what the other one did, at its times. One that holds something learns
        only what the other holds at the end: an old version must not take the place of a newer one here.
        """
        from dragoman.export.incoming import Incoming, IncomingWithdrawal, Rejected, Unused

        self._is_replay = not any(self.ledger.counts().values())
        self._decided = {_plain(review) for review in self.ledger.iter_reviews()}
        withdrawn: dict[str, IncomingWithdrawal] = {}
        has_ended: dict[str, bool] = {}
        for arrival in arrivals:
            if isinstance(arrival, Rejected):
                self._put_aside(arrival.where, arrival.reason)
            elif isinstance(arrival, Unused):
                typer.echo(f"{arrival.where}: columns not used: {', '.join(arrival.columns)}", err=True)
            elif isinstance(arrival, Incoming):
                if self._is_replay or arrival.superseded_at is None:
                    self._keep(arrival)
                    withdrawn.pop(arrival.report.id, None)
                    has_ended[arrival.report.id] = arrival.superseded_at is not None
            elif isinstance(arrival, IncomingWithdrawal):
                has_ended.pop(arrival.report_id, None)
                if self._is_replay:
                    self._note(arrival)
                else:  # the report may have come again later
                    withdrawn[arrival.report_id] = arrival
            else:
                self._note(arrival)
        self._flush()
        for withdrawal in withdrawn.values():
            self._note(withdrawal)
        self.ended = sum(has_ended.values())

    def show(self, *, as_json: bool, as_table: bool) -> None:
        """The sum on stdout, what was set aside on stderr."""
        import sys

        from dragoman.cli.render import print_json

        for_people = as_table or (sys.stdout.isatty() and not as_json)
        if for_people:
            known = f", {self.known} known before" if self.known else ""
            typer.echo(
                f"{self.reports} reports, {self.claims} claims{known}, {len(self.set_aside)} set aside"
            )
        else:
            print_json(
                {
                    "reports": self.reports,
                    "claims": self.claims,
                    "known": self.known,
                    "reviews": self.reviews,
                    "set_aside": len(self.set_aside),
                }
            )
        if self.ended:
            typer.echo(
                f"{self.ended} reports were no longer held where they come from, but are here", err=True
            )
        shown = self.set_aside[:_SHOWN] if for_people else self.set_aside
        for where, reason in shown:
            typer.echo(f"  {where}: {reason}", err=True)
        if more := len(self.set_aside) - len(shown):
            typer.echo(f"  … and {more} more", err=True)

    def _keep(self, arrival: Incoming) -> None:
        if arrival.is_excerpt:
            self._flush()
            if self._is_known_whole(arrival):
                self.known += 1
                return
        self._waiting.append(arrival)
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        """Give the ledger what waits, in one transaction; a report it refuses is set aside."""
        while self._waiting:
            done: list[Recorded] = []

            def acknowledge(_: Report, recorded: Recorded, done: list[Recorded] = done) -> None:
                done.append(recorded)

            readings = ((one.report, self._tell(one)) for one in self._waiting)
            try:
                self.ledger.record_many(readings, acknowledge=acknowledge, chunk=_TOGETHER)
            except ReportError as error:
                self._put_aside(f"report {self._waiting[len(done)].report.id}", str(error))
                del self._waiting[: len(done) + 1]
            else:
                self._waiting.clear()
            for recorded in done:
                is_new = recorded.outcome in ("added", "superseded")
                self.known += not is_new
                self.reports += is_new
                self.claims += recorded.claims

    def _tell(self, arrival: Incoming) -> Iterator[Claim]:
        """Its claims. The ledger reads them, and then the clock: so each report gets its own time."""
        self.clock.moment = arrival.recorded_at if self._is_replay else ""
        yield from arrival.claims

    def _note(self, arrival: Note) -> None:
        """A decision, a withdrawal, or what could not be read: what is here already is not said twice."""
        from dragoman.export.incoming import IncomingReview, IncomingWithdrawal

        self._flush()
        self.clock.moment = arrival.recorded_at if self._is_replay else ""
        try:
            if isinstance(arrival, IncomingReview):
                review = _plain(arrival.review)
                if review not in self._decided:
                    self.ledger.review(arrival.review)
                    self._decided.add(review)
                    self.reviews += 1
            elif isinstance(arrival, IncomingWithdrawal):
                self.ledger.withdraw(arrival.report_id, arrival.reason)
            else:
                self.ledger.set_aside(arrival.place, arrival.reason)
        except LedgerError as error:
            self._put_aside(type(arrival).__name__.removeprefix("Incoming").lower(), str(error))

    def _is_known_whole(self, arrival: Incoming) -> bool:
        """An excerpt must not supersede the whole text; only a sheet's own report may grow with its rows."""
        if not arrival.is_excerpt or arrival.report.id.startswith(_OF_A_SHEET):
            return False
        try:
            self.ledger.get_report(arrival.report.id)
        except LedgerError:
            return False
        return True

    def _put_aside(self, where: str, reason: str) -> None:
        self.set_aside.append((where, reason))
        self.clock.moment = ""
        self.ledger.set_aside(where, reason)


def _plain(review: Review) -> Review:
    """What was decided, whenever it was; its changes can be compared, whatever lists they hold."""
    changes = tuple((key, json.dumps(value)) for key, value in review.changes)
    return replace(review, changes=changes, recorded_at=None)


def _read_columns(given: list[str]) -> dict[str, str]:
    """``actor=Akteur,quote=Zitat``; a comma within a name is one unless a further field follows it."""
    pairs = [pair.strip() for option in given for pair in _NEXT_FIELD.split(option)]
    for pair in pairs:
        if "=" not in pair:
            raise typer.BadParameter(f"{pair!r} is not FIELD=NAME", param_hint="--columns")
    return {wanted.strip(): name.strip() for wanted, name in (pair.split("=", 1) for pair in pairs)}
