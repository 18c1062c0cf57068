"""How an act stands, and how it came to stand so: planned, then occurred; alleged, then admitted or denied.

A standing is what is said of an act, never a judgement whether it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.history.codes import known_keys, party_key
from dragoman.history.customs import custom_of
from dragoman.history.reviewed import Case
from dragoman.records import Claim, Event, Report, Status


class Standing(StrEnum):
    """What is said of an act.

    ALLEGED: only others than the doer say that a hostile act was done. ADMITTED: the doer says so.
    OCCURRED: a report says so in its own words, or of a friendly act somebody. CALLED_OFF: told as not
    going to happen after it was planned. DISPUTED: some say that it was done, others that it was not.
    """

    DEMANDED = "demanded"
    POSSIBLE = "possible"
    PLANNED = "planned"
    ALLEGED = "alleged"
    ADMITTED = "admitted"
    OCCURRED = "occurred"
    CALLED_OFF = "called off"
    DENIED = "denied"
    DISPUTED = "disputed"


HAPPENED = frozenset({Standing.ALLEGED, Standing.ADMITTED, Standing.OCCURRED})
_AHEAD = {
    Status.DEMANDED: Standing.DEMANDED,
    Status.POSSIBLE: Standing.POSSIBLE,
    Status.PLANNED: Standing.PLANNED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From a day on reports told the act so: when (EDTF of publication, else record time), by whom."""

    standing: Standing
    since: str
    speakers: tuple[str, ...]
    reports: tuple[str, ...]


def history_of(cases: Iterable[Case], event: Event, doers: frozenset[str]) -> tuple[Step, ...]:
    """The steps in the order of the reports' days; what is said again on later days adds no step."""
    steps: list[Step] = []
    for case in sorted(cases, key=lambda case: (reported_on(case), case.telling.recorded_at, case.id)):
        so_far = {step.standing for step in steps}
        planned = Standing.PLANNED in so_far and not so_far & HAPPENED
        standing = standing_of(case.claim, event, doers, was_planned=planned)
        speakers = tuple(who.code for who in case.claim.speakers)
        same = next((n for n, step in enumerate(steps) if step.standing is standing), None)
        if same is None or (standing in (Standing.DENIED, Standing.CALLED_OFF) and same != len(steps) - 1):
            since = case.telling.report.published or case.telling.recorded_at[:10]
            steps.append(Step(standing=standing, since=since, speakers=speakers,
                              reports=(case.telling.report.id,)))  # fmt: skip
        else:
            steps[same] = _heard_again(steps[same], speakers, case.telling.report)
    return tuple(steps)


def standing_of(claim: Claim, event: Event, doers: frozenset[str], *, was_planned: bool = False) -> Standing:
    """What one claim says of its act."""
    if claim.status in _AHEAD:
        return _AHEAD[claim.status]
    if claim.status is Status.DENIED:
        return Standing.CALLED_OFF if was_planned else Standing.DENIED
    speakers = {party_key(who.code) for who in claim.speakers}
    if not custom_of(event).hostile or not speakers:
        return Standing.OCCURRED
    return Standing.ADMITTED if speakers & doers else Standing.ALLEGED


def standing_now(steps: Sequence[Step]) -> Standing:
    """Where an act stands after these steps.

    What was told as done stays so whatever was planned before, and is disputed once somebody denies it;
    of what was not done the latest word counts.
    """
    found = {step.standing for step in steps}
    if found & HAPPENED:
        if Standing.DENIED in found:
            return Standing.DISPUTED
        best = (Standing.OCCURRED, Standing.ADMITTED, Standing.ALLEGED)
        return next(standing for standing in best if standing in found)
    return steps[-1].standing


def reported_on(case: Case) -> str:
    """The day by which a claim is put in order: its report's publication, else its record time."""
    return case.telling.report.published or case.telling.recorded_at[:10]


def doers_of(cases: Iterable[Case]) -> frozenset[str]:
    """The parties who did it, by any of the claims."""
    return known_keys(who.code for case in cases for who in case.claim.actors)


def _heard_again(step: Step, speakers: Iterable[str], report: Report) -> Step:
    return Step(
        standing=step.standing,
        since=step.since,
        speakers=tuple(dict.fromkeys((*step.speakers, *speakers))),
        reports=tuple(dict.fromkeys((*step.reports, report.id))),
    )
