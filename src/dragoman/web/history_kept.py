"""Acts and disputes of the whole ledger.

To form acts all claims of a type are needed; with 100,000 claims that takes many seconds, with some thousands
a tenth of one. So pages ask for them through `kept`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.history import Act, Dispute, events, find_disputes
from dragoman.ledger import Ledger
from dragoman.records import Claim


@dataclass(frozen=True, eq=False)
class History:
    """What the claims of one state of the ledger come to; by a claim's id the act it tells, and the claim."""

    acts: Sequence[Act]
    disputes: Sequence[Dispute]
    by_claim: Mapping[str, Act]
    claims: Mapping[str, Claim]


def find_history(ledger: Ledger, known_at: str | None) -> History:
    """The history of the ledger as it was known."""
    acts = events(ledger, known_at=known_at)
    return History(
        acts=acts,
        disputes=find_disputes(acts),
        by_claim={id: act for act in acts for id in act.claim_ids},
        claims={telling.claim.id: telling.claim for act in acts for telling in act.tellings},
    )
