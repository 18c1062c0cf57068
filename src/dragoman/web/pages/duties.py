"""What binds an actor, and who must do what if A attacks B."""

from __future__ import annotations

import re
from typing import Any

from dragoman.errors import QuestionError
from dragoman.obligations import load_instruments, obligations_of, prove, whatif
from dragoman.obligations.engine import Answer, Obligation
from dragoman.obligations.naming import find_actor
from dragoman.obligations.proofs import iter_needed
from dragoman.obligations.serialise import answers_to_list, obligation_to_dict
from dragoman.web.answering import Found, Visit
from dragoman.web.pages.law_asked import day_asked, party_asked, value_of
from dragoman.web.picture_cascade import draw_cascade

_CONDITIONS = ("state_of_war", "request", "joint_finding", "organ_decision", "consultation")
_ANSWERS = (Answer.OBLIGED, Answer.CONDITIONAL, Answer.UNDETERMINABLE, Answer.NOT_TRIGGERED)


def show_whatif(visit: Visit) -> Found:
    """The form; with both sides given, what follows, as a picture and a list with proofs."""
    given = visit.request.query_params
    attacker, attacked = value_of(visit, "attacker"), value_of(visit, "attacked")
    holds = [c for c in given.getlist("holds") if c in _CONDITIONS]
    values: dict[str, Any] = {
        "given": dict(given),
        "holds": holds,
        "conditions": _CONDITIONS,
        "planned": [i for i in load_instruments() if i.planned or (i.signed.on and not i.in_force.on)],
        "assume": given.getlist("assume"),
        "cascade": None,
        "problem": None,
    }
    if not (attacker and attacked):
        return Found("whatif.html", values, {"answers": []})
    try:
        cascade = whatif(
            f"{find_actor(attacker)} attacks {find_actor(attacked)}",
            day_asked(visit),
            place=value_of(visit, "place") or None,
            assume=[f"planned:{id}" for id in given.getlist("assume") if id],
            holds=holds,
            distrust=[who for who in re.split(r"[,\s]+", value_of(visit, "distrust")) if who],
            ledger=visit.ledger,
        )
    except QuestionError:
        values["problem"] = "whatif.unknown"
        return Found("whatif.html", values, {"error": visit.words("whatif.unknown")}, status=400)
    values |= {
        "cascade": cascade,
        "picture": draw_cascade(cascade),
        "answers": _by_answer(cascade.obligations),
        "prove": lambda found: prove(found, cascade.question),
        "needed": lambda found: list(iter_needed(found)),
    }
    return Found("whatif.html", values, {"answers": answers_to_list(cascade)})


def show_obligations(visit: Visit) -> Found:
    """What binds an actor on a day."""
    values: dict[str, Any] = {"given": dict(visit.request.query_params), "answers": {}, "actor": None}
    if not value_of(visit, "actor"):
        return Found("obligations.html", values, {"obligations": []})
    actor = party_asked(visit, "actor")
    found = obligations_of(actor, day_asked(visit), ledger=visit.ledger)
    values |= {
        "actor": actor,
        "answers": _by_answer(found),
        "prove": lambda one: prove(one),
        "needed": lambda one: list(iter_needed(one)),
    }
    return Found("obligations.html", values, {"obligations": [obligation_to_dict(one) for one in found]})


def _by_answer(found: tuple[Obligation, ...] | list[Obligation]) -> dict[str, list[list[Obligation]]]:
    """Answers of one kind together, those of one clause in one row: it binds many in the same way."""
    sorted_out: dict[str, dict[tuple[object, ...], list[Obligation]]] = {a.value: {} for a in _ANSWERS}
    for one in found:
        key = (one.instrument, one.clause, one.conditions, tuple(r.key for r in one.reasons))
        sorted_out[one.answer.value].setdefault(key, []).append(one)
    return {answer: list(rows.values()) for answer, rows in sorted_out.items() if rows}
