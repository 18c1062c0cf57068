"""Agreements, what binds an actor, and who must do what if A attacks B."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from dragoman.errors import QuestionError
from dragoman.obligations import load_instruments, obligations_of, prove, whatif
from dragoman.obligations.engine import Answer, Obligation
from dragoman.obligations.naming import find_actor
from dragoman.obligations.proofs import iter_needed
from dragoman.obligations.records import Form, Instrument
from dragoman.obligations.serialise import answers_to_list, obligation_to_dict
from dragoman.obligations.stated import state_claims
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.pages.agreements import bound_by
from dragoman.web.picture_cascade import draw_cascade

_CONDITIONS = ("state_of_war", "request", "joint_finding", "organ_decision", "consultation")
_MOST_TOLD = 60  # agreements of reports in the list, the newest reports
_ANSWERS = (Answer.OBLIGED, Answer.CONDITIONAL, Answer.UNDETERMINABLE, Answer.NOT_TRIGGERED)


def show_treaties(visit: Visit) -> Found:
    """The instruments of the treaty files, by party, form, day and words, and what reports tell."""
    party, words, day = _party_asked(visit), _value(visit, "text").casefold(), _day_asked(visit)
    form = _value(visit, "form")
    if form and form not in set(Form):
        raise AskedWronglyError("event")
    rows = []
    for instrument in load_instruments():
        bound = bound_by(instrument, day) if day else set(instrument.parties)
        if day and not bound and not instrument.everyone:
            continue
        if (party and party not in bound) or (form and instrument.form.value != form):
            continue
        names = " ".join(name for names in instrument.names.values() for name in names).casefold()
        if words and not all(word in names for word in words.split()):
            continue
        rows.append(instrument)
    rows.sort(key=lambda i: (i.signed.on or "9", i.id))
    reported = visit.find_reported()
    told = [i for i in reported or () if not i.concerns and (not party or party in i.parties)]
    values = {
        "rows": rows,
        "given": dict(visit.request.query_params),
        "forms": list(Form),
        "told": None if reported is None else told[:_MOST_TOLD],
    }
    data = {
        "treaties": [_head(instrument) for instrument in rows],
        "told": [{**_head(i), "report": i.report, "quote": i.quote} for i in told[:_MOST_TOLD]],
    }
    return Found("treaties.html", values, data)


def show_treaty(visit: Visit) -> Found:
    """One instrument: parties and their spells, clauses, where its facts come from."""
    id = visit.get("id")
    found = next((i for i in load_instruments() if i.id == id), None)
    if found is None:
        raise NotThereError
    day = _day_asked(visit) or datetime.now(UTC).date().isoformat()
    reported = visit.find_reported()
    told = None if reported is None else [other for other in reported if other.concerns == found.id]
    claims = state_claims([found], datetime.fromisoformat(day).date(), "", "", None)
    life = next((c.text for c in claims for fact in c.facts if fact[0] == "life"), "")
    bound = bound_by(found, day)
    values = {"found": found, "day": day, "bound": bound, "life": life, "told": told}
    data = {
        **_head(found),
        "memberships": [
            {"party": m.party, "in_force": m.in_force, "left": m.left} for m in found.memberships
        ],
        "clauses": [{"id": c.id, "article": c.article, "duty": c.duty.value} for c in found.clauses],
        "day": day,
        "bound": sorted(bound),
    }
    return Found("treaty.html", values, data)


def show_whatif(visit: Visit) -> Found:
    """The form; with both sides given, what follows, as a picture and a list with proofs."""
    given = visit.request.query_params
    attacker, attacked = _value(visit, "attacker"), _value(visit, "attacked")
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
            _day_asked(visit),
            place=_value(visit, "place") or None,
            assume=[f"planned:{id}" for id in given.getlist("assume") if id],
            holds=holds,
            distrust=[who for who in re.split(r"[,\s]+", _value(visit, "distrust")) if who],
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
    if not _value(visit, "actor"):
        return Found("obligations.html", values, {"obligations": []})
    actor = _party_asked(visit, "actor")
    found = obligations_of(actor, _day_asked(visit), ledger=visit.ledger)
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


def _head(instrument: Instrument) -> dict[str, object]:
    return {
        "id": instrument.id,
        "title": instrument.title,
        "form": instrument.form.value,
        "signed": instrument.signed.on,
        "in_force": instrument.in_force.on,
        "ended": instrument.ended.on if instrument.ended else None,
        "parties": list(instrument.parties),
    }


def _value(visit: Visit, name: str) -> str:
    return visit.request.query_params.get(name, "").strip()


def _party_asked(visit: Visit, name: str = "party") -> str:
    text = _value(visit, name)
    try:
        return find_actor(text) if text else ""
    except QuestionError as error:
        raise AskedWronglyError("actor") from error


def _day_asked(visit: Visit) -> str | None:
    text = _value(visit, "on")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        raise AskedWronglyError("valid_at") from error
