"""The commands and what they share. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.actors import actors
from dragoman.cli.claims import claims
from dragoman.cli.diff import diff
from dragoman.cli.disputes import disputes
from dragoman.cli.doctor import doctor
from dragoman.cli.events import events
from dragoman.cli.export import export
from dragoman.cli.import_ import import_file
from dragoman.cli.obligations import obligations, whatif
from dragoman.cli.read import read
from dragoman.cli.relations import relations
from dragoman.cli.review import review
from dragoman.cli.search import search
from dragoman.cli.serve import serve
from dragoman.cli.sources import sources
from dragoman.cli.timeline import timeline
from dragoman.cli.withdraw import withdraw

app = typer.Typer(
    name="dragoman",
    help="Read news reports into a ledger of who says that which state did what to whom.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: half the time of rich's boxes, and it wraps
    pretty_exceptions_enable=False,
)
app.command()(read)
app.command()(claims)
app.command()(events)
app.command()(disputes)
app.command()(relations)
app.command()(sources)
app.command()(actors)
app.command()(search)
app.command()(timeline)
app.command()(diff)
app.command()(review)
app.command()(withdraw)
app.command()(serve)
app.command()(export)
app.command("import")(import_file)
app.command()(obligations)
app.command()(whatif)
app.command()(doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        from dragoman import __version__

        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Options that stand before the command."""
