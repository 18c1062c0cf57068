"""``dragoman search``: words in reports and quotes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filter_options import KnownAtOption, ValidAtOption
from dragoman.cli.options import JsonOption, LedgerOption, TableOption, check_form, ending_clearly

if TYPE_CHECKING:
    from dragoman.ledger import Hit

_AROUND = 60  # characters shown on either side of a word


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="All of them must stand in a report.", show_default=False),
    ],
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many reports.")] = 20,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
) -> None:
    """Find reports that hold all the words, inflected or in compounds, the newest first, with their claims.

    Nothing in the words is syntax. Exit code 0, also when nothing is found; 2: the ledger cannot be opened.
    """
    from dragoman.ledger import Ledger, find_ledger

    check_form(as_json, as_table)
    for_people = as_table or (sys.stdout.isatty() and not as_json)
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        for hit in opened.search(" ".join(words), known_at=known_at, valid_at=valid_at, limit=limit):
            if for_people:
                _show_hit(hit)
            else:
                _print_hit(hit)


def _print_hit(hit: Hit) -> None:
    from dragoman.cli.render import print_json
    from dragoman.serialise import claim_to_dict, report_to_dict, span_to_dict

    print_json(
        {
            "report": report_to_dict(hit.report),
            "passages": [span_to_dict(span) for span in hit.passages],
            "claims": [claim_to_dict(claim) for claim in hit.claims],
        }
    )


def _show_hit(hit: Hit) -> None:
    from rich.text import Text

    from dragoman.cli.render import TableOutput, printable

    output = TableOutput(explain=False)
    heading = [part for part in (hit.report.id, hit.report.published, hit.report.title) if part]
    output.console.print(Text(printable("  ".join(heading)), style="bold"))
    for span in hit.passages:
        text = hit.report.text if span.part == "text" else hit.report.title or ""
        line = Text("  … ")
        line.append(printable(text[max(0, span.start - _AROUND) : span.start]))
        line.append(printable(span.text), style="bold")
        line.append(printable(text[span.end : span.end + _AROUND]))
        output.console.print(line)
    if hit.claims:
        output.show_claims(hit.claims)
