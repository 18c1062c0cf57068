"""``dragoman claims``: what the ledger holds, filtered."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filter_options import (
    ActorOption,
    ConfidenceOption,
    EventOption,
    KnownAtOption,
    LimitOption,
    OutletOption,
    PairOption,
    ReportOption,
    SinceOption,
    SpeakerOption,
    StatusOption,
    TargetOption,
    TextOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import (
    ExplainOption,
    JsonOption,
    LedgerOption,
    TableOption,
    check_form,
    ending_clearly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.cli.render import Output
    from dragoman.records import Claim

_ON_A_SCREEN = 100  # rows of a table where --limit says nothing; nobody reads more, and rich lays out all


def claims(
    actor: ActorOption = None,
    target: TargetOption = None,
    pair: PairOption = None,
    event: EventOption = None,
    status: StatusOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    report: ReportOption = None,
    outlet: OutletOption = None,
    confidence: ConfidenceOption = None,
    text: TextOption = None,
    rejected: Annotated[
        bool,
        typer.Option("--rejected", help="The claims that a person rejected, instead of those that hold."),
    ] = False,
    limit: LimitOption = None,
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
            pair=pair,
            event=event,
            status=status,
            speaker=speaker,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
            report=report,
            outlet=outlet,
            confidence=confidence,
            text=text,
            rejected=rejected,
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
