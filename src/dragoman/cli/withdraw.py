"""``dragoman withdraw``: a report is taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import LedgerOption, ending_clearly


def withdraw(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is taken back.", show_default=False)],
    ledger: LedgerOption = None,
) -> None:
    """Take a report back: its claims are not held from now on, and stay known for the time before.

    Exit code 0; 2: there is no such report, or the ledger cannot be written.
    """
    from dragoman.cli.render import print_json
    from dragoman.ledger import Ledger, find_ledger

    with ending_clearly(), Ledger(find_ledger(ledger)) as opened:
        moment = opened.withdraw(report, reason)
    print_json({"report": report, "withdrawn_at": moment})
