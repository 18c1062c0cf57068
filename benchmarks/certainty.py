"""Whether an event happened: certainty and tense of MEANTIME's event mentions (Minard et al. 2016).

Its attributes are put into the classes that both sides know: negative polarity is denied; possible or
probable certainty and the two sides of a condition are possible; future time is planned; what is left is
occurred. Mentions with an attribute left open, and generic ones, are not asked for. The status is that
of the rules, for the mention's first word, whatever event it is; a demanded act counts as planned. Per
cent; `f1` of each class and the accuracy over all.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.figures import per_cent, precision_recall_f1
from benchmarks.meantime import read_tokens, xml_files

if TYPE_CHECKING:
    from dragoman.reading import Reader

CLASSES = ("occurred", "planned", "possible", "denied")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which articles."""
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "meantime-en", metavar="DIR")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Read the status of every event mention and compare."""
    from dragoman.reading import Reader

    reader = Reader("en", learned=False)
    pairs: Counter[tuple[str, str]] = Counter()
    for path in xml_files(find_corpus(args.corpus)):
        pairs.update(compare(reader, ET.fromstring(path.read_bytes())))
    return figures(pairs)


def compare(reader: Reader, root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield (annotated, read) for the event mentions of one article."""
    from dragoman.reading.status import status_of
    from dragoman.records import Report

    text, places, _ = read_tokens(root)
    document = reader.evidence(Report(id="m", language="en", published=None, title=None, text=text)).document
    for mention in root.iter("EVENT_MENTION"):
        gold = status_by_attributes(mention.attrib)
        anchors = [
            places[a.get("t_id", "")] for a in mention.findall("token_anchor") if a.get("t_id") in places
        ]
        if gold is None or not anchors:
            continue
        start = min(anchors)[0]
        for sentence in document.sentences:
            for word in sentence.words:
                if word.start <= start < word.end:
                    status = status_of(sentence, word.index, reader.status_words, document.grammar).status
                    yield gold, "planned" if status == "demanded" else str(status)


def status_by_attributes(given: dict[str, str]) -> str | None:
    """The class of a mention; None where its attributes leave it open.

    >>> status_by_attributes({"polarity": "POS", "certainty": "CERTAIN", "time": "FUTURE"})
    'planned'
    """
    if given.get("special_cases") == "GEN" or "UNDERSPECIFIED" in given.values():
        return None
    if not given.get("polarity") or not given.get("certainty") or not given.get("time"):
        return None
    if given["polarity"] == "NEG":
        return "denied"
    if given["certainty"] in {"POSSIBLE", "PROBABLE"} or given.get("special_cases", "").startswith("COND"):
        return "possible"
    return "planned" if given["time"] == "FUTURE" else "occurred"


def figures(pairs: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Accuracy over all mentions, and precision, recall and F1 of each class."""
    total, right = pairs.total(), sum(n for (gold, read), n in pairs.items() if gold == read)
    result: dict[str, Any] = {"mentions": total, "accuracy": per_cent(right / max(1, total))}
    for name in CLASSES:
        gold = sum(n for (one, _), n in pairs.items() if one == name)
        predicted = sum(n for (_, other), n in pairs.items() if other == name)
        result[name] = precision_recall_f1(pairs[name, name], gold, predicted) | {"gold": gold}
    return result
