"""How well times are found and worked out: TIMEX3 spans and values against annotated articles.

    python -m benchmarks dates --json                       # KRAUTS, German: the .tml files of a folder
    python -m benchmarks dates --corpus meantime-en --json  # MEANTIME, English

Scored as TempEval-3 does (UzZaman et al. 2013): strict is the same extent, relaxed any overlap, value a
relaxed match with the same `value`. All figures are micro F1 in percent over the TIMEX3 with words in
the text; `value_accuracy` is the share of the relaxed matches whose value is the same. The date of the
document is given, not scored.
"""

from __future__ import annotations

import argparse
import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.meantime import is_meantime, read_meantime
from dragoman.reading.times import find_times, timex_value

_DCT = re.compile(r"<DCT>.*?value=\"([^\"]*)\"", re.DOTALL)
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)(?P<attributes>[^>]*?)(?P<empty>/?)>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")


class Timex(NamedTuple):
    """One annotated or found expression."""

    start: int
    end: int
    value: str
    type: str


def read_timeml(source: str) -> tuple[str, str, list[Timex]]:
    """The day of the document, its text, and the TIMEX3 in it that have words."""
    day = _DCT.search(source)
    body = _TEXT.search(source)
    if day is None or body is None:
        raise ValueError("no DCT or no TEXT in the file; is it TimeML?")
    text, found, open_tags, at = "", [], [], 0
    for tag in _TAG.finditer(body[1]):
        text += html.unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag["name"] != "TIMEX3" or tag["empty"]:
            continue
        if not tag["close"]:
            open_tags.append((len(text), dict(_ATTRIBUTE.findall(tag["attributes"]))))
            continue
        start, attributes = open_tags.pop()
        found.append(Timex(start, len(text), attributes["value"], attributes["type"]))
    return day[1], text + html.unescape(body[1][at:]), [timex for timex in found if timex.end > timex.start]


def found_timexes(text: str, published: str, language: str) -> list[Timex]:
    """What this package finds in a text, with TIMEX3 values."""
    return [Timex(e.start, e.end, timex_value(e, published), e.type) for e in find_times(text, language)]


def matches(gold: list[Timex], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    """One-to-one pairs by overlap; those of the same extent go first."""
    free = {(timex.start, timex.end): timex for timex in found}
    matched = [(timex, free.pop(timex[:2])) for timex in gold if timex[:2] in free]
    exact = {timex[:2] for timex, _ in matched}
    for timex in gold:
        if timex[:2] not in exact:
            span = next((span for span in free if timex.start < span[1] and span[0] < timex.end), None)
            if span is not None:
                matched.append((timex, free.pop(span)))
    return matched


def documents(folder: Path) -> Iterator[tuple[str, str, list[Timex]]]:
    """Day, text and annotations of every article below a folder, of MEANTIME or in TimeML."""
    if is_meantime(folder):
        for day, text, found in read_meantime(folder):
            yield day, text, [Timex(*timex) for timex in found]
        return
    for path in sorted(folder.rglob("*.tml")):
        yield read_timeml(path.read_text(encoding="utf-8"))


def score(folder: str | Path, language: str = "de") -> dict[str, float]:
    """Strict, relaxed and value F1 in percent over all articles below a folder."""
    counts: Counter[str] = Counter()
    for published, text, gold in documents(Path(folder)):
        found = found_timexes(text, published, language)
        matched = matches(gold, found)
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["relaxed"] += len(matched)
        counts["strict"] += sum(a[:2] == b[:2] for a, b in matched)
        counts["value"] += sum(a.value == b.value for a, b in matched)
        counts["type"] += sum(a.type == b.type for a, b in matched)
    if not counts["gold"]:
        raise ValueError(f"no TIMEX3 in the articles below {folder}")
    total = counts["gold"] + counts["found"]
    figures = {name: round(200 * counts[name] / total, 1) for name in ("strict", "relaxed", "value", "type")}
    precision = round(100 * counts["relaxed"] / max(counts["found"], 1), 1)
    recall = round(100 * counts["relaxed"] / counts["gold"], 1)
    accuracy = round(100 * counts["value"] / max(counts["relaxed"], 1), 1)
    sizes = {"gold": counts["gold"], "found": counts["found"]}
    shares = {"relaxed_precision": precision, "relaxed_recall": recall, "value_accuracy": accuracy}
    return figures | shares | sizes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this benchmark."""
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "krauts", metavar="DIR")
    parser.add_argument("--language", help="of the articles; else as the corpus is known to be")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the dates of a folder of articles, or of a corpus that is named."""
    named = SHARED / "corpora" / args.corpus
    folder = find_corpus(named if named.exists() else args.corpus)
    language = args.language or ("en" if is_meantime(folder) else "de")
    return score(folder, language)
