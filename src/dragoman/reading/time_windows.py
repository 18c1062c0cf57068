"""Windows of days, and how they are written in EDTF as this project's annotators do.

A window says either that something happened on one of its days (`through` is False: ``2025-01-XX``,
``[2025-01-10,2025-01-17]``) or that it went on all through it (``2018-04-30/2018-05-04``). Its grain is
how exactly it is told: a month stays ``2024-10``, a year ``2024``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.edtf import days_to_edtf, parse_edtf
from dragoman.reading.time_calendar import SEASON_MONTHS, Located, month_of, part_of

_LISTED = 4  # so many days or months are listed; more of them become a month or a range
_MOST_OF_A_MONTH = 25  # days; so many candidates in one month are that month with its day unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From `start` to `end` (None: unknown), told as exactly as `grain`; `fixed` is a ready EDTF."""

    start: date | None
    end: date | None
    grain: str = "day"
    through: bool = False
    fixed: str | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single day."""
        return self.start is not None and self.start == self.end


def window_of(found: Located, part: str | None, *, ahead: bool = False) -> Window:
    """A stretch of the calendar as a window; `ahead` for a week that is not over: one of its days."""
    piece = part_of(found, part)
    if found.unit == "day":
        return Window(start=piece.start, end=piece.end)
    if found.unit in ("week", "weekend"):
        fixed = f"[{piece.start}..{piece.end}]" if ahead and part is None else None
        return Window(start=piece.start, end=piece.end, through=part is None and not ahead, fixed=fixed)
    if found.unit in ("quarter", "half"):
        return Window(start=piece.start, end=piece.end, grain="month", through=True)
    if found.unit in ("millennium", "years"):
        return Window(start=piece.start, end=piece.end, grain="year", through=True)
    fixed = grain_text(found.start, found.unit)
    if found.unit == "month" and part:
        fixed += "-XX"
    return Window(start=piece.start, end=piece.end, grain=found.unit, fixed=fixed)


def grain_text(day: date, grain: str) -> str:
    """The EDTF date around a day: ``2024-10-03`` as month is ``2024-10``, as decade ``202X``."""
    year = f"{day.year:04}"
    if grain == "season":
        return f"{year}-{list(SEASON_MONTHS.values()).index(day.month) + 21}"
    texts = {"day": day.isoformat(), "month": f"{year}-{day.month:02}", "year": year}
    return texts.get(grain) or {"decade": f"{year[:3]}X", "century": f"{year[:2]}XX"}[grain]


def joined(windows: Sequence[Window]) -> Window:
    """The windows seen from each possible day of publication, as one."""
    different = list(dict.fromkeys(windows))
    first = different[0]
    if len(different) == 1:
        return first
    starts = [w.start for w in different if w.start]
    ends = [w.end for w in different if w.end]
    start = min(starts) if len(starts) == len(different) else None
    end = max(ends) if len(ends) == len(different) else None
    fixed = None
    if first.grain == "day" and not first.through and all(w.is_one_day for w in different):
        fixed = _days_text(sorted(starts))
    elif all(w.fixed and "/" not in w.fixed and "[" not in w.fixed for w in different):
        texts = sorted({str(w.fixed) for w in different})
        fixed = texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"
    through = first.through and (first.grain != "day" or start is None or end is None)
    return Window(start=start, end=end, grain=first.grain, through=through, fixed=fixed)


def _days_text(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    if (first.year, first.month) == (last.year, last.month) and len(days) >= _MOST_OF_A_MONTH:
        return f"{grain_text(first, 'month')}-XX"
    return days_to_edtf(days).text


def clipped(windows: Sequence[Window], days: Sequence[date]) -> list[Window]:
    """Windows whose ends are among the possible days of publication; all of them if none is."""
    possible = set(days)
    return [w for w in windows if w.start in possible and w.end in possible] or list(windows)


def window_text(window: Window) -> str:
    """The window in EDTF."""
    start, end = window.start, window.end
    if window.fixed:
        return window.fixed
    if window.through or start is None or end is None:
        low = grain_text(start, window.grain) if start else ""
        high = grain_text(end, window.grain) if end else ""
        return low if low == high else f"{low}/{high}"
    if window.grain == "day":
        return _one_of_days(start, end)
    steps = _steps(start, end, window.grain)
    if len(steps) == 1:
        return f"{steps[0]}-XX" if window.grain == "month" else steps[0]
    return f"[{','.join(steps)}]" if len(steps) <= _LISTED else f"[{steps[0]}..{steps[-1]}]"


def _one_of_days(start: date, end: date) -> str:
    length = (end - start).days + 1
    if length <= _LISTED:
        return days_to_edtf(start + timedelta(days=k) for k in range(length)).text
    if start.replace(day=1) == end.replace(day=1):
        return f"{grain_text(start, 'month')}-XX"
    return f"[{start.isoformat()}..{end.isoformat()}]"


def _steps(start: date, end: date, grain: str) -> list[str]:
    """All months or years that the days from `start` to `end` touch."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    months = (date(index // 12, index % 12 + 1, 1) for index in range(first, last + 1))
    return list(dict.fromkeys(grain_text(month, grain) for month in months))


def span_text(start: str, end: str) -> str:
    """An interval from one EDTF to another; a set or interval gives its outer day. Backwards, only `end`."""
    low, high = _edge(start, 0), _edge(end, 1)
    a, b = (parse_edtf(text) if text not in ("", "..") else None for text in (low, high))
    if a and b and a.earliest and b.latest and a.earliest > b.latest:
        return end
    return low if low == high else f"{low}/{high}"


def _edge(text: str, side: int) -> str:
    """One end of an interval, as precise as level 1 lets it be written."""
    if text in ("", ".."):
        return text
    value = parse_edtf(text)
    if value.kind not in ("set", "interval"):
        return text.removesuffix("-XX")
    if value.kind == "interval":
        part = value.parts[side]
        return part.text if part else ".."
    day = value.latest if side else value.earliest
    if day is None:
        return ".."
    same_month = value.earliest and value.latest and month_of(value.earliest) == month_of(value.latest)
    grain = "month" if same_month else "day"
    return grain_text(day, grain)
