"""Acts on a line of time, to be gone through and looked at more closely by links alone."""

from __future__ import annotations

from datetime import timedelta

from dragoman.history.forms import act_to_dict
from dragoman.web.answering import Found, Visit
from dragoman.web.pages.acts import acts_asked, still_working
from dragoman.web.picture_time import TimePicture, draw_acts


def show_timeline(visit: Visit) -> Found:
    """The acts that fit, drawn between two dates, and where to go from here."""
    history = visit.find_history()
    if history is None:
        return still_working("timeline.title")
    given = visit.asked.given
    acts = acts_asked(visit, history)
    picture = draw_acts(acts, given.get("since"), given.get("until"))
    values = {
        "asked": visit.asked,
        "picture": picture,
        "moves": _moves(picture) if picture else {},
        "total": len(acts),
    }
    drawn = [mark.act for row in picture.rows for mark in row.marks] if picture else []
    data = {"filters": given, "total": len(acts), "events": [act_to_dict(act) for act in drawn]}
    return Found("timeline.html", values, data)


def _moves(picture: TimePicture) -> dict[str, tuple[str, str]]:
    """The first and last day of the picture one step earlier, later, closer and wider."""
    span = max(picture.last - picture.first, timedelta(days=2))
    half, quarter = span / 2, span / 4
    steps = {
        "earlier": (-half, -half),
        "later": (half, half),
        "closer": (quarter, -quarter),
        "wider": (-half, half),
    }
    moved = {}
    for name, (first, last) in steps.items():
        try:
            moved[name] = ((picture.first + first).isoformat(), (picture.last + last).isoformat())
        except OverflowError:  # before the year 1 or after 9999
            continue
    return {name: days for name, days in moved.items() if days[0] < days[1]}
