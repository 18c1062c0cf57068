"""The report the project began with: which of its claims are found.

A claim is found when the scorer's dyad level matches it. Time and status are judged on those found.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import claims
from benchmarks.corpora import SHARED, find_corpus
from benchmarks.reader_runs import read_reports


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the report's gold claims and the scorer lie."""
    parser.add_argument("--gold", type=Path, default=SHARED / "seed" / "gold.json", metavar="FILE")
    parser.add_argument("--scorer", type=Path, default=SHARED / "gold" / "score.py", metavar="FILE")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Read the report and compare claim by claim."""
    scorer = claims.load_scorer(args.scorer)
    gold = json.loads(find_corpus(args.gold).read_text(encoding="utf-8"))
    rows = read_reports([claims.as_input(gold)]).rows
    return compare(scorer, gold, rows[0]["claims"] if rows else [])


def compare(scorer: ModuleType, gold: dict[str, Any], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Figures over the dyad matches, and one line for every gold claim and every extra one."""
    text, title = gold["text"], gold.get("title")
    asked = [dict(c, _span=scorer.span(c, text, title)) for c in gold["claims"]]
    given = [dict(c, _span=scorer.span(c, text, title)) for c in predicted]
    pairs = dict(scorer.match(asked, given, "dyad"))
    status = sum(asked[g]["status"] == given[p].get("status") for g, p in pairs.items())
    speakers = sum(
        scorer.countries(asked[g]["speakers"]) == scorer.countries(given[p].get("speakers"))
        for g, p in pairs.items()
    )
    dates = sum(scorer.same_date(asked[g]["date"], given[p].get("date")) for g, p in pairs.items())
    found = max(1, len(pairs))
    return {
        "found": len(pairs),
        "claims": len(asked),
        "predicted": len(given),
        "precision": round(len(pairs) / len(given), 3) if given else 0.0,
        "status": round(status / found, 3),
        "speakers": round(speakers / found, 3),
        "date": round(dates / found, 3),
        "each": [_line(c, given[pairs[i]] if i in pairs else None) for i, c in enumerate(asked)],
        "extra": [_line(c, c) for j, c in enumerate(given) if j not in set(pairs.values())],
    }


def _line(claim: dict[str, Any], found: dict[str, Any] | None) -> str:
    actors, targets = ",".join(claim["actors"]), ",".join(claim["targets"])
    gold = f"{claim['event']:9} {actors} -> {targets} [{claim.get('status')}, {claim.get('date')}]"
    if found is None:
        return f"missed  {gold}"
    if found is claim:
        return f"extra   {gold}"
    return f"found   {gold} as [{found.get('status')}, {found.get('date')}]"
