"""Counts of claims by country and year: who is told to have done how much of what.

A claim counts in the year in which its whole time lies; one that may lie in several, or has no date, is
left out and said. Each status has columns of its own, so that what was planned, demanded, possible or
denied never counts as occurred. Only states themselves count, not their oppositions or companies. A row
stands where at least one claim does: countries and years without any are not filled with zeros, for the
ledger cannot know what it did not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.export.dyads import is_mutual, iter_directed
from dragoman.export.facts import get_actor
from dragoman.export.written import Tally
from dragoman.records import Claim, Event, Participant, Status, Telling

CELLS = tuple(f"{event.value.lower()}_{status.value}" for event in Event for status in Status)


@dataclass(frozen=True, slots=True, order=True)
class StateKey:
    """Sorts by number and code; states the Correlates of War do not count come first, with number 0."""

    cow: int
    code: str


def find_year(claim: Claim) -> int | None:
    """The year the whole of the claim's time lies in."""
    time = claim.time
    if time is None or not time.earliest or not time.latest or time.earliest[:4] != time.latest[:4]:
        return None
    return int(time.earliest[:4])


def iter_placed(tellings: Iterable[Telling], tally: Tally) -> Iterator[tuple[Claim, int, str]]:
    """Claims with their year and the cell they count in; the others are noted."""
    for telling in tally.counted(tellings):
        claim = telling.claim
        year = find_year(claim)
        if year is None:
            tally.note("claims left out whose time is unknown or may lie in several years")
        else:
            yield claim, year, f"{claim.event.value.lower()}_{claim.status.value}"


def find_state(who: Participant | None) -> StateKey | None:
    """The state a participant is, if it is one."""
    actor = get_actor(who.code) if who else None
    return StateKey(actor.cow or 0, actor.code) if actor and actor.is_state else None


def doers(claim: Claim) -> set[StateKey]:
    """States that do it, each once; of a mutual act all parties."""
    people = (*claim.actors, *claim.targets) if is_mutual(claim) else claim.actors
    return {state for state in map(find_state, people) if state}


def receivers(claim: Claim) -> set[StateKey]:
    """States it is done to, each once; of a mutual act nobody."""
    people = () if is_mutual(claim) else claim.targets
    return {state for state in map(find_state, people) if state}


def pairs(claim: Claim) -> set[tuple[StateKey, StateKey]]:
    """Pairs of two different states, each once."""
    found = ((find_state(first), find_state(second)) for first, second in iter_directed(claim))
    return {(first, second) for first, second in found if first and second and first != second}


def cells_of(counts: Counter[str], prefix: str = "") -> list[int]:
    """A row's counts in the order of the columns."""
    return [counts[prefix + cell] for cell in CELLS]


def cow_cell(state: StateKey) -> int | str:
    """The number, or nothing."""
    return state.cow or ""
