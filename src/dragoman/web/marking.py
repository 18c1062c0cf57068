"""A report's text with the words of its claims marked, where marks may overlap in any way.

The text is cut wherever a mark begins or ends. Each piece knows the claims whose words it belongs to, in the
order of their lanes: claims that overlap lie in different lanes, so that each keeps its line under the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.records import Span

MOST_LANES = 6  # lines below one another that still can be told apart; deeper claims share the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of one claim: the claim's number on the page (from 1) and its line below the text (from 0)."""

    number: int
    start: int
    end: int
    lane: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that the same claims quote; `begins` are the claims whose first words these are."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    begins: tuple[int, ...] = ()


def mark_text(text: str, quotes: Sequence[Sequence[Span]], part: str = "text") -> list[Piece]:
    """Cut `text` for the quotes of each claim, in the order of the claims.

    >>> [(piece.text, [mark.number for mark in piece.marks]) for piece in mark_text("abcd", [
    ...     [Span(start=0, end=3, text="abc")], [Span(start=2, end=4, text="cd")]])]
    [('ab', [1]), ('c', [1, 2]), ('d', [2])]
    """
    marks = _give_lanes(_iter_marks(len(text), quotes, part))
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    seen: set[int] = set()
    pieces = []
    waiting, active = list(marks), list[Mark]()
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        while waiting and waiting[0].start <= start:
            active.append(waiting.pop(0))
        here = tuple(sorted(active, key=lambda mark: (mark.lane, mark.number)))
        begins = tuple(sorted({mark.number for mark in here if mark.start == start} - seen))
        seen.update(begins)
        pieces.append(Piece(text=text[start:end], start=start, marks=here, begins=begins))
    return pieces


def _iter_marks(length: int, quotes: Sequence[Sequence[Span]], part: str) -> Iterable[Mark]:
    for number, spans in enumerate(quotes, 1):
        for span in spans:
            if span.part == part and 0 <= span.start < span.end <= length:
                yield Mark(number=number, start=span.start, end=span.end)


def _give_lanes(marks: Iterable[Mark]) -> list[Mark]:
    """Longer marks take the upper lanes; a lane is free again where the mark before it has ended."""
    ends: list[int] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number)):
        lane = next((at for at, end in enumerate(ends) if end <= mark.start), len(ends))
        if lane == len(ends):
            ends.append(mark.end)
        else:
            ends[lane] = mark.end
        lane = min(lane, MOST_LANES - 1)
        placed.append(Mark(number=mark.number, start=mark.start, end=mark.end, lane=lane))
    return placed
