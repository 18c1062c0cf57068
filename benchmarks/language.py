"""Trees, word classes and names on held-out treebank sentences, and words a second.

Sentences are printed tokens (German ``am`` is one word), given to the model as they stand, so that
tokenising is not measured here. UAS and LAS leave punctuation out and compare universal relations
(``nsubj:pass`` counts as ``nsubj``); UPOS counts every word. Names are right when span and type
are (CoNLL 2003). Figures are per cent.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from benchmarks.corpora import SHARED, find_corpus
from benchmarks.figures import per_cent, precision_recall_f1
from training.treebanks import Sentence, iter_conllu, iter_germeval

TESTSETS = Path(__file__).with_name("testsets.toml")
TEXTS_TIMED = 200


class Tagged(Protocol):
    """What is compared of a word: `head` counts from 0, -1 is the root."""

    @property
    def upos(self) -> str: ...  # noqa: D102
    @property
    def head(self) -> int: ...  # noqa: D102
    @property
    def relation(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the corpora lie, and which languages to measure."""
    parser.add_argument("--ud", type=Path, default=SHARED / "corpora" / "ud", metavar="DIR")
    parser.add_argument("--names", type=Path, default=SHARED / "corpora" / "ner", metavar="DIR")
    parser.add_argument(
        "--texts",
        type=Path,
        default=SHARED / "corpora" / "wikinews-de.jsonl",
        metavar="FILE",
        help="JSON lines with `text`, to time text to trees on",
    )
    parser.add_argument("--only", help="languages, comma-separated: de,en")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score every test set, then time plain text to trees."""
    from dragoman.language import model

    table = tomllib.loads(TESTSETS.read_text(encoding="utf-8"))
    only = set(args.only.split(",")) if args.only else None
    reader = model.load()
    german: Counter[str] = Counter()
    trees, names = {}, {}
    for row in table["trees"]:
        if only and row["language"] not in only:
            continue
        gold = list(iter_test_sentences(row, find_corpus(args.ud / row["file"])))
        counts = count_attachments(gold, reader.tag_words([(s.words, s.space_before) for s in gold]))
        trees[row["id"]] = attachment_figures(counts)
        if row.get("german"):
            german += counts
    for row in table["names"]:
        if only and row["language"] not in only:
            continue
        folder = args.ud if row["file"].endswith(".conllu") else args.names
        tags = find_corpus(args.names / row["tags"]) if "tags" in row else None
        gold = [s for s in iter_test_sentences(row, find_corpus(folder / row["file"]), tags) if s.names]
        found = reader.tag_words([(s.words, s.space_before) for s in gold])
        names[row["id"]] = name_figures(gold, found)
    result: dict[str, Any] = {"german": attachment_figures(german)} if german else {}
    return result | {"trees": trees, "names": names, "model_megabytes": model_megabytes()} | speed(args.texts)


def iter_test_sentences(row: dict[str, Any], file: Path, tags: Path | None = None) -> Iterator[Sentence]:
    """Yield the sentences of a test set that its row of ``testsets.toml`` takes."""
    if row["take"] not in ("all", "every-4th"):
        raise ValueError(f"testsets.toml: unknown take {row['take']!r} for {row['file']}")
    read = iter_conllu if file.suffix == ".conllu" else iter_germeval
    sentences = iter_conllu(file, row["language"], tags) if tags else read(file, row["language"])
    for index, sentence in enumerate(sentences):
        if row["take"] == "all" or index % 4 == 0:
            yield sentence


def count_attachments(gold: Sequence[Sentence], found: Iterable[Sequence[Tagged]]) -> Counter[str]:
    """Count right heads, relations and word classes over parallel sentences."""
    counts: Counter[str] = Counter(sentences=len(gold))
    for sentence, words in zip(gold, found, strict=True):
        if sentence.heads is None or sentence.relations is None or sentence.upos is None:
            raise ValueError(f"a test sentence without a tree: {' '.join(sentence.words)}")
        rows = zip(sentence.heads, sentence.relations, sentence.upos, words, strict=True)
        for head, relation, upos, word in rows:
            counts["words"] += 1
            counts["upos"] += word.upos == upos
            if universal(relation) == "punct":
                continue
            attached = word.head + 1 == head  # a treebank counts from 1, its root is 0
            counts["asked"] += 1
            counts["uas"] += attached
            counts["las"] += attached and universal(word.relation) == universal(relation)
    return counts


def universal(relation: str) -> str:
    """The relation without its subtype."""
    return relation.split(":")[0]


def attachment_figures(counts: Counter[str]) -> dict[str, float]:
    """UAS, LAS and UPOS as per cent, and how many sentences they rest on."""
    return {
        "uas": per_cent(counts["uas"] / max(1, counts["asked"])),
        "las": per_cent(counts["las"] / max(1, counts["asked"])),
        "upos": per_cent(counts["upos"] / max(1, counts["words"])),
        "sentences": counts["sentences"],
    }


def name_figures(gold: Sequence[Sentence], found: Iterable[Sequence[Tagged]]) -> dict[str, float]:
    """Precision, recall and F1 of names, span and type both exact."""
    right = asked = predicted = 0
    for sentence, words in zip(gold, found, strict=True):
        expected = set(iter_names(sentence.names or []))
        got = set(iter_names([word.name for word in words]))
        right, asked, predicted = right + len(expected & got), asked + len(expected), predicted + len(got)
    return precision_recall_f1(right, asked, predicted) | {"sentences": len(gold)}


def iter_names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, after last, type) of each name; an ``I-`` without its ``B-`` opens one.

    >>> list(iter_names(["B-PER", "I-PER", "O", "I-LOC", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, index, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = index, tag[2:]


def speed(texts: Path) -> dict[str, float]:
    """Words a second from plain German text to trees, the model being warm; {} without texts."""
    if not texts.exists():
        return {}
    from dragoman.language import parse_many

    with texts.open(encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line, _ in zip(lines, range(TEXTS_TIMED), strict=False)]
    list(parse_many(rows[:8], "de"))
    started = time.perf_counter()
    parses = list(parse_many(rows, "de"))
    seconds = time.perf_counter() - started
    words = sum(len(sentence.words) for parse in parses for sentence in parse.sentences)
    return {"words_a_second": round(words / seconds), "words_timed": words}


def model_megabytes() -> float:
    """Size of the shipped model folder, in millions of bytes."""
    folder = resources.files("dragoman") / "resources" / "model"
    files = [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
    return round(sum(len(file.read_bytes()) for file in files) / 1e6, 1)
