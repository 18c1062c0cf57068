"""The pictures of docs/web.md, taken from the demo's ledger: ``make pictures`` after ``make demo``.

    python docs/screenshots.py build/demo/ledger.db docs/pictures

Chromium (Debian's) is driven by Playwright; the app runs in this process and asks nothing of the network.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import uvicorn
from playwright.sync_api import sync_playwright

from dragoman.web.app import make_app
from dragoman.web.settings import Settings

WIDE, PHONE = {"width": 1180, "height": 820}, {"width": 390, "height": 780}
REPORT = "iran-pakistan-2024-01-17-elb"
PORT = 8659
ORIGIN = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Take every picture."""
    ledger, folder = Path(sys.argv[1]), Path(sys.argv[2])
    chromium = shutil.which("chromium")
    if chromium is None or not ledger.exists():
        sys.exit("needs Debian's chromium and the ledger that `make demo` makes")
    folder.mkdir(parents=True, exist_ok=True)
    server = uvicorn.Server(uvicorn.Config(make_app(Settings(ledger=ledger)), port=PORT, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        disputed = _disputed()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (address, theme, size) in _pictures(disputed).items():
                page = browser.new_page(viewport=size, color_scheme=theme, locale="en")
                page.goto(ORIGIN + address, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}.png")
                page.close()
            browser.close()
    finally:
        server.should_exit = True
        thread.join()


def _pictures(disputed: str) -> dict[str, tuple[str, str, dict[str, int]]]:
    return {
        "report": (f"/report?id={REPORT}", "light", WIDE),
        "report-phone": (f"/report?id={REPORT}&lang=de", "dark", PHONE),
        "why": (f"/why?report={REPORT}&claim={_first_claim()}", "light", WIDE),
        "event": (f"/event?claim={disputed}", "light", WIDE),
        "compare": (f"/compare?claim={disputed}", "light", WIDE),
        "pair": ("/pair?pair=IND,PAK", "dark", WIDE),
        "timeline": ("/timeline?since=2023-09&until=2025-07", "light", WIDE),
        "network": ("/network", "dark", WIDE),
        "map": ("/map", "light", WIDE),
        "whatif": ("/whatif?attacker=RUS&attacked=EST&on=2025-06-01", "light", WIDE),
    }


def _ask(address: str) -> dict[str, object]:
    """JSON of a page; asked again while the server starts or works acts out."""
    for _ in range(100):
        try:
            with urlopen(ORIGIN + address) as answer:
                found: dict[str, object] = json.load(answer)
                return found
        except OSError:
            time.sleep(0.2)
    sys.exit(f"no answer from {address}")


def _disputed() -> str:
    """A claim of the disputed act with most tellings."""
    events = _ask("/events.json?by=tellings&actor=IRN")["events"]
    return str(next(e["claims"][0]["id"] for e in events if e["disputed"]))  # type: ignore[attr-defined]


def _first_claim() -> str:
    claims = _ask(f"/report.json?id={REPORT}")["claims"]
    return str(claims[2]["id"])  # type: ignore[index]


if __name__ == "__main__":
    main()
