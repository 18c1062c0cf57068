"""Acts on a line of time: where each mark stands in the picture. The template draws what is here.

A day is a dot, an imprecise date a bar over all its days, a set of days one dot for each with a line between
them, an open end a bar that leaves the picture. Filled is what somebody tells as done, hollow is ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError
from dragoman.history import Act
from dragoman.history.relations import quad_of
from dragoman.records import Event
from dragoman.web.looks import look_of

WIDTH, LEFT, RIGHT, LANE, TOP = 1000, 118, 16, 15, 34
MOST_ACTS = 300  # in one picture: more cannot be told apart, and the page stays small
_NEAR = 9.0  # points between two marks in one lane


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMark:
    """One act: its bar from `x` over `width`, its dots, and whether it is done, ahead, denied or disputed."""

    act: Act
    x: float
    width: float
    y: float
    dots: tuple[float, ...]
    look: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The acts of one type; `quad` is PLOVER's class, 0 where it has none."""

    event: Event
    quad: int
    y: float
    height: float
    marks: tuple[ActMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A date below which a line stands."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePicture:
    """All of it; `left_out` acts have no time that could be drawn, or came after MOST_ACTS."""

    first: date
    last: date
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    height: float
    left_out: int


@dataclass(frozen=True, slots=True)
class _Window:
    first: date
    last: date

    def x_of(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share)), 1)


def draw_acts(acts: Sequence[Act], since: str | None = None, until: str | None = None) -> TimePicture | None:
    """Place acts between two dates, else over all the time they name; None when none can be placed."""
    timed = [act for act in acts if act.time and (act.time.earliest or act.time.latest)]
    chosen = timed[-MOST_ACTS:]
    if not chosen:
        return None
    window = _choose_window(chosen, since, until)
    rows, y = [], float(TOP)
    for event in Event:
        of_type = [act for act in chosen if act.event is event]
        if of_type:
            row = _draw_row(event, of_type, window, y)
            rows.append(row)
            y += row.height
    ticks = tuple(_ticks(window))
    return TimePicture(
        first=window.first, last=window.last, rows=tuple(rows), ticks=ticks, height=y + 8,
        left_out=len(acts) - len(chosen),
    )  # fmt: skip


def _choose_window(acts: Sequence[Act], since: str | None, until: str | None) -> _Window:
    days = [
        date.fromisoformat(day)
        for act in acts
        if act.time
        for day in (act.time.earliest, act.time.latest)
        if day
    ]
    first = (parse_edtf(since).earliest if since else None) or min(days)
    last = (parse_edtf(until).latest if until else None) or max(days)
    last = max(last, first + timedelta(days=1))
    air = timedelta(days=max(1, (last - first).days // 40))
    try:
        return _Window(first if since else first - air, last if until else last + air)
    except OverflowError:
        return _Window(first, last)


def _draw_row(event: Event, acts: Sequence[Act], window: _Window, y: float) -> Row:
    ends: list[float] = []
    marks = []
    for act in acts:
        x, width = _reach(act, window)
        lane = next((at for at, end in enumerate(ends) if end + _NEAR <= x), len(ends))
        ends[lane : lane + 1] = [x + width]
        dots = tuple(window.x_of(day) for day in _days_of(act, window))
        is_open = act.time is None or not act.time.earliest or not act.time.latest
        marks.append(
            ActMark(
                act=act, x=x, width=width, y=y + 12 + lane * LANE, dots=dots, look=look_of(act.standing),
                is_open=is_open,
            )
        )  # fmt: skip
    quad = quad_of(event)
    height = max(1, len(ends)) * LANE + 10
    return Row(event=event, quad=quad.quad if quad else 0, y=y, height=height, marks=tuple(marks))


def _reach(act: Act, window: _Window) -> tuple[float, float]:
    time = act.time
    start = date.fromisoformat(time.earliest) if time and time.earliest else window.first
    end = date.fromisoformat(time.latest) if time and time.latest else window.last
    x = window.x_of(start)
    return x, round(max(0.0, window.x_of(end) - x), 1)


def _days_of(act: Act, window: _Window) -> list[date]:
    """Single days that are named: one day, or the days of a set; none for a stretch of time."""
    if act.time is None:
        return []
    try:
        days = [
            date.fromisoformat(part.strip())
            for part in act.time.edtf.strip("[]?~%").split(",")
            if len(part.strip()) == 10
        ]
        parse_edtf(act.time.edtf)
    except (ValueError, EDTFError):
        return []
    return [day for day in days if window.first <= day <= window.last]


def _ticks(window: _Window) -> list[Tick]:
    """Some eight round dates: years, months or days."""
    days = (window.last - window.first).days
    if days > 365 * 3:
        step = max(1, days // 365 // 8)
        years = range(window.first.year + 1, window.last.year + 1)
        return [Tick(x=window.x_of(date(y, 1, 1)), label=str(y)) for y in years if y % step == 0]
    if days > 70:
        step = next(step for step in (1, 2, 3, 6) if days / 30 / step <= 9 or step == 6)
        months = range(window.first.year * 12 + window.first.month, window.last.year * 12 + window.last.month)
        firsts = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        return [Tick(x=window.x_of(day), label=day.isoformat()[:7]) for day in firsts]
    step = max(1, days // 7)
    return [
        Tick(x=window.x_of(day), label=day.isoformat())
        for day in (window.first + timedelta(days=n) for n in range(step // 2, days + 1, step))
    ]
