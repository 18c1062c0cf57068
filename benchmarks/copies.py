"""Origins: are the copies of one dispatch found together, and independent reports kept apart.

Sixty reports of our own (``tests/data/dispatches.txt``), each as three to five outlets might print it: cut,
with another lead and headline, with paragraphs moved, with sentences of their own, with and without credit.
Twenty-four of them tell twelve acts twice, written independently: these must not come together.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpora import REPOSITORY
from dragoman.history.origins import find_origins
from dragoman.intake.credits import read_credits
from dragoman.records import Report

DISPATCHES = REPOSITORY / "tests" / "data" / "dispatches.txt"
OUTLETS = ("Abendpost", "Küstenbote", "Stadtanzeiger", "Tagblatt", "Morgenecho", "Rundschau am See")
OWN = (
    "Unsere Redaktion hat dazu Leserinnen und Leser nach ihrer Meinung gefragt.",
    "Mehr dazu lesen Abonnenten in der Wochenendausgabe.",
    "Ein Kommentar auf der dritten Seite ordnet die Folgen ein.",
    "Für den Hafen unserer Stadt hat das zunächst keine Bedeutung.",
    "Der örtliche Bundestagsabgeordnete wollte sich am Abend noch nicht äußern.",
    "Die Volkshochschule bietet im kommenden Monat einen Vortrag zum Thema an.",
    "An der hiesigen Universität forscht eine Arbeitsgruppe seit Jahren über die Region.",
    "Der Verein für Völkerverständigung lädt am Donnerstag zu einem Gespräch ein.",
    "Bei einer Mahnwache auf dem Marktplatz kamen etwa fünfzig Menschen zusammen.",
    "Ein Unternehmer aus dem Landkreis sorgt sich um seine Lieferketten.",
    "In der Geschichte gibt es dafür nur wenige Beispiele.",
    "Welche Schritte nun folgen, blieb vorerst offen.",
    "Kenner der Verhältnisse hatten so etwas seit Langem erwartet.",
    "Die Entwicklung wird auch in Berlin aufmerksam verfolgt.",
    "Eine Zeittafel mit den wichtigsten Stationen finden Sie auf unserer Seite.",
    "Unser Reporter war zuletzt im vergangenen Sommer vor Ort.",
    "Auf dem Wochenmarkt sprach am Vormittag kaum jemand von etwas anderem.",
    "Das Stadtarchiv zeigt ab Montag Fotografien aus jener Gegend.",
)  # the outlets' own sentences: each has three of them, and prints two


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One of our own reports: its sentences, another lead for it, and the act it tells."""

    id: str
    agency: str
    place: str
    date: str
    act: str
    lead: str
    other_lead: str
    body: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the reports are, and how the variants fall."""
    parser.add_argument("--dispatches", type=Path, default=DISPATCHES, metavar="FILE")
    parser.add_argument("--seeds", type=int, default=5, help="so many sets of variants, one after the other")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Mean shares over the sets of variants, and one line for every wrong group of the first."""
    dispatches = read_dispatches(args.dispatches)
    results = [measure(dispatches, seed) for seed in range(args.seeds)]
    mean = {
        key: round(sum(r[key] for r in results) / len(results), 4) for key in ("groups", "reports", "pairs")
    }
    return {
        "dispatches": len(dispatches),
        "variants": results[0]["variants"],
        **mean,
        "worst": round(min(r["groups"] for r in results), 4),
        "false_pairs": sum(r["false_pairs"] for r in results),
        "wrong": results[0]["wrong"],
    }


def read_dispatches(path: Path = DISPATCHES) -> list[Dispatch]:
    """Read the file: blocks as its head describes them."""
    blocks = [block.splitlines() for block in path.read_text(encoding="utf-8").split("\n\n")]
    return [_dispatch(lines) for lines in blocks if lines and not lines[0].startswith("#")]


def _dispatch(lines: Sequence[str]) -> Dispatch:
    id, agency, place, date, act = (part.strip() for part in lines[0].split("|"))
    (other,) = (line for line in lines if line.startswith("~"))
    lead, *body = (line for line in lines[1:] if not line.startswith("~"))
    return Dispatch(id=id, agency=agency, place=place, date=date, act=act, lead=lead,
                    other_lead=other[1:].strip(), body=tuple(body))  # fmt: skip


def make_variants(dispatch: Dispatch, seed: int) -> list[Report]:
    """Three to five outlets' versions of a dispatch; the same seed gives the same."""
    rnd = random.Random(f"{dispatch.id} {seed}")
    kinds = [_whole, _cut, _reworded, _moved, _with_own]
    chosen = rnd.sample(kinds, rnd.randint(3, 5))
    outlets = rnd.sample(OUTLETS, len(chosen))
    return [
        _print(dispatch, outlet, kind(dispatch, outlet, rnd), rnd)
        for outlet, kind in zip(outlets, chosen, strict=True)
    ]


def _whole(dispatch: Dispatch, outlet: str, rnd: random.Random) -> list[str]:
    return [dispatch.lead, *dispatch.body]


def _cut(dispatch: Dispatch, outlet: str, rnd: random.Random) -> list[str]:
    return [dispatch.lead, *dispatch.body[: rnd.randint(1, 2)]]


def _reworded(dispatch: Dispatch, outlet: str, rnd: random.Random) -> list[str]:
    return [dispatch.other_lead, *dispatch.body[: rnd.randint(3, len(dispatch.body))]]


def _moved(dispatch: Dispatch, outlet: str, rnd: random.Random) -> list[str]:
    body = list(dispatch.body)
    rnd.shuffle(body)
    return [rnd.choice((dispatch.lead, dispatch.other_lead)), *body]


def _with_own(dispatch: Dispatch, outlet: str, rnd: random.Random) -> list[str]:
    kept = [sentence for sentence in dispatch.body if rnd.random() < 0.8] or [dispatch.body[0]]
    first, last = rnd.sample(OWN[OUTLETS.index(outlet) :: len(OUTLETS)], 2)
    return [rnd.choice((dispatch.lead, dispatch.other_lead)), first, *kept, last]


def _print(dispatch: Dispatch, outlet: str, sentences: Sequence[str], rnd: random.Random) -> Report:
    text = "\n".join(sentences) if rnd.random() < 0.3 else " ".join(sentences)
    credit = rnd.choice(("dateline", "end", "end with red", "both", "none"))
    if credit in ("dateline", "both"):
        text = f"{dispatch.place} ({dispatch.agency}) – {text}"
    if credit in ("end", "both"):
        text = f"{text} ({dispatch.agency})"
    if credit == "end with red":
        text = f"{text}\n({dispatch.agency.lower()}/red)"
    credits = read_credits(text)
    return Report(
        id=f"{dispatch.id}-{outlet}",
        language="de",
        published=dispatch.date,
        title=rnd.choice((dispatch.other_lead, f"{dispatch.place}: {dispatch.act}", None)),
        text=text,
        outlet=outlet,
        agencies=credits.agencies,
        dateline=credits.dateline,
    )


def measure(dispatches: Sequence[Dispatch], seed: int) -> dict[str, Any]:
    """`groups`: dispatches whose copies are exactly one origin. `reports`: copies that stand with all the
    others of theirs and with no other. `pairs`: pairs of copies found together.
    """  # fmt: skip
    reports = [report for dispatch in dispatches for report in make_variants(dispatch, seed)]
    found = [frozenset(report.id for report in origin.reports) for origin in find_origins(reports)]
    gold: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        gold[_base(report.id)].add(report.id)
    right = [id for id, ids in gold.items() if frozenset(ids) in found]
    together = {pair for group in found for pair in combinations(sorted(group), 2)}
    asked = {pair for ids in gold.values() for pair in combinations(sorted(ids), 2)}
    return {
        "variants": len(reports),
        "groups": len(right) / len(gold),
        "reports": sum(len(gold[id]) for id in right) / len(reports),
        "pairs": len(together & asked) / len(asked),
        "false_pairs": len(together - asked),
        "wrong": [
            f"{id}: {' | '.join(', '.join(sorted(group)) for group in found if group & ids)}"[:300]
            for id, ids in sorted(gold.items())
            if id not in right
        ],
    }


def _base(id: str) -> str:
    return id.partition("-")[0]
