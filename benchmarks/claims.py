"""Claims on annotated reports: the figures of the scorer that lies beside the gold data.

The reports go through the installed ``dragoman read --json``; the scorer (``score.py`` in the
folder above the gold folder, or ``--scorer``) is imported from where it lies, so its figures are
its own. Precision, recall, F1 and accuracy are shares of one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import SHARED, MissingCorpusError, find_corpus
from benchmarks.halves import is_in_half, read_half
from benchmarks.reader_runs import read_reports


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which gold reports, and how much to show."""
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev", metavar="DIR")
    parser.add_argument("--scorer", type=Path, metavar="FILE", help="score.py, if not in DIR/..")
    parser.add_argument("--lang", choices=("de", "en", "all"), default="de")
    parser.add_argument("--half", choices=("read", "unread", "all"), help="all; with --errors on dev: read")
    parser.add_argument(
        "--confidence", type=float, default=0.0, metavar="0-1", help="only claims read at least so surely"
    )
    parser.add_argument("--by-event", action="store_true", help="a row for each event type")
    parser.add_argument("--errors", action="store_true", help="print what was missed and what is extra")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Read the chosen gold reports and score the claims."""
    scorer = load_scorer(args.scorer or args.gold.resolve().parent / "score.py")
    half = args.half or default_half(args.gold, args.errors)
    chosen = choose(args.gold, args.lang, half)
    result = score(scorer, chosen, by_event=args.by_event, errors=args.errors, confidence=args.confidence)
    return {"language": args.lang, "half": half} | result


def default_half(folder: Path, errors: bool) -> str:
    """All reports, but only the read half of a folder that has one where errors are shown."""
    listed = {file.stem for file in folder.glob("*.json")} & read_half()
    return "read" if errors and listed else "all"


def choose(folder: Path, language: str, half: str) -> list[dict[str, Any]]:
    """The gold reports of one language and half, in the order of their files."""
    read = read_half()
    files = sorted(find_corpus(folder).glob("*.json"))
    gold = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    chosen = [g for g in gold if language in ("all", g["lang"]) and is_in_half(g["id"], half, read)]
    if not chosen:
        raise MissingCorpusError(f"no report in {folder} with language {language}, half {half}")
    return chosen


def load_scorer(path: Path) -> ModuleType:
    """Import the scorer from its place; it is not copied into this project."""
    spec = importlib.util.spec_from_file_location("gold_score", find_corpus(path))
    if spec is None or spec.loader is None:
        raise MissingCorpusError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_input(gold: dict[str, Any]) -> dict[str, Any]:
    """A gold report as the reader may see it: without its claims."""
    return {
        "id": gold["id"],
        "language": gold["lang"],
        "published": gold["published"],
        "title": gold.get("title"),
        "text": gold["text"],
    }


def score(
    scorer: ModuleType,
    gold: list[dict[str, Any]],
    *,
    by_event: bool = False,
    errors: bool = False,
    confidence: float = 0.0,
) -> dict[str, Any]:
    """Read the reports with the installed reader and give its rows to the scorer."""
    rows = read_reports(map(as_input, gold)).rows
    for row in rows:
        row["claims"] = [claim for claim in row["claims"] if claim["confidence"] >= confidence]
    with tempfile.TemporaryDirectory(prefix="gold-") as name:
        folder = Path(name)
        (folder / "gold").mkdir()
        for report in gold:
            file = folder / "gold" / f"{report['id']}.json"
            file.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        claims = folder / "claims.jsonl"
        claims.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        result: dict[str, Any] = scorer.score(folder / "gold", claims, by_event, errors)
    return result
