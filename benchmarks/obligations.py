"""Milliseconds an obligations question takes over all instruments, and a whole `dragoman whatif` process.

Questions: every pair of twelve states that many treaties bind, on three days. The process is started anew
each time; the first start, which parses the data files into the user's cache, is not counted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

STATES = ("USA", "RUS", "CHN", "PRK", "KOR", "JPN", "FRA", "DEU", "POL", "TUR", "GRC", "IRN")
DAYS = (date(1975, 6, 1), date(2015, 6, 1), date(2025, 6, 1))
COMMAND = (
    sys.executable,
    "-m",
    "dragoman",
    "whatif",
    "Russia attacks Poland",
    "--on",
    "2025-06-01",
    "--json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many questions, and how many processes."""
    parser.add_argument("--questions", type=int, default=120, help="how many to ask (120)")
    parser.add_argument("--starts", type=int, default=5, help="how many processes to start (5)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Time questions in one process, then whole processes, without and with a ledger of reports."""
    asked = sorted(time_questions(args.questions))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        record_examples(ledger)
        bare = median_start([*COMMAND, "--no-reported"], args.starts)
        full = median_start([*COMMAND, "--ledger", str(ledger)], args.starts)
    return {
        "question_ms_median": round(asked[len(asked) // 2], 1),
        "question_ms_worst": round(asked[-1], 1),
        "process_ms": round(bare),
        "process_with_ledger_ms": round(full),
        "questions": len(asked),
    }


def time_questions(number: int) -> list[float]:
    """Milliseconds of each question, after one that loads the instruments and the solver."""
    from dragoman.obligations.engine import WhatIf, what_if
    from dragoman.obligations.instruments import load_instruments

    instruments = load_instruments()
    pairs = [(a, b, day) for a, b in permutations(STATES, 2) for day in DAYS]
    step = max(1, len(pairs) // number)
    what_if(instruments, WhatIf(attacker="RUS", attacked="POL", on=DAYS[-1]))
    out = []
    for attacker, attacked, day in pairs[::step][:number]:
        start = time.perf_counter()
        what_if(instruments, WhatIf(attacker=attacker, attacked=attacked, on=day))
        out.append((time.perf_counter() - start) * 1000)
    return out


def record_examples(path: Path) -> None:
    """A ledger of 300 short reports on treaties, which all have to be looked at."""
    from dragoman.ledger import Ledger
    from dragoman.records import Report

    text = "Russia and Poland signed a treaty in {}. It obliges both to help each other in case of an attack."
    with Ledger(path) as ledger:
        for number in range(300):
            report = Report(
                id=f"r{number}", language="en", published="2024", title=None, text=text.format(1700 + number)
            )
            ledger.record(report, [])


def median_start(command: list[str], times: int) -> float:
    """Milliseconds from start to end of a process."""
    subprocess.run(command, check=True, capture_output=True)
    out = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        out.append((time.perf_counter() - start) * 1000)
    return sorted(out)[times // 2]
