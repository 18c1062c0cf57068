"""How long the web app takes for each page of a ledger of 100,000 claims, and how large its pages are.

Claims by chance in real shapes, as in the benchmark ``ledger``. Each page is asked for in the server's
process, without the network between. `first_ms` is its first answer, in milliseconds, while a server just
started works out the acts of the whole ledger beside it (pages that need them say so meanwhile);
`acts_seconds` is how long that takes; `again_ms` is the slowest answer after that, when each filter is
asked for the second time, and `filter_ms` the slowest when it is asked for the first time; `kilobytes` is
the HTML with its styles, scripts and data.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any

from benchmarks.claim_generator import ClaimGenerator
from dragoman.ledger import Ledger
from dragoman.web.app import make_app
from dragoman.web.settings import Settings

if TYPE_CHECKING:
    from starlette.testclient import TestClient

_ASSET = re.compile(r'(?:href|src|data-source)="(/static/[^"]+|/[a-z]+\.json[^"]*)"')


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and where it may stay."""
    parser.add_argument("--claims", type=int, default=100_000, help="how many (100,000)")
    parser.add_argument("--times", type=int, default=3, help="how often each page is asked (3)")
    parser.add_argument("--ledger", type=Path, help="a ledger to make, or one that an earlier run made")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Make the ledger, then ask for every page."""
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "ledger.db"
        if not path.exists():
            with Ledger(path) as ledger:
                ledger.record_many(ClaimGenerator().iter_readings(args.claims))
        return _measure(path, args.times)


def _measure(path: Path, times: int) -> dict[str, Any]:
    with Ledger(path, read_only=True) as ledger:
        telling = next(iter(ledger.iter_tellings(limit=1)))
    pages = _pages(telling.claim.id, telling.report.id)
    figures: dict[str, dict[str, float]] = {}
    with _client(path) as client:
        started = perf_counter()
        for name, queries in pages.items():
            milliseconds, size = _ask(client, name, queries[0])
            figures[name] = {"first_ms": milliseconds, "kilobytes": size}
        while client.get("/events").status_code == 503:
            sleep(0.5)
        acts_seconds = perf_counter() - started
        for name, queries in pages.items():
            answers = [[_ask(client, name, query) for _ in range(times)] for query in queries]
            figures[name]["filter_ms"] = max(row[0][0] for row in answers)
            figures[name]["again_ms"] = max(min(ms for ms, _ in row[1:]) for row in answers)
            figures[name]["kilobytes"] = max(size for row in answers for _, size in row)
    return {
        "pages": figures,
        "home_ms": figures["/"]["first_ms"],
        "first_ms": max(row["first_ms"] for row in figures.values()),
        "filter_ms": max(row["filter_ms"] for row in figures.values()),
        "again_ms": max(row["again_ms"] for row in figures.values()),
        "kilobytes": max(row["kilobytes"] for row in figures.values()),
        "acts_seconds": round(acts_seconds, 1),
    }


@contextmanager
def _client(path: Path) -> Iterator[TestClient]:
    with warnings.catch_warnings():  # of httpx, which it will do without one day
        warnings.filterwarnings("ignore", message="Using `httpx`")
        from starlette.testclient import TestClient

    with TestClient(make_app(Settings(ledger=path)), base_url="http://localhost") as client:
        client.get("/static/dragoman.css")  # which starts the server's threads
        yield client


def _ask(client: TestClient, name: str, query: str) -> tuple[float, float]:
    """Milliseconds of the page and kilobytes of it with what it loads."""
    started = perf_counter()
    answer = client.get(f"{name}?{query}" if query else name)
    milliseconds = (perf_counter() - started) * 1000
    if answer.status_code not in {200, 503}:
        raise AssertionError(f"{name}?{query} answered {answer.status_code}")
    parts = {part.replace("&amp;", "&") for part in _ASSET.findall(answer.text)}
    loaded = sum(len(client.get(part).content) for part in parts if not _is_page(part, name))
    return round(milliseconds, 1), round((len(answer.content) + loaded) / 1000, 1)


def _is_page(address: str, name: str) -> bool:
    """Whether an address is only the link to the page as JSON, which nobody loads with it."""
    return address.startswith(f"{name}.json") or address.startswith("/index.json")


def _pages(claim: str, report: str) -> dict[str, list[str]]:
    """Every page with the filters it is asked with."""
    filters = [
        "",
        "actor=RUS",
        "pair=RUS,UKR",
        "event=ASSAULT&status=planned",
        "text=Abkommen",
        "since=2020&until=2020",
    ]
    return {
        "/": [""],
        "/report": [f"id={report}"],
        "/claims": [*filters, "order=latest-time&page=20"],
        "/events": [*filters, "by=origins"],
        "/event": [f"claim={claim}"],
        "/disputes": ["", "pair=RUS,UKR"],
        "/actor": ["code=RUS", "code=NATO"],
        "/pair": ["pair=RUS,UKR", "pair=USA,CHN&year=1"],
        "/timeline": filters,
        "/network": ["", "actor=RUS", "least=5"],
        "/map": filters,
        "/compare": [f"claim={claim}"],
        "/treaties": [""],
        "/treaty": ["id=aachen-2019"],
        "/whatif": ["", "attacker=RUS&attacked=EST"],
        "/obligations": ["actor=DEU"],
        "/review": ["", "actor=RUS"],
        "/search": ["q=Abkommen", "q=RUS"],
        "/export": ["format=csv&pair=RUS,UKR"],
    }
