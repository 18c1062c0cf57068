"""The time of a claim as it is compared with others, also where its report gives none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.edtf import EDTF, is_compatible, narrow, parse_edtf
from dragoman.errors import EDTFError
from dragoman.history.customs import Custom
from dragoman.records import Claim, Report, Status

AHEAD = {Status.PLANNED: 45, Status.DEMANDED: 14, Status.POSSIBLE: 14, Status.DENIED: 45}
# days after its report within which an act that is announced, demanded, feared or called off is looked for
DENIALS = 7  # days: what is denied without a date may lie so far before the denial
_VAGUEST = 400  # days: vaguer than a year, a date places no single act
_SEASON = 92  # days: a vaguer date beside none at all is no time in common
_SHORT = 10  # days: a longer stretch is something that went on, not one act on a day in it
_OPEN = {Status.PLANNED, Status.DEMANDED, Status.POSSIBLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an act may lie: `first` to `last` (ordinals of days), and the EDTF where its report gives one.

    `lasting` marks what went on over a stretch of time, `standing` a relation between two sides; `near` is
    the day of the report, if known.
    """

    first: int
    last: int
    edtf: EDTF | None = None
    lasting: bool = False
    standing: bool = False
    near: int | None = None

    @property
    def days(self) -> int:
        """How many days the act may lie on, at most."""
        return self.last - self.first + 1

    @property
    def is_exact(self) -> bool:
        """Whether it is one known day."""
        return self.edtf is not None and self.days == 1

    @property
    def is_vague(self) -> bool:
        """Whether nothing is known that could tell this act from others of its kind."""
        return not self.lasting and self.days > _VAGUEST


FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def when_of(claim: Claim, report: Report, custom: Custom) -> When:
    """The claim's own time, else a window around its report's publication, else any time."""
    published = _parse(report.published)
    near = published.latest.toordinal() if published and published.latest else None
    edtf = _parse(claim.time.edtf) if claim.time else None
    if edtf is not None:
        first = edtf.earliest.toordinal() if edtf.earliest else FIRST
        last = edtf.latest.toordinal() if edtf.latest else LAST
        lasting = _is_lasting(edtf, claim.status) and not custom.standing
        return When(first=first, last=last, edtf=edtf, lasting=lasting, standing=custom.standing, near=near)
    if published is None or published.earliest is None or published.latest is None:
        return When(first=FIRST, last=LAST, standing=custom.standing, near=near)
    back = 0 if claim.status in _OPEN else custom.undated
    if claim.status is Status.DENIED:
        back = max(back, DENIALS)
    return When(
        first=_shift(published.earliest, -back),
        last=_shift(published.latest, AHEAD.get(claim.status, 0)),
        standing=custom.standing,
        near=near,
    )


def meet(a: When, b: When) -> When | None:
    """The time of an act that both tell, as narrow as both allow; None where they exclude each other.

    What went on over a longer time is no act on one of its days, and goes only with what began then. A date
    vaguer than a season says nothing beside an act without a date.
    """
    if a.lasting != b.lasting or a.first > b.last or b.first > a.last:
        return None
    if a.standing and b.standing:
        return _meet_standing(a, b)
    if a.lasting and b.lasting and not _begin_together(a, b):
        return None
    if (a.is_vague or b.is_vague) and not _say_the_same(a, b):
        return None
    if (a.edtf is None) != (b.edtf is None) and (a if a.edtf else b).days > _SEASON:
        return None
    first, last = max(a.first, b.first), min(a.last, b.last)
    if a.is_exact and b.is_exact:
        return a if b.near is None or (a.near is not None and a.near <= b.near) else b
    edtf = _shared(a.edtf, b.edtf)
    if a.edtf and b.edtf and edtf is None:
        return None
    dated = edtf or a.edtf or b.edtf
    if dated is not None and not _reaches(dated, first, last):
        return None
    return When(first=first, last=last, edtf=dated, lasting=a.lasting, near=_earlier(a.near, b.near))


def _meet_standing(a: When, b: When) -> When:
    """The time in which both tell a relation; that two stretches differ is no contradiction."""
    first, last = max(a.first, b.first), min(a.last, b.last)
    edtf = _shared(a.edtf, b.edtf) or a.edtf or b.edtf
    return When(first=first, last=last, edtf=edtf, standing=True, near=_earlier(a.near, b.near))


def day_text(ordinal: int) -> str:
    """An ordinal as an ISO day."""
    return date.fromordinal(ordinal).isoformat()


def _shared(a: EDTF | None, b: EDTF | None) -> EDTF | None:
    if a is None or b is None:
        return None
    return narrow(a, b) if is_compatible(a, b) else None


def _reaches(edtf: EDTF, first: int, last: int) -> bool:
    """Whether one of the candidates lies between two days: a set does not hold the days between its own."""
    return any(
        (part.earliest is None or part.earliest.toordinal() <= last)
        and (part.latest is None or part.latest.toordinal() >= first)
        for part in edtf.alternatives
    )


def _is_lasting(edtf: EDTF, status: Status) -> bool:
    if edtf.kind != "interval" or status in _OPEN:
        return False
    if edtf.earliest is None:
        return False  # only its end is known: it lies somewhere before
    return edtf.latest is None or (edtf.latest - edtf.earliest).days + 1 > _SHORT


def _begin_together(a: When, b: When) -> bool:
    starts = [when.edtf.parts[0] if when.edtf else None for when in (a, b)]
    return starts[0] is not None and starts[1] is not None and is_compatible(starts[0], starts[1])


def _say_the_same(a: When, b: When) -> bool:
    return a.edtf is not None and b.edtf is not None and a.edtf.text == b.edtf.text


def _earlier(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def _shift(day: date, days: int) -> int:
    try:
        return (day + timedelta(days=days)).toordinal()
    except OverflowError:
        return LAST if days > 0 else FIRST


def _parse(text: str | None) -> EDTF | None:
    try:
        return parse_edtf(text) if text else None
    except EDTFError:
        return None
