"""``dragoman disputes``: where reports and speakers contradict each other."""

from __future__ import annotations

from dragoman.cli.filter_options import (
    ActorOption,
    ConfidenceOption,
    EventOption,
    ExplainOption,
    KnownAtOption,
    LimitOption,
    OutletOption,
    ReportOption,
    SinceOption,
    SpeakerOption,
    StatusOption,
    TargetOption,
    TextOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly


def disputes(
    actor: ActorOption = None,
    target: TargetOption = None,
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
    limit: LimitOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    explain: ExplainOption = False,
) -> None:
    """Show contradictions: denied against asserted, dates, numbers and doers that exclude each other.

    Exit code 0, also when there are none; 2: the command was wrong, or the ledger cannot be opened.
    """
    from dragoman import history
    from dragoman.cli.answers import choose_answers
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        found = history.disputes(
            opened,
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
            outlet=outlet,
            confidence=confidence,
            text=text,
        )
    choose_answers(as_json=as_json, as_table=as_table, explain=explain, limit=limit).show_disputes(found)
