"""Who says what of an act, by the side on which the speaker stands.

Sides come from the act itself: its doers, those it is done to, those whom a code names as their allies or
opponents (``UKR:ALLIES``, ``RUS:OPP``), and organisations to which only one side belongs. Nobody's side is
looked up in the news of the day. News organisations, and reports that speak for themselves, are third.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.history.acts import Act
from dragoman.history.codes import ALLIES, OPPONENTS, is_member, is_news, known_keys, party_key, root, sector
from dragoman.history.customs import custom_of
from dragoman.history.standing import HAPPENED, Standing, standing_of
from dragoman.records import Claim, Telling


class Side(StrEnum):
    """Where a speaker stands towards an act."""

    DOER = "doer"
    RECEIVER = "receiver"
    DOERS_ALLY = "ally of the doer"
    RECEIVERS_ALLY = "ally of the receiver"
    DOERS_ADVERSARY = "adversary of the doer"
    RECEIVERS_ADVERSARY = "adversary of the receiver"
    THIRD = "third party"
    REPORT = "the report itself"


class Stand(StrEnum):
    """What somebody does with an act: say that it is so, that it is not, or be named as having said so.

    ASSERTS: says that it happened or will. DENIES: says that it did or will not. IS_SAID_TO: only passed
    on by another speaker. ASKS: wants it, or holds it for possible.
    """

    ASSERTS = "asserts"
    DENIES = "denies"
    IS_SAID_TO = "is said to"
    ASKS = "asks or expects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One speaker's stand on an act, the side, and the claims that show it; `speaker` None is the reports."""

    speaker: str | None
    side: Side
    stand: Stand
    claims: tuple[Claim, ...]
    tellings: tuple[Telling, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that show it."""
        return tuple(dict.fromkeys(telling.report.id for telling in self.tellings))


def positions_of(act: Act) -> tuple[Position, ...]:
    """Every speaker of an act with each of their stands, parties first."""
    found: dict[tuple[str | None, Stand], list[tuple[Claim, Telling]]] = {}
    for claim, telling in zip(act.claims, act.tellings, strict=True):
        for speaker, stand in _stands(act, claim):
            found.setdefault((speaker, stand), []).append((claim, telling))
    positions = [
        Position(
            speaker=speaker,
            side=side_of(speaker, act),
            stand=stand,
            claims=tuple(claim for claim, _ in told),
            tellings=tuple(telling for _, telling in told),
        )
        for (speaker, stand), told in found.items()
    ]
    order = list(Side)
    return tuple(sorted(positions, key=lambda p: (order.index(p.side), p.speaker or "", p.stand)))


def side_of(speaker: str | None, act: Act) -> Side:
    """The side of a speaker's code towards an act; third where the act does not tell."""
    if speaker is None:
        return Side.REPORT
    doers = known_keys(who.code for who in act.actors)
    receivers = known_keys(who.code for who in act.targets)
    if party_key(speaker) in doers:
        return Side.DOER
    if party_key(speaker) in receivers:
        return Side.RECEIVER
    near_doer, near_receiver = _is_ally(speaker, doers, act), _is_ally(speaker, receivers, act)
    if near_doer != near_receiver:
        return Side.DOERS_ALLY if near_doer else Side.RECEIVERS_ALLY
    if _is_opponent(speaker, doers):
        return Side.DOERS_ADVERSARY
    if _is_opponent(speaker, receivers):
        return Side.RECEIVERS_ADVERSARY
    return Side.THIRD


def are_opposed(a: Side, b: Side, act: Act) -> bool:
    """Whether two sides stand against each other in an act; in a friendly act nobody does."""
    with_doer = {Side.DOER, Side.DOERS_ALLY, Side.RECEIVERS_ADVERSARY}
    with_receiver = {Side.RECEIVER, Side.RECEIVERS_ALLY, Side.DOERS_ADVERSARY}
    if not custom_of(act.event).hostile:
        with_receiver = {Side.DOERS_ADVERSARY}
    return (a in with_doer and b in with_receiver) or (b in with_doer and a in with_receiver)


def _stands(act: Act, claim: Claim) -> list[tuple[str | None, Stand]]:
    """The outermost speaker says it; the inner ones are only said to, by somebody who takes a stand."""
    stand = _stand_of(act, claim)
    if not claim.attribution:
        return [(None, stand)]
    levels = [tuple(who.code for who in said.speakers) for said in claim.attribution if said.speakers]
    if not levels:
        return [("unknown", stand)]
    outermost: list[tuple[str | None, Stand]] = [(code, stand) for code in levels[0]]
    inner = [code for level in levels[1:] for code in level if code not in levels[0]]
    passed_on = stand if all(map(is_news, levels[0])) else Stand.IS_SAID_TO  # an agency passes on faithfully
    return outermost + [(code, passed_on) for code in dict.fromkeys(inner)]


def _stand_of(act: Act, claim: Claim) -> Stand:
    standing = standing_of(claim, act.event, known_keys(who.code for who in act.actors))
    if standing is Standing.DENIED:
        return Stand.DENIES
    if standing in HAPPENED or standing is Standing.PLANNED:
        return Stand.ASSERTS
    return Stand.ASKS


def _is_ally(speaker: str, parties: frozenset[str], act: Act) -> bool:
    if sector(speaker) == ALLIES:
        return root(speaker) in parties
    if any(sector(party) == ALLIES and root(party) == speaker for party in parties):
        return True
    on = act.time.earliest if act.time else None
    return any(is_member(party, speaker, on) or is_member(speaker, party, on) for party in parties)


def _is_opponent(speaker: str, parties: frozenset[str]) -> bool:
    """Opposition and rebels of a party's country, or the state whose opposition the party is."""
    if sector(speaker) in OPPONENTS:
        return root(speaker) in parties
    return any(sector(party) in OPPONENTS and root(party) == speaker for party in parties)
