"""Where the form of a time expression lies in the calendar, seen from one day.

Everything here is arithmetic on days; what an imprecise publication date leaves open is worked out in
`time_resolve`, which asks for each possible day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, NamedTuple

from dragoman.reading.time_forms import TimeForm

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_SAME_YEAR_REACH = 200  # days
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "MO": 1, "AF": 1, "EV": 1, "NI": 1}


class Located(NamedTuple):
    """A stretch of days and the unit it is told in (``day``, ``week``, ``month``, ``season`` …)."""

    start: date
    end: date
    unit: str


def locate(
    form: TimeForm, today: date, direction: str = "past", holidays: Mapping[str, Mapping[str, Any]] | None = None
) -> Located | None:
    """The days a form means on a given day; None if it names none or leaves the calendar.

    `direction` chooses where the year or week is not said: the nearest on that side (``past``,
    ``future``) or the nearest at all (``near``). The day itself counts for either side.
    """
    try:
        return _locate(form, today, direction, holidays or {})
    except (ValueError, OverflowError):  # 30 February, or a year off the calendar
        return None


def _locate(form: TimeForm, today: date, direction: str, holidays: Mapping[str, Mapping[str, Any]]) -> Located | None:
    if form.count is not None or form.low is not None or form.every:
        return None
    if form.weekday is not None and form.month is None and form.day is None:
        return _weekday(form, today, direction)
    if form.holiday is not None:
        return _in_year(form, today, direction, lambda year: _holiday(holidays[form.holiday or ""], year))
    for named in (_named_era, _named_part_of_year):
        found = named(form, today, direction)
        if found:
            return found
    if form.day is not None:
        return _day_of_unsaid_month(form.day, today, direction)
    year = _year(form, today)
    if year is not None and (form.year or form.short_year is not None):
        return Located(date(year, 1, 1), date(year, 12, 31), "year")
    if form.shift is not None and form.unit is not None:
        return shifted(today, form.unit, form.shift)
    if form.unit == "weekend":
        near = (shifted(today, "weekend", shift) for shift in (-1, 0, 1))
        return nearest([found for found in near if found], today, direction)
    return None


def _named_part_of_year(form: TimeForm, today: date, direction: str) -> Located | None:
    month, day = form.month, form.day
    if month is not None and day is not None:
        return _in_year(form, today, direction, lambda year: _exact_day(year, month, day))
    if month is not None:
        return _in_year(form, today, direction, lambda year: month_of(date(year, month, 1)))
    if form.season is not None:
        first = SEASON_MONTHS[form.season]
        return _in_year(form, today, direction, lambda year: _months(year, first, 3, "season"))
    if form.quarter is not None:
        quarter = form.quarter
        return _in_year(form, today, direction, lambda year: _months(year, 3 * quarter - 2, 3, "quarter"))
    if form.half is not None:
        half = int(form.half)
        return _in_year(form, today, direction, lambda year: _months(year, 6 * half - 5, 6, "half"))
    return None


def _named_era(form: TimeForm, today: date, direction: str) -> Located | None:
    decade = form.decade
    if form.short_decade is not None:
        decade = today.year // 100 * 100 + form.short_decade
        decade -= 100 if decade > today.year else 0
    if decade is not None:
        return Located(date(decade, 1, 1), date(decade + 9, 12, 31), "decade")
    if form.century is not None:
        return Located(date(max(100 * form.century - 100, 1), 1, 1), date(100 * form.century - 1, 12, 31), "century")
    if form.millennium is not None:
        first = max(1000 * form.millennium - 1000, 1)
        return Located(date(first, 1, 1), date(1000 * form.millennium - 1, 12, 31), "millennium")
    return None


def _year(form: TimeForm, today: date) -> int | None:
    """The year the words give, be it only by two figures or as "last year"."""
    if form.year is not None:
        return form.year
    if form.short_year is not None:
        century = today.year // 100 * 100
        year = century + form.short_year if form.short_year < 100 else form.short_year
        return year - 100 if year > today.year + 10 and form.short_year < 100 else year
    if form.unit == "year" and form.shift is not None:
        return today.year + form.shift
    return None


def _in_year(form: TimeForm, today: date, direction: str, build: Callable[[int], Located | None]) -> Located | None:
    """A recurring stretch in the year that is said, else in the nearest year on the side asked for."""
    year = _year(form, today)
    if year is None and form.shift is not None and form.unit is None and (form.month or form.season):
        direction = {-1: "before", 0: "same", 1: "after"}.get(form.shift, direction)
    if direction == "same":
        year = today.year
    if year is not None:
        return build(year)
    built = (build(y) for y in range(max(today.year - 8, MINYEAR), min(today.year + 8, MAXYEAR) + 1))
    return nearest([found for found in built if found], today, direction)


def nearest(stretches: Iterable[Located], today: date, direction: str) -> Located | None:
    """The nearest stretch: ``past`` and ``future`` may hold the day, ``before`` and ``after`` may not."""
    found = sorted(stretches)
    if direction in ("past", "before"):
        return next((s for s in reversed(found) if (s.start <= today if direction == "past" else s.end < today)), None)
    if direction in ("future", "after"):
        return next((s for s in found if (s.end >= today if direction == "future" else s.start > today)), None)
    return min(found, key=lambda s: _remoteness(s, today), default=None)


def _remoteness(stretch: Located, today: date) -> tuple[bool, int]:
    """Days away; within some half a year the same calendar year goes first ("im Dezember", said in June)."""
    days = max((stretch.start - today).days, (today - stretch.end).days, 0)
    return (stretch.start.year != today.year or days > _SAME_YEAR_REACH, days)


def _weekday(form: TimeForm, today: date, direction: str) -> Located:
    """"am Freitag", "vergangenen Freitag" (before today), "Freitag vergangener Woche"."""
    weekday = form.weekday or 0
    monday = today - timedelta(days=today.weekday())
    if form.unit == "week" and form.shift is not None:
        return _one_day(monday + timedelta(days=weekday + 7 * form.shift))
    if form.unit == "day" and form.shift is not None:
        return _one_day(today + timedelta(days=form.shift))
    if form.shift is not None:
        direction = {-1: "before", 0: "same", 1: "after"}[form.shift]
    if direction == "same":
        return _one_day(monday + timedelta(days=weekday))
    back = (today.weekday() - weekday) % 7
    ahead = (weekday - today.weekday()) % 7
    if direction == "near":
        return _one_day(today - timedelta(days=back) if back <= ahead else today + timedelta(days=ahead))
    if direction in ("past", "before"):
        return _one_day(today - timedelta(days=back or (7 if direction == "before" else 0)))
    return _one_day(today + timedelta(days=ahead or (7 if direction == "after" else 0)))


def _day_of_unsaid_month(day: int, today: date, direction: str) -> Located | None:
    firsts = [add_months(today.replace(day=1), k) for k in range(-2, 3)]
    found = [_one_day(first.replace(day=day)) for first in firsts if day <= month_of(first).end.day]
    return nearest(found, today, direction)


def shifted(today: date, unit: str, shift: int) -> Located | None:
    """The unit that many units away: "vergangene Woche" is (week, -1). Weeks begin on Monday."""
    if unit == "day":
        return _one_day(today + timedelta(days=shift))
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return Located(first, monday + timedelta(days=6), unit)
    if unit not in MONTHS_IN:
        return None
    if unit in ("month", "quarter"):
        size = MONTHS_IN[unit]
        first = add_months(date(today.year, (today.month - 1) // size * size + 1, 1), size * shift)
        return _months(first.year, first.month, size, unit)
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
        low, high = {"START": (0, third - 1), "MID": (third, 2 * third - 1), "END": (2 * third, length - 1)}[part]
    return Located(found.start + timedelta(days=low), found.start + timedelta(days=high), "part")


def month_of(day: date) -> Located:
    """The month around a day."""
    return _months(day.year, day.month, 1, "month")


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


def _holiday(holiday: Mapping[str, Any], year: int) -> Located:
    if "easter" in holiday:
        first = easter(year) + timedelta(days=holiday["easter"])
    else:
        first = date(year, holiday["month"], holiday["day"])
    return Located(first, first + timedelta(days=holiday.get("length", 1) - 1), "day")


def _one_day(day: date) -> Located:
    return Located(day, day, "day")


def _exact_day(year: int, month: int, day: int) -> Located | None:
    return _one_day(date(year, month, day)) if day <= monthrange(year, month)[1] else None


def _months(year: int, month: int, count: int, unit: str) -> Located:
    first = date(year, month, 1)
    last = add_months(first, count - 1)
    return Located(first, last.replace(day=monthrange(last.year, last.month)[1]), unit)
