"""What people decided about which claims tell one act.

That a claim is rejected, corrected or accepted again the ledger itself has seen to when it hands its
tellings out. What it leaves to those who group claims is which of them belong together. A later decision
about a pair of claims wins over an earlier one; every decision can be taken back by a further one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from dragoman.records import Claim, Review, Telling, Verdict

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim under comparison."""

    telling: Telling
    id: str

    @property
    def claim(self) -> Claim:
        """What it says."""
        return self.telling.claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided about single claims, and about pairs of them.

    `merged` are pairs that somebody holds for one act, the latest decision first, `split` those held for two.
    """

    about: dict[str, tuple[Review, ...]]
    merged: dict[Pair, Review]
    split: dict[Pair, Review]


def read_decisions(reviews: Iterable[Review]) -> Decisions:
    """Sort reviews by what they are about; the latest about a pair stands, and stands last."""
    about: dict[str, tuple[Review, ...]] = {}
    pairs: dict[Pair, Review] = {}
    for review in sorted(reviews, key=lambda review: review.recorded_at or "9"):
        if review.verdict in (Verdict.MERGE, Verdict.SPLIT):
            for pair in _pairs_of(review):
                pairs.pop(pair, None)
                pairs[pair] = review
        for claim in dict.fromkeys(review.claims):
            about[claim] = (*about.get(claim, ()), review)
    latest_first = list(pairs.items())[::-1]
    return Decisions(
        about=about,
        merged={pair: review for pair, review in latest_first if review.verdict is Verdict.MERGE},
        split={pair: review for pair, review in latest_first if review.verdict is Verdict.SPLIT},
    )


def cases_of(tellings: Iterable[Telling]) -> list[Case]:
    """Each claim once, as it was recorded last, in the order of their ids."""
    latest: dict[str, Telling] = {}
    for telling in tellings:
        id = telling.claim.id
        known = latest.get(id)
        if known is None or known.recorded_at < telling.recorded_at:
            latest[id] = telling
    return [Case(telling, id) for id, telling in sorted(latest.items())]


def _pairs_of(review: Review) -> list[Pair]:
    claims = list(dict.fromkeys(review.claims))
    if review.verdict is Verdict.SPLIT:
        return [frozenset((claims[0], other)) for other in claims[1:]]
    return [frozenset(pair) for pair in combinations(claims, 2)]
