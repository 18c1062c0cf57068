"""``dragoman serve``: the ledger as a local web app."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import LedgerOption, ending_clearly


def serve(
    ledger: LedgerOption = None,
    host: Annotated[
        str, typer.Option(help="Address to listen at; only this computer by default.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to listen at.")] = 8650,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further name this server answers to.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Show the ledger as a local web app; on another address than this computer's nothing can be written."""
    import uvicorn

    from dragoman.ledger import Ledger, find_ledger
    from dragoman.web.app import make_app
    from dragoman.web.settings import LOOPBACK, Settings, is_loopback

    path = find_ledger(ledger)
    with ending_clearly(), Ledger(path):
        hosts = (*LOOPBACK, host, *(name.lower() for name in allow_host or ()))
    typer.echo(f"http://{host}:{port}/", err=True)
    if open_browser:
        typer.launch(f"http://{host}:{port}/")
    app = make_app(Settings(ledger=path, hosts=hosts, writable=is_loopback(host)))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
