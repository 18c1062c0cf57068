"""One actor, and what binds and divides two of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from dragoman.errors import QuestionError
from dragoman.history import Act
from dragoman.history.forms import act_to_dict, relation_to_dict
from dragoman.history.relations import count_classes, quad_of, relate
from dragoman.ledger.browsing import count_partners, count_roles, find_spelling
from dragoman.obligations.naming import find_actor
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.pages.acts import acts_asked, still_working
from dragoman.web.pages.agreements import agreements_between, agreements_of
from dragoman.web.picture_counts import draw_counts
from dragoman.web.picture_time import draw_acts

_LATEST = 25  # acts on an actor's page
_MOST_SPEAKERS = 12
_MOST_OUTLETS = 12
_MOST_PARTNERS = 8
_MONTHLY = 4  # years; a longer time is drawn by years


def show_actor(visit: Visit) -> Found:
    """Who an actor is in the ledger: partners, latest acts, agreements in force."""
    code = _code_asked(visit, visit.get("code").strip())
    roles = count_roles(visit.ledger, code)
    agreements = agreements_of(code, _day_asked(visit))
    if not any(roles.values()) and not agreements:
        raise NotThereError
    history = visit.find_history(patience=0.2)
    acts = _acts_with(history.acts, code) if history else None
    latest = list(reversed(acts))[:_LATEST] if acts is not None else None
    partners = count_partners(visit.ledger, code)
    values = {
        "code": code,
        "roles": roles,
        "partners": partners,
        "latest": latest,
        "picture": draw_acts(acts) if acts else None,
        "counts": draw_counts(count_classes(acts, by_year=_is_long(acts))) if acts else None,
        "sides": _sides_of(acts, code) if acts else {},
        "speakers": _speakers_of(acts or []),
        "outlets": _outlets_of(acts or []),
        "agreements": agreements,
    }
    data = {
        "code": code,
        "roles": roles,
        "partners": [{"code": other, "claims": number} for other, number in partners],
        "latest": [act_to_dict(act) for act in latest or ()],
        "agreements": [a.id for a in agreements],
    }
    return Found("actor.html", values, data)


def show_pair(visit: Visit) -> Found:
    """What binds and divides two actors, over time."""
    pair = visit.asked.given.get("pair")
    if pair is None:
        raise AskedWronglyError("pair")
    a, b = (_code_asked(visit, part.strip()) for part in pair.split(",", 1))
    history = visit.find_history()
    if history is None:
        return still_working("pair.title")
    since, until = visit.asked.given.get("since"), visit.asked.given.get("until")
    by_year = visit.request.query_params.get("year") == "1"
    relation = relate(a, b, acts_asked(visit, history), by_year=by_year)
    agreements = agreements_between(a, b, _day_asked(visit))
    acts = _in_time([act for strand in relation.strands for act in strand.acts])
    values = {
        "asked": visit.asked,
        "relation": relation,
        "counts": draw_counts(relation.periods),
        "picture": draw_acts(acts, since, until),
        "agreements": agreements,
        "speakers": _speakers_of(acts),
    }
    data = {**relation_to_dict(relation), "agreements": [found.id for found in agreements]}
    return Found("pair.html", values, data)


def _code_asked(visit: Visit, name: str) -> str:
    """The code of an actor given by code or by name: RUS, Russland, Nato."""
    if re.search(r"[,*]", name):
        raise AskedWronglyError("actor")
    try:
        code = find_actor(name)
    except QuestionError:
        code = name
    return find_spelling(visit.ledger, code)


def _day_asked(visit: Visit) -> str:
    """The day for which agreements are asked: valid_at where it is a day, else today."""
    valid = visit.asked.given.get("valid_at", "")
    return valid if re.fullmatch(r"\d{4}-\d{2}-\d{2}", valid) else datetime.now(UTC).date().isoformat()


def _acts_with(acts: Sequence[Act], code: str) -> list[Act]:
    wanted = code.casefold()
    return [act for act in acts if any(p.code.casefold() == wanted for p in (*act.actors, *act.targets))]


def _in_time(acts: list[Act]) -> list[Act]:
    unique = {act.id: act for act in acts}
    return sorted(unique.values(), key=lambda act: (act.time.earliest or "" if act.time else "", act.id))


def _is_long(acts: Sequence[Act]) -> bool:
    """Whether the acts lie over more years than months can be told apart in a picture."""
    years = {act.time.earliest[:4] for act in acts if act.time and act.time.earliest}
    return len(years) > _MONTHLY


def _sides_of(acts: Sequence[Act], code: str) -> dict[str, list[tuple[str, int]]]:
    """With whom acts bind an actor, and with whom they divide it; the most first."""
    counts: dict[str, Counter[str]] = {"binds": Counter(), "divides": Counter()}
    wanted = code.casefold()
    for act in acts:
        quad = quad_of(act.event)
        others = {p.code for p in (*act.actors, *act.targets)}
        side = counts["binds" if quad is None or quad.binds else "divides"]
        side.update(other for other in others if other.casefold() != wanted)
    return {name: found.most_common(_MOST_PARTNERS) for name, found in counts.items()}


def _outlets_of(acts: Sequence[Act]) -> list[tuple[str, int]]:
    return Counter(outlet for act in acts for outlet in act.outlets).most_common(_MOST_OUTLETS)


def _speakers_of(acts: Sequence[Act]) -> list[tuple[str, int]]:
    counts = Counter(code for act in acts for code in act.speakers)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SPEAKERS]
