"""What binds and what divides two actors, by the acts between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.history.acts import Act
from dragoman.history.standing import HAPPENED, Standing
from dragoman.records import MUTUAL_EVENTS, Event
from dragoman.resources import load_yaml

_PLOVER = "history/plover.yml"
_DONE = HAPPENED | {Standing.DISPUTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadClass:
    """One of PLOVER's four classes from verbal cooperation (1) to material conflict (4)."""

    quad: int
    name: str
    binds: bool
    events: frozenset[Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The acts of one type in one direction between two actors, by time.

    `doer` is None where both do it together. `quad` is PLOVER's class, None for ALLIANCE. `happened` counts
    the acts that somebody tells as done, disputed ones among them; the others are ahead, asked for or denied.
    """

    event: Event
    doer: str | None
    quad: QuadClass | None
    acts: tuple[Act, ...]

    @property
    def binds(self) -> bool:
        """Whether acts of this type bind rather than divide."""
        return self.quad is None or self.quad.binds

    @property
    def happened(self) -> int:
        """How many of the acts somebody tells as done."""
        return sum(act.standing in _DONE for act in self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """PLOVER's four classes counted over one month: acts that somebody tells as done.

    A year stands for acts of which no more is known than the year, or for all when years are asked for.
    """

    period: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two actors, the strands between them, and PLOVER's classes over time."""

    a: str
    b: str
    strands: tuple[Strand, ...]
    periods: tuple[Period, ...]

    @property
    def binding(self) -> tuple[Strand, ...]:
        """Agreements, meetings, support, aid and the like."""
        return tuple(strand for strand in self.strands if strand.binds)

    @property
    def dividing(self) -> tuple[Strand, ...]:
        """Demands, accusations, threats, sanctions, force and the like."""
        return tuple(strand for strand in self.strands if not strand.binds)


def relate(a: str, b: str, acts: Iterable[Act], *, by_year: bool = False) -> Relation:
    """Sort acts between two actors into strands and periods; acts that do not join both are left out."""
    strands: dict[tuple[Event, str | None], list[Act]] = {}
    for act in acts:
        for doer in _directions(act, a, b):
            strands.setdefault((act.event, doer), []).append(act)
    order = list(Event)
    found = tuple(
        Strand(event=event, doer=doer, quad=quad_of(event), acts=tuple(between))
        for (event, doer), between in sorted(
            strands.items(), key=lambda item: (order.index(item[0][0]), item[0][1] or "")
        )
    )
    return Relation(
        a=a,
        b=b,
        strands=found,
        periods=count_classes((act for strand in found for act in strand.acts), by_year=by_year),
    )


@cache
def quad_of(event: Event) -> QuadClass | None:
    """PLOVER's class of a type of act; None for ALLIANCE, which PLOVER does not have."""
    return next((quad for quad in _quads() if event in quad.events), None)


def _directions(act: Act, a: str, b: str) -> list[str | None]:
    actors, targets = ({who.code for who in people} for people in (act.actors, act.targets))
    if act.event in MUTUAL_EVENTS or (not targets and {a, b} <= actors):
        return [None] if {a, b} <= actors | targets else []
    pairs = ((a, b), (b, a))
    return [doer for doer, other in pairs if doer in actors and other in targets]


def count_classes(acts: Iterable[Act], *, by_year: bool = False) -> tuple[Period, ...]:
    """Acts that somebody tells as done, by month or year and PLOVER's class; counted as often as given."""
    counts: dict[str, Counter[int]] = {}
    for act in acts:
        quad, period = quad_of(act.event), _period_of(act, by_year)
        if quad and period and act.standing in _DONE:
            counts.setdefault(period, Counter())[quad.quad] += 1
    return tuple(
        Period(
            period=period,
            verbal_cooperation=counts[period][1],
            material_cooperation=counts[period][2],
            verbal_conflict=counts[period][3],
            material_conflict=counts[period][4],
        )
        for period in sorted(counts)
    )


def _period_of(act: Act, by_year: bool) -> str | None:
    """The month in which an act surely began, else the year; None where not even that is known.

    What lasts counts where it began.
    """
    time = act.time
    if time is None or time.earliest is None:
        return None
    end = time.earliest if "/" in time.edtf else time.latest
    for length in (4,) if by_year else (7, 4):
        if end and time.earliest[:length] == end[:length]:
            return time.earliest[:length]
    return None


@cache
def _quads() -> tuple[QuadClass, ...]:
    return tuple(
        QuadClass(
            quad=row["quad"],
            name=row["name"],
            binds=row["binds"],
            events=frozenset(Event(event) for event in row["events"]),
        )
        for row in load_yaml(_PLOVER)
    )
