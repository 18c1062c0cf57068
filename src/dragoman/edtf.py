"""Dates that may be vague: EDTF (ISO 8601-2:2019) levels 0 and 1, and one-of sets.

``2025``, ``2025-01``, ``2025-01-17`` and ``2025-01-17T09:30:00Z``; unspecified digits from the right
(``2025-01-XX``, ``2025-XX-XX``, ``201X``); seasons (``2006-21`` spring … ``2006-24`` winter); qualifiers
(``2006?`` uncertain, ``2006~`` approximate, ``2006%`` both); intervals, open (``2007/..``) or with an
unknown end (``2007/``); sets (``[2025-01-10,2025-01-17]``, ``[2018-05-07..2018-05-13]``).
Years outside 1 to 9999 (``-0044``, ``Y17000``) are valid, but have no day in the calendar here.

>>> narrow(parse_edtf("[2025-01-10,2025-01-17]"), parse_edtf("2025-01-15/..")).text
'2025-01-17'
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.errors import EDTFError

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
_DAY = timedelta(days=1)
_DATE = re.compile(
    r"(?P<year>Y-?[0-9]{5,}|-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<clock>T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?"
    r"(?P<qualifier>[?~%])?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EDTF:
    """One EDTF value. `text` is its canonical form; `str()` gives it back.

    `kind` is ``day``, ``month``, ``year``, ``decade``, ``century``, ``season``, ``interval`` or ``set``.
    `earliest` and `latest` bound it by days, None where it is open, unknown or off the calendar.
    `parts` are the alternatives of a set or the two ends of an interval (None where open or unknown).
    `one_day` says that one day is meant although it is not known which (``2025-01-XX``).
    """

    text: str
    kind: str
    earliest: date | None
    latest: date | None
    parts: tuple[EDTF | None, ...] = ()
    qualifier: str = ""
    one_day: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def alternatives(self) -> tuple[EDTF, ...]:
        """The members of a set; of anything else, itself."""
        return tuple(part for part in self.parts if part) if self.kind == "set" else (self,)

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are known days."""
        return self.earliest is not None and self.latest is not None

    def iter_days(self) -> Iterator[date]:
        """The candidate days in order, each once; none where an end is open or off the calendar."""
        last: date | None = None
        spans = [(a.earliest, a.latest) for a in self.alternatives]
        for start, end in sorted((s, e) for s, e in spans if s is not None and e is not None):
            ordinal = start.toordinal() if last is None else max(start.toordinal(), last.toordinal() + 1)
            for number in range(ordinal, end.toordinal() + 1):
                last = date.fromordinal(number)
                yield last


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> EDTF:
    """Read an EDTF string; raises EDTFError, which names the faulty part."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_date(text)


def _parse_date(text: str) -> EDTF:
    match = _DATE.fullmatch(text)
    if match is None:
        raise EDTFError(f"{text!r} is not a date of EDTF level 0 or 1; write e.g. 2025, 2025-01-XX, 2006-21")
    year, month, day = match["year"], match["month"], match["day"]
    qualifier = match["qualifier"] or ""
    if (month == "XX" and day not in (None, "XX")) or ("X" in year and month not in (None, "XX")):
        raise EDTFError(f"{text!r}: in EDTF level 1 digits are left out from the right only")
    if match["clock"] and (day in (None, "XX") or qualifier):
        raise EDTFError(f"{text!r}: a time of day needs an exact day")
    if "X" in year:
        return _decade_or_century(text, year, qualifier, day is not None)
    number, season = int(year.lstrip("Y")), False
    if month not in (None, "XX"):
        season = 21 <= int(month) <= 24 and day is None
        if not season and not 1 <= int(month) <= 12:
            raise EDTFError(f"{text!r}: {month} is neither a month (01-12) nor a season (21-24)")
    known = sum(part not in (None, "XX") for part in (month, day))
    kind = "season" if season else ("year", "month", "day")[known]
    if kind == "day":
        length = monthrange(number if 1 <= number <= 9999 else 2000, int(month))[1]
        if not 1 <= int(day) <= length:
            raise EDTFError(f"{text!r}: the month has no day {day}")
    earliest, latest = None, None
    if 1 <= number <= 9999:
        earliest, latest = _bounds(kind, number, int(month) if kind in ("season", "month", "day") else 0, day)
    return EDTF(text=text, kind=kind, earliest=earliest, latest=latest, qualifier=qualifier,
                one_day=kind == "day" or day == "XX")  # fmt: skip


def _bounds(kind: str, year: int, month: int, day: str | None) -> tuple[date, date | None]:
    """First and last day. Seasons are the northern, meteorological ones; winter ends in the next year."""
    if kind == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if kind == "season":
        first = 3 * (month - SPRING) + 3
        last = date(year, first + 2, monthrange(year, first + 2)[1]) if first < 12 else None
        if first == 12 and year < 9999:
            last = date(year + 1, 3, 1) - _DAY
        return date(year, first, 1), last
    if kind == "day":
        exact = date(year, month, int(day or 1))
        return exact, exact
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _decade_or_century(text: str, year: str, qualifier: str, one_day: bool) -> EDTF:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    on_calendar = not year.startswith("-")
    return EDTF(
        text=text,
        kind="century" if year.endswith("XX") else "decade",
        earliest=date(max(low, 1), 1, 1) if on_calendar else None,
        latest=date(high, 12, 31) if on_calendar else None,
        qualifier=qualifier,
        one_day=one_day,
    )


def _parse_interval(text: str) -> EDTF:
    ends = text.split("/")
    if len(ends) != 2 or ends == ["", ""]:
        raise EDTFError(f"{text!r}: an interval has two ends, as in 2018-04/2018-05, 2007/.. or 2007/")
    start, end = (None if part in ("", "..") else _parse_date(part) for part in ends)
    earliest, latest = start.earliest if start else None, end.latest if end else None
    if earliest and latest and earliest > latest:
        raise EDTFError(f"{text!r}: the interval ends before it begins")
    return EDTF(text=text, kind="interval", earliest=earliest, latest=latest, parts=(start, end))


def _parse_set(text: str) -> EDTF:
    members = [member.strip() for member in text[1:-1].split(",")]
    if not all(members):
        raise EDTFError(f"{text!r}: an empty member; write e.g. [2025-01-10,2025-01-17]")
    parts = tuple(_parse_member(member) for member in members)
    starts, ends = [part.earliest for part in parts], [part.latest for part in parts]
    return EDTF(
        text=f"[{','.join(members)}]",
        kind="set",
        earliest=None if None in starts else min(start for start in starts if start),
        latest=None if None in ends else max(end for end in ends if end),
        parts=parts,
        one_day=all(part.one_day for part in parts),
    )


def _parse_member(text: str) -> EDTF:
    if ".." not in text:
        return _parse_date(text)
    start, _, end = text.partition("..")
    span = _parse_interval(f"{start or '..'}/{end or '..'}")
    return EDTF(text=text, kind="interval", earliest=span.earliest, latest=span.latest, parts=span.parts,
                one_day=all(part is None or part.kind == "day" for part in span.parts))  # fmt: skip


def days_to_edtf(days: Iterable[date], longest: int = 12) -> EDTF:
    """One of these days, in the shortest honest form: a day, ``YYYY-MM-XX``, a set, or a range in a set.

    Up to `longest` days that do not follow one another are listed; more become the range they span.
    Raises EDTFError when there is no day.
    """
    found = sorted(set(days))
    if not found:
        raise EDTFError("no day to choose from")
    first, last = found[0], found[-1]
    if len(found) == 1:
        return parse_edtf(first.isoformat())
    dense = len(found) == (last - first).days + 1
    if dense and len(found) == monthrange(first.year, first.month)[1] and first.day == 1:
        return parse_edtf(f"{first.isoformat()[:7]}-XX")
    if len(found) <= longest and not (dense and len(found) > 4):
        return parse_edtf(f"[{','.join(day.isoformat() for day in found)}]")
    return parse_edtf(f"[{first.isoformat()}..{last.isoformat()}]")


def is_compatible(a: EDTF, b: EDTF) -> bool:
    """Whether both may speak of the same time: an alternative of one overlaps one of the other.

    An end that is open, unknown or off the calendar excludes nothing.
    """
    return any(_overlap(x, y) for x in a.alternatives for y in b.alternatives)


def _overlap(a: EDTF, b: EDTF) -> bool:
    a_first = a.latest and b.earliest and a.latest < b.earliest
    b_first = b.latest and a.earliest and b.latest < a.earliest
    return not (a_first or b_first)


def compare(a: EDTF, b: EDTF) -> int | None:
    """-1 if `a` is surely before `b`, 1 if surely after, 0 if they say the same, None if unsure."""
    if a.latest and b.earliest and a.latest < b.earliest:
        return -1
    if b.latest and a.earliest and b.latest < a.earliest:
        return 1
    return 0 if a.text == b.text else None


def narrow(candidates: EDTF, constraint: EDTF) -> EDTF | None:
    """What is left of `candidates` under `constraint`; None if they contradict each other.

    A set keeps its compatible members. A period is cut to what both share: ``2025-01-XX`` under
    ``2025-01-15/..`` is one of the days from the 15th on, ``2007/..`` under ``2006/2010`` is ``2007/2010``.
    """
    left = [x for x in (_cut(a, c) for a in candidates.alternatives for c in constraint.alternatives) if x]
    texts = list(dict.fromkeys(part.text for part in left))
    if not texts:
        return None
    if len(texts) == 1:
        is_range = ".." in texts[0] and "/" not in texts[0]
        return parse_edtf(f"[{texts[0]}]") if is_range else left[0]
    members = (text.replace("/..", "/").replace("../", "/").replace("/", "..") for text in texts)
    return parse_edtf(f"[{','.join(members)}]")


def _cut(a: EDTF, b: EDTF) -> EDTF | None:
    """The common part of two periods, in the words of whichever end binds."""
    if not _overlap(a, b):
        return None
    if _covers(b, a):
        return a
    if _covers(a, b):
        return _one_of(b) if a.one_day and not b.one_day else b
    late = b if b.earliest and (a.earliest is None or b.earliest > a.earliest) else a
    soon = b if late is a else a
    if a.one_day and late.earliest and soon.latest:
        return _one_of(parse_edtf(f"{late.earliest}/{soon.latest}"))
    start, end = _end_text(late, 0), _end_text(soon, 1)
    return parse_edtf(start if start == end else f"{start}/{end}")


def _covers(a: EDTF, b: EDTF) -> bool:
    """Whether nothing of `b` lies outside `a`."""
    from_start = a.earliest is None or (b.earliest is not None and a.earliest <= b.earliest)
    return from_start and (a.latest is None or (b.latest is not None and b.latest <= a.latest))


def _end_text(value: EDTF, side: int) -> str:
    if value.kind != "interval":
        return value.text
    part = value.parts[side]
    return part.text if part else ".."


def _one_of(value: EDTF) -> EDTF:
    """One day within a period."""
    if value.earliest is None or value.latest is None:
        return value
    if value.kind == "month":
        return parse_edtf(f"{value.text.rstrip('?~%')}-XX")
    if value.earliest == value.latest:
        return parse_edtf(value.earliest.isoformat())
    return _parse_member(f"{value.earliest}..{value.latest}")
