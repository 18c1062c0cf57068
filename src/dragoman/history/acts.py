"""Acts: what the claims of several reports tell together.

An act never says that it happened. It says who tells it, since when, from how many independent origins,
and how it stands by what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.history.codes import party_key
from dragoman.history.fitting import Group
from dragoman.history.grouping import group_cases
from dragoman.history.origins import Origin, find_origins
from dragoman.history.reviewed import Case, Decisions, cases_of, read_decisions
from dragoman.history.standing import Standing, Step, doers_of, history_of, standing_now
from dragoman.records import (
    MUTUAL_EVENTS,
    Claim,
    Event,
    Participant,
    Place,
    Report,
    Review,
    Telling,
    content_hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTime:
    """When an act lies, by all its claims: EDTF, first and last day (ISO, None if open), and why."""

    edtf: str
    earliest: str | None
    latest: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What claims of one or more reports tell of one act or relation.

    `tellings` are its claims as the ledger holds them, the most specific first. `why` says for each further
    claim why it belongs here, `could_be` names the first claims of other acts to which a vague one might
    belong just as well. `reviews` are the decisions of people about its claims.
    """

    event: Event
    mode: str | None
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    time: ActTime | None
    place: Place | None
    standing: Standing
    history: tuple[Step, ...]
    tellings: tuple[Telling, ...]
    claim_ids: tuple[str, ...]
    origins: tuple[Origin, ...]
    why: tuple[str, ...] = ()
    could_be: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def id(self) -> str:
        """Hash of the ids of its claims; another claim makes it another record of the act."""
        return content_hash(*sorted(self.claim_ids))[:32]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What its tellings claim, in their order."""
        return tuple(telling.claim for telling in self.tellings)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that tell it, each once, by day."""
        found = {telling.report.id: telling.report for telling in self.tellings}
        return tuple(sorted(found.values(), key=lambda report: (report.published or "9", report.id)))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that printed them."""
        return tuple(sorted({report.outlet for report in self.reports if report.outlet}))

    @property
    def independent(self) -> int:
        """How many independent origins its reports have."""
        return len(self.origins)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Codes of all who say something of it, in order."""
        return tuple(dict.fromkeys(who.code for claim in self.claims for who in claim.speakers))


def find_acts(tellings: Iterable[Telling], reviews: Iterable[Review] = ()) -> list[Act]:
    """Bring claims together to the acts they tell, sorted by their time.

    Types of act are independent of each other: give all claims of a type, and the acts are the same
    whatever else is given. A part of a type may leave vague claims with other acts than the whole does.
    """
    decisions = read_decisions(reviews)
    by_event: dict[Event, list[Case]] = {}
    for case in cases_of(tellings):
        by_event.setdefault(case.claim.event, []).append(case)
    groups = [group for cases in by_event.values() for group in group_cases(cases, decisions)]
    return sorted((make_act(group, decisions) for group in groups), key=_by_time)


def make_act(group: Group, decisions: Decisions) -> Act:
    """The record of one group of claims."""
    cases = [member.case for member in group.members]
    event = group.anchor.event
    actors, targets = _parties(cases, group)
    history = history_of(cases, event, doers_of(cases))
    reviews = {id(review): review for case in cases for review in decisions.about.get(case.id, ())}
    return Act(
        event=event,
        mode=_most_told(case.claim.mode for case in cases),
        actors=actors,
        targets=targets,
        time=_time(group),
        place=_place(cases),
        standing=standing_now(history),
        history=history,
        tellings=tuple(case.telling for case in cases),
        claim_ids=tuple(case.id for case in cases),
        origins=find_origins((case.telling.report for case in cases), one_act=True),
        why=tuple(
            f"{case.id[:8]}: {'; '.join(group.why[case.id])}" for case in cases if case.id in group.why
        ),
        could_be=group.could_be,
        reviews=tuple(reviews.values()),
    )


def _parties(cases: Sequence[Case], group: Group) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Doers and receivers; of a mutual act all are doers, but who is visited is the receiver of a visit."""
    actors = _named((who for case in cases for who in case.claim.actors), group.sides[0])
    targets = _named((who for case in cases for who in case.claim.targets), group.sides[-1])
    if group.anchor.event not in MUTUAL_EVENTS:
        return tuple(actors.values()), tuple(targets.values())
    guests = tuple(who for code, who in actors.items() if code not in targets)
    return (guests, tuple(targets.values())) if guests else (tuple({**actors, **targets}.values()), ())


def _named(people: Iterable[Participant], side: frozenset[str]) -> dict[str, Participant]:
    """Whom the fullest naming of a side names, each with the words of the most specific claim."""
    found: dict[str, Participant] = {}
    for who in people:
        if not side or party_key(who.code) in side:
            found.setdefault(who.code, who)
    return found


def _most_told(values: Iterable[str | None]) -> str | None:
    """The value told most often, of equals the first in the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _place(cases: Sequence[Case]) -> Place | None:
    """The place told most often; one with a name in the text before a mere country."""
    places = [case.claim.place for case in cases if case.claim.place]
    counts = Counter((place.code, place.name) for place in places)
    return min(
        places, key=lambda p: (p.mention is None, -counts[p.code, p.name], p.code, p.name), default=None
    )


def _time(group: Group) -> ActTime | None:
    """The narrowest time that all claims allow; None where no report gives one."""
    edtf = group.when.edtf
    if edtf is None:
        return None
    told: dict[str, Case] = {}
    for member in group.members:
        if member.when.edtf is not None:
            told.setdefault(member.when.edtf.text, member.case)
    why = tuple(
        f"{text} in {case.telling.report.id}" + (f": {case.claim.time.basis}" if case.claim.time else "")
        for text, case in told.items()
    )
    if len(told) > 1:
        why = (*why, f"the narrowest that fits all: {edtf.text}")
    earliest, latest = (day.isoformat() if day else None for day in (edtf.earliest, edtf.latest))
    return ActTime(edtf=edtf.text, earliest=earliest, latest=latest, why=why)


def _by_time(act: Act) -> tuple[str, ...]:
    """By first day; an act without a date by its first report's day."""
    day = (act.time and (act.time.earliest or act.time.latest)) or act.history[0].since
    return day, act.event.value, act.id
