"""The agreements of the treaty files that bind an actor, or two of them, on a day."""

from __future__ import annotations

from datetime import date

from dragoman.obligations import load_instruments
from dragoman.obligations.records import Instrument
from dragoman.obligations.stated import state_claims


def agreements_of(code: str, day: str) -> list[Instrument]:
    """Instruments in force that bind an actor on a day (ISO), those of few parties first."""
    wanted = code.partition(":")[0].upper()
    found = [i for i in load_instruments() if wanted in i.parties and wanted in bound_by(i, day)]
    return sorted(found, key=lambda i: (len(i.parties), i.signed.on or "", i.id))


def agreements_between(a: str, b: str, day: str) -> list[Instrument]:
    """Those that bind both."""
    others = {found.id for found in agreements_of(b, day)}
    return [found for found in agreements_of(a, day) if found.id in others]


def bound_by(instrument: Instrument, day: str) -> set[str]:
    """The parties that an instrument binds on a day; none where it is not in force."""
    claims = list(state_claims([instrument], date.fromisoformat(day), "", "", None))
    facts = {fact for claim in claims for fact in claim.facts}
    if ("life", instrument.id, "in_force") not in facts:
        return set()
    return {str(fact[2]) for fact in facts if fact[0] == "stand" and fact[3] == "bound"}
