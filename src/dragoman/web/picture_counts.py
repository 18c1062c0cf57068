"""PLOVER's four classes of acts over time: cooperation above the line, conflict below it.

Counts of acts in each class, as POLECAT sums them up; PLOVER's numbers of intensity are not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.history import Period

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1000, 240, 40, 8, 12, 24
_ABOVE = ((1, "verbal_cooperation"), (2, "material_cooperation"))
_BELOW = ((3, "verbal_conflict"), (4, "material_conflict"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One class in one period."""

    quad: int
    x: float
    y: float
    width: float
    height: float
    period: str
    acts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPicture:
    """Bars, the height of the zero line, labels (x, text) below the bars and the greatest number of acts."""

    bars: tuple[Bar, ...]
    zero: float
    labels: tuple[tuple[float, str], ...]
    most: int


def draw_counts(periods: Sequence[Period]) -> CountPicture | None:
    """Stack the classes of each period; None when there is nothing to draw."""
    most_above = max((sum(getattr(p, name) for _, name in _ABOVE) for p in periods), default=0)
    most_below = max((sum(getattr(p, name) for _, name in _BELOW) for p in periods), default=0)
    if most_above + most_below == 0:
        return None
    unit = (HEIGHT - TOP - BOTTOM) / (most_above + most_below)
    zero = TOP + most_above * unit
    step = (WIDTH - LEFT - RIGHT) / max(len(periods), 6)
    width = round(min(step * 0.72, 46), 1)
    bars = []
    for place, period in enumerate(periods):
        x = round(LEFT + place * step + (step - width) / 2, 1)
        for classes, way in ((_ABOVE, -1), (_BELOW, 1)):
            y = zero
            for quad, name in classes:
                acts = getattr(period, name)
                height = acts * unit
                top = y - height if way < 0 else y
                if acts:
                    bars.append(
                        Bar(
                            quad=quad, x=x, y=round(top, 1), width=width, height=round(height, 1),
                            period=period.period, acts=acts,
                        )
                    )  # fmt: skip
                y += way * height
    every = max(1, -(-len(periods) // 12))
    labels = tuple(
        (round(LEFT + place * step + step / 2, 1), period.period)
        for place, period in enumerate(periods)
        if place % every == 0
    )
    return CountPicture(
        bars=tuple(bars), zero=round(zero, 1), labels=labels, most=max(most_above, most_below)
    )
