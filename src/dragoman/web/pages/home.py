"""The ledger at a glance."""

from __future__ import annotations

from dragoman.ledger.browsing import count_pairs, list_newest
from dragoman.web.answering import Found, Visit


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
