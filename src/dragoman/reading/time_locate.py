"""Where the form of a time expression lies in the calendar, seen from one day.

What an imprecise publication date leaves open is worked out in `time_resolve`, which asks for each
possible day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dragoman.reading.time_calendar import (
    SEASON_MONTHS,
    Holidays,
    Located,
    add_months,
    exact_day,
    month_of,
    months_of,
    nearest,
    one_day,
    shifted,
)
from dragoman.reading.time_forms import TimeForm
from dragoman.reading.time_holidays import holiday_in


def locate(form: TimeForm, today: date, direction: str, holidays: Holidays) -> Located | None:
    """The days a form means on a given day; None if it names none or leaves the calendar.

    `direction` chooses where the year or week is not said: the nearest on that side (``past``,
    ``future``) or the nearest at all (``near``). The day itself counts for either side.
    """
    try:
        return _locate(form, today, direction, holidays)
    except (ValueError, OverflowError):  # 30 February, or a year off the calendar
        return None


def _locate(form: TimeForm, today: date, direction: str, holidays: Holidays) -> Located | None:
    if form.count is not None or form.low is not None or form.every:
        return None
    if form.weekday is not None and form.month is None and form.day is None:
        return _weekday(form, today, direction)
    if form.holiday is not None:
        return _in_year(form, today, direction, lambda year: holiday_in(holidays[form.holiday or ""], year))
    era = _named_era(form, today)
    if era or form.month or form.season or form.quarter or form.half:
        return era or _named_part_of_year(form, today, direction)
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
        return _in_year(form, today, direction, lambda year: exact_day(year, month, day))
    if month is not None:
        return _in_year(form, today, direction, lambda year: month_of(date(year, month, 1)))
    if form.season is not None:
        first = SEASON_MONTHS[form.season]
        return _in_year(form, today, direction, lambda year: months_of(year, first, 3, "season"))
    if form.quarter is not None:
        quarter = form.quarter
        return _in_year(form, today, direction, lambda year: months_of(year, 3 * quarter - 2, 3, "quarter"))
    if form.half is not None:
        half = int(form.half)
        return _in_year(form, today, direction, lambda year: months_of(year, 6 * half - 5, 6, "half"))
    return None


def _named_era(form: TimeForm, today: date) -> Located | None:
    if form.year is not None and form.short_year is not None:  # "2016/17"
        return Located(date(form.year, 1, 1), date(form.year + 1, 12, 31), "years")
    decade = form.decade
    if form.short_decade is not None:
        decade = today.year // 100 * 100 + form.short_decade
        decade -= 100 if decade > today.year else 0
    if decade is not None:
        return Located(date(decade, 1, 1), date(decade + 9, 12, 31), "decade")
    if form.century is not None:
        first = max(100 * form.century - 100, 1)
        return Located(date(first, 1, 1), date(100 * form.century - 1, 12, 31), "century")
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


def _in_year(
    form: TimeForm, today: date, direction: str, build: Callable[[int], Located | None]
) -> Located | None:
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


def _weekday(form: TimeForm, today: date, direction: str) -> Located:
    """ "am Freitag", "vergangenen Freitag" (before today), "Freitag vergangener Woche"."""
    weekday = form.weekday or 0
    monday = today - timedelta(days=today.weekday())
    if form.unit == "week" and form.shift is not None:
        return one_day(monday + timedelta(days=weekday + 7 * form.shift))
    if form.unit == "day" and form.shift is not None:
        return one_day(today + timedelta(days=form.shift))
    if form.shift is not None:
        direction = {-1: "before", 0: "same", 1: "after"}[form.shift]
    if direction == "same":
        return one_day(monday + timedelta(days=weekday))
    back = (today.weekday() - weekday) % 7
    ahead = (weekday - today.weekday()) % 7
    if direction == "near":
        return one_day(today - timedelta(days=back) if back <= ahead else today + timedelta(days=ahead))
    if direction in ("past", "before"):
        return one_day(today - timedelta(days=back or (7 if direction == "before" else 0)))
    return one_day(today + timedelta(days=ahead or (7 if direction == "after" else 0)))


def _day_of_unsaid_month(day: int, today: date, direction: str) -> Located | None:
    firsts = [add_months(today.replace(day=1), k) for k in range(-2, 3)]
    found = [one_day(first.replace(day=day)) for first in firsts if day <= month_of(first).end.day]
    return nearest(found, today, direction)
