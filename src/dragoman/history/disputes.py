"""Where reports and speakers contradict each other.

A dispute names both sides and what each of them goes by. It decides nothing: no truth score is worked out
of how many say what, and the status, the speaker, the grade of the source and the reader's own confidence
stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from dragoman.edtf import compare, parse_edtf
from dragoman.history.acts import Act
from dragoman.history.amounts import Amount, amount_of
from dragoman.history.codes import known_keys
from dragoman.history.customs import custom_of
from dragoman.history.likeness import may_be_same_matter, may_be_same_sides, stems_of
from dragoman.history.sides import Position, Side, Stand, are_opposed, positions_of
from dragoman.history.standing import HAPPENED, Standing
from dragoman.records import MUTUAL_EVENTS, Claim, Event, Telling, content_hash

_NEAR = 10  # days; dates of the same once-only act that lie further apart are two acts told rightly


class Matter(StrEnum):
    """What is in dispute."""

    FACT = "whether it happened"
    DATE = "when"
    NUMBER = "how many"
    DOER = "who did it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the contradicting accounts: what it says, who says so (none: reports themselves), its claims."""

    says: str
    speakers: tuple[str, ...]
    sides: tuple[Side, ...]
    claims: tuple[Claim, ...]
    tellings: tuple[Telling, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that give this account."""
        return tuple(dict.fromkeys(telling.report.id for telling in self.tellings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A contradiction about one act, or about what may be one act told in two ways.

    `opposed` says that the accounts come from sides which the act itself sets against each other.
    """

    matter: Matter
    event: Event
    acts: tuple[Act, ...]
    versions: tuple[Version, ...]
    opposed: bool
    why: str

    @property
    def id(self) -> str:
        """Hash of the matter and the acts."""
        return content_hash(self.matter, *sorted(act.id for act in self.acts))[:32]


def find_disputes(acts: Iterable[Act]) -> list[Dispute]:
    """All contradictions within acts and between acts that exclude each other, by the acts' time."""
    acts = list(acts)
    found = [dispute for act in acts for dispute in (_denial(act), _numbers(act)) if dispute]
    found += [*_dates(acts), *_doers(acts)]
    place = {act.id: number for number, act in enumerate(acts)}
    return sorted(found, key=lambda d: (place[d.acts[0].id], list(Matter).index(d.matter), d.id))


def _denial(act: Act) -> Dispute | None:
    """Told as done by some and denied by others; a plan that was called off is no contradiction."""
    standings = {step.standing for step in act.history}
    if not (standings & HAPPENED and Standing.DENIED in standings):
        return None
    positions = positions_of(act)
    asserting = [p for p in positions if p.stand is Stand.ASSERTS and _tells_a_deed(p)]
    denying = [p for p in positions if p.stand is Stand.DENIES]
    if not asserting or not denying:
        return None
    opposed = any(are_opposed(a.side, b.side, act) for a in asserting for b in denying)
    names = [", ".join(p.speaker or "reports" for p in group) for group in (asserting, denying)]
    return Dispute(
        matter=Matter.FACT,
        event=act.event,
        acts=(act,),
        versions=(_version("happened", asserting), _version("did not happen", denying)),
        opposed=opposed,
        why=f"asserted by {names[0]}, denied by {names[1]}",
    )


def _tells_a_deed(position: Position) -> bool:
    return any(claim.status == "occurred" for claim in position.claims)


def _version(says: str, positions: Sequence[Position]) -> Version:
    return Version(
        says=says,
        speakers=tuple(p.speaker for p in positions if p.speaker),
        sides=tuple(dict.fromkeys(p.side for p in positions)),
        claims=tuple(dict.fromkeys(claim for p in positions for claim in p.claims)),
        tellings=tuple(dict.fromkeys(telling for p in positions for telling in p.tellings)),
    )


def _numbers(act: Act) -> Dispute | None:
    """Numbers for the same thing that cannot all be right."""
    told: list[tuple[Amount, Claim, Telling]] = []
    for claim, telling in zip(act.claims, act.tellings, strict=True):
        amount = amount_of(claim)
        if amount is not None:
            told.append((amount, claim, telling))
    against = {
        index
        for (i, a), (j, b) in combinations(enumerate(told), 2)
        if a[0].contradicts(b[0]) and _same_thing(a[1], b[1])
        for index in (i, j)
    }
    if not against:
        return None
    by_text: dict[str, list[tuple[Claim, Telling]]] = defaultdict(list)
    for index in sorted(against):
        amount, claim, telling = told[index]
        by_text[amount.text].append((claim, telling))
    versions = tuple(_told_as(act, text, group) for text, group in sorted(by_text.items()))
    return Dispute(
        matter=Matter.NUMBER,
        event=act.event,
        acts=(act,),
        versions=versions,
        opposed=_are_versions_opposed(versions, act),
        why=" against ".join(version.says for version in versions),
    )


def _same_thing(a: Claim, b: Claim) -> bool:
    return may_be_same_matter(stems_of(a.matter or ""), stems_of(b.matter or ""))


def _dates(acts: Sequence[Act]) -> Iterator[Dispute]:
    """Two days for what two sides do once: told by different reports, within days of each other."""
    blocks: dict[tuple[Event, str], list[Act]] = defaultdict(list)
    for act in acts:
        if custom_of(act.event).once and act.time and act.standing in HAPPENED | {Standing.DISPUTED}:
            for party in sorted(_parties(act)):
                blocks[act.event, party].append(act)
    seen: set[frozenset[str]] = set()
    for block in blocks.values():
        for a, b in combinations(block, 2):
            pair = frozenset((a.id, b.id))
            if pair not in seen and _is_one_act_on_two_days(a, b):
                seen.add(pair)
                yield _between(Matter.DATE, a, b, tuple(act.time.edtf for act in (a, b) if act.time))


def _is_one_act_on_two_days(a: Act, b: Act) -> bool:
    if a.time is None or b.time is None or not _told_apart(a, b):
        return False
    if compare(parse_edtf(a.time.edtf), parse_edtf(b.time.edtf)) not in (-1, 1):
        return False
    gap = max(_days_between(a.time.latest, b.time.earliest), _days_between(b.time.latest, a.time.earliest))
    if gap > _NEAR or not may_be_same_sides(_sides(a), _sides(b)):
        return False
    if any(len(side) == 0 for act in (a, b) for side in _sides(act)):
        return False
    if not custom_of(a.event).may_share_mode(a.mode, b.mode):
        return False
    return all(_same_thing(x, y) for x in a.claims for y in b.claims)


def _doers(acts: Sequence[Act]) -> Iterator[Dispute]:
    """One deed, by its day, site and victim, that is laid at two doors."""
    blocks: dict[tuple[Event, str, str], list[Act]] = defaultdict(list)
    for act in acts:
        day = act.time.earliest if act.time and act.time.earliest == act.time.latest else None
        if custom_of(act.event).on_site and day and act.place and act.place.mention:
            for party in sorted(known_keys(who.code for who in act.targets)) or [act.place.code]:
                blocks[act.event, party, day].append(act)
    seen: set[frozenset[str]] = set()
    for block in blocks.values():
        for a, b in combinations(block, 2):
            pair = frozenset((a.id, b.id))
            if pair not in seen and _is_one_deed_of_two(a, b):
                seen.add(pair)
                says = tuple(", ".join(who.code for who in act.actors) for act in (a, b))
                yield _between(Matter.DOER, a, b, says)


def _is_one_deed_of_two(a: Act, b: Act) -> bool:
    doers = [known_keys(who.code for who in act.actors) for act in (a, b)]
    if not all(doers) or doers[0] & doers[1]:
        return False
    if a.place is None or b.place is None or a.place.name.casefold() != b.place.name.casefold():
        return False
    if not custom_of(a.event).may_share_mode(a.mode, b.mode):
        return False
    return any(claim.attribution for act in (a, b) for claim in act.claims)


def _between(matter: Matter, a: Act, b: Act, says: Sequence[str]) -> Dispute:
    versions = tuple(
        _told_as(act, text, list(zip(act.claims, act.tellings, strict=True)))
        for act, text in zip((a, b), says, strict=True)
    )
    return Dispute(
        matter=matter,
        event=a.event,
        acts=(a, b),
        versions=versions,
        opposed=_are_versions_opposed(versions, a),
        why=" against ".join(f"{v.says} in {', '.join(v.reports)}" for v in versions),
    )


def _told_as(act: Act, says: str, told: Sequence[tuple[Claim, Telling]]) -> Version:
    claims = tuple(claim for claim, _ in told)
    positions = [p for p in positions_of(act) if any(claim in claims for claim in p.claims)]
    return Version(
        says=says,
        speakers=tuple(dict.fromkeys(p.speaker for p in positions if p.speaker)),
        sides=tuple(dict.fromkeys(p.side for p in positions)),
        claims=claims,
        tellings=tuple(telling for _, telling in told),
    )


def _are_versions_opposed(versions: Sequence[Version], act: Act) -> bool:
    return any(are_opposed(x, y, act) for a, b in combinations(versions, 2) for x in a.sides for y in b.sides)


def _told_apart(a: Act, b: Act) -> bool:
    """A report that tells both holds them for two acts."""
    return not {r.id for r in a.reports} & {r.id for r in b.reports}


def _sides(act: Act) -> tuple[frozenset[str], ...]:
    actors, targets = (known_keys(who.code for who in people) for people in (act.actors, act.targets))
    return (actors | targets,) if act.event in MUTUAL_EVENTS else (actors, targets)


def _parties(act: Act) -> frozenset[str]:
    return frozenset().union(*_sides(act))


def _days_between(end: str | None, start: str | None) -> int:
    """Days from one ISO day to a later one; none where one of them is open."""
    if end is None or start is None:
        return 0
    return (date.fromisoformat(start) - date.fromisoformat(end)).days
