"""Answers as JSON objects."""

from __future__ import annotations

from typing import Any

from dragoman.obligations.engine import Cascade, Conflict, Obligation
from dragoman.obligations.stated import Stated

Json = dict[str, Any]


def obligation_to_dict(found: Obligation) -> Json:
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
        "assuming": list(found.assuming),
        "reasons": [{"key": r.key, "about": r.about, "claim": claim_to_dict(r.claim)} for r in found.reasons],
        "strength": found.strength,
        "military": found.military,
        "determination": found.determination,
        "limits": list(found.limits),
        "report_to_security_council": found.report,
        "note": found.note,
        "proof": {
            "rule": found.answer.value,
            "clause": f"{found.instrument}/{found.clause}",
            "claims": [claim_to_dict(claim) for claim in found.proof],
        },
    }


def claim_to_dict(claim: Stated) -> Json:
    """A claim about an instrument: its words, where it is from, who says so."""
    return {
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
        "obligations": [obligation_to_dict(o) for o in found.obligations],
        "conflicts": [conflict_to_dict(c) for c in found.conflicts],
        "notes": list(found.notes),
    }
