"""How an act came to stand as it does: its steps on a line, one mark for each. The template draws them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.history import Act
from dragoman.web.looks import look_of

WIDTH, HEIGHT, STEP = 680, 64, 150


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMark:
    """One step: where it stands, what it says, since when, and how it looks."""

    x: int
    standing: str
    since: str
    look: str


def draw_steps(act: Act) -> list[StepMark]:
    """Marks from left to right, as many as fit side by side: the last ones."""
    most = WIDTH // STEP
    return [
        StepMark(
            x=24 + place * STEP, standing=step.standing.value, since=step.since, look=look_of(step.standing)
        )
        for place, step in enumerate(act.history[-most:])
    ]
