"""A claim taken apart into pairs of one doer and one receiver, as event data and networks want it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.records import MUTUAL_EVENTS, Claim, Participant

_ONE_SIDED = frozenset({"visit"})  # modes of mutual types that have a direction: visitor and host
Dyad = tuple[Participant | None, Participant | None]


def is_mutual(claim: Claim) -> bool:
    """Whether all parties do it with one another, so that none is only a target."""
    return claim.event in MUTUAL_EVENTS and not (claim.mode in _ONE_SIDED and claim.targets)


def iter_directed(claim: Claim) -> Iterator[Dyad]:
    """Every doer with every receiver; of a mutual act every party with every other, in both directions.

    Where a side is not named it is None: ``(None, target)``. A claim without parties gives nothing.
    """
    if is_mutual(claim):
        parties = (*claim.actors, *claim.targets)
        if len(parties) == 1:
            yield parties[0], None
        for number, first in enumerate(parties):
            for other, second in enumerate(parties):
                if number != other:
                    yield first, second
        return
    if claim.actors or claim.targets:
        for actor in claim.actors or (None,):
            for target in claim.targets or (None,):
                yield actor, target


def iter_pairs(claim: Claim) -> Iterator[tuple[Participant, Participant]]:
    """Pairs of which both sides are named; of a mutual act each pair once."""
    if is_mutual(claim):
        parties = (*claim.actors, *claim.targets)
        for number, first in enumerate(parties):
            yield from ((first, second) for second in parties[number + 1 :])
        return
    for actor in claim.actors:
        yield from ((actor, target) for target in claim.targets)
