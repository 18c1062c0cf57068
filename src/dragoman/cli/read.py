"""``dragoman read``: reports into the ledger, and what they claim onto the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    ALL_READ,
    SOMETHING_SET_ASIDE,
    ExplainOption,
    JsonOption,
    LedgerOption,
    TableOption,
    check_form,
    ending_clearly,
)
from dragoman.errors import DragomanError, LedgerError, ReportError

if TYPE_CHECKING:
    from dragoman.cli.render import Output
    from dragoman.intake import SetAside, Withdrawn
    from dragoman.ledger import Ledger
    from dragoman.records import Claim, Report

_FEW = 24  # reports; each further process takes about as long to start as these take to read
_SHOWN = 20  # set-aside reports a person is shown; the ledger and a log get all


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES",
            help="Files (.txt, .json, .jsonl, .ndjson), folders, or - for the standard input.",
            show_default=False,
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="EDTF",
            help="Publication date of reports that do not say theirs: 2025-01-13, or as vague as 2025-01.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Language of reports that do not say theirs; else it is found from their words.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = None,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Show the claims and keep nothing.")] = False,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    explain: ExplainOption = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Reports read side by side; else one a core, for a few one.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read reports into the ledger and show what they claim.

    Exit code 0: all were read; 1: something was set aside, with its reason on stderr; 2: the command was
    wrong, or the ledger cannot be opened.
    """
    from dragoman.cli.render import choose_output

    check_form(as_json, as_table)
    if no_ledger and ledger is not None:
        raise typer.BadParameter("--ledger and --no-ledger exclude each other")
    with ending_clearly(), ExitStack() as stack:
        run = Run(
            output=choose_output(as_json=as_json, as_table=as_table, explain=explain),
            ledger=None if no_ledger else stack.enter_context(_open_ledger(ledger)),
        )
        try:
            run.read(sources, published=_check_published(published), language=language, jobs=jobs)
        finally:
            run.show_summary()
    raise typer.Exit(SOMETHING_SET_ASIDE if run.set_aside else ALL_READ)


@dataclass(slots=True, kw_only=True)
class Run:
    """One call of ``dragoman read``: where claims go, and the count of what came."""

    output: Output
    ledger: Ledger | None
    reports: int = 0
    claims: int = 0
    known: int = 0
    withdrawn: list[Withdrawn] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)

    def read(
        self, sources: Sequence[str], *, published: str | None, language: str | None, jobs: int | None
    ) -> None:
        """Read all sources, report by report, in their order."""
        from dragoman.cli.progress import showing_progress
        from dragoman.cli.render import TableOutput
        from dragoman.intake.checks import read_language
        from dragoman.reading import Readers

        readers = Readers()
        if language:
            readers.of(read_language(language))  # one that cannot be read ends the run before it begins
        has_table = isinstance(self.output, TableOutput)
        with showing_progress(sources, has_table=has_table) as progress:
            taken = self._iter_taken(sources, published, language)
            first = list(islice(taken, _FEW))
            for report, outcome in readers.read_many(chain(first, taken), jobs or _choose_jobs(len(first))):
                if isinstance(outcome, DragomanError):
                    self._put_aside(f"report {report.id}", str(outcome))
                else:
                    self._keep(report, outcome)
                progress.advance()
        self._withdraw()

    def show_summary(self) -> None:
        """What was set aside and why, on stderr; the count for people only."""
        for_people = sys.stderr.isatty()
        shown = self.set_aside[:_SHOWN] if for_people else self.set_aside
        if for_people or self.set_aside:
            known = f", {self.known} known before" if self.known else ""
            typer.echo(
                f"{self.reports} read{known}, {self.claims} claims, {len(self.set_aside)} set aside", err=True
            )
        for item in shown:
            typer.echo(f"  {item}", err=True)
        if more := len(self.set_aside) - len(shown):
            typer.echo(f"  … and {more} more", err=True)

    def _iter_taken(
        self, sources: Sequence[str], published: str | None, language: str | None
    ) -> Iterator[Report]:
        from dragoman.intake import SetAside, Withdrawn, iter_reports

        for item in iter_reports(sources, published=published, language=language):
            if isinstance(item, SetAside):
                self._put_aside(item.where, item.reason)
            elif isinstance(item, Withdrawn):
                self.withdrawn.append(item)
            else:
                yield item

    def _withdraw(self) -> None:
        """Last of all: what is taken back may stand before its withdrawal in the same files."""
        if self.ledger is None:
            return
        for item in self.withdrawn:
            try:
                self.ledger.withdraw(item.id, item.reason)
            except LedgerError as error:
                self._put_aside(item.where, str(error))

    def _keep(self, report: Report, claims: list[Claim]) -> None:
        """Into the ledger first: what is shown has been kept."""
        if self.ledger is not None:
            try:
                recorded = self.ledger.record(report, claims)
            except ReportError as error:
                self._put_aside(f"report {report.id}", str(error))
                return
            self.known += recorded.outcome == "known"
        self.reports += 1
        self.claims += len(claims)
        self.output.show_reading(report, claims)

    def _put_aside(self, where: str, reason: str) -> None:
        from dragoman.intake import SetAside

        self.set_aside.append(SetAside(where=where, reason=reason))
        if self.ledger is not None:
            self.ledger.set_aside(where, reason)


def _open_ledger(path: str | None) -> Ledger:
    from dragoman.ledger import Ledger, find_ledger

    return Ledger(find_ledger(path))


def _check_published(published: str | None) -> str | None:
    from dragoman.intake.dates import read_published

    try:
        return read_published(published) if published else None
    except ReportError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error


def _choose_jobs(first: int) -> int:
    """One a core; but a few reports are read sooner than further processes have loaded the model."""
    return 1 if first < _FEW else os.cpu_count() or 1
