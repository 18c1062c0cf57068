"""``dragoman relations A B``: what binds and divides two actors."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.filter_options import (
    EventOption,
    ExplainOption,
    KnownAtOption,
    SinceOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly


def relations(
    a: Annotated[str, typer.Argument(metavar="A", help="An actor's code: RUS, NATO, RUS:OPP.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other's code.")],
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    by_year: Annotated[bool, typer.Option("--by-year", help="PLOVER's classes by year, not month.")] = False,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            min=0,
            help="Of more than twice as many claims, bring the newest N together; 0: all, however long.",
        ),
    ] = 25,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    explain: ExplainOption = False,
) -> None:
    """Show what binds and what divides two actors, and PLOVER's four classes of acts over time.

    Exit code 0, also when nothing is known; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman import history
    from dragoman.cli.answers import choose_answers
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        found = history.relations(
            opened,
            a,
            b,
            by_year=by_year,
            limit=limit or None,
            event=event,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
        )
    choose_answers(as_json=as_json, as_table=as_table, explain=explain).show_relation(found)
