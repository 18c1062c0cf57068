"""Acts, disputes, relations, speakers and actors as JSON objects."""

from __future__ import annotations

from typing import Any

from dragoman.history.acts import Act
from dragoman.history.disputes import Dispute, Version
from dragoman.history.people import Actor
from dragoman.history.relations import Period, Relation, Strand
from dragoman.history.sides import positions_of
from dragoman.history.speakers import Speaker
from dragoman.records import Review, Telling
from dragoman.serialise import span_to_dict

Json = dict[str, Any]


def act_to_dict(act: Act) -> Json:
    """An act whole: what it is, how it stands, who tells it, and why its claims are together."""
    return {
        "id": act.id,
        "event": act.event.value,
        "mode": act.mode,
        "actors": [who.code for who in act.actors],
        "targets": [who.code for who in act.targets],
        "date": act.time.edtf if act.time else None,
        "earliest": act.time.earliest if act.time else None,
        "latest": act.time.latest if act.time else None,
        "place": act.place.code if act.place else None,
        "place_name": act.place.name if act.place else None,
        "standing": act.standing.value,
        "history": [
            {
                "standing": step.standing.value,
                "since": step.since,
                "speakers": list(step.speakers),
                "reports": list(step.reports),
            }
            for step in act.history
        ],
        "independent": act.independent,
        "reports": [report.id for report in act.reports],
        "outlets": list(act.outlets),
        "origins": [
            {
                "reports": [report.id for report in origin.reports],
                "agencies": list(origin.agencies),
                "outlets": list(origin.outlets),
                "why": list(origin.why),
            }
            for origin in act.origins
        ],
        "positions": [
            {
                "speaker": position.speaker,
                "side": position.side.value,
                "stand": position.stand.value,
                "reports": list(position.reports),
            }
            for position in positions_of(act)
        ],
        "claims": [_telling_to_dict(telling) for telling in act.tellings],
        "why": list(act.why),
        "why_then": list(act.time.why) if act.time else [],
        "could_be": list(act.could_be),
        "reviews": [_review_to_dict(review) for review in act.reviews],
    }


def dispute_to_dict(dispute: Dispute) -> Json:
    """A dispute with its accounts and the ids of the acts."""
    return {
        "id": dispute.id,
        "matter": dispute.matter.value,
        "event": dispute.event.value,
        "acts": [act.id for act in dispute.acts],
        "actors": list(dict.fromkeys(who.code for act in dispute.acts for who in act.actors)),
        "targets": list(dict.fromkeys(who.code for act in dispute.acts for who in act.targets)),
        "dates": [act.time.edtf if act.time else None for act in dispute.acts],
        "opposed": dispute.opposed,
        "why": dispute.why,
        "versions": [_version_to_dict(version) for version in dispute.versions],
    }


def relation_to_dict(relation: Relation) -> Json:
    """What binds, what divides, and PLOVER's classes over time, with what these count."""
    return {
        "a": relation.a,
        "b": relation.b,
        "claims": relation.claims,
        "brought_together": relation.brought_together,
        "binds": [_strand_to_dict(strand) for strand in relation.binding],
        "divides": [_strand_to_dict(strand) for strand in relation.dividing],
        "plover_counts": "acts" if relation.is_whole else "claims",
        "plover_quad_classes": [_period_to_dict(period) for period in relation.periods],
    }


def speaker_to_dict(speaker: Speaker) -> Json:
    """A speaker with ids of the acts, by how others stand to them."""
    lists = {
        "asserts": speaker.asserts,
        "denies": speaker.denies,
        "denied_by_others": speaker.denied_by_others,
        "borne_out": speaker.borne_out,
        "neither": speaker.neither,
    }
    return {
        "code": speaker.code,
        "names": list(speaker.names),
        "counts": {name: len(acts) for name, acts in lists.items()},
        **{name: [act.id for act in acts] for name, acts in lists.items()},
    }


def actor_to_dict(actor: Actor) -> Json:
    """An actor with its counts."""
    return {
        "code": actor.code,
        "names": list(actor.names),
        "does": actor.does,
        "receives": actor.receives,
        "speaks": actor.speaks,
        "reports": actor.reports,
        "first": actor.first,
        "last": actor.last,
    }


def _telling_to_dict(telling: Telling) -> Json:
    claim = telling.claim
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        "outlet": telling.report.outlet,
        "published": telling.report.published,
        "status": claim.status.value,
        "speakers": [who.code for who in claim.speakers],
        "date": claim.time.edtf if claim.time else None,
        "matter": claim.matter,
        "quantity": claim.quantity,
        "quote": span_to_dict(claim.quote),
        "confidence": claim.confidence,
        "recorded_at": telling.recorded_at,
    }


def _version_to_dict(version: Version) -> Json:
    return {
        "says": version.says,
        "speakers": list(version.speakers),
        "sides": [side.value for side in version.sides],
        "reports": list(version.reports),
        "claims": [_telling_to_dict(telling) for telling in version.tellings],
    }


def _strand_to_dict(strand: Strand) -> Json:
    return {
        "event": strand.event.value,
        "doer": strand.doer,
        "quad": strand.quad.quad if strand.quad else None,
        "claims": strand.claims,
        "happened": strand.happened,
        "acts": [act.id for act in strand.acts],
        "dates": [act.time.edtf if act.time else None for act in strand.acts],
        "standings": [act.standing.value for act in strand.acts],
    }


def _period_to_dict(period: Period) -> Json:
    return {
        "period": period.period,
        "verbal_cooperation": period.verbal_cooperation,
        "material_cooperation": period.material_cooperation,
        "verbal_conflict": period.verbal_conflict,
        "material_conflict": period.material_conflict,
    }


def _review_to_dict(review: Review) -> Json:
    return {
        "verdict": review.verdict.value,
        "claims": list(review.claims),
        "by": review.by,
        "reason": review.reason,
        "changes": dict(review.changes),
        "recorded_at": review.recorded_at,
    }
