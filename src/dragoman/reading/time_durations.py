"""Points and stretches told by a length: "vor drei Tagen", "seit Wochen", "in den kommenden Tagen".

How exact the result is follows the unit: days to the day, weeks to some days around, months to the
month, years to the year. An end that nobody names stays unknown (``/2018-05-04``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.reading.time_calendar import MONTHS_IN, add_months, moved
from dragoman.reading.time_forms import TimeForm
from dragoman.reading.time_windows import Window

_GRAIN = {"month": "month", "quarter": "month", "year": "year", "decade": "year", "century": "year"}
_VAGUE_DAYS = 7  # "in den letzten Tagen": within a week
_VAGUE_WEEKS = 35  # days; "in den letzten Wochen": within some five weeks
_FEW_YEARS = 5  # "vor knapp zwei Jahren" is told to the month or so; of ten years nobody could
_SLACK = {"week": 3, "weekend": 3}  # days either side of "vor zwei Wochen"


def window_of_duration(form: TimeForm, signal: str | None, today: date, direction: str) -> Window | None:
    """The window a length means, seen from a day; None where it is only a length or leaves the calendar."""
    try:
        return _window(form, signal, today, direction)
    except (ValueError, OverflowError):
        return None


def _window(form: TimeForm, signal: str | None, today: date, direction: str) -> Window | None:
    if form.shift is not None:
        return _stretch(form, today, -1 if form.shift < 0 else 1) if form.shift else None
    if form.vague:
        return _vague(form, signal, today)
    if form.count is None or form.unit is None:
        return None
    if signal == "since":
        return _since(form, today)
    if signal in ("ago", "earlier"):
        return _point(form, today, -1)
    if signal in ("later", "after") or (signal == "in" and direction != "past"):
        return _point(form, today, 1)
    return None


def _point(form: TimeForm, today: date, sign: int) -> Window | None:
    """ "vor zwei Jahren": the year; "vor knapp zwei Jahren": the months around; "zwei bis drei Monate"."""
    unit, count = form.unit or "day", form.count or 0.0
    ends = [moved(today, unit, sign * n) for n in (form.low or count, count)]
    if form.second_unit and form.second_count:
        ends = [end and moved(end, form.second_unit, sign * form.second_count) for end in ends]
    known = sorted(end for end in ends if end)
    if len(known) < 2:
        return None
    start, end = known
    is_near = form.modifier in ("LESS_THAN", "MORE_THAN") and count <= _FEW_YEARS
    if unit == "year" and (is_near or count % 1 or form.second_unit):
        return _months_around(start, form.modifier, sign)
    slack = timedelta(days=_SLACK.get(unit, 0))
    grain = _GRAIN.get(unit, "day")
    through = form.low is not None and grain != "day"
    fixed = f"{start.year:04}" if grain == "year" and start == end else None
    return Window(start=start - slack, end=end + slack, grain=grain, through=through, fixed=fixed)


def _months_around(day: date, modifier: str | None, sign: int) -> Window:
    """Nearly two years ago is within the two months after that day; well over two years, before it."""
    toward_today = (modifier == "LESS_THAN") == (sign < 0)
    low, high = (0, 2) if toward_today else (-2, 0)
    if modifier not in ("LESS_THAN", "MORE_THAN"):
        low, high = -1, 1
    return Window(start=add_months(day, low), end=add_months(day, high), grain="month")


def _since(form: TimeForm, today: date) -> Window | None:
    start = moved(today, form.unit or "day", -(form.count or 0.0))
    if start is None:
        return None
    grain = _GRAIN.get(form.unit or "day", "day")
    if grain == "year":  # since a year, told to the month of the report: 2014/2018-05
        fixed = f"{start.year:04}/{today.year:04}-{today.month:02}"
        return Window(start=start, end=today, grain=grain, through=True, fixed=fixed)
    return Window(start=start, end=today, grain=grain, through=True)


def _stretch(form: TimeForm, today: date, sign: int) -> Window | None:
    """ "in den letzten zehn Jahren", "in den kommenden Tagen"."""
    unit = form.unit or "day"
    if not form.vague:
        other = moved(today, unit, sign * (form.count or 1.0))
        grain = _GRAIN.get(unit, "day")
        return _ordered(today, other, grain) if other else None
    if unit in ("hour", "minute"):
        return Window(start=today, end=today)
    days = {"day": _VAGUE_DAYS, "week": _VAGUE_WEEKS}.get(unit)
    if days is None:
        edge = Window(start=None, end=today, grain="month", through=True)
        return edge if sign < 0 else Window(start=today, end=None, grain="month", through=True)
    other = moved(today, "day", sign * days)
    if other is None:
        return None
    if sign < 0:
        return _ordered(today, other, "day" if unit == "day" else "month")
    return Window(start=today + timedelta(days=1), end=other, grain="day" if unit == "day" else "month")


def _ordered(a: date, b: date, grain: str) -> Window:
    return Window(start=min(a, b), end=max(a, b), grain=grain, through=True)


def _vague(form: TimeForm, signal: str | None, today: date) -> Window | None:
    """ "seit Tagen" has no beginning; "vor einigen Tagen" is within the week before; years say nothing."""
    if signal == "since":
        grain = "month" if form.unit in MONTHS_IN else "day"
        return Window(start=None, end=today, grain=grain, through=True)
    if form.unit in ("hour", "minute") and signal in ("ago", "earlier", "later", "after"):
        return Window(start=today, end=today)
    windows: dict[str | None, Callable[[], Window]] = {
        "day": lambda: Window(start=today - timedelta(days=_VAGUE_DAYS), end=today - timedelta(days=2)),
        "week": lambda: Window(
            start=today - timedelta(days=_VAGUE_WEEKS + 7), end=today - timedelta(days=14), grain="month"
        ),
    }
    return windows[form.unit]() if signal in ("ago", "earlier") and form.unit in windows else None
