"""The same news in several languages: how much of the ledger stays the same.

NTREX holds English newswire of autumn 2018 with human translations, line by line. Its political documents
(``parallel.toml`` lists them; with ``--all`` sport, stars and disasters too) are read in each language; a
dyad (event type, actors, targets) that the English reading has is found again where the other language's
reading of the document has one of the same type whose actors and targets agree by half or more (Jaccard
over countries), each used once. On dyads found again, how often status and date are the same. Shares of one.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.figures import matched
from benchmarks.reader_runs import read_reports

FILES = {"en": "newstest2019-src.eng.txt", "de": "newstest2019-ref.deu.txt", "fr": "newstest2019-ref.fra.txt"}
MUTUAL = {"AGREE", "CONSULT", "COOPERATE", "ALLIANCE"}
PUBLISHED = "2018-09-30"
LISTING = Path(__file__).with_name("parallel.toml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which corpus and languages."""
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "ntrex", metavar="DIR")
    parser.add_argument("--languages", nargs="+", default=["de", "fr"], choices=sorted(set(FILES) - {"en"}))
    parser.add_argument("--all", action="store_true", help="all documents, not only the political ones")
    parser.add_argument("--errors", action="store_true", help="print the English dyads not found again")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Read the documents in English and in each other language, and compare."""
    folder = find_corpus(args.corpus)
    chosen = None if args.all else frozenset(tomllib.loads(LISTING.read_text(encoding="utf-8"))["political"])
    documents = {language: load(folder, language, chosen) for language in ("en", *args.languages)}
    reports = [
        {"id": f"{language}/{name}", "language": language, "published": PUBLISHED} | parts
        for language, rows in documents.items()
        for name, parts in rows.items()
    ]
    claims = {row["id"]: row["claims"] for row in read_reports(reports).rows}
    english = {name: claims.get(f"en/{name}", []) for name in documents["en"]}
    result: dict[str, Any] = {"documents": len(english), "dyads": {"en": sum(map(len, english.values()))}}
    for language in args.languages:
        other = {name: claims.get(f"{language}/{name}", []) for name in english}
        result["dyads"][language] = sum(map(len, other.values()))
        result[language] = compare(english, other, show=args.errors)
    return result


def load(folder: Path, language: str, chosen: frozenset[str] | None = None) -> dict[str, dict[str, str]]:
    """Documents of one language: the first line as title, the others as text; all, or those chosen."""
    names = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
    lines = (folder / "NTREX-128" / FILES[language]).read_text(encoding="utf-8").splitlines()
    rows = zip(names, lines, strict=True)
    found = {name: [line for _, line in group] for name, group in groupby(rows, key=lambda row: row[0])}
    return {
        name: {"title": body[0], "text": "\n".join(body[1:])}
        for name, body in found.items()
        if body[1:] and (chosen is None or name in chosen)
    }


def compare(
    english: dict[str, list[dict[str, Any]]], other: dict[str, list[dict[str, Any]]], *, show: bool = False
) -> dict[str, float]:
    """Shares of the English dyads found again, and of equal status and date among them."""
    counts: Counter[str] = Counter()
    for name, rows in english.items():
        pairs = same_dyads(rows, other[name])
        counts["english"] += len(rows)
        counts["again"] += len(pairs)
        for i, j in pairs:
            counts["status"] += rows[i]["status"] == other[name][j]["status"]
            counts["date"] += rows[i]["date"] == other[name][j]["date"]
        for i in sorted(set(range(len(rows))) - {i for i, _ in pairs}) if show else ():
            row = rows[i]
            print(f"{name} {row['event']} {row['actors']} > {row['targets']} {row['quote']['text']!r}")
    return {
        "again": round(counts["again"] / max(1, counts["english"]), 3),
        "status": round(counts["status"] / max(1, counts["again"]), 3),
        "date": round(counts["date"] / max(1, counts["again"]), 3),
    }


def same_dyads(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """One-to-one pairs of claims with the same type and half the same actors and targets."""
    scored = []
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            if a["event"] == b["event"]:
                shares = [_agreement(x, y) for x, y in zip(_sides(a), _sides(b), strict=True)]
                if min(shares) >= 0.5:
                    scored.append((sum(shares), i, j))
    return matched(scored)


def _sides(claim: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    actors, targets = _countries(claim["actors"]), _countries(claim["targets"])
    return (actors | targets, frozenset()) if claim["event"] in MUTUAL else (actors, targets)


def _countries(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.split(":")[0] for code in codes)


def _agreement(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
