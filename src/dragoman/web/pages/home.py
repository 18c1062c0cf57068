"""The ledger at a glance."""

from __future__ import annotations

from dragoman.history.forms import dispute_to_dict
from dragoman.ledger.browsing import count_pairs, list_newest
from dragoman.web.answering import Found, Visit

_PATIENCE, _FEW = 0.25, 20_000  # seconds that the first page waits for acts, with fewer claims than these
_OPEN = 8  # disputes on the first page, the latest acts first


def show_home(visit: Visit) -> Found:
    """Counts, what came last, who has most to do with whom."""
    counts, newest, pairs = visit.ledger.counts(), list_newest(visit.ledger), count_pairs(visit.ledger)
    history = visit.find_history(_PATIENCE if counts["claims"] < _FEW else 0)
    disputes = list(history.disputes)[-_OPEN:][::-1] if history else None
    data = {
        "counts": counts,
        "newest": [
            {"id": a.report.id, "title": a.report.title, "recorded_at": a.recorded_at, "claims": a.claims}
            for a in newest
        ],
        "disputes": [dispute_to_dict(dispute) for dispute in disputes or ()],
        "pairs": [{"a": p.a, "b": p.b, "claims": p.claims} for p in pairs],
    }
    values = {"counts": counts, "newest": newest, "pairs": pairs, "disputes": disputes}
    return Found("home.html", values, data)
