"""Arithmetic on days: units away, the nearest of several stretches, Easter."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

Holidays = Mapping[str, Mapping[str, Any]]
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_SAME_YEAR_REACH = 200  # days
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "MO": 1, "AF": 1, "EV": 1, "NI": 1}


class Located(NamedTuple):
    """A stretch of days and the unit it is told in (``day``, ``week``, ``month``, ``season`` …)."""

    start: date
    end: date
    unit: str


def nearest(stretches: Iterable[Located], today: date, direction: str) -> Located | None:
    """The nearest stretch: ``past`` and ``future`` may hold the day, ``before`` and ``after`` may not."""
    found = sorted(stretches)
    if direction in ("past", "before"):
        begun = (s for s in reversed(found) if (s.start <= today if direction == "past" else s.end < today))
        return next(begun, None)
    if direction in ("future", "after"):
        coming = (s for s in found if (s.end >= today if direction == "future" else s.start > today))
        return next(coming, None)
    return min(found, key=lambda s: _remoteness(s, today), default=None)


def _remoteness(stretch: Located, today: date) -> tuple[bool, int]:
    """Days away; within some half a year the same calendar year goes first ("im Dezember", said in June)."""
    days = max((stretch.start - today).days, (today - stretch.end).days, 0)
    return (stretch.start.year != today.year or days > _SAME_YEAR_REACH, days)


def shifted(today: date, unit: str, shift: int) -> Located | None:
    """The unit that many units away: "vergangene Woche" is (week, -1). Weeks begin on Monday."""
    if unit == "day":
        return one_day(today + timedelta(days=shift))
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return Located(first, monday + timedelta(days=6), unit)
    if unit not in MONTHS_IN:
        return None
    if unit in ("month", "quarter"):
        size = MONTHS_IN[unit]
        first = add_months(date(today.year, (today.month - 1) // size * size + 1, 1), size * shift)
        return months_of(first.year, first.month, size, unit)
    years = MONTHS_IN[unit] // 12
    start = (today.year // years + shift) * years
    return Located(date(max(start, 1), 1, 1), date(start + years - 1, 12, 31), unit)


def moved(today: date, unit: str, count: float) -> date | None:
    """The day `count` units away, None off the calendar; half a year is six months."""
    try:
        if unit in _DAYS_IN:
            return today + timedelta(days=round(count * _DAYS_IN[unit]))
        if unit in MONTHS_IN:
            return add_months(today, round(count * MONTHS_IN[unit]))
        return today + timedelta(hours=count * {"hour": 1, "minute": 1 / 60}.get(unit, 0))
    except (ValueError, OverflowError):
        return None


def part_of(found: Located, part: str | None) -> Located:
    """Beginning, middle or end: of a week Mon-Tue, Tue-Thu, Thu-Sun; of anything longer its thirds."""
    length = (found.end - found.start).days + 1
    if part is None or length < 7:
        return found
    if length == 7:
        low, high = {"START": (0, 1), "MID": (1, 3), "END": (3, 6)}[part]
    else:
        third = length // 3
        thirds = {"START": (0, third - 1), "MID": (third, 2 * third - 1), "END": (2 * third, length - 1)}
        low, high = thirds[part]
    return Located(found.start + timedelta(days=low), found.start + timedelta(days=high), "part")


def month_of(day: date) -> Located:
    """The month around a day."""
    return months_of(day.year, day.month, 1, "month")


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def one_day(day: date) -> Located:
    """A single day."""
    return Located(day, day, "day")


def exact_day(year: int, month: int, day: int) -> Located | None:
    """A day of a month, None where the month is shorter."""
    return one_day(date(year, month, day)) if day <= monthrange(year, month)[1] else None


def months_of(year: int, month: int, count: int, unit: str) -> Located:
    """So many months from the first of one on."""
    first = date(year, month, 1)
    last = add_months(first, count - 1)
    return Located(first, last.replace(day=monthrange(last.year, last.month)[1]), unit)
