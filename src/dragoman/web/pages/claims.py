"""A table of claims with its filters."""

from __future__ import annotations

from collections import Counter

from dragoman.ledger.browsing import count_kinds, list_page
from dragoman.ledger.questions import to_question
from dragoman.serialise import claim_to_dict
from dragoman.web.answering import Found, Visit


def show_claims(visit: Visit) -> Found:
    """One page of the claims that fit the filters."""
    asked, rows = visit.asked, visit.settings.rows
    first = (asked.page - 1) * rows
    found = list_page(visit.ledger, order=asked.order, offset=first, limit=rows + 1, **asked.filters)
    tellings, has_more = found[:rows], len(found) > rows
    facets = _count(visit)
    values = {
        "asked": asked,
        "tellings": tellings,
        "first": first,
        "has_more": has_more,
        "facets": facets,
        "total": sum(facets["status"].values()) if facets else None,
    }
    data = {
        "filters": asked.given,
        "page": asked.page,
        "has_more": has_more,
        "counts": facets,
        "claims": [{**claim_to_dict(t.claim), "recorded_at": t.recorded_at} for t in tellings],
    }
    return Found("claims.html", values, data)


def _count(visit: Visit) -> dict[str, dict[str, int]]:
    """How many claims of each type and status fit; empty where words or a valid time are asked for, which
    no count can tell without reading every claim."""
    question = to_question(**visit.asked.filters)
    if question.text is not None or question.valid_at is not None:
        return {}
    events: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for (event, status), number in count_kinds(visit.ledger, question).items():
        events[event.value] += number
        statuses[status.value] += number
    return {"event": dict(events.most_common()), "status": dict(statuses.most_common())}
