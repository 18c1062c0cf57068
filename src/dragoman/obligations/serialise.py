"""Answers as JSON objects."""

from __future__ import annotations

from typing import Any

from dragoman.obligations.comparing import Disagreement
from dragoman.obligations.engine import Cascade, Conflict, Obligation, WhatIf
from dragoman.obligations.proofs import Step, iter_needed, prove, tell_reason
from dragoman.obligations.stated import Stated

Json = dict[str, Any]


def obligation_to_dict(found: Obligation, question: WhatIf | None = None) -> Json:
    """One answer; `proof` names the rule, the clause and the claims it rests on, each with its source."""
    return {
        "actor": found.actor,
        "duty": found.duty,
        "toward": found.toward,
        "instrument": found.instrument,
        "title": found.title,
        "article": found.article,
        "clause": found.clause,
        "answer": found.answer.value,
        "conditions": list(found.conditions),
        "reasons": [{"key": r.key, "about": r.about, "text": tell_reason(r)} for r in found.reasons],
        "strength": found.strength,
        "military": found.military,
        "determination": found.determination,
        "limits": list(found.limits),
        "report_to_security_council": found.report,
        "note": found.note,
        "would_have_to_hold": list(iter_needed(found)),
        "proof": step_to_dict(prove(found, question)),
    }


def step_to_dict(step: Step) -> Json:
    """A proof's step, with those below it; it ends in claims."""
    out: Json = {"rule": step.rule, "text": step.text}
    if step.claim is not None:
        out["claim"] = claim_to_dict(step.claim)
    if step.steps:
        out["because"] = [step_to_dict(below) for below in step.steps]
    return out


def claim_to_dict(claim: Stated) -> Json:
    """A claim about an instrument: its words, where it is from, who says so."""
    return {
        "id": claim.id,
        "text": claim.text,
        "source": claim.source,
        "certainty": claim.certainty,
        "by": claim.by,
        "quote": claim.quote,
        "report": claim.report,
    }


def conflict_to_dict(found: Conflict) -> Json:
    """Two duties of one actor that stand against each other."""
    return {
        "actor": found.actor,
        "toward": found.toward,
        "against": found.against,
        "instrument": found.instrument,
        "article": found.article,
        "other_instrument": found.other_instrument,
        "other_article": found.other_article,
        "other_duty": found.other_duty,
    }


def disagreement_to_dict(found: Disagreement) -> Json:
    """What a treaty file and a report say differently."""
    return {
        "instrument": found.instrument,
        "reported": found.reported,
        "about": found.about,
        "filed": found.filed,
        "told": found.told,
        "source": found.source,
        "quote": found.quote,
    }


def cascade_to_dict(found: Cascade) -> Json:
    """The question, all answers, conflicts and notes."""
    asked = found.question
    return {
        "question": {
            "attacker": asked.attacker,
            "attacked": asked.attacked,
            "on": asked.on.isoformat(),
            "in": asked.place.code if asked.place else None,
            "holds": sorted(asked.holds),
            "assume": sorted(asked.assume),
            "distrust": sorted(asked.distrust),
        },
        "obligations": [obligation_to_dict(o, asked) for o in found.obligations],
        "disagreements": [disagreement_to_dict(d) for d in found.disagreements],
        "conflicts": [conflict_to_dict(c) for c in found.conflicts],
        "notes": list(found.notes),
    }


def answers_to_list(found: Cascade) -> list[Json]:
    """The answers alone, each with the conflicts and disagreements that concern it."""
    rows = []
    for o in found.obligations:
        row = obligation_to_dict(o, found.question)
        row["conflicts"] = [
            conflict_to_dict(c)
            for c in found.conflicts
            if (c.actor, c.instrument, c.article, c.toward) == (o.actor, o.instrument, o.article, o.toward)
        ]
        row["disagreements"] = [
            disagreement_to_dict(d) for d in found.disagreements if o.instrument in (d.instrument, d.reported)
        ]
        rows.append(row)
    return rows
