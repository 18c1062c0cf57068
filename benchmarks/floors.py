"""All benchmarks against their floors; exit code 1 when a figure is worse than its floor allows.

``floors.toml`` holds the floors, each with an epsilon for what differs between machines, and the
hash of each corpus they were set on. A corpus that has changed since is named, for then the
figures are no longer those the floors were set for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import REPOSITORY, SHARED, corpus_hash

WITHOUT_CORPORA = ("ledger", "history", "copies", "acts")  # they measure what is made by chance or ours
LISTING = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A figure that may not get worse: `at_least` or `at_most` one value, give or take `epsilon`."""

    benchmark: str
    figure: str
    epsilon: float
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        """Refuse a floor without a bound or with two."""
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"floors.toml: {self.benchmark} {self.figure}: at_least or at_most, one of them")

    @property
    def bound(self) -> str:
        """The bound as people write it."""
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"

    def is_held_by(self, measured: float | None) -> bool:
        """Whether a measured figure is good enough; one that is missing is not."""
        if measured is None:
            return False
        if self.at_least is not None:
            return measured >= self.at_least - self.epsilon
        return self.at_most is not None and measured <= self.at_most + self.epsilon


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which floors, and which benchmarks of them."""
    parser.add_argument("--floors", type=Path, default=LISTING, metavar="FILE")
    parser.add_argument("--only", help="benchmarks, comma-separated: seed,claims")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Run every benchmark that has a floor, each in its own process, and print the table."""
    listing = tomllib.loads(args.floors.read_text(encoding="utf-8"))
    floors = [Floor(**row) for row in listing["floor"]]
    if args.only:
        floors = [floor for floor in floors if floor.benchmark in args.only.split(",")]
    if not SHARED.is_dir():
        print(f"floors: only {', '.join(WITHOUT_CORPORA)}: no corpora at {SHARED} (set DRAGOMAN_SHARED)")
        floors = [floor for floor in floors if floor.benchmark in WITHOUT_CORPORA]
        listing["corpus"] = []
    for path in changed_corpora(listing.get("corpus", [])):
        print(f"floors: {path} is not the one the floors were set on; measure again and set its sha256")
    results = {name: measure(name) for name in dict.fromkeys(floor.benchmark for floor in floors)}
    broken = []
    print(f"{'benchmark':<10} {'figure':<28} {'measured':>10} {'floor':>10}")
    for floor in floors:
        measured = figure_of(results[floor.benchmark], floor.figure)
        held = floor.is_held_by(measured)
        if not held:
            broken.append(f"{floor.benchmark} {floor.figure}")
        value = "missing" if measured is None else f"{measured:g}"
        print(
            f"{floor.benchmark:<10} {floor.figure:<28} {value:>10} {floor.bound:>10}"
            f"{'' if held else '  BROKEN'}"
        )
    print(f"floors: {len(floors) - len(broken)} held, {len(broken)} broken", flush=True)
    return {"broken": broken, "results": results}


def changed_corpora(rows: list[dict[str, str]]) -> Iterator[str]:
    """Yield the corpora that differ from the ones the floors were set on."""
    for row in rows:
        path = SHARED / row["path"]
        if not path.exists() or corpus_hash(path) != row["sha256"]:
            yield row["path"]


def measure(name: str) -> dict[str, Any]:
    """Run one benchmark in a fresh process; its last line is the result, {} if it failed."""
    command = [sys.executable, "-m", "benchmarks", name, "--json"]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"floors: benchmark {name} failed with exit code {done.returncode}")
        return {}
    result: dict[str, Any] = json.loads(done.stdout.rstrip("\n").rsplit("\n", 1)[-1])
    return result


def figure_of(result: dict[str, Any], path: str) -> float | None:
    """The figure at a dotted path, None if it is not there.

    >>> figure_of({"trees": {"de_pud": {"las": 85.0}}}, "trees.de_pud.las")
    85.0
    """
    value: Any = result
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, int | float) else None
