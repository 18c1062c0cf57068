"""Frequent predicates between two known actors that no entry of the lexicon covers.

A gap is a verb or noun with a known actor as doer and another in a further slot, at which nothing
fires: ``unterzeichnen: subj obj``. The list, most frequent first with one example each, says where
to widen ``lexicon/<language>/predicates``. It measures nothing and has no floor.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.speed import load_reports
from dragoman.reading import Reader
from dragoman.reading.coreference import actors_of
from dragoman.reading.document import Document
from dragoman.reading.predicates import find_frames
from dragoman.reading.slot_record import Slots
from dragoman.reading.slots import noun_slots, verb_slots
from dragoman.records import Report

_BATCH = 32
_SPEAKING = {"clause"}  # with a content clause it is mostly a verb of saying


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which reports, how many, and how many gaps to show."""
    default = SHARED / "corpora" / "wikinews-de.jsonl"
    parser.add_argument("--corpus", type=Path, default=default, metavar="FILE.jsonl")
    parser.add_argument("--reports", type=int, default=300, help="how many to read (300)")
    parser.add_argument("--most", type=int, default=100, help="how many gaps to show (100)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Count the gaps of a corpus."""
    reader = Reader("de")
    rows = iter(load_reports(find_corpus(args.corpus), args.reports))
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    reports = 0
    while batch := list(islice(rows, _BATCH)):
        for document in _documents(reader, batch):
            reports += 1
            for gap, sentence in iter_gaps(document, reader):
                counts[gap] += 1
                examples.setdefault(gap, sentence)
    gaps = [{"gap": g, "count": n, "example": examples[g]} for g, n in counts.most_common(args.most)]
    return {"reports": reports, "gaps": gaps}


def _documents(reader: Reader, rows: list[dict[str, Any]]) -> Iterator[Document]:
    reports = [
        Report(id=str(r["id"]), language="de", published=r["published"], title=r.get("title"), text=r["text"])
        for r in rows
    ]
    for report, (title, text) in zip(reports, reader._parse(reports), strict=True):
        yield reader._document(report, title, text)[0]


def iter_gaps(document: Document, reader: Reader) -> Iterator[tuple[str, str]]:
    """The gaps of one report as (``lemma: slots``, sentence)."""
    for number, sentence in enumerate(document.sentences):
        covered = {i for f in find_frames(document, number, reader.lexicon) for i in (f.index, *f.asked)}
        for word in sentence.words:
            if word.index in covered or word.upos not in {"VERB", "NOUN"} or word.relation in {"aux", "cop"}:
                continue
            if word.upos == "VERB":
                slots = verb_slots(sentence, word.index, document.grammar)
            else:
                slots = noun_slots(sentence, word.index, document.grammar, takes_object=False)
            others = _slots_of_others(document, number, slots)
            if others and not _SPEAKING & set(slots.filled):
                text = document.text_of(document.parts[number])[sentence.start : sentence.end]
                yield f"{word.lemma}: {' '.join(others)}", " ".join(text.split())


def _slots_of_others(document: Document, number: int, slots: Slots) -> list[str]:
    """Slots that name an actor of another country than the subject's; empty without two actors."""
    countries = {
        slot: {f.participant.code.split(":")[0] for i in row for f in actors_of(document, number, i)}
        for slot, row in slots.filled.items()
        if slot not in {"gen", "adjective", "copula", "pred"}
    }
    doers = countries.pop("subj", set())
    return sorted(slot for slot, found in countries.items() if doers and found - doers)
