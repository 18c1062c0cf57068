"""How well times are found and worked out: TIMEX3 spans and values against TimeML files.

``python benchmarks/dates.py shared/corpora/krauts`` scores every ``.tml`` below the folder, as TempEval-3
does (UzZaman et al. 2013): strict is the same extent, relaxed any overlap, value a relaxed match with the
same `value`. All figures are micro F1 in percent over the TIMEX3 with words in the text; the date of
the document is given, not scored.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

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


def score(folder: str | Path, language: str = "de") -> dict[str, float]:
    """Strict, relaxed and value F1 in percent over all ``.tml`` files below a folder."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(folder).rglob("*.tml")):
        published, text, gold = read_timeml(path.read_text(encoding="utf-8"))
        found = found_timexes(text, published, language)
        matched = matches(gold, found)
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["relaxed"] += len(matched)
        counts["strict"] += sum(a[:2] == b[:2] for a, b in matched)
        counts["value"] += sum(a.value == b.value for a, b in matched)
        counts["type"] += sum(a.type == b.type for a, b in matched)
    if not counts["gold"]:
        raise ValueError(f"no TIMEX3 in .tml files below {folder}")
    total = counts["gold"] + counts["found"]
    figures = {name: round(200 * counts[name] / total, 1) for name in ("strict", "relaxed", "value", "type")}
    precision = round(100 * counts["relaxed"] / max(counts["found"], 1), 1)
    recall = round(100 * counts["relaxed"] / counts["gold"], 1)
    sizes = {"gold": counts["gold"], "found": counts["found"]}
    return figures | {"relaxed_precision": precision, "relaxed_recall": recall} | sizes


def main() -> None:
    """Print the figures of a folder as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="de")
    args = parser.parse_args()
    print(json.dumps(score(args.folder, args.language), indent=1))


if __name__ == "__main__":
    main()
