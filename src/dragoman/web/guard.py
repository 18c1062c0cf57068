"""What stands before every page: who may ask, how long a request may be, and what a browser may do with it.

A page of another site can make a browser ask this server (DNS rebinding, forms, images). So the Host must be
one of ours, and a request that writes must come from our own pages: the browser says so in Sec-Fetch-Site,
or in Origin where it is older (Fetch Metadata, W3C; OWASP's cheat sheet on cross-site request forgery).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.settings import Settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})


class TooLongError(Exception):
    """A request's body went over the limit while it came."""


class Guard:
    """ASGI middleware; refusals are plain text that repeats nothing of the request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(send, is_static=scope["path"].startswith("/static/"))
        refusal = self._refusal(scope)
        if refusal is not None:
            status, reason = refusal
            await PlainTextResponse(reason, status)(scope, receive, sending)
            return
        try:
            await self._app(scope, self._bounded(receive), sending)
        except TooLongError:
            await PlainTextResponse("The request is too long.", 413)(scope, receive, sending)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if _host_name(headers.get("host", "")) not in self._settings.hosts:
            return 421, "This server does not answer to that name; see `dragoman serve --allow-host`."
        if length > self._settings.longest_url:
            return 414, "The address is too long."
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return 405, "Only GET, HEAD and POST are understood."
        if not _is_own(headers):
            return 403, "Only the pages of this server may send reports."
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self._settings.longest_upload:
            return 413, "The request is too long."
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """A body sent in pieces has no length to look at beforehand."""
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._settings.longest_upload:
                raise TooLongError
            return message

        return receiving


def _host_name(host: str) -> str:
    """The name without the port: ``[::1]:8000`` → ``[::1]``; empty for what is no host with a port."""
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^:@/\\]+)(?::\d{1,5})?", host.lower())
    return found[1] if found else ""


def _is_own(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _with_headers(send: Send, *, is_static: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Cache-Control"] = "no-cache" if is_static else "no-store"
        await send(message)

    return sending
