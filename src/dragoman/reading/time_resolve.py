"""Work out a time expression against the publication date, even an imprecise one.

A report of ``2025-01`` may be of any day of that month: the expression is located from each of them
and what comes out is put together. Two conventions hold, both as in the annotations in ``gold``:

- A dispatch tells its own news by the weekday, so a past weekday, "gestern" and "in den kommenden
  Tagen" stay within an imprecise time of publication ("am Montag" of ``2025-01``: its four Mondays).
- What was announced for a day ahead is counted from the day of the announcement: "am Freitag",
  announced "am Montag", is the Friday after each of those Mondays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.edtf import parse_edtf
from dragoman.reading.time_calendar import Holidays
from dragoman.reading.time_durations import window_of_duration
from dragoman.reading.time_forms import TimeExpression, TimeForm
from dragoman.reading.time_locate import locate
from dragoman.reading.time_scene import Anchor, Scene, basis_of, build_scene, days_of
from dragoman.reading.time_windows import (
    Window,
    clipped,
    grain_text,
    joined,
    span_text,
    window_of,
    window_text,
)
from dragoman.records import Time


def resolve_time(
    expression: TimeExpression,
    published: str | None,
    tense: str | None,
    anchors: Sequence[Time | Anchor],
    holidays: Holidays,
) -> Time | None:
    """See `dragoman.reading.times.resolve`."""
    scene = build_scene(published, tense, anchors, holidays)
    edtf, window = _edtf(expression, scene)
    if edtf is None:
        return None
    value = parse_edtf(edtf)
    earliest, latest = value.earliest, value.latest
    is_exact = not expression.is_length or (window is not None and window.grain == "day")
    if window is not None and is_exact and value.text == window_text(window):
        earliest, latest = window.start or earliest, window.end or latest
    return Time(
        edtf=value.text,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        basis=basis_of(expression, scene, published),
    )


def _edtf(expression: TimeExpression, scene: Scene) -> tuple[str | None, Window | None]:
    form, signal = expression.form, expression.signal
    if expression.type == "SET":
        return None, None
    if form.reference == "ANCHOR":
        return (_since(scene.event.edtf, scene) if scene.event else None), None
    if form.reference is not None and form.shift is None:
        return None, None
    if expression.is_length:
        window = _duration(expression, scene)
        return (window_text(window) if window else None), window
    window = _point(expression, scene)
    if window is None:
        return None, None
    point = window_text(window)
    if expression.partner is not None and signal in ("from", "to"):
        return _range(expression, window, scene) or point, None
    if signal == "since":
        return _since(point, scene, explicit_year=form.year is not None), None
    if signal == "until":
        return _until(point, scene), None
    if signal == "starting":
        return span_text(point, ".."), None
    if signal in ("ago", "after"):
        return span_text("", point) if signal == "ago" else span_text(point, ""), None
    return point, window


def _point(expression: TimeExpression, scene: Scene) -> Window | None:
    form = expression.form
    if expression.type == "TIME" and expression.day is not None:
        form = expression.day
    bases = _bases(form, scene)
    windows = []
    for today in bases:
        if expression.type == "TIME" and not _has_date(form):
            windows.append(Window(start=today, end=today))
            continue
        found = locate(form, today, scene.direction, scene.holidays)
        if found:
            windows.append(window_of(found, form.part, ahead=(form.shift or 0) >= 0 and form.unit == "week"))
    if form.half is not None and form.month is not None:
        windows = [_half_of_month(window, form.half) for window in windows]
    if form.side is not None and form.unit == "week":
        windows = [_side_of_week(w, form.side, day) for w, day in zip(windows, bases, strict=False)]
    if not windows:
        return None
    if _is_of_report(form, scene):
        windows = clipped(windows, scene.days)
    return joined(windows)


def _half_of_month(window: Window, half: int) -> Window:
    if window.start is None or window.end is None:
        return window
    middle = window.start + timedelta(days=15)
    start, end = (window.start, middle - timedelta(days=1)) if half == 1 else (middle, window.end)
    return replace(window, start=start, end=end, fixed=f"{grain_text(start, 'month')}-XX")


def _side_of_week(window: Window, side: int, today: date) -> Window:
    """The days of a week before or after the report: "earlier this week"; all of them if there are none."""
    if window.start is None or window.end is None:
        return window
    start = window.start if side < 0 else max(window.start, today)
    end = min(window.end, today) if side < 0 else window.end
    if start > end:
        return window
    fixed = None if start == end else f"[{start}..{end}]"
    return Window(start=start, end=end, grain=window.grain, fixed=fixed)


def _is_of_report(form: TimeForm, scene: Scene) -> bool:
    """Whether a day so told lies within an imprecise time of publication."""
    is_near = form.weekday is not None or (form.unit == "day" and form.shift is not None)
    is_behind = scene.direction == "past" or (form.shift is not None and form.shift <= 0)
    return len(scene.days) > 1 and (is_near or not _has_date(form)) and is_behind and not form.anchored


def _has_date(form: TimeForm) -> bool:
    named = (form.year, form.short_year, form.month, form.day, form.weekday, form.season, form.quarter,
             form.half, form.decade, form.short_decade, form.century, form.millennium, form.holiday,
             form.shift)  # fmt: skip
    return any(value is not None for value in named) or form.unit == "weekend"


def _bases(form: TimeForm, scene: Scene) -> Sequence[date]:
    """The days from which the expression may be seen."""
    if form.anchored and scene.event is not None:
        days = days_of(parse_edtf(scene.event.edtf))
        if days:
            return days
    if scene.said is not None:
        said = days_of(parse_edtf(scene.said.edtf))
        if scene.days:
            if scene.direction == "future":
                said = tuple(day for day in said if day <= scene.days[-1])
            elif said:
                return [day for day in scene.days if day >= said[0]] or scene.days
        if said and scene.direction == "future":
            return said
    is_absolute = form.year is not None or form.decade is not None or form.century or form.millennium
    if not scene.days and is_absolute:
        return [date(form.year or 2000, 7, 1)] if (form.year or 2000) >= 1 else []
    return scene.days


def _duration(expression: TimeExpression, scene: Scene) -> Window | None:
    """ "vor drei Tagen", "seit zwei Jahren", "in den kommenden Tagen", "drei Tage zuvor"."""
    form, signal = expression.form, expression.signal
    bases = scene.days
    if signal in ("earlier", "later", "after"):
        bases = days_of(parse_edtf(scene.event.edtf)) if scene.event else ()
    windows = [window_of_duration(form, signal, today, scene.direction) for today in bases]
    found = [window for window in windows if window]
    if not found:
        return None
    published = scene.published
    if (
        published
        and published.kind == "month"
        and form.vague
        and form.unit == "day"
        and (form.shift or 0) > 0
    ):
        return Window(start=published.earliest, end=published.latest)
    return joined(found)


def _range(expression: TimeExpression, window: Window, scene: Scene) -> str | None:
    """Both ends of "zwischen A und B": the end first, then the nearest beginning before it."""
    if expression.partner is None:
        return None
    end = window
    start_form = expression.partner
    if expression.signal == "from":
        start_form = expression.form
        other = _point(replace(expression, form=expression.partner, partner=None, day=None), scene)
        if other is None:
            return None
        end = other
    if end.start is None:
        return None
    found = locate(start_form, end.start, "past", scene.holidays)
    return span_text(window_text(window_of(found, start_form.part)), window_text(end)) if found else None


def _since(start: str, scene: Scene, *, explicit_year: bool = False) -> str:
    """Until the report, as exactly as the beginning is told; since a bare year and still so: open."""
    published = scene.published
    if published is None or published.latest is None:
        return span_text(start, "..")
    kind = parse_edtf(start).kind
    if explicit_year and kind == "year":
        return span_text(start, grain_text(published.latest, "year") if scene.is_over else "..")
    if kind in ("month", "year", "season", "decade") and published.kind == "day":
        return span_text(start, grain_text(published.latest, "month"))
    return span_text(start, published.text)


def _until(end: str, scene: Scene) -> str:
    """From the report on, if the end lies ahead; else from nobody says when."""
    published, value = scene.published, parse_edtf(end)
    if published is None or value.latest is None or published.earliest is None or end == published.text:
        return end if published and end == published.text else span_text("", end)
    return span_text(published.text if value.latest > published.earliest else "", end)
