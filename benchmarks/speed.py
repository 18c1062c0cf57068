"""Reports and words a second from text to stored claims, load time and peak memory.

The installed ``dragoman read`` runs once on one report and once on all; the difference is the work
itself, without starting Python and loading the model. Words are separated by white space. A report
of 300 words is the unit of ``reports_a_second``, since articles differ in length. Peak memory is
that of the largest process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.corpora import REPOSITORY, SHARED
from benchmarks.reader_runs import read_reports

WORDS_A_REPORT = 300
LOADING = """
import time
started = time.perf_counter()
from dragoman.language import model
model.load()
print(time.perf_counter() - started)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which reports, and how many."""
    default = SHARED / "corpora" / "wikinews-de.jsonl"
    parser.add_argument("--corpus", type=Path, default=default, metavar="FILE.jsonl")
    parser.add_argument("--reports", type=int, default=300, help="how many to read (300)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Time one report, all reports, and the loading of the model."""
    reports = load_reports(args.corpus, args.reports)
    one, many = read_reports(reports[:1]), read_reports(reports)
    words = sum(len(report["text"].split()) for report in reports[1:])
    per_second = words / max(1e-9, many.seconds - one.seconds)
    return {
        "reports_a_second": round(per_second / WORDS_A_REPORT, 2),
        "words_a_second": round(per_second),
        "load_seconds": round(median_load_seconds(), 2),
        "first_report_seconds": round(one.seconds, 2),
        "peak_megabytes": many.peak_megabytes,
        "reports": len(many.rows),
        "claims": sum(len(row["claims"]) for row in many.rows),
        "seconds": round(many.seconds, 1),
    }


def load_reports(corpus: Path, limit: int) -> list[dict[str, Any]]:
    """The first reports of a corpus; without one, the examples over and over under new ids."""
    if corpus.exists():
        with corpus.open(encoding="utf-8") as lines:
            return [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]
    texts = [file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "examples").glob("*.txt"))]
    return [
        {"id": f"example-{i}", "language": "de", "published": "2024-06", "text": texts[i % len(texts)]}
        for i in range(limit)
    ]


def median_load_seconds(times: int = 3) -> float:
    """Seconds to import the language room and load the model, in fresh processes."""
    command = [sys.executable, "-c", LOADING]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(times)]
    return sorted(float(run.stdout) for run in runs)[times // 2]
