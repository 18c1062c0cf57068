"""``dragoman diff``: what became known, changed or fell between two times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.filter_options import (
    ActorOption,
    ConfidenceOption,
    EventOption,
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
    from dragoman.ledger import Change
    from dragoman.records import Telling

_SIGNS = {"known": "+", "changed": "~", "fell": "-"}


def diff(
    known_at: Annotated[
        list[str],
        typer.Option(metavar="DATE", help="Twice: the earlier and the later time.", show_default=False),
    ],
    actor: ActorOption = None,
    target: TargetOption = None,
    pair: PairOption = None,
    event: EventOption = None,
    status: StatusOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    report: ReportOption = None,
    outlet: OutletOption = None,
    confidence: ConfidenceOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
) -> None:
    """Show what became known, changed or fell after the first time and up to the second, and why.

    Exit code 0, also when nothing did; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    if len(known_at) != 2:
        raise typer.BadParameter("give it twice, the earlier time first", param_hint="--known-at")
    for_people = as_table or (sys.stdout.isatty() and not as_json)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        for change in opened.diff(
            *known_at,
            actor=actor,
            target=target,
            pair=pair,
            event=event,
            status=status,
            speaker=speaker,
            since=since,
            until=until,
            valid_at=valid_at,
            report=report,
            outlet=outlet,
            confidence=confidence,
        ):
            if for_people:
                _show_change(change)
            else:
                _print_change(change)


def _print_change(change: Change) -> None:
    from dragoman.cli.render import print_json

    print_json(
        {
            "change": change.kind.value,
            "reason": change.reason,
            "before": _telling_to_dict(change.before),
            "after": _telling_to_dict(change.after),
        }
    )


def _telling_to_dict(telling: Telling | None) -> dict[str, Any] | None:
    from dragoman.serialise import claim_to_dict

    if telling is None:
        return None
    return claim_to_dict(telling.claim) | {
        "recorded_at": telling.recorded_at,
        "superseded_at": telling.superseded_at,
    }


def _show_change(change: Change) -> None:
    from rich.text import Text

    from dragoman.cli.render import make_console, printable, summarise_claim

    console = make_console()
    sides = [side for side in (change.before, change.after) if side is not None]
    line = Text(f"{_SIGNS[change.kind]} ", style="bold")
    line.append(printable("  ⇒  ".join(summarise_claim(side.claim) for side in sides)))
    line.append(printable(f"  ({sides[0].report.id}; {change.reason})"), style="dim")
    console.print(line)
