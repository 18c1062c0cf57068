"""``dragoman actors``: who is in the ledger."""

from __future__ import annotations

from dragoman.cli.filter_options import (
    ConfidenceOption,
    EventOption,
    KnownAtOption,
    LimitOption,
    OutletOption,
    ReportOption,
    SinceOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly


def actors(
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    report: ReportOption = None,
    outlet: OutletOption = None,
    confidence: ConfidenceOption = None,
    limit: LimitOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
) -> None:
    """Show who acts, is acted on and speaks in the claims, with names and counts.

    Exit code 0, also when there is nobody; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman import history
    from dragoman.cli.answers import choose_answers
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        found = history.actors(
            opened,
            event=event,
            since=since,
            until=until,
            valid_at=valid_at,
            known_at=known_at,
            report=report,
            outlet=outlet,
            confidence=confidence,
        )
    choose_answers(as_json=as_json, as_table=as_table, limit=limit).show_actors(found)
