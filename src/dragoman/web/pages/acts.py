"""The acts that the address asks for, out of those the ledger's claims come to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dragoman.history import Act
from dragoman.history.asking import choose_acts
from dragoman.ledger.browsing import iter_candidate_ids
from dragoman.ledger.questions import to_question
from dragoman.web.answering import Found, Visit
from dragoman.web.history_kept import History


class ActOrder(StrEnum):
    """How a table of acts is sorted; acts without a time come last."""

    LATEST_TIME = "latest-time"
    EARLIEST_TIME = "earliest-time"
    ORIGINS = "origins"
    TELLINGS = "tellings"
    EVENT = "event"


def acts_asked(visit: Visit, history: History) -> Sequence[Act]:
    """Acts that fit the filters of the address, by their time. Raises as `Ledger.iter_claims` does."""
    filters = visit.asked.filters
    given = {name for name in visit.asked.given if name != "known_at"}
    if not given:
        return history.acts
    question = to_question(**filters)
    known = history.claims
    fitting = {
        id for id in iter_candidate_ids(visit.ledger, question) if id in known and question.fits(known[id])
    }
    return choose_acts(history.acts, fitting, filters)


def sort_acts(acts: Sequence[Act], order: ActOrder) -> list[Act]:
    """Acts in an order; those that tie stay by their time."""
    if order is ActOrder.ORIGINS:
        return sorted(acts, key=lambda act: -act.independent)
    if order is ActOrder.TELLINGS:
        return sorted(acts, key=lambda act: -len(act.tellings))
    if order is ActOrder.EVENT:
        return sorted(acts, key=lambda act: act.event.value)
    dated = [act for act in acts if act.time and act.time.earliest]
    undated = [act for act in acts if not (act.time and act.time.earliest)]
    return [*(dated if order is ActOrder.EARLIEST_TIME else reversed(dated)), *undated]


def still_working(title: str) -> Found:
    """What a page gives while acts are worked out: it asks again by itself."""
    return Found("working.html", {"heading": title}, {"working": True}, status=503, refresh=2)
