"""``dragoman sources``: what speakers have said, and how others stand to it."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.filter_options import (
    ActorOption,
    EventOption,
    ExplainOption,
    KnownAtOption,
    LimitOption,
    SinceOption,
    TargetOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly


def sources(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="One speaker's code alone.")] = None,
    actor: ActorOption = None,
    target: TargetOption = None,
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    limit: LimitOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    explain: ExplainOption = False,
) -> None:
    """Show speakers: the acts each asserts, and how many of them others deny, bear out, or neither.

    Exit code 0, also when there are none; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman import history
    from dragoman.cli.answers import choose_answers
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        found = history.sources(
            opened,
            code,
            actor=actor,
            target=target,
            event=event,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
        )
    choose_answers(as_json=as_json, as_table=as_table, explain=explain, limit=limit).show_speakers(found)
