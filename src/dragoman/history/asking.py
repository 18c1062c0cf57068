"""Questions to a ledger about what its claims come to.

``events``, ``disputes``, ``relations``, ``sources`` and ``actors`` take the ledger first and the filters of
`Ledger.iter_claims` by name. Acts are always formed from all claims of their type that the ledger held at
`known_at`; the other filters choose among the acts, so that no question changes what an act is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.edtf import is_compatible, parse_edtf
from dragoman.history.acts import Act, find_acts
from dragoman.history.disputes import Dispute, find_disputes
from dragoman.ledger import Ledger
from dragoman.records import MUTUAL_EVENTS, Claim, Event, Participant, Review, Telling


def events(ledger: Ledger, **filters: Any) -> list[Act]:
    """Acts that the ledger's claims tell, sorted by time; all filters that are given must hold.

    `actor`, `target`, `speaker` (codes; ``RUS:*``), `event`, `status` (of one of the claims), `since`,
    `until`, `valid_at` (EDTF; an act without a date fits none), `report`, `text` and `known_at`, as for
    `Ledger.iter_claims`. Raises EDTFError, ValueError and LedgerError as that does.
    """
    known_at = filters.pop("known_at", None)
    limit = filters.pop("limit", None)
    found = _matching_acts(ledger, filters, known_at)
    return found if limit is None else found[:limit]


def disputes(ledger: Ledger, **filters: Any) -> list[Dispute]:
    """Contradictions about acts that fit; an act that stands against one of them is taken in."""
    known_at = filters.pop("known_at", None)
    limit = filters.pop("limit", None)
    fitting = {act.id for act in _matching_acts(ledger, dict(filters), known_at)}
    types = _types(ledger, filters, known_at)
    acts = find_acts(_tellings_of(ledger, types, known_at), _reviews(ledger, known_at))
    found = [d for d in find_disputes(acts) if any(act.id in fitting for act in d.acts)]
    return found if limit is None else found[:limit]


def tellings_of(ledger: Ledger, **filters: Any) -> Iterator[Telling]:
    """The ledger's claims with their reports, as far as they fit."""
    yield from ledger.iter_tellings(**filters)


def _matching_acts(ledger: Ledger, filters: dict[str, Any], known_at: str | None) -> list[Act]:
    acts = find_acts(
        _tellings_of(ledger, _types(ledger, filters, known_at), known_at), _reviews(ledger, known_at)
    )
    return [act for act in acts if fits(act, **filters)]
