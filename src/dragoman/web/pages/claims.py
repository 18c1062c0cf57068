"""A table of claims with its filters."""

from __future__ import annotations

from dragoman.ledger.browsing import list_page
from dragoman.serialise import claim_to_dict
from dragoman.web.answering import Found, Visit


def show_claims(visit: Visit) -> Found:
    """One page of the claims that fit the filters."""
    asked, rows = visit.asked, visit.settings.rows
    first = (asked.page - 1) * rows
    found = list_page(visit.ledger, order=asked.order, offset=first, limit=rows + 1, **asked.filters)
    tellings, has_more = found[:rows], len(found) > rows
    values = {"asked": asked, "tellings": tellings, "first": first, "has_more": has_more}
    data = {
        "filters": asked.given,
        "page": asked.page,
        "has_more": has_more,
        "claims": [{**claim_to_dict(t.claim), "recorded_at": t.recorded_at} for t in tellings],
    }
    return Found("claims.html", values, data)
