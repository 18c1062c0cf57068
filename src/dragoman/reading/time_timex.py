"""The TIMEX3 value of a time expression (TimeML 1.2.1): ``2006-W23``, ``P3D``, ``2010-02-25T20:30``.

Only for measuring against TimeML and for exchange with tools that read it; the ledger holds EDTF.
"""

from __future__ import annotations

from datetime import date

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError
from dragoman.reading.time_calendar import Holidays, Located, moved
from dragoman.reading.time_forms import TimeExpression, TimeForm
from dragoman.reading.time_locate import locate

_LETTERS = {
    "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "century": "CE", "millennium": "L", "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
_CLOCK_UNITS = frozenset({"hour", "minute", "second", "MO", "MI", "AF", "EV", "NI"})
_SEASON_OF_MONTH = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def value_of(expression: TimeExpression, published: str, holidays: Holidays) -> str:
    """The `value` attribute, empty where there is none to give.

    `published` is the day of the document; of a vaguer date its first day is taken.
    """
    form = expression.form
    if form.reference not in (None, "ANCHOR"):
        return f"{form.reference}_REF"
    if expression.type in ("DURATION", "SET"):
        return _set_value(form) or _duration_value(form)
    try:
        today = parse_edtf(published).earliest
    except EDTFError:
        today = None
    if today is None:
        return ""
    if expression.type == "TIME":
        return _time_value(expression, today, holidays)
    if form.anchored and expression.day:
        anchor = locate(expression.day, today, "near", holidays)
        today = anchor.start if anchor else today
    if expression.is_length:
        return _counted_value(expression, today)
    found = locate(form, today, direction_of(expression), holidays)
    return ("FY" if form.fiscal else "") + _date_value(found) if found else ""


def direction_of(expression: TimeExpression) -> str:
    """Weekdays are past unless an auxiliary says otherwise; dates without a year are the nearest.

    "Until Friday" looks ahead; a month lies where the auxiliary says, if there is one.
    """
    form = expression.form
    if expression.signal == "until" and form.weekday is not None:
        return "future"
    if form.month is not None and form.day is None and expression.tense:
        return expression.tense
    if form.day is None and (form.weekday is not None or form.unit == "weekend"):
        return expression.tense or "past"
    return "near"


def _set_value(form: TimeForm) -> str:
    if form.weekday is not None:
        return f"XXXX-WXX-{form.weekday + 1}{f'T{form.daypart}' if form.daypart else ''}"
    if form.daypart is not None:
        return f"PT1{form.daypart}" if form.daypart == "NI" else f"XXXX-XX-XXT{form.daypart}"
    return ""


def _duration_value(form: TimeForm) -> str:
    unit = form.unit or "day"
    is_one = form.count is None and (form.every or form.shift is None) and not form.vague
    count = 1.0 if is_one else form.count
    first = f"{'X' if count is None else f'{count:g}'}{_LETTERS.get(unit, unit)}"
    second = ""
    if form.second_unit and form.second_count:
        second = f"{form.second_count:g}{_LETTERS.get(form.second_unit, '')}"
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{first}{second}"


def _time_value(expression: TimeExpression, today: date, holidays: Holidays) -> str:
    form = expression.form
    day_form = expression.day or form
    found = locate(day_form, today, direction_of(expression), holidays)
    day = found.start if found and found.unit == "day" else today
    if form.half_to is not None:
        return f"{day}T{form.half_to - 1:02}:30"
    hour, minute = _clock(form)
    if hour is not None:
        return f"{day}T{hour:02}:{minute:02}{form.zone or ''}"
    return f"{day}T{form.daypart}" if form.daypart else ""


def _clock(form: TimeForm) -> tuple[int | None, int]:
    """Hour of the day and minute, of "8:30 p.m." or "0830 UTC"."""
    if form.clock is not None:
        return divmod(form.clock, 100)
    if form.hour is None or form.meridiem is None:
        return form.hour, form.minute or 0
    return form.hour % 12 + form.meridiem, form.minute or 0


def _counted_value(expression: TimeExpression, today: date) -> str:
    """The value of "two days ago", told to the unit it is counted in; vague: PAST_REF."""
    form = expression.form
    sign = 1 if expression.signal in ("later", "in") else -1
    if form.vague or form.count is None or form.unit is None:
        return "FUTURE_REF" if sign > 0 else "PAST_REF"
    if expression.signal == "later" and expression.day is None:
        return ""  # later than what nobody knows
    day = moved(today, form.unit, sign * form.count)
    return _date_value(Located(day, day, form.unit)) if day else ""


def _date_value(found: Located) -> str:
    start = found.start
    if found.unit in ("week", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}{'-WE' if found.unit == 'weekend' else ''}"
    year_text = f"{start.year:04}"
    values = {
        "month": f"{year_text}-{start.month:02}",
        "season": f"{year_text}-{_SEASON_OF_MONTH.get(start.month, '')}",
        "quarter": f"{year_text}-Q{(start.month + 2) // 3}",
        "half": f"{year_text}-H{1 if start.month < 7 else 2}",
        "year": year_text,
        "years": year_text,
        "decade": year_text[:3],
        "century": f"{found.end.year // 100:02}",
        "millennium": str(found.end.year // 1000),
    }
    return values.get(found.unit, start.isoformat())
