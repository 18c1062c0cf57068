"""A question in words to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dragoman.errors import QuestionError
from dragoman.obligations.contested import contesting_claims
from dragoman.obligations.engine import Cascade, WhatIf, what_if
from dragoman.obligations.naming import find_actor, find_place, read_question
from dragoman.obligations.records import Instrument

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


def ask(
    instruments: Sequence[Instrument],
    question: str,
    *,
    on: date,
    place: str | None = None,
    assume: Iterable[str] = (),
    distrust: Iterable[str] = (),
    holds: Iterable[str] = (),
    ledger: Ledger | None = None,
) -> Cascade:
    """Who must do what if A attacks B, asked in words: *Russland greift Polen an*.

    `assume` are ``planned:ID`` or ids, `holds` conditions (``state-of-war``; ``no-…`` would contradict),
    `distrust` speakers by code or name,
    reports by id, or their agency. A `ledger` is asked whether its reports contradict the attack. Raises
    QuestionError that says what to change.
    """
    attacker, attacked, where = read_question(question)
    given = place or where
    conditions = {h.strip().casefold().replace("-", "_").replace(" ", "_") for h in holds}
    both = sorted(c for c in conditions if f"no_{c}" in conditions)
    if both:
        raise QuestionError(f"{both[0]} and no_{both[0]} cannot both hold; leave one out")
    return what_if(
        instruments,
        WhatIf(
            attacker=attacker,
            attacked=attacked,
            on=on,
            place=find_place(given, attacked) if given else None,
            holds=frozenset(c for c in conditions if not c.startswith("no_")),
            assume=frozenset(a.removeprefix("planned:").strip() for a in assume),
            distrust=frozenset(_find_speaker(d, instruments) for d in distrust),
        ),
        contesting_claims(ledger, attacker, attacked, on) if ledger is not None else (),
    )


def _find_speaker(text: str, instruments: Sequence[Instrument]) -> str:
    """A report's id or agency as it stands in its source; else an actor. Raises QuestionError."""
    for instrument in instruments:
        if instrument.report is not None:
            if text in (instrument.report, *instrument.signed.source.note.split(", ")):
                return text
    return find_actor(text)
