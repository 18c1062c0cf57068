"""Every page in Chromium over a ledger of 100,000 claims: in CI, or with DRAGOMAN_SLOW=1; it takes minutes."""

from __future__ import annotations

import json
import os
import time
from urllib.request import urlopen

import pytest
from browser import MOST_BYTES, serving, watching

from benchmarks.claim_generator import ClaimGenerator
from dragoman.ledger import Ledger
from dragoman.web.pages import PAGES

CLAIMS = 100_000
PATIENCE = 400.0  # seconds for the acts of them all
SLOWEST = 5.0  # seconds until a page is drawn; how fast they are is measured in benchmarks/

pytestmark = pytest.mark.skipif(
    os.environ.get("CI") != "true" and not os.environ.get("DRAGOMAN_SLOW"),
    reason="a large ledger takes two minutes; set DRAGOMAN_SLOW=1",
)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The address of the app, once acts and agreements of the whole ledger are worked out, and every page."""
    path = tmp_path_factory.mktemp("large") / "ledger.db"
    with Ledger(path) as ledger:
        ledger.record_many(ClaimGenerator().iter_readings(CLAIMS))
        telling = next(iter(ledger.iter_tellings(limit=1)))
    claim, report = telling.claim.id, telling.report.id
    given = {
        "/report": f"id={report}",
        "/why": f"claim={claim}&report={report}",
        "/event": f"claim={claim}",
        "/compare": f"claim={claim}",
        "/actor": "code=RUS",
        "/pair": "pair=RUS,UKR",
        "/treaty": "id=aachen-2019",
        "/whatif": "attacker=RUS&attacked=EST",
        "/obligations": "actor=DEU",
        "/search": "q=Abkommen",
    }
    pages = [page for page in PAGES if page != "/reading"]
    addresses = {page: f"{page}?{given[page]}" if page in given else page for page in pages}
    with serving(path) as origin:
        until = time.monotonic() + PATIENCE
        for page in ("/network.json", "/treaties.json", "/events.json"):
            while not _is_there(origin + page):
                assert time.monotonic() < until, page
                time.sleep(1)
        yield origin, addresses


def _is_there(address):
    try:
        with urlopen(address) as answer:
            found = json.load(answer)
    except OSError:  # 503: not yet
        return False
    return "told" not in found or found["told"] is not None


def test_every_page_is_drawn(chromium, large):
    origin, addresses = large
    slow = {}
    with watching(chromium, origin) as watched:
        for page, address in addresses.items():
            started = time.monotonic()
            watched.open(address)
            seconds = time.monotonic() - started
            if seconds > SLOWEST:
                slow[page] = round(seconds, 1)
            assert watched.count_bytes() <= MOST_BYTES, page
        watched.check()
    assert not slow


def test_tables_are_paged_by_the_server(chromium, large):
    origin, _ = large
    with watching(chromium, origin) as watched:
        for address in ("/claims?order=latest-time", "/events?by=origins"):
            page = watched.open(address)
            first = page.locator("tbody tr").first.inner_text()
            assert page.locator("tbody tr").count() == 50
            page.locator("a[rel=next]").click()
            page.wait_for_url("**page=2**")
            assert page.locator("tbody tr").first.inner_text() != first
        watched.check()


def _edges_until(page, fits):
    """How many edges the picture shows, once that fits."""
    for _ in range(100):
        edges = int(page.locator("#edges-shown").inner_text() or 0)
        if fits(edges):
            return edges
        page.wait_for_timeout(100)
    raise AssertionError(edges)


def test_the_network_draws_thousands_of_edges(chromium, large):
    origin, _ = large
    with watching(chromium, origin) as watched:
        page = watched.open("/network")
        shown = _edges_until(page, lambda edges: edges > 4000)
        drawn = page.evaluate(
            """() => { const started = performance.now(); for (let n = 0; n < 5; n += 1) window.drawNetwork();
                return (performance.now() - started) / 5; }"""
        )
        assert drawn < 1000  # milliseconds a picture, on any machine
        page.locator("#valid").fill("0")
        _edges_until(page, lambda edges: edges < shown)
        watched.check()
