"""The app: which page answers at which address, with the guard before them all."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.web.answering import answer_error, answering
from dragoman.web.deciding import decide
from dragoman.web.desk import Desk
from dragoman.web.exporting import export
from dragoman.web.guard import Guard
from dragoman.web.handing_in import hand_in
from dragoman.web.history_kept import find_history
from dragoman.web.kept import Kept
from dragoman.web.network import make_network
from dragoman.web.pages import PAGES
from dragoman.web.reported_kept import find_reported
from dragoman.web.settings import Settings
from dragoman.web.templates import load_templates

# Seconds after which a thread lets another one work: pages wait for what is worked out beside them.
_SWITCHING = 0.001
# New objects between collections: acts are many objects that stay, and going through them finds nothing.
_COLLECTING = (50_000, 20, 100)


def make_app(settings: Settings) -> Starlette:
    """The web app over one ledger."""
    routes: list[Route | Mount] = []
    for path, page in PAGES.items():
        as_json = "/index.json" if path == "/" else f"{path}.json"
        routes += [Route(path, answering(page)), Route(as_json, answering(page))]
    routes += [
        Route("/export", export),
        Route("/read", hand_in, methods=["POST"]),
        Route("/decide", decide, methods=["POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={status: _handler(status) for status in (404, 405, 500)},
        lifespan=_closing,
    )
    app.router.redirect_slashes = False  # the redirect would repeat the Host that was given
    app.state.settings = settings
    app.state.history = Kept(settings.ledger, "history", find_history)
    app.state.networks = Kept(settings.ledger, "network", make_network)
    app.state.reported = Kept(settings.ledger, "reported", find_reported)
    app.state.desk = Desk(settings.ledger, settings.most_waiting)
    return app


def _handler(status: int):  # type: ignore[no-untyped-def]  # Starlette's own type is a union of four callables
    def handle(request: Request, error: Exception) -> Response:
        return answer_error(request, status)

    return handle


@asynccontextmanager
async def _closing(app: Starlette) -> AsyncIterator[None]:
    sys.setswitchinterval(_SWITCHING)
    gc.set_threshold(*_COLLECTING)
    load_templates()
    yield
    app.state.desk.close()
    app.state.history.close()
    app.state.networks.close()
    app.state.reported.close()
