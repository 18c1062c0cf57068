"""Claims that wait for a person's eye, the least sure of the latest first, and the form to decide them."""

from __future__ import annotations

from dragoman.ledger.browsing import list_page
from dragoman.records import Event, Review, Status, Telling
from dragoman.serialise import claim_to_dict
from dragoman.web.answering import Found, Visit
from dragoman.web.marking import mark_text

LOOKED_AT = 400  # claims, the latest that fit, out of which the least sure are put first
CONTEXT = 240  # characters of the report on either side of the quote


def show_review(visit: Visit) -> Found:
    """One claim with its place in the report, the decision about it, and how many wait."""
    decided = _decisions(visit)
    tellings = list_page(visit.ledger, limit=LOOKED_AT, **visit.asked.filters)
    again = visit.request.query_params.get("again") == "1"
    waiting = [t for t in tellings if again or t.claim.id not in decided]
    waiting.sort(key=lambda t: t.claim.confidence)
    at = min(visit.asked.page, max(1, len(waiting))) - 1
    telling = waiting[at] if waiting else None
    values = {
        "asked": visit.asked,
        "again": again,
        "telling": telling,
        "waiting": len(waiting),
        "at": at + 1,
        "before": _context(telling)[0] if telling else "",
        "pieces": _context(telling)[1] if telling else [],
        "reviews": decided.get(telling.claim.id, []) if telling else [],
        "name": visit.request.cookies.get("reviewer", "")[:80],
        "is_kept": visit.request.query_params.get("kept") == "1",
        "problem": visit.request.query_params.get("problem") == "1",
        "types": list(Event),
        "statuses": list(Status),
    }
    data = {
        "waiting": len(waiting),
        "claims": [claim_to_dict(t.claim) for t in waiting[at : at + visit.settings.rows]],
    }
    return Found("review.html", values, data)


def _decisions(visit: Visit) -> dict[str, list[Review]]:
    """The reviews of each claim, by the id it has now."""
    found: dict[str, list[Review]] = {}
    for review in visit.ledger.iter_reviews(current=True):
        for id in review.claims:
            found.setdefault(id, []).append(review)
    return found


def _context(telling: Telling) -> tuple[str, list[object]]:
    """What stands before the quote, and the quote marked within what follows."""
    quote = telling.claim.quote
    text = (telling.report.title or "") if quote.part == "title" else telling.report.text
    start = max(0, quote.start - CONTEXT)
    end = min(len(text), quote.end + CONTEXT)
    pieces = [piece for piece in mark_text(text, [[quote]], quote.part) if start <= piece.start < end]
    first = text[start : pieces[0].start] if pieces else ""
    if pieces and pieces[0].start < start:
        first = ""
    return first, [*pieces]
