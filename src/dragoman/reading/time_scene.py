"""What a time expression is seen from: the day of publication, the verb's tense, times told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.edtf import EDTF, parse_edtf
from dragoman.reading.time_calendar import Holidays
from dragoman.reading.time_forms import Tense, TimeExpression
from dragoman.records import Time

_MOST_DAYS = 366  # a publication date vaguer than a year says nothing about weekdays and months


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A time known from elsewhere in the report: when the plan was ``said``, or an ``event`` before."""

    role: Literal["said", "event"]
    time: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything an expression is seen from; `days` are the possible days of publication."""

    published: EDTF | None
    days: tuple[date, ...]
    direction: Tense
    is_over: bool  # the verb is in a past tense, so that a state lasted until the report at most
    said: Time | None
    event: Time | None
    holidays: Holidays


def build_scene(
    published: str | None, tense: str | None, anchors: Sequence[Time | Anchor], holidays: Holidays
) -> Scene:
    """The scene of a report; of several anchors the last of each role counts."""
    roles = [("event", a) if isinstance(a, Time) else (a.role, a.time) for a in anchors]
    day = parse_edtf(published) if published else None
    return Scene(
        published=day,
        days=days_of(day),
        direction="future" if tense == "future" else "past",
        is_over=tense == "past",
        said=next((time for role, time in reversed(roles) if role == "said"), None),
        event=next((time for role, time in reversed(roles) if role == "event"), None),
        holidays=holidays,
    )


def days_of(value: EDTF | None) -> tuple[date, ...]:
    """The days a date may be, none where they are unknown or more than a year's."""
    if value is None or value.earliest is None or value.latest is None:
        return ()
    if (value.latest - value.earliest).days > _MOST_DAYS:
        return ()
    return tuple(value.iter_days())


def basis_of(expression: TimeExpression, scene: Scene, published: str | None) -> str:
    """One sentence on what the days were worked out from."""
    words = f"“{expression.text}”"
    if expression.signal and expression.signal not in ("in", "from", "to", "during", "for"):
        words += f" ({expression.signal})"
    form = expression.form
    report = f"a report dated {published}" if published else "a report without a date"
    if form.reference == "ANCHOR" or form.anchored or expression.signal in ("earlier", "later"):
        if scene.event is not None:
            told = f"{scene.event.edtf}, the time of what was told before"
            return f"{words} is counted from {told}, in {report}."
        return f"{words} is counted from {report}."
    if scene.said is not None and scene.direction == "future" and form.year is None:
        return f"{words} is the nearest one on or after the announcement ({scene.said.edtf}), in {report}."
    if form.year is not None or form.decade is not None or form.century is not None:
        ends = f", seen from {report}" if expression.signal in ("since", "until") else ""
        return f"{words} names its time{ends}."
    if form.shift is not None or expression.is_length:
        return f"{words} is counted from {report}."
    side = "on or after" if scene.direction == "future" else "on or before"
    return f"{words} is the nearest one {side} the day of {report}."
