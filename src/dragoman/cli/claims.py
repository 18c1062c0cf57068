"""``dragoman claims``: what the ledger holds, filtered."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    ExplainOption,
    JsonOption,
    LedgerOption,
    TableOption,
    check_form,
    ending_clearly,
)
from dragoman.records import Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.cli.render import Output
    from dragoman.records import Claim

_ON_A_SCREEN = 100  # rows of a table where --limit says nothing; nobody reads more, and rich lays out all
_EDTF = "EDTF"


def claims(
    actor: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Who does it: RUS, NATO; RUS:* with its opposition and others."),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="CODE", help="To whom. In a mutual act both sides count.")
    ] = None,
    event: Annotated[
        Event | None,
        typer.Option(metavar="TYPE", case_sensitive=False, help=f"What kind of act: {', '.join(Event)}."),
    ] = None,
    status: Annotated[Status | None, typer.Option(case_sensitive=False, help="Whether it happened.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="CODE", help="Who says so.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on or after this date.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on or before this date.")
    ] = None,
    valid_at: Annotated[
        str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on this date.")
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="As the ledger stood at the end of that day, or at that moment (UTC)."
        ),
    ] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Claims of one report.")] = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Claims whose quote holds these words.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; a table shows 100 otherwise.")
    ] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    explain: ExplainOption = False,
) -> None:
    """Show claims in the ledger; all that is asked must hold.

    Exit code 0, also when there are none; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman.cli.render import choose_output
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        found = opened.iter_claims(
            actor=actor,
            target=target,
            event=event,
            status=status,
            speaker=speaker,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
            report=report,
            text=text,
            limit=limit,
        )
        _show(choose_output(as_json=as_json, as_table=as_table, explain=explain), found, limit)


def _show(output: Output, found: Iterator[Claim], limit: int | None) -> None:
    """A pipe gets every claim as it comes; a table is laid out whole, so it is bounded."""
    from dragoman.cli.render import TableOutput

    if not isinstance(output, TableOutput):
        for claim in found:
            output.show_claims([claim])
        return
    output.show_claims(list(islice(found, limit or _ON_A_SCREEN)))
    if limit is None and next(found, None) is not None:
        typer.echo(f"the first {_ON_A_SCREEN}; --limit N shows more, --json all", err=True)
