"""A report with its claims marked."""

from __future__ import annotations

from dragoman.errors import LedgerError
from dragoman.serialise import claim_to_dict, report_to_dict
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.marking import mark_text


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
