"""Who is in the ledger: every actor code with its names and how often it acts, is acted on, and speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.records import MUTUAL_EVENTS, Participant, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One code, its names in the reports (the most frequent first), and in how many claims it stands where.

    In a mutual act both sides count as doers. `first` and `last` are the earliest and latest day (ISO) of
    the dated claims in which it takes part, None where none is dated.
    """

    code: str
    names: tuple[str, ...]
    does: int
    receives: int
    speaks: int
    reports: int
    first: str | None
    last: str | None


def count_actors(tellings: Iterable[Telling]) -> list[Actor]:
    """Count over claims as the ledger holds them; who stands in most reports comes first."""
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[str, set[str]] = defaultdict(set)
    days: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        claim = telling.claim
        targets = "does" if claim.event in MUTUAL_EVENTS else "receives"
        parts = (("does", claim.actors), (targets, claim.targets), ("speaks", claim.speakers))
        for role, people in parts:
            for who in people:
                roles[who.code][role] += 1
                reports[who.code].add(telling.report.id)
                names[who.code].update(_names(who))
                if role != "speaks" and claim.time:
                    days[who.code].update(d for d in (claim.time.earliest, claim.time.latest) if d)
    actors = [
        Actor(
            code=code,
            names=tuple(
                name for name, _ in sorted(names[code].items(), key=lambda item: (-item[1], item[0]))
            ),
            does=counts["does"],
            receives=counts["receives"],
            speaks=counts["speaks"],
            reports=len(reports[code]),
            first=min(days[code], default=None),
            last=max(days[code], default=None),
        )
        for code, counts in roles.items()
    ]
    return sorted(actors, key=lambda actor: (-actor.reports, -actor.does - actor.receives, actor.code))


def _names(who: Participant) -> list[str]:
    return [who.name] if who.name else []
