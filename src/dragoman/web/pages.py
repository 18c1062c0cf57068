"""The pages: what each of them asks the ledger."""

from __future__ import annotations

from dragoman.errors import LedgerError
from dragoman.ledger.browsing import count_pairs, list_newest, list_page
from dragoman.serialise import claim_to_dict, report_to_dict
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.desk import Stage
from dragoman.web.marking import mark_text


def show_home(visit: Visit) -> Found:
    """Counts, what came last, who has most to do with whom."""
    counts, newest, pairs = visit.ledger.counts(), list_newest(visit.ledger), count_pairs(visit.ledger)
    data = {
        "counts": counts,
        "newest": [
            {"id": a.report.id, "title": a.report.title, "recorded_at": a.recorded_at, "claims": a.claims}
            for a in newest
        ],
        "pairs": [{"a": p.a, "b": p.b, "claims": p.claims} for p in pairs],
    }
    return Found("home.html", {"counts": counts, "newest": newest, "pairs": pairs}, data)


def show_report(visit: Visit) -> Found:
    """The whole text with the words of every claim marked."""
    id, known_at = visit.get("id"), visit.asked.given.get("known_at")
    try:
        report = visit.ledger.get_report(id, known_at=known_at)
    except LedgerError as error:
        raise NotThereError from error
    claims = list(visit.ledger.iter_claims(report=id, known_at=known_at))
    claims.sort(key=lambda claim: (claim.quote.part == "text", claim.quote.start, claim.quote.end))
    quotes = [(claim.quote, *claim.more_quotes) for claim in claims]
    values = {
        "report": report,
        "claims": claims,
        "title": mark_text(report.title or "", quotes, "title"),
        "text": mark_text(report.text, quotes),
        "numbers": {claim.id: number for number, claim in enumerate(claims, 1)},
    }
    data = {"report": report_to_dict(report), "claims": [claim_to_dict(claim) for claim in claims]}
    return Found("report.html", values, data)


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


def show_order(visit: Visit) -> Found:
    """How far a report is that somebody handed in; asks again by itself until it is read."""
    order = visit.desk.find(visit.get("order"))
    if order is None:
        raise NotThereError
    data = {"stage": order.stage.value, "reports": order.read, "claims": order.claims, "report": order.report}
    is_open = order.stage in (Stage.WAITING, Stage.READING)
    return Found("reading.html", {"order": order}, data, refresh=1 if is_open else None)
