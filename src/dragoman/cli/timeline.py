"""``dragoman timeline``: how many claims a month, or a year."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filter_options import (
    ActorOption,
    ConfidenceOption,
    EventOption,
    KnownAtOption,
    OutletOption,
    PairOption,
    ReportOption,
    SinceOption,
    SpeakerOption,
    StatusOption,
    TargetOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly

if TYPE_CHECKING:
    from dragoman.ledger import Count


def timeline(
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
    by_year: Annotated[bool, typer.Option("--by-year", help="Years instead of months.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
) -> None:
    """Count claims a month by type of act and status; all that is asked must hold.

    Exit code 0, also when there are none; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman.cli.render import print_json
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        counts = opened.timeline(
            by_year=by_year,
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
        )
    if as_table or (sys.stdout.isatty() and not as_json):
        _show_table(counts)
        return
    for count in counts:
        print_json(
            {
                "period": count.period,
                "event": count.event.value,
                "status": count.status.value,
                "claims": count.claims,
            }
        )


def _show_table(counts: Sequence[Count]) -> None:
    """A row a period: how many claims, and of what types, the most first."""
    from collections import Counter

    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from dragoman.cli.render import make_console

    table = Table("when", "claims", "acts", box=SIMPLE_HEAD, pad_edge=False)
    periods: dict[str | None, Counter[str]] = {}
    for count in counts:
        periods.setdefault(count.period, Counter())[count.event.value] += count.claims
    for period, events in periods.items():
        acts = ", ".join(f"{event} {number}" for event, number in events.most_common())
        table.add_row(period or "not known", str(events.total()), acts)
    make_console().print(table)
