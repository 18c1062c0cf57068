"""Acts: the table of them, one of them with all its tellings, and what is in dispute."""

from __future__ import annotations

from dragoman.history import Act, Dispute
from dragoman.history.forms import act_to_dict, dispute_to_dict
from dragoman.history.sides import positions_of
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.pages.acts import ActOrder, acts_asked, sort_acts, still_working
from dragoman.web.picture_steps import draw_steps


def show_events(visit: Visit) -> Found:
    """One page of the acts that fit the filters."""
    history = visit.find_history()
    if history is None:
        return still_working("events.title")
    order = _read_order(visit)
    acts = sort_acts(acts_asked(visit, history), order)
    rows, first = visit.settings.rows, (visit.asked.page - 1) * visit.settings.rows
    shown = acts[first : first + rows]
    disputed = {act.id for dispute in history.disputes for act in dispute.acts}
    values = {
        "asked": visit.asked,
        "acts": shown,
        "total": len(acts),
        "first": first,
        "has_more": len(acts) > first + rows,
        "disputed": disputed,
        "order": order.value,
        "orders": [order.value for order in ActOrder],
    }
    data = {
        "filters": visit.asked.given,
        "order": order.value,
        "page": visit.asked.page,
        "total": len(acts),
        "events": [{**act_to_dict(act), "disputed": act.id in disputed} for act in shown],
    }
    return Found("events.html", values, data)


def show_event(visit: Visit) -> Found:
    """The act that one claim tells, with every other telling of it."""
    history = visit.find_history()
    if history is None:
        return still_working("events.title")
    act = history.by_claim.get(visit.get("claim"))
    if act is None and visit.is_behind:
        return still_working("events.title")
    if act is None:
        raise NotThereError
    found = [dispute for dispute in history.disputes if any(a.id == act.id for a in dispute.acts)]
    values = {
        "act": act,
        "positions": positions_of(act),
        "disputes": found,
        "steps": draw_steps(act),
        "could_be": [history.by_claim[id] for id in act.could_be if id in history.by_claim],
        "columns": _columns(act),
    }
    return Found("event.html", values, {**act_to_dict(act), "disputes": [dispute_to_dict(d) for d in found]})


def show_disputes(visit: Visit) -> Found:
    """Contradictions in which an act fits the filters."""
    history = visit.find_history()
    if history is None:
        return still_working("disputes.title")
    found: list[Dispute] = list(history.disputes)
    if set(visit.asked.given) - {"known_at"}:
        fitting = {act.id for act in acts_asked(visit, history)}
        found = [dispute for dispute in found if any(act.id in fitting for act in dispute.acts)]
    rows, first = visit.settings.rows, (visit.asked.page - 1) * visit.settings.rows
    shown = found[first : first + rows]
    values = {
        "asked": visit.asked,
        "disputes": shown,
        "total": len(found),
        "first": first,
        "has_more": len(found) > first + rows,
    }
    data = {
        "filters": visit.asked.given,
        "page": visit.asked.page,
        "total": len(found),
        "disputes": [dispute_to_dict(dispute) for dispute in shown],
    }
    return Found("disputes.html", values, data)


def _read_order(visit: Visit) -> ActOrder:
    value = visit.request.query_params.get("by", "")
    if not value:
        return ActOrder.LATEST_TIME
    if value not in set(ActOrder):
        raise AskedWronglyError("order")
    return ActOrder(value)


def _columns(act: Act) -> list[dict[str, object]]:
    """Its reports side by side: each with its origin's number and what it tells of the act."""
    origin = {report.id: number for number, o in enumerate(act.origins, 1) for report in o.reports}
    return [
        {
            "report": report,
            "origin": origin.get(report.id, 0),
            "tellings": [telling for telling in act.tellings if telling.report.id == report.id],
        }
        for report in act.reports
    ]
