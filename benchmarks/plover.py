"""PLOVER's gold records: event type, source and target country of single English sentences.

Names of PLOVER 2016 are put into today's (DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE,
FIGHT is ASSAULT). Organisations count as IGO, whether of states or not, groups without a country as
IMG, groups of a country as the country, as in the records. A cooperative act that is planned is PLOVER's
AGREE (to express intent to cooperate), and what somebody only demands, or what is denied, is no event of
its own there. Where an act is mutual its parties are
sources and targets alike. Each figure is precision, recall and F1 in per cent over the sets that a
record and the reader give for the sentence; ``all`` compares (type, source, target).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.figures import precision_recall_f1
from benchmarks.reader_runs import read_reports

NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
SPELLINGS = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "GMY": "DEU", "NGO": "IGO"}  # codes that are not ISO's
MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "ALLIANCE"}
ORGANISATION, GROUP = "IGO", "IMG"
INTENT = {"AID", "CONSULT", "COOPERATE", "CONCEDE", "SUPPORT", "RETREAT"}  # planned, they are AGREE
LEVELS = ("type", "source", "target", "all")


@dataclass(frozen=True, slots=True)
class Coded:
    """What one sentence says: event types, countries on either side, and all three together."""

    type: frozenset[str]
    source: frozenset[str]
    target: frozenset[str]
    all: frozenset[tuple[str, str, str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which records."""
    default = SHARED / "corpora" / "plover-gsr" / "records.json"
    parser.add_argument("--records", type=Path, default=default, metavar="FILE")
    parser.add_argument("--errors", action="store_true", help="print the records that differ")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Read every sentence as a report without a day and compare."""
    records = json.loads(find_corpus(args.records).read_text(encoding="utf-8"))
    reports = [{"id": r["id"], "language": "en", "text": r["text"]} for r in records]
    rows = {row["id"]: row["claims"] for row in read_reports(reports).rows}
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    for record in records:
        told = [c for c in rows.get(record["id"], ()) if c["status"] not in {"demanded", "denied"}]
        expected, got = coded([of_record(record)]), coded(map(of_claim, told))
        for level in LEVELS:
            one, other = getattr(expected, level), getattr(got, level)
            right[level] += len(one & other)
            gold[level] += len(one)
            predicted[level] += len(other)
        if args.errors and not expected.all <= got.all:
            print(f"{record['id']}: {sorted(expected.all)} read as {sorted(got.all)}\n    {record['text']}")
    found = {level: precision_recall_f1(right[level], gold[level], predicted[level]) for level in LEVELS}
    return {"records": len(records)} | found


def of_record(record: dict[str, Any]) -> tuple[str, set[str], set[str]]:
    """Type, sources and targets of a record."""
    event = NAMES.get(record["event"], record["event"])
    return event, set(_codes(record.get("source"))), set(_codes(record.get("target")))


def of_claim(claim: dict[str, Any]) -> tuple[str, set[str], set[str]]:
    """Type, sources and targets of a claim."""
    event = "AGREE" if claim["status"] == "planned" and claim["event"] in INTENT else claim["event"]
    return event, set(map(country, claim["actors"])), set(map(country, claim["targets"]))


def coded(acts: Iterable[tuple[str, set[str], set[str]]]) -> Coded:
    """The acts of one sentence as sets."""
    types, sources, targets, triples = set(), set(), set(), set()
    for event, source, target in acts:
        if event in MUTUAL:
            source = target = source | target
        types.add(event)
        sources |= source
        targets |= target
        both = {p for p in product(source or {""}, target or {""}) if event not in MUTUAL or p[0] < p[1]}
        triples |= {(event, *pair) for pair in both or {(s, s) for s in source} or {("", "")}}
    return Coded(frozenset(types), frozenset(sources), frozenset(targets), frozenset(triples))


def country(code: str) -> str:
    """An actor's country, or IGO or IMG."""
    base = code.split(":")[0]
    return _homes().get(base, base)


def _codes(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and (code := str(item.get("code") or "")):
            yield SPELLINGS.get(code, code)


@cache
def _homes() -> dict[str, str]:
    """Code of an organisation or group -> its country, IGO or IMG."""
    from dragoman.resources import load_yaml

    homes = {str(row["code"]): ORGANISATION for row in load_yaml("actors/organisations.yml")}
    return homes | {str(row["code"]): row.get("country") or GROUP for row in load_yaml("actors/groups.yml")}
