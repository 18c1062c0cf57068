"""A sentence's tree as arcs over its words, as treebanks draw it: head to dependant, the relation above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.language.parse import Sentence

_LETTER, _GAP, _STEP, _EDGE = 8.2, 18, 26, 12  # user units: a letter's width, between words, a level, margin
_FEET = 62  # below the arcs: the word, its word class, its part in the claim


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeWord:
    """A word where it stands, and the part it has in the claim (empty if none)."""

    x: float
    text: str
    upos: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeArc:
    """From a head to a dependant, with the relation at its top."""

    path: str
    x: float
    y: float
    relation: str
    matters: bool  # whether it joins two words of the claim


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePicture:
    """Words on one line (`base`), arcs above them."""

    words: list[TreeWord]
    arcs: list[TreeArc]
    width: float
    height: float
    base: float


def draw_tree(sentence: Sentence, parts: Mapping[int, str]) -> TreePicture:
    """The arcs of a sentence; `parts` says which words (by index) play which part in the claim."""
    centres: list[float] = []
    at = float(_EDGE)
    for word in sentence.words:
        width = max(len(word.text), len(word.upos)) * _LETTER
        centres.append(at + width / 2)
        at += width + _GAP
    levels = _levels([(word.head, word.index) for word in sentence.words if word.head >= 0])
    base = 30 + _STEP * max(levels.values(), default=0)
    arcs = []
    for word in sentence.words:
        if word.head < 0:
            continue
        start, end = centres[word.head], centres[word.index]
        start += 4 if start < end else -4  # so that arcs of one head do not fall together
        top = base - _STEP * levels[word.head, word.index]
        arcs.append(
            TreeArc(
                path=f"M{start:.1f} {base}C{start:.1f} {top:.1f} {end:.1f} {top:.1f} {end:.1f} {base}",
                x=round((start + end) / 2, 1),
                y=round(base - 0.75 * (base - top) - 4, 1),
                relation=word.relation,
                matters=bool(parts.get(word.head) and parts.get(word.index)),
            )
        )
    words = [
        TreeWord(x=round(x, 1), text=word.text, upos=word.upos, part=parts.get(word.index, ""))
        for x, word in zip(centres, sentence.words, strict=True)
    ]
    return TreePicture(words=words, arcs=arcs, width=round(at, 1), height=base + _FEET, base=base)


def _levels(arcs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How high each arc must rise: one more than the highest that it spans."""
    levels: dict[tuple[int, int], int] = {}
    for arc in sorted(arcs, key=lambda arc: abs(arc[0] - arc[1])):
        low, high = sorted(arc)
        below = [level for other, level in levels.items() if low <= min(other) and max(other) <= high]
        levels[arc] = 1 + max(below, default=0)
    return levels
