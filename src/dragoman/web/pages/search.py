"""Search: actors that bear the name, and reports that hold the words."""

from __future__ import annotations

from dragoman.errors import QuestionError
from dragoman.ledger.browsing import count_roles, find_spelling
from dragoman.obligations.naming import find_actor
from dragoman.records import Span
from dragoman.serialise import claim_to_dict
from dragoman.web.answering import Found, Visit
from dragoman.web.marking import Piece, mark_text

_MOST = 30  # reports
_CONTEXT = 110  # characters on either side of a passage


def show_search(visit: Visit) -> Found:
    """What the ledger holds for some words; nothing in them is syntax."""
    words = visit.request.query_params.get("q", "").strip()
    if not words:
        return Found("search.html", {"words": "", "actor": None, "hits": []}, {"actor": None, "reports": []})
    code = _actor(visit, words)
    hits = list(
        visit.ledger.search(
            words,
            known_at=visit.asked.given.get("known_at"),
            valid_at=visit.asked.given.get("valid_at"),
            limit=_MOST,
        )
    )
    shown = [
        {"report": hit.report, "claims": hit.claims, "pieces": _snippet(hit.report.text, hit.passages)}
        for hit in hits
    ]
    values = {"words": words, "actor": code, "hits": shown}
    data = {
        "actor": code,
        "reports": [
            {"id": hit.report.id, "title": hit.report.title, "claims": [claim_to_dict(c) for c in hit.claims]}
            for hit in hits
        ],
    }
    return Found("search.html", values, data)


def _actor(visit: Visit, words: str) -> str | None:
    try:
        code = find_actor(words)
    except QuestionError:
        code = words
    code = find_spelling(visit.ledger, code)
    return code if any(count_roles(visit.ledger, code).values()) else None


def _snippet(text: str, passages: tuple[Span, ...]) -> list[Piece]:
    """The text around the first word found, the words marked."""
    own = [span for span in passages if span.part == "text"]
    start = max(0, own[0].start - _CONTEXT) if own else 0
    end = min(len(text), (own[0].end if own else 0) + 2 * _CONTEXT)
    near = [
        [Span(start=span.start - start, end=span.end - start, text="", part="text")]
        for span in own
        if span.start >= start and span.end <= end
    ]
    return mark_text(text[start:end], near)
