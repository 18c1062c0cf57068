"""The web app in a real browser: a server on a free port, Debian's Chromium, and a page that is watched.

A watched page keeps what must never happen: an error or a policy violation on the console, a dialog, a request
to another host. Chromium is driven by Playwright; its own browsers are not needed.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from dragoman.web.app import make_app
from dragoman.web.settings import Settings

WIDE, PHONE = (1280, 900), (390, 844)
MOST_BYTES = 1_000_000  # of a page with everything it loads
_PATIENCE = 10.0  # seconds a server has to start and acts to be worked out


class MissingChromiumError(Exception):
    """Chromium is not installed."""


def find_chromium() -> str:
    """The program. Raises MissingChromiumError."""
    found = shutil.which("chromium")
    if found is None:
        raise MissingChromiumError("no chromium: install it (Debian: apt install chromium) to test the pages")
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Chromium without a window. Raises MissingChromiumError."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The app over a ledger, on a free port of this computer; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(make_app(Settings(ledger=ledger)), log_level="critical", server_header=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + _PATIENCE
        while not server.started:
            assert thread.is_alive() and time.monotonic() < until, "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)
        listening.close()


@dataclass
class Watched:
    """A page of the app, opened by its address, and what went wrong on it."""

    page: Page
    origin: str
    wrongs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    _answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(1000 * _PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        self.page.on("request", self._see)
        self.page.on("response", lambda answer: self._answers.append(answer))
        self.page.on("dialog", lambda dialog: (self.wrongs.append("a dialog"), dialog.dismiss()))
        self.page.on("popup", lambda popup: self.wrongs.append("another window"))

    def open(self, address: str) -> Page:
        """Go there and wait for what the page loads; asks again while acts are being worked out."""
        until = time.monotonic() + _PATIENCE
        while True:
            self._answers.clear()
            answer = self.page.goto(self.origin + address, wait_until="load")
            assert answer is not None
            if answer.status != 503 or time.monotonic() > until:
                break
            self.wrongs.clear()  # the console counts an answer "not yet" as an error
            time.sleep(0.1)
        assert answer.status < 400, (address, answer.status)
        return self.page

    def count_bytes(self) -> int:
        """What the page and all that it loaded weigh, as the server sends it; 304 is nothing."""
        return sum(int(a.headers["content-length"]) for a in self._answers if a.status != 304)

    def is_wider_than_window(self) -> bool:
        """Whether the page itself scrolls sideways."""
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(self.page.evaluate(wide))

    def check(self) -> None:
        """Nothing went wrong so far."""
        self.page.evaluate("1")  # what the browser has sent by now is heard before this is answered
        assert not self.wrongs, self.wrongs

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrongs.append(f"{message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        self.requests.append(request.url)
        own, asked = urlsplit(self.origin), urlsplit(request.url)
        if (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
            self.wrongs.append(f"asked another host: {request.url}")


@contextmanager
def watching(
    browser: Browser,
    origin: str,
    size: tuple[int, int] = WIDE,
    *,
    script: bool = True,
    dark: bool = False,
    past_policy: bool = False,
) -> Iterator[Watched]:
    """A fresh page in English, without anything kept; `past_policy` lets a test's own script in."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        bypass_csp=past_policy,
        locale="en-GB",
    )
    try:
        yield Watched(context.new_page(), origin)
    finally:
        context.close()
