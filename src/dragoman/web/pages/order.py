"""How far a report is that was handed in."""

from __future__ import annotations

from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.desk import Stage


def show_order(visit: Visit) -> Found:
    """How far a report is that somebody handed in; asks again by itself until it is read."""
    order = visit.desk.find(visit.get("order"))
    if order is None:
        raise NotThereError
    data = {
        "stage": order.stage.value,
        "reports": order.read,
        "claims": order.claims,
        "report": order.report,
        "set_aside": order.set_aside,
        "reasons": order.reasons,
    }
    is_open = order.stage in (Stage.WAITING, Stage.READING)
    return Found("reading.html", {"order": order}, data, refresh=1 if is_open else None)
