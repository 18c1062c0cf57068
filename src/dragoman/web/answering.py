"""From a request to an answer: the same page as HTML and, with ``.json`` at the end of the path, as JSON.

A page is a function of a `Visit` that returns what it found. It runs in a thread, with a ledger of its own
that cannot write; `answering` opens it, asks the page, and gives the answer its form.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman.errors import EDTFError, LedgerError
from dragoman.ledger import Ledger
from dragoman.obligations.records import Instrument
from dragoman.web.asked import Asked, AskedWronglyError, read_asked
from dragoman.web.desk import Desk
from dragoman.web.history_kept import History
from dragoman.web.kept import Kept
from dragoman.web.network import Network
from dragoman.web.settings import Settings
from dragoman.web.templates import render
from dragoman.web.wording import LANGUAGES, Wording, choose_language, wording_in

_log = logging.getLogger("dragoman.web")
_THEMES = ("light", "dark")
_YEAR = 365 * 24 * 3600  # seconds a choice of language or theme is kept
_NO_LEDGER: Any = None


class NotThereError(LookupError):
    """Nothing in the ledger has the name that was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a page found: values for its template, the JSON form of the same, and the status."""

    template: str
    values: dict[str, Any]
    data: Any
    status: int = 200
    refresh: int | None = None  # seconds until the page is to be asked again


@dataclass
class Visit:
    """One request to a page, the ledger it asks, and how its reader wants it."""

    request: Request
    ledger: Ledger
    settings: Settings
    history: Kept[History]
    desk: Desk
    networks: Kept[Network]
    reported: Kept[Sequence[Instrument]]
    words: Wording = field(init=False)
    is_behind: bool = False  # what is shown is of an earlier state of the ledger
    is_refused: bool = False  # what was asked for is an error: nothing of its address is repeated

    def __post_init__(self) -> None:
        params, cookies = self.request.query_params, self.request.cookies
        accepted = self.request.headers.get("accept-language", "")
        self.words = wording_in(choose_language(params.get("lang"), cookies.get("lang"), accepted))

    @cached_property
    def asked(self) -> Asked:
        """The filters in the address. Raises AskedWronglyError."""
        return read_asked(self.request.query_params)

    @property
    def theme(self) -> str | None:
        """Light or dark where the reader chose; None leaves it to the browser."""
        for choice in (self.request.query_params.get("theme"), self.request.cookies.get("theme")):
            if choice in _THEMES:
                return choice
        return None

    def get(self, name: str) -> str:
        """A value of the address that must be there, as it is: ids may begin with a space.

        Raises AskedWronglyError.
        """
        value = self.request.query_params.get(name, "")
        if not value.strip():
            raise AskedWronglyError(name)
        return value

    def find_history(self, patience: float = 0.25) -> History | None:
        """Acts and disputes as they were known at the time asked for; None while they are worked out.

        Those of an earlier state while newer ones are; the page then says so.
        """
        found, is_present = self.history.find(self.ledger, self.asked.given.get("known_at"), patience)
        self.is_behind |= found is not None and not is_present
        return found

    def find_network(self) -> Network | None:
        """The network as it was known at the time asked for, in the same manner."""
        found, is_present = self.networks.find(self.ledger, self.asked.given.get("known_at"))
        self.is_behind |= found is not None and not is_present
        return found

    def find_reported(self) -> Sequence[Instrument] | None:
        """Agreements that the ledger's reports tell of, whenever recorded, in the same manner."""
        found, is_present = self.reported.find(self.ledger)
        self.is_behind |= found is not None and not is_present
        return found

    def here(self, **changes: str) -> str:
        """This page's address with some values of its query changed, within this site.

        That of an error is the first page's: ``//host`` is no path, and nothing asked for comes back.
        """
        if self.is_refused:
            return f"/?{urlencode(changes)}"
        kept = [(k, v) for k, v in self.request.query_params.multi_items() if k not in changes]
        params = [*kept, *changes.items()]
        path = self.request.url.path.removesuffix(".json")
        return f"{path}?{urlencode(params)}"

    @property
    def json_address(self) -> str:
        """The address of this page as JSON."""
        path = self.request.url.path.removesuffix("/") or "/index"
        query = urlencode(
            [(k, v) for k, v in self.request.query_params.multi_items() if k not in {"lang", "theme"}]
        )
        return f"{path}.json?{query}" if query else f"{path}.json"


Page = Callable[[Visit], Found]


def answering(page: Page) -> Callable[[Request], Response]:
    """The endpoint of a page."""

    def endpoint(request: Request) -> Response:
        app = request.app.state
        try:
            ledger = Ledger(app.settings.ledger, read_only=True, verify=False)
        except LedgerError as error:
            _log.error("%s", error)
            return answer_error(request, 503)
        with ledger:
            visit = Visit(request, ledger, app.settings, app.history, app.desk, app.networks, app.reported)
            try:
                return give(visit, page(visit))
            except AskedWronglyError as error:
                return answer_error(request, 400, error.name)
            except (EDTFError, ValueError) as error:
                _log.info("asked wrongly: %s", type(error).__name__)
                return answer_error(request, 400)
            except NotThereError:
                return answer_error(request, 404)
            except LedgerError as error:
                _log.error("%s", error)
                return answer_error(request, 503)

    return endpoint


def give(visit: Visit, found: Found) -> Response:
    """HTML or JSON, with the reader's choices kept."""
    if visit.request.url.path.endswith(".json"):
        response: Response = Response(_to_json(found.data), found.status, media_type="application/json")
    else:
        response = HTMLResponse(render(found.template, visit, found.values, found.refresh), found.status)
    for name, allowed in (("lang", LANGUAGES), ("theme", _THEMES)):
        choice = visit.request.query_params.get(name)
        if choice in allowed:
            response.set_cookie(name, choice, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def answer_error(request: Request, status: int, name: str | None = None) -> Response:
    """A page that says what kind of thing went wrong, and repeats nothing that was given.

    `name` is that of a filter, and only shown when it is one of ours.
    """
    app = request.app.state
    visit = Visit(request, _NO_LEDGER, app.settings, app.history, app.desk, app.networks, app.reported)
    visit.is_refused = True
    known = visit.words.messages["filters"].get(name) if name else None
    key = str(status) if str(status) in visit.words.messages["errors"] else "400"
    message = visit.words("errors.400_filter", name=known) if known else visit.words(f"errors.{key}")
    if request.url.path.endswith(".json"):
        return Response(_to_json({"error": message}), status, media_type="application/json")
    return HTMLResponse(render("error.html", visit, {"message": message, "title": str(status)}), status)


def _to_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
