"""Sentences to learn from: Universal Dependencies trees on printed tokens, and named entities.

A treebank splits the German ``am`` into ``an`` and ``dem``; a reader sees one printed word. Words
that share one printed token are merged: the part whose head lies outside the group is kept, and
what hung on the other parts hangs on it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FEATURES = ("Case", "Number", "Mood", "Tense", "VerbForm", "Person", "Voice")
SUBTYPES_KEPT = {
    "nsubj:pass",
    "csubj:pass",
    "aux:pass",
    "acl:relcl",
    "compound:prt",
    "obl:agent",
}  # the subtypes that meaning hangs on; all others are cut to the universal relation
NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


@dataclass(slots=True)
class Sentence:
    """One sentence: parallel lists over its printed words; None where a layer is not annotated."""

    language: str
    words: list[str]
    space_before: list[bool]
    upos: list[str] | None = None
    features: list[dict[str, str]] | None = None
    heads: list[int] | None = None  # 1-based, 0 is the root
    relations: list[str] | None = None
    names: list[str] | None = None


@dataclass(slots=True)
class Source:
    """One row of ``sources.toml`` with its sentences read in."""

    file: str
    language: str
    weight: float
    licence: str
    sentences: list[Sentence] = field(default_factory=list)


def reduced_relation(relation: str) -> str:
    """The relation the model learns: ``nsubj:pass`` stays, ``nmod:poss`` becomes ``nmod``."""
    return relation if relation in SUBTYPES_KEPT else relation.split(":")[0]


def iter_conllu(path: Path, language: str, names: Path | None = None) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; `names` is a parallel IOB2 file on split words."""
    tags = dict(_iter_iob2(names)) if names else {}
    seen: Counter[str] = Counter()
    for identifier, rows, groups in _iter_blocks(path):
        tagged = tags.get(identifier) or tags.get(_short_pud_id(identifier, seen))
        labels = None if tagged is None else _aligned_tags([row[1] for row in rows], tagged)
        yield _sentence(rows, groups, language, labels)


def _iter_blocks(
    path: Path,
) -> Iterator[tuple[str, list[list[str]], list[tuple[int, int, str, str]]]]:
    identifier = ""
    rows: list[list[str]] = []
    groups: list[tuple[int, int, str, str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if rows:
                yield identifier, rows, groups
            rows, groups = [], []
        elif line.startswith("# sent_id"):
            identifier = line.split("=", 1)[1].strip()
        elif line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
            elif "-" in columns[0]:
                first, last = columns[0].split("-")
                groups.append((int(first), int(last), columns[1], columns[9]))


def _sentence(
    rows: list[list[str]],
    groups: list[tuple[int, int, str, str]],
    language: str,
    labels: list[str] | None,
) -> Sentence:
    kept = {row[0]: row[0] for row in rows}  # word id -> the id that stands for it
    printed: dict[str, tuple[str, str]] = {}
    for first, last, form, misc in groups:
        ids = [str(i) for i in range(first, last + 1)]
        inside = [row for row in rows if row[0] in ids]
        outer = next((row for row in inside if row[6] not in ids), inside[0])
        for i in ids:
            kept[i] = outer[0]
        printed[outer[0]] = (form, misc)
    order = [row for row in rows if kept[row[0]] == row[0]]
    place = {row[0]: i + 1 for i, row in enumerate(order)}
    space, before = [], True
    words = []
    for row in order:
        form, misc = printed.get(row[0], (row[1], row[9]))
        words.append(form)
        space.append(before)
        before = "SpaceAfter=No" not in misc
    names = None
    if labels is not None:
        names = _merged_tags(labels, rows, kept, order)
    return Sentence(
        language=language,
        words=words,
        space_before=space,
        upos=[row[3] for row in order],
        features=[dict(p.split("=", 1) for p in row[5].split("|") if "=" in p) for row in order],
        heads=[place.get(kept.get(row[6], "0"), 0) for row in order],
        relations=[reduced_relation(row[7]) for row in order],
        names=names,
    )


def _merged_tags(
    labels: list[str], rows: list[list[str]], kept: dict[str, str], order: list[list[str]]
) -> list[str]:
    by_printed: dict[str, str] = {}
    for row, label in zip(rows, labels, strict=True):
        if by_printed.get(kept[row[0]], "O") == "O":
            by_printed[kept[row[0]]] = label
    out: list[str] = []
    for row in order:
        label = by_printed[row[0]]
        if label.startswith("I-") and (not out or out[-1][2:] != label[2:]):
            label = "B-" + label[2:]
        out.append(label)
    return out


def _short_pud_id(identifier: str, seen: Counter[str]) -> str:
    """PUD's ``n01001013`` is ``n01001-0002`` for Universal NER: the second kept of its document."""
    seen[identifier[:6]] += 1
    return f"{identifier[:6]}-{seen[identifier[:6]]:04d}"


def _aligned_tags(forms: list[str], tagged: list[tuple[str, str]]) -> list[str] | None:
    """Tags for `forms`; the two releases split a few words differently. None if they disagree."""
    matcher = difflib.SequenceMatcher(None, forms, [form for form, _ in tagged], autojunk=False)
    labels, found = ["O"] * len(forms), 0
    for at, other, size in matcher.get_matching_blocks():
        found += size
        for i in range(size):
            labels[at + i] = tagged[other + i][1]
    return labels if found >= 0.8 * len(forms) else None


def _iter_iob2(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        head = next((line for line in lines if line.startswith("# sent_id")), "=")
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        tags = [(row[1], row[2] if row[2] in NAME_TAGS else "O") for row in rows]
        yield head.split("=", 1)[1].strip(), tags


def iter_germeval(path: Path, language: str = "de") -> Iterator[Sentence]:
    """Yield GermEval 2014 sentences with their outer names; derivations, parts and OTH become O."""
    words: list[str] = []
    names: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if columns[0].isdigit():
            words.append(columns[1])
            names.append(columns[2] if columns[2] in NAME_TAGS else "O")
        elif words:
            yield Sentence(language, words, _guess_spaces(words), names=names)
            words, names = [], []
    if words:
        yield Sentence(language, words, _guess_spaces(words), names=names)


def _guess_spaces(words: list[str]) -> list[bool]:
    """GermEval keeps no spacing: no space before closing marks and after opening ones."""
    space, quote_open = [], False
    after_opening = True
    for word in words:
        closes = word in {".", ",", ";", ":", "!", "?", ")", "]", "“", "»"}
        if word == '"':
            closes, quote_open = quote_open, not quote_open
        space.append(not closes and not after_opening)
        after_opening = word in {"(", "[", "„", "«"} or (word == '"' and quote_open)
    return space


def load_sources(listing: Path, treebanks: Path, names: Path) -> list[Source]:
    """Read every source of the listing, keeping out the sentences that measure."""
    table = tomllib.loads(listing.read_text(encoding="utf-8"))
    sources = []
    for row in table["treebank"]:
        labels = names / row["names"] if "names" in row else None
        sentences = list(iter_conllu(treebanks / row["file"], row["language"], labels))
        sources.append(_source(row, sentences))
    for row in table["names"]:
        sources.append(_source(row, list(iter_germeval(names / row["file"], row["language"]))))
    return sources


def _source(row: dict[str, object], sentences: list[Sentence]) -> Source:
    if row["take"] == "except-every-4th":
        sentences = [s for i, s in enumerate(sentences) if i % 4]
    elif row["take"] != "all":
        raise ValueError(f"sources.toml: unknown take {row['take']!r} for {row['file']}")
    return Source(
        str(row["file"]), str(row["language"]), float(str(row["weight"])), str(row["licence"]), sentences
    )
