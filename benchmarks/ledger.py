"""How fast a large ledger is filled, and how fast it answers; claims by chance in real shapes.

Times are in milliseconds, `--questions` questions each in one open ledger, with the answers made into
records. A question about an actor is as of a moment chosen by chance, its answer the first 50 tellings;
about two actors (`relations_ms`) what `relations` says when nothing else is asked for, all that binds and
divides them counted and the acts of the newest 25 claims, and (`relations_whole_ms`) the acts that all their
claims come to; a search is for one or two words,
its answer the 20 newest reports. Nothing is kept between questions but what the ledger itself keeps.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.claim_generator import ClaimGenerator
from dragoman.history import relations
from dragoman.ledger import Ledger
from dragoman.records import Claim, Report

_MADE_AHEAD = 4000  # reports; making them up is not counted as loading
_CHUNK = 2000  # reports a transaction
_PAGE = 50
_MOST_WHOLE = 100  # acts are formed anew for each, which takes long where a pair has thousands of claims


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and where."""
    parser.add_argument("--claims", type=int, default=100_000, help="how many (100,000; by hand a million)")
    parser.add_argument("--questions", type=int, default=200, help="of each kind (200)")
    parser.add_argument("--keep", type=Path, metavar="FILE.db", help="use this ledger, made if it is missing")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Fill a ledger and ask it."""
    if args.keep and args.keep.exists():
        return _ask(args.keep, args.questions)
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "ledger.db"
        loading = _load(path, args.claims)
        return loading | _ask(path, args.questions)


class _Clock:
    """A second a report, so that moments can be asked for."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def _load(path: Path, claims: int) -> dict[str, Any]:
    seconds, added, readings = 0.0, 0, ClaimGenerator().iter_readings(claims)
    with Ledger(path, clock=_Clock()) as ledger:
        while batch := _take(readings):
            started = perf_counter()
            added += ledger.record_many(batch, chunk=_CHUNK)
            seconds += perf_counter() - started
    return {
        "claims": added,
        "claims_a_second": round(added / seconds),
        "bytes_a_claim": round(path.stat().st_size / added),
        "megabytes": round(path.stat().st_size / 1e6),
    }


def _take(readings: Iterator[tuple[Report, list[Claim]]]) -> list[tuple[Report, list[Claim]]]:
    return [reading for _, reading in zip(range(_MADE_AHEAD), readings, strict=False)]


def _ask(path: Path, questions: int) -> dict[str, Any]:
    generator, chance = ClaimGenerator(7), random.Random(7)
    with Ledger(path, read_only=True, verify=False) as ledger:
        reports = sum(ledger.counts()[name] for name in ("reports", "superseded reports"))

        def draw_moment() -> str:
            seconds = chance.randrange(reports // 2, reports)
            return (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).isoformat()

        def ask_actor() -> None:
            list(ledger.iter_tellings(actor=generator.draw_actor(), known_at=draw_moment(), limit=_PAGE))

        def relate() -> None:
            relations(ledger, generator.draw_actor(), generator.draw_actor())

        def relate_whole() -> None:
            relations(ledger, generator.draw_actor(), generator.draw_actor(), limit=None)

        def search() -> None:
            words = " ".join(generator.draw_word() for _ in range(chance.choice((1, 1, 2))))
            list(ledger.search(words))

        started = perf_counter()
        ledger.timeline()
        whole = perf_counter() - started
        return {
            "actor_ms": _percentiles(ask_actor, questions),
            "relations_ms": _percentiles(relate, questions),
            "relations_whole_ms": _percentiles(relate_whole, min(questions, _MOST_WHOLE)),
            "search_ms": _percentiles(search, questions),
            "timeline_seconds": round(whole, 3),
        }


def _percentiles(ask: Callable[[], None], questions: int) -> dict[str, float]:
    """Milliseconds on the clock, and of the processor, which other work does not lengthen."""
    times, cpu = [], []
    for _ in range(questions):
        started, worked = perf_counter(), process_time()
        ask()
        times.append(1000 * (perf_counter() - started))
        cpu.append(1000 * (process_time() - worked))
    times.sort()
    return {
        "median": round(times[len(times) // 2], 2),
        "p95": round(times[int(0.95 * len(times))], 2),
        "max": round(times[-1], 2),
        "cpu_p95": round(sorted(cpu)[int(0.95 * len(cpu))], 2),
    }
