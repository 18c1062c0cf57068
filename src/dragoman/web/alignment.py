"""Sentences of several reports brought side by side.

Two sentences belong in one row when they share most of their words (difflib's ratio over words, Ratcliff and
Obershelp 1988), or fewer when they tell the same act. The first report gives the order; what only others say
follows where they say it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.5  # ratio of words from which on two sentences are one, reworded
_SHARED = 0.3  # of the shorter one's words; below it the ratio is not worked out
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, where it begins in its text, the acts it tells and the ids of the claims it holds."""

    text: str
    start: int
    acts: frozenset[str] = frozenset()
    claims: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return _WORD.findall(self.text.casefold())


def align(reports: Sequence[Sequence[Sentence]]) -> list[list[Sentence | None]]:
    """Rows with one cell for each report; None where a report does not say it.

    >>> a, b = Sentence(text="Rom schickt Hilfe.", start=0), Sentence(text="Es regnet.", start=19)
    >>> [[cell is not None for cell in row] for row in align([[a], [b, a]])]
    [[False, True], [True, True]]
    """
    rows: list[list[Sentence | None]] = [
        [sentence, *[None] * (len(reports) - 1)] for sentence in (reports[0] if reports else ())
    ]
    for number, sentences in enumerate(reports[1:], 1):
        at = 0  # behind the row where the sentence before stands
        for sentence in sentences:
            place = _best_row(rows, sentence, number)
            if place is None:
                row: list[Sentence | None] = [None] * len(reports)
                row[number] = sentence
                rows.insert(at, row)
                at += 1
            else:
                rows[place][number] = sentence
                at = place + 1
    return rows


def _best_row(rows: Sequence[Sequence[Sentence | None]], sentence: Sentence, number: int) -> int | None:
    best, place = ALIKE, None
    for at, row in enumerate(rows):
        if row[number] is not None:
            continue
        alike = max((_likeness(other, sentence) for other in row if other is not None), default=0.0)
        if alike > best:
            best, place = alike, at
    return place


def _likeness(one: Sentence, other: Sentence) -> float:
    """How alike two sentences are; an act told by both counts half."""
    a, b = one.words, other.words
    if not a or not b:
        return 0.0
    bonus = 0.5 if one.acts & other.acts else 0.0
    if len(set(a) & set(b)) < _SHARED * min(len(set(a)), len(set(b))):
        return bonus + 0.01 if bonus else 0.0
    return bonus + SequenceMatcher(None, a, b, autojunk=False).ratio()
