"""Holidays of a times file in a year: fixed days, Easter, the nth weekday of a month, the Islamic calendar.

The Islamic months are those of the tabular calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18,
21, 24, 26, 29 of 30), which is at most a day or two off the moon as it is sighted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dragoman.reading.time_calendar import Located, easter, months_of

_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram of the year 1, in the Gregorian calendar


def holiday_in(holiday: Mapping[str, Any], year: int) -> Located:
    """A holiday of the times file in a year."""
    first = _first_day(holiday, year)
    return Located(first, first + timedelta(days=holiday.get("length", 1) - 1), "day")


def _first_day(holiday: Mapping[str, Any], year: int) -> date:
    if "easter" in holiday:
        return easter(year) + timedelta(days=holiday["easter"])
    if "islamic" in holiday:
        month, day = holiday["islamic"]
        return _islamic_in(month, day, year)
    if "weekday" in holiday:
        return _nth_weekday(year, holiday["month"], holiday["weekday"], holiday["nth"])
    return date(year, holiday["month"], holiday["day"])


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if nth < 0:
        last = months_of(year, month, 1, "month").end
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _islamic_in(month: int, day: int, year: int) -> date:
    """The first such day of the Islamic calendar in a Gregorian year; raises ValueError before Islam."""
    near = (year - 622) * 33 // 32
    days = (islamic_day(near + k, month, day) for k in range(3) if near + k > 0)
    found = next((found for found in days if found.year == year), None)
    if found is None:
        raise ValueError(f"no such Islamic day in {year}")
    return found


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a date of the tabular Islamic calendar.

    >>> islamic_day(1445, 9, 1)
    datetime.date(2024, 3, 11)
    """
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
    return date.fromordinal(_ISLAMIC_EPOCH + days)
