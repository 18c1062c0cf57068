"""Answers unfolded: rule, clause, claim, source and quote; why not; what would have to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.obligations.engine import Answer, Obligation, Reason, WhatIf
from dragoman.obligations.stated import Stated
from dragoman.resources import load_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a proof: the rule, what it says here, and the claim it ends in or the steps below it."""

    rule: str
    text: str
    claim: Stated | None = None
    steps: tuple[Step, ...] = ()


def prove(found: Obligation, question: WhatIf | None = None) -> Step:
    """The proof of an answer as a tree. Without a question the duty is one of a day, not of an attack."""
    told = _words()
    steps: list[Step] = []
    if question is not None:
        steps.append(Step(rule="attack", text=_attack(question)))
    blocking = {reason.claim for reason in found.reasons}
    for claim in found.proof:
        if claim in blocking:
            continue
        rule, about = _kind(claim, found)
        steps.append(Step(rule=rule, text=told["rules"][rule].format(about=about), claim=claim))
    rule = "blocked" if found.answer is Answer.NOT_TRIGGERED else "doubt"
    steps += [Step(rule=rule, text=tell_reason(reason), claim=reason.claim) for reason in found.reasons]
    steps += [Step(rule="open", text=tell_condition(condition)) for condition in found.conditions]
    return Step(rule=found.answer.value, text=told["answers"][found.answer.value], steps=tuple(steps))


def _kind(claim: Stated, found: Obligation) -> tuple[str, str]:
    """Which step a claim stands for."""
    for name, *rest in claim.facts:
        if name == "life":
            return "in_force", found.instrument
        if name == "stand":
            return ("bearer" if rest[1] == found.actor else "beneficiary"), rest[1]
        if name == "affirms":
            return "affirmed", rest[1]
    return "clause", found.clause


def _attack(question: WhatIf) -> str:
    place = f" in {question.place.code}" if question.place else ""
    told: str = _words()["rules"]["attack"]
    return told.format(attacker=question.attacker, attacked=question.attacked, on=question.on, place=place)


def tell_condition(condition: str) -> str:
    """``state_of_war`` as a clause: *a state of war exists*."""
    name, _, about = condition.partition(":")
    text: str = _words()["conditions"].get(name, name.replace("_", " "))
    return f"{text} ({about})" if about else text


def tell_reason(reason: Reason) -> str:
    """Why the duty does not arise, or why nobody can tell, in words."""
    text: str = _words()["reasons"][reason.key][0]
    return text.format(
        about=reason.about.replace("_", " ") if reason.key == "wrong_trigger" else reason.about
    )


def iter_needed(found: Obligation) -> Iterator[str]:
    """What would have to hold for the duty to arise, each in words."""
    yield from map(tell_condition, found.conditions)
    seen = set()
    for reason in found.reasons:
        text = _words()["reasons"][reason.key][1].format(about=reason.about)
        if text not in seen:
            seen.add(text)
            yield text


def iter_lines(step: Step, depth: int = 0) -> Iterator[str]:
    """The tree as indented lines, each claim with its source and quote."""
    indent = "  " * depth
    yield f"{indent}{step.rule.replace('_', ' ')}: {step.text}"
    if step.claim is not None:
        yield from _claim_lines(step.claim, indent + "    ")
    for below in step.steps:
        yield from iter_lines(below, depth + 1)


def _claim_lines(claim: Stated, indent: str) -> Iterable[str]:
    certainty = f" [{claim.certainty}]" if claim.certainty else ""
    lines = [f"{indent}claim  {claim.text}", f"{indent}source {claim.source}{certainty}"]
    if claim.by:
        lines.append(f"{indent}says   {claim.by}")
    if claim.quote:
        lines.append(f"{indent}quote  “{claim.quote}”")
    return lines


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml("rules/answers.yml")
    return words
