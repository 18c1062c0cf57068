"""Quotations with their speakers, on German articles annotated character by character.

A found quotation is right when it shares at least half of the gold content's characters and half
of its own; only letters and digits are counted, so that quotation marks do not matter. A speaker is
right when the predicted span touches the gold speaker's head: the last capitalised word of the
first gold speaker span, or its last word where none is capitalised (``er sagte``). Free indirect
speech is not asked for: finding it is neither right nor wrong.
Corpus form: JSON lines with ``text`` and ``annotations`` of ``quote``, ``speaker`` (lists of
[start, end]) and ``type``. Figures are per cent.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.figures import matched, per_cent, precision_recall_f1

if TYPE_CHECKING:
    from dragoman.reading.quotations import Quotation

TYPES = ("Direct", "Indirect", "Reported", "IndirectFreeIndirect")
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation as it is compared: the characters of its content, and its speaker's words."""

    kind: str
    characters: frozenset[int]
    speaker: Bounds | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which articles."""
    default = SHARED / "corpora" / "quotes-de" / "dev.jsonl"
    parser.add_argument("--corpus", type=Path, default=default, metavar="FILE.jsonl")
    parser.add_argument("--language", default="de")
    parser.add_argument("--errors", action="store_true", help="print what was missed and what is extra")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Find the quotations of every article and compare."""
    from dragoman.reading import Reader

    reader = Reader(args.language)
    counts: Counter[str] = Counter()
    with find_corpus(args.corpus).open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            gold = list(iter_gold(article))
            found = list(iter_found(article["text"], reader.find_quotations(article["text"])))
            counts += count(gold, found)
            if args.errors:
                print("\n".join(errors(article, gold, found)))
    return figures(counts)


def iter_gold(article: dict[str, Any]) -> Iterator[Quoted]:
    """Yield the annotated quotations of one line of the corpus."""
    text = article["text"]
    for row in article["annotations"]:
        yield Quoted(
            kind=row["type"],
            characters=content(text, [(start, end) for start, end in row["quote"]]),
            speaker=head(text, *row["speaker"][0]) if row["speaker"] else None,
        )


def iter_found(text: str, quotations: Sequence[Quotation]) -> Iterator[Quoted]:
    """Yield what the reader found."""
    for quotation in quotations:
        speaker = quotation.speaker
        yield Quoted(
            kind=quotation.manner,
            characters=content(text, [(span.start, span.end) for span in quotation.spans]),
            speaker=None if speaker is None else (speaker.start, speaker.end),
        )


def content(text: str, spans: Sequence[Bounds]) -> frozenset[int]:
    """Places of the letters and digits inside the spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i : i + 1].isalnum())


def head(text: str, start: int, end: int) -> Bounds:
    """The speaker's head word: the last capitalised one, else the last.

    >>> text = "wie ein Sprecher der Botschaft gestern sagte"
    >>> text[slice(*head(text, 4, 38))]
    'Botschaft'
    """
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\w[\w-]*", text[start:end])]
    capitalised = [word for word in words if text[word[0]].isupper()]
    return (capitalised or words or [(start, end)])[-1]


def pairs(gold: Sequence[Quoted], found: Sequence[Quoted]) -> list[tuple[int, int]]:
    """One-to-one matches (gold index, found index), largest overlap first."""
    scored = []
    for i, expected in enumerate(gold):
        for j, got in enumerate(found):
            shared = len(expected.characters & got.characters)
            if shared and 2 * shared >= len(expected.characters) and 2 * shared >= len(got.characters):
                scored.append((shared / len(expected.characters | got.characters), i, j))
    return matched(scored)


def is_speaker_right(gold: Quoted, found: Quoted) -> bool:
    """Whether the found speaker touches the gold head; without a gold speaker, whether none is given."""
    if gold.speaker is None or found.speaker is None:
        return gold.speaker is found.speaker
    return found.speaker[0] < gold.speaker[1] and gold.speaker[0] < found.speaker[1]


def count(gold: Sequence[Quoted], found: Sequence[Quoted]) -> Counter[str]:
    """Count one article; a match with a type that is not asked for takes the finding out."""
    counts: Counter[str] = Counter()
    for expected in gold:
        counts[f"gold {expected.kind}"] += 1
    counts["predicted"] = len(found)
    for i, j in pairs(gold, found):
        if gold[i].kind not in TYPES:
            counts["predicted"] -= 1
            continue
        counts[f"found {gold[i].kind}"] += 1
        right = is_speaker_right(gold[i], found[j])
        counts["right with speaker"] += right
        if gold[i].speaker is not None:
            counts["speaker asked"] += 1
            counts["speaker right"] += right
    return counts


def figures(counts: Counter[str]) -> dict[str, Any]:
    """Found quotations; quotation and speaker both right; speaker alone; recall of each type."""
    gold = sum(counts[f"gold {kind}"] for kind in TYPES)
    found = sum(counts[f"found {kind}"] for kind in TYPES)
    return {
        "quotation": precision_recall_f1(found, gold, counts["predicted"]),
        "with_speaker": precision_recall_f1(counts["right with speaker"], gold, counts["predicted"]),
        "speaker_accuracy": per_cent(counts["speaker right"] / max(1, counts["speaker asked"])),
        "recall": {k: per_cent(counts[f"found {k}"] / max(1, counts[f"gold {k}"])) for k in TYPES},
        "gold": gold,
        "predicted": counts["predicted"],
    }


def errors(article: dict[str, Any], gold: Sequence[Quoted], found: Sequence[Quoted]) -> Iterator[str]:
    """Yield a line for each quotation missed, extra, or given to the wrong speaker."""
    both = pairs(gold, found)
    rows = [("missed", gold[i]) for i in range(len(gold)) if i not in {g for g, _ in both}]
    rows += [("extra", found[j]) for j in range(len(found)) if j not in {f for _, f in both}]
    rows += [("speaker", gold[i]) for i, j in both if not is_speaker_right(gold[i], found[j])]
    for what, quoted in rows:
        if quoted.characters and (what == "extra" or quoted.kind in TYPES):
            words = article["text"][min(quoted.characters) : max(quoted.characters) + 1]
            speaker = article["text"][slice(*quoted.speaker)] if quoted.speaker else None
            yield f"{article['id']} {what:8} {quoted.kind:20} {speaker}: {' '.join(words.split())}"
