"""How fast claims come together to acts, and how fast questions about acts are answered.

Claims by chance in real shapes, as in the benchmark ``ledger``. `claims_a_second` is of the processor's time,
for tellings held in memory; `relations_ms` and `events_ms` ask an open ledger, in milliseconds, and nothing
is kept between questions.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.claim_generator import ClaimGenerator
from dragoman.history import events, find_acts, find_disputes, relations
from dragoman.ledger import Ledger
from dragoman.records import Telling


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much."""
    parser.add_argument("--claims", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--questions", type=int, default=50, help="of each kind (50)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Group claims, and ask a ledger of as many."""
    readings = list(ClaimGenerator().iter_readings(args.claims))
    tellings = [
        Telling(claim=claim, report=report, recorded_at=report.published or "")
        for report, claims in readings
        for claim in claims
    ]
    find_acts(tellings[:10])  # which loads the data files
    started = process_time()
    acts = find_acts(tellings)
    grouping = process_time() - started
    started = process_time()
    found = find_disputes(acts)
    disputing = process_time() - started
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger(path) as ledger:
            ledger.record_many(readings)
        asked = _ask(path, args.questions)
    return {
        "claims": len(tellings),
        "acts": len(acts),
        "disputes": len(found),
        "claims_a_second": round(len(tellings) / grouping),
        "disputes_seconds": round(disputing, 2),
        **asked,
    }


def _ask(path: Path, questions: int) -> dict[str, Any]:
    generator = ClaimGenerator(7)
    with Ledger(path, read_only=True, verify=False) as ledger:
        return {
            "relations_ms": _percentiles(
                lambda: relations(ledger, generator.draw_actor(), generator.draw_actor()), questions
            ),
            "events_ms": _percentiles(
                lambda: events(ledger, actor=generator.draw_actor(), event="AGREE"), questions
            ),
        }


def _percentiles(ask: Callable[[], object], questions: int) -> dict[str, float]:
    times = []
    for _ in range(questions):
        started = perf_counter()
        ask()
        times.append(1000 * (perf_counter() - started))
    times.sort()
    return {"median": round(times[len(times) // 2], 1), "p95": round(times[int(0.95 * len(times))], 1)}
