"""The cascade of an attack: the attack on top, below it a box for each clause with those whom it binds.

Solid is obliged, dashed conditional, dotted what nobody can tell. The template draws what is here.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.obligations.engine import Cascade
from dragoman.obligations.picture import grouped

WIDTH, LEFT, ROW, CHIP, CHIPS, TOP = 960, 44, 28, 58, 15, 70


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseBox:
    """One clause: its words, the state codes in rows of chips, where it stands, and how it is drawn."""

    instrument: str
    title: str
    article: str
    duty: str
    answer: str
    waits: tuple[str, ...]
    y: int
    height: int
    spine: int  # where the line from the attack has come to
    chips: tuple[tuple[int, int, str], ...]  # x, y, code


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadePicture:
    """All boxes and the height of the picture in points."""

    boxes: tuple[ClauseBox, ...]
    height: int


def draw_cascade(found: Cascade) -> CascadePicture:
    """Place the boxes from top to bottom."""
    boxes = []
    y, spine = TOP, TOP - 20
    for (instrument, article, duty, answer, waits), title, actors in grouped(found):
        lines = -(-len(actors) // CHIPS)
        height = 46 + ROW * lines
        chips = tuple(
            (LEFT + 12 + (place % CHIPS) * CHIP, y + 44 + ROW * (place // CHIPS), actor)
            for place, actor in enumerate(actors)
        )
        boxes.append(
            ClauseBox(
                instrument=instrument, title=title, article=article, duty=duty, answer=answer.value,
                waits=waits, y=y, height=height, spine=spine, chips=chips,
            )
        )  # fmt: skip
        spine = y + height // 2
        y += height + 12
    return CascadePicture(boxes=tuple(boxes), height=y + 6)
