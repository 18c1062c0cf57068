"""What binds an actor on a day: every duty of every instrument it is or was a party to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.obligations.engine import Answer, Obligation, Reason
from dragoman.obligations.records import Activation, Clause, Determination, Instrument, Trigger
from dragoman.obligations.stated import Stated, state_claims

_WAITS = {
    Determination.JOINTLY: "joint_finding",
    Determination.ORGAN: "organ_decision",
    Determination.THREATENED_PARTY: "threatened_party_opinion",
    Activation.ON_REQUEST: "request",
    Activation.AFTER_CONSULTATION: "consultation",
}


def duties_of(instruments: Iterable[Instrument], actor: str, on: date) -> list[Obligation]:
    """Each duty the actor bears towards each other party, obliged where nothing has to happen first.

    A duty with a trigger is conditional on it (``armed_attack``); one that is not in force for both sides
    on the day is not triggered, with the reason.
    """
    found: list[Obligation] = []
    for instrument in instruments:
        if actor not in instrument.parties and not instrument.everyone:
            continue
        others = [p for p in instrument.parties if p != actor]
        claims = list(state_claims([instrument], on, others[0] if others else actor, actor, None))
        facts = {fact: claim for claim in claims for fact in claim.facts}
        for clause in instrument.clauses:
            if clause.bearers and actor not in clause.bearers:
                continue
            gain = clause.beneficiaries or tuple(others) or ("any",)
            for other in gain:
                if other != actor:
                    found.append(_duty(instrument, clause, actor, other, facts))
    found.sort(key=lambda o: (list(Answer).index(o.answer), o.instrument, o.clause, o.toward))
    return found


def _duty(
    instrument: Instrument, clause: Clause, actor: str, other: str, facts: dict[tuple[str, ...], Stated]
) -> Obligation:
    blocks: list[Reason] = []
    doubts: list[Reason] = []
    proof: list[Stated] = []
    for fact, claim in facts.items():
        name, id, *rest = fact
        if id != instrument.id:
            continue
        if name == "life":
            proof.append(claim)
            if rest[0] != "in_force":
                (doubts if rest[0] == "unclear" else blocks).append(_reason(rest[0], instrument.id, claim))
        elif name == "stand" and rest[0] in (actor, other):
            proof.append(claim)
            if rest[1] != "bound":
                (doubts if rest[1] == "unclear" else blocks).append(_reason(rest[1], rest[0], claim))
        elif name == "clause" and rest[0] == clause.id:
            proof.append(claim)
        elif name == "wording" and rest[0] == clause.id:
            blocks.append(Reason(key="clause_not_in_force", about=clause.id, claim=claim))
        elif name == "suspended" and (rest[0], rest[1]) == (actor, other):
            blocks.append(Reason(key="suspended", about=other, claim=claim))
        elif name == "closed":
            doubts.append(Reason(key="text_not_public", about=instrument.id, claim=claim))
        elif name == "dispute" and rest[0] in (actor, other):
            doubts.append(Reason(key="status_disputed", about=rest[0], claim=claim))
    waits = _waits(clause)
    if blocks:
        answer = Answer.NOT_TRIGGERED
    elif doubts:
        answer = Answer.UNDETERMINABLE
    else:
        answer = Answer.CONDITIONAL if waits else Answer.OBLIGED
    return Obligation(
        actor=actor,
        duty=clause.duty.value,
        toward=other,
        instrument=instrument.id,
        title=instrument.title,
        article=clause.article,
        clause=clause.id,
        answer=answer,
        conditions=waits if answer is Answer.CONDITIONAL else (),
        reasons=tuple(blocks or doubts),
        proof=tuple(dict.fromkeys([*proof, *(r.claim for r in blocks or doubts)])),
        strength=clause.strength.value if clause.strength else None,
        military=clause.military,
        determination=clause.determination.value,
        limits=clause.limits,
        report=clause.report,
        note=clause.note,
    )


def _reason(key: str, about: str, claim: Stated) -> Reason:
    return Reason(key="date_unclear" if key == "unclear" else key, about=about, claim=claim)


def _waits(clause: Clause) -> tuple[str, ...]:
    """What has to happen first."""
    waits = [] if clause.trigger is Trigger.ALWAYS else [clause.trigger.value]
    waits += clause.conditions
    waits += [_WAITS[k] for k in (clause.determination, clause.activation) if k in _WAITS]
    return tuple(waits)
