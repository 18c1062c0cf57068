"""Options that several commands have, and how errors leave the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from dragoman.errors import DragomanError

ALL_READ, SOMETHING_SET_ASIDE, CANNOT_RUN = 0, 1, 2

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH",
        help="The ledger: a file or postgresql://…; else DRAGOMAN_LEDGER, else in the user's data folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON lines, also on a terminal.")]
TableOption = Annotated[bool, typer.Option("--table", help="A table for people, also in a pipe.")]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help="For each claim: the lexicon entry, the words, the path in the tree."),
]


@contextmanager
def ending_clearly() -> Iterator[None]:
    """An error that ends the command is one line on stderr and exit code 2, not a traceback."""
    try:
        yield
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(CANNOT_RUN) from error


def check_form(as_json: bool, as_table: bool) -> None:
    """``--json`` and ``--table`` exclude each other."""
    if as_json and as_table:
        raise typer.BadParameter("--json and --table exclude each other")
