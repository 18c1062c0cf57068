"""Where a report and a treaty file say different things of one agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.obligations.records import Clause, Instrument, Trigger
from dragoman.obligations.stated import life_of

_ATTACKS = (Trigger.ARMED_ATTACK, Trigger.AGGRESSION, Trigger.ATTACK_OR_THREAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What the treaty file says and what a report says; neither is taken for the right one."""

    instrument: str
    reported: str
    about: str  # state, duty, trigger, conditions, bearers
    filed: str
    told: str
    source: str
    quote: str | None = None


def iter_disagreements(instruments: Sequence[Instrument], on: date) -> Iterator[Disagreement]:
    """Each difference between a reported instrument and the treaty file's it concerns, as of a day."""
    by_id = {i.id: i for i in instruments}
    for found in instruments:
        filed = by_id.get(found.concerns or "")
        if filed is None:
            continue
        yield from _state(filed, found, on)
        for clause in found.clauses:
            if clause.note is None or clause.duty.value != "cooperate":
                yield from _clause(filed, found, clause)
        for denied in found.denied:
            if any(c.duty is denied.duty for c in filed.clauses):
                yield _disagreement(
                    filed, found, denied, "duty", f"binds to {_duty(denied)}", f"no {_duty(denied)}"
                )


def _state(filed: Instrument, found: Instrument, on: date) -> Iterator[Disagreement]:
    ours, (theirs, told) = life_of(filed, on)[0], life_of(found, on)
    if ours != theirs and "unclear" not in (ours, theirs):
        yield Disagreement(
            instrument=filed.id,
            reported=found.id,
            about="state",
            filed=ours.replace("_", " "),
            told=theirs.replace("_", " "),
            source=told.source.note,
            quote=found.quote,
        )


def _clause(filed: Instrument, found: Instrument, clause: Clause) -> Iterator[Disagreement]:
    same = [c for c in filed.clauses if c.duty is clause.duty]
    if not same:
        yield _disagreement(filed, found, clause, "duty", f"no duty to {_duty(clause)}", _duty(clause))
        return
    if not any(c.trigger is clause.trigger or {c.trigger, clause.trigger} <= set(_ATTACKS) for c in same):
        yield _disagreement(filed, found, clause, "trigger", _join(c.trigger for c in same), clause.trigger)
    if not any(set(c.conditions) == set(clause.conditions) - {"in_force"} for c in same):
        theirs = _join(clause.conditions) or "none told"
        yield _disagreement(
            filed, found, clause, "conditions", _join(n for c in same for n in c.conditions) or "none", theirs
        )
    if clause.bearers and not any(set(c.bearers) == set(clause.bearers) for c in same):
        ours = _join(p for c in same for p in c.bearers) or "each party"
        yield _disagreement(filed, found, clause, "bearers", ours, _join(clause.bearers))


def _disagreement(
    filed: Instrument, found: Instrument, clause: Clause, about: str, ours: str, theirs: str
) -> Disagreement:
    return Disagreement(
        instrument=filed.id,
        reported=found.id,
        about=about,
        filed=ours.replace("_", " "),
        told=theirs.replace("_", " "),
        source=clause.source.note,
        quote=clause.quote,
    )


def _duty(clause: Clause) -> str:
    return clause.duty.value.replace("_", " ")


def _join(words: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(str(word) for word in words))
