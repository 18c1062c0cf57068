"""What binds and what divides two actors, by the acts between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.history.acts import Act
from dragoman.history.standing import HAPPENED, Standing
from dragoman.ledger.between import Between, Kind
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

    `doer` is None where both do it together. `quad` is PLOVER's class, None for ALLIANCE. `claims` counts all
    claims of this kind, also those that were not brought together to `acts`. `happened` counts the acts that
    somebody tells as done, disputed ones among them; the others are ahead, asked for or denied.
    """

    event: Event
    doer: str | None
    quad: QuadClass | None
    acts: tuple[Act, ...]
    claims: int

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
    """PLOVER's four classes counted over one month: acts, or claims, that somebody tells as done.

    A year stands for acts of which no more is known than the year, or for all when years are asked for.
    """

    period: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two actors, the strands between them, and PLOVER's classes over time.

    Where there were too many claims to bring together at once, the acts are those of the newest
    `brought_together` of all `claims`, and periods count claims and not acts.
    """

    a: str
    b: str
    strands: tuple[Strand, ...]
    periods: tuple[Period, ...]
    claims: int
    brought_together: int

    @property
    def is_whole(self) -> bool:
        """Whether the acts are those of all claims between the two."""
        return self.brought_together == self.claims

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
    found = tuple(
        Strand(
            event=event,
            doer=doer,
            quad=quad_of(event),
            acts=tuple(between),
            claims=sum(len(act.tellings) for act in between),
        )
        for (event, doer), between in sorted(strands.items(), key=_by_kind)
    )
    claims = len({id for strand in found for act in strand.acts for id in act.claim_ids})
    return Relation(
        a=a,
        b=b,
        strands=found,
        periods=count_classes((act for strand in found for act in strand.acts), by_year=by_year),
        claims=claims,
        brought_together=claims,
    )


def relate_newest(a: str, b: str, counted: Between, newest: Relation, *, by_year: bool = False) -> Relation:
    """Strands and periods by the counts of all claims, with the acts of the newest of them."""
    acts = {(strand.event, strand.doer): strand.acts for strand in newest.strands}
    claims: Counter[tuple[Event, str | None]] = Counter()
    for kind, number in counted.counts.items():
        for doer in _doers_of(kind, a, b):
            claims[kind.event, doer] += number
    quads = {kind: quad_of(kind.event) for kind in counted.counts}
    sums = {kind: (quad.quad, len(_doers_of(kind, a, b))) for kind, quad in quads.items() if quad}
    done: dict[tuple[str, int], int] = {}
    for (kind, period), number in counted.done.items():
        if period and kind in sums:
            quad_number, times = sums[kind]
            key = (period[:4] if by_year else period), quad_number
            done[key] = done.get(key, 0) + number * times
    return Relation(
        a=a,
        b=b,
        strands=tuple(
            Strand(
                event=event,
                doer=doer,
                quad=quad_of(event),
                acts=acts.get((event, doer), ()),
                claims=number,
            )
            for (event, doer), number in sorted(claims.items(), key=_by_kind)
        ),
        periods=_make_periods(done),
        claims=counted.claims,
        brought_together=newest.claims,
    )


def _by_kind(item: tuple[tuple[Event, str | None], object]) -> tuple[int, str]:
    (event, doer), _ = item
    return list(Event).index(event), doer or ""


def _doers_of(kind: Kind, a: str, b: str) -> tuple[str | None, ...]:
    """Who acts on the other, both where each does; None where they do it together."""
    if kind.event in MUTUAL_EVENTS:
        return (None,)
    return tuple(doer for bit, doer in ((1, a), (2, b)) if kind.ways & bit)


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
    done: Counter[tuple[str, int]] = Counter()
    for act in acts:
        quad, period = quad_of(act.event), _period_of(act, by_year)
        if quad and period and act.standing in _DONE:
            done[period, quad.quad] += 1
    return _make_periods(done)


def _make_periods(done: Mapping[tuple[str, int], int]) -> tuple[Period, ...]:
    """Periods in their order, of numbers by period and PLOVER's class."""
    return tuple(
        Period(
            period=period,
            verbal_cooperation=done.get((period, 1), 0),
            material_cooperation=done.get((period, 2), 0),
            verbal_conflict=done.get((period, 3), 0),
            material_conflict=done.get((period, 4), 0),
        )
        for period in sorted({period for period, _ in done})
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
