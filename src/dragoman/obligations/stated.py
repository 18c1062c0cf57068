"""What is claimed about instruments, as numbered claims with facts for the rules on one day.

A claim of a treaty file ends in its source; one read in a report ends in its quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dragoman.edtf import parse_edtf
from dragoman.obligations.areas import Place, Reach, reach_of
from dragoman.obligations.records import Activation, Clause, Dated, Determination, Instrument, Membership
from dragoman.records import content_hash

CLOSED = ("statement_only", "partly_secret", "secret")
_DETERMINED = {
    Determination.JOINTLY: "joint_finding",
    Determination.ORGAN: "organ_decision",
    Determination.THREATENED_PARTY: "threatened_party_opinion",
}
_ACTIVATED = {Activation.ON_REQUEST: "request", Activation.AFTER_CONSULTATION: "consultation"}
Term = tuple[str, ...]  # ("stand", instrument, party, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One claim: what it says in words, where it is from, who says it; and its facts for the rules."""

    text: str
    source: str
    certainty: str | None = None
    by: str | None = None
    quote: str | None = None
    report: str | None = None
    facts: tuple[Term, ...] = field(default=())

    @property
    def id(self) -> str:
        """Content hash: the same claim has the same id in every question that it stands in."""
        return content_hash(
            self.text,
            self.source,
            self.by or "",
            self.quote or "",
            *(p for f in self.facts[:1] for p in f[:3]),
        )[:16]


def state_claims(
    instruments: Iterable[Instrument], on: date, attacked: str, attacker: str, place: Place | None
) -> Iterator[Stated]:
    """Every claim about the instruments that bears on the day and the attack."""
    for instrument in instruments:
        yield _life(instrument, on)
        yield from _members(instrument, on, attacked, attacker)
        yield from _quarrels(instrument, on)
        for clause in instrument.clauses:
            yield _clause(instrument, clause, on, attacked, place)


def _members(instrument: Instrument, on: date, attacked: str, attacker: str) -> Iterator[Stated]:
    """Where each party stands; where every state is one, those of the question."""
    spells: dict[str, list[Membership]] = {}
    for spell in instrument.memberships:
        spells.setdefault(spell.party, []).append(spell)
    if instrument.everyone:
        for state in (attacked, attacker):
            spells.setdefault(state, [_everyone(instrument, state)])
    for party, own in spells.items():
        yield _standing(instrument, party, own, on)


def moment_of(dated: str | None, on: date) -> str:
    """Whether a day is ``before`` a date, ``after`` its beginning or ``within`` what the date leaves open."""
    if dated is None:
        return "before"
    bounds = parse_edtf(dated)
    if bounds.earliest is not None and on < bounds.earliest:
        return "before"
    if bounds.latest is not None and on >= bounds.latest:
        return "after"
    return "after" if bounds.latest == bounds.earliest else "within"


def _life(instrument: Instrument, on: date) -> Stated:
    state, told = life_of(instrument, on)
    facts: list[Term] = [("life", instrument.id, state)]
    if instrument.everyone:
        facts.append(("everyone", instrument.id))
    if instrument.text in CLOSED:
        facts.append(("closed", instrument.id))
        told_text = {"statement_only": "known from a statement only"}.get(
            instrument.text, instrument.text.value.replace("_", " ")
        )
        return _stated(instrument, state, told, facts, f"; its text is {told_text}")
    return _stated(instrument, state, told, facts, "")


def _stated(instrument: Instrument, state: str, told: Dated, facts: list[Term], more: str) -> Stated:
    words = {
        "in_force": "is in force",
        "signed": "is signed, not in force",
        "planned": "is announced, not signed",
        "not_in_force": "is not signed by then",
        "ended": "has ended",
        "unclear": "may or may not be in force: sources differ or the date is vague",
    }[state]
    since = f" ({told.on})" if told.on else ""
    return Stated(
        text=f"{instrument.title} {words}{since}{more}",
        source=told.source.note,
        certainty=told.source.certainty,
        by=instrument.reported_by,
        quote=instrument.quote,
        report=instrument.report,
        facts=tuple(facts),
    )


def life_of(instrument: Instrument, on: date) -> tuple[str, Dated]:
    """The instrument's state on a day, and the date that says so.

    ``in_force``, ``signed``, ``planned``, ``not_in_force`` (not signed by then), ``ended`` or ``unclear``.
    """
    if instrument.ended is not None and (over := moment_of(instrument.ended.on, on)) != "before":
        return ("ended" if over == "after" else "unclear"), instrument.ended
    announced = instrument.planned
    if announced is not None and moment_of(instrument.signed.on, on) == "before":
        known = moment_of(announced.on, on) != "before" or announced.on is None
        return ("planned" if known else "not_in_force"), announced
    told = instrument.in_force
    moments = {moment_of(d.on, on) for d in (told, *told.otherwise)}
    if moments == {"after"}:
        return "in_force", told
    if moments == {"before"}:
        if moment_of(instrument.signed.on, on) != "after":
            return "not_in_force", instrument.signed
        hidden = instrument.text in CLOSED and told.on is None  # then nobody can look up whether it is
        return ("unclear" if hidden else "signed"), instrument.signed
    return "unclear", told


def standing_of(instrument: Instrument, spells: Iterable[Membership], on: date) -> tuple[str, Membership]:
    """Where a party stands on a day, and the spell that says so.

    ``bound``, ``signed_only``, ``not_yet_party``, ``left`` or ``unclear``.
    """
    best: tuple[str, Membership] | None = None
    rank = {"bound": 4, "unclear": 3, "left": 2, "signed_only": 1, "not_yet_party": 0}
    for spell in spells:
        state = _spell(instrument, spell, on)
        if best is None or rank[state] > rank[best[0]]:
            best = (state, spell)
    assert best is not None  # parties have a spell
    return best


def _spell(instrument: Instrument, spell: Membership, on: date) -> str:
    if spell.left is not None:
        gone = moment_of(spell.left, on)
        if gone != "before":
            return "left" if gone == "after" else "unclear"
    begin = spell.in_force
    if begin is None and (spell.ratified or spell.acceded):
        begin = max(filter(None, [spell.ratified or spell.acceded, instrument.in_force.on]), default=None)
    moment = moment_of(begin, on)
    if moment == "after":
        return "bound"
    if moment == "within":
        return "unclear"
    if moment_of(spell.signed, on) != "after":
        return "not_yet_party"
    return "unclear" if instrument.text in CLOSED and instrument.in_force.on is None else "signed_only"


def _standing(instrument: Instrument, party: str, spells: list[Membership], on: date) -> Stated:
    state, spell = standing_of(instrument, spells, on)
    words = {
        "bound": f"bound since {spell.in_force or spell.acceded or spell.ratified or instrument.in_force.on}",
        "signed_only": f"signed ({spell.signed}), not bound",
        "not_yet_party": "not yet a party",
        "left": f"no longer a party since {spell.left}",
        "unclear": "bound or not: the dates leave it open",
    }[state]
    return Stated(
        text=f"{instrument.title}: {party} is {words}" + (f"; {spell.note}" if spell.note else ""),
        source=spell.source.note,
        certainty=spell.source.certainty,
        by=instrument.reported_by,
        quote=instrument.quote,
        report=instrument.report,
        facts=(("stand", instrument.id, party, state),),
    )


def _everyone(instrument: Instrument, state: str) -> Membership:
    return Membership(party=state, in_force=instrument.in_force.on, source=instrument.in_force.source)


def _quarrels(instrument: Instrument, on: date) -> Iterator[Stated]:
    """Standings that somebody denies, and suspensions between two parties."""
    for said in instrument.standings:
        if moment_of(said.on, on) == "before":
            continue
        denies = said.what != "party"
        facts: tuple[Term, ...] = (("dispute" if denies else "affirms", instrument.id, said.party),)
        yield Stated(
            text=f"{instrument.title}: {said.by} says that {said.party} is {said.what} ({said.on})",
            source=said.source.note,
            certainty=said.source.certainty,
            by=said.by,
            facts=facts,
        )
    for gap in instrument.suspensions:
        if moment_of(gap.begin, on) != "after" or (gap.end and moment_of(gap.end, on) == "after"):
            continue
        pairs = [(gap.first, gap.second), (gap.second, gap.first)] if gap.second else []
        if not gap.second:
            others = [p for p in instrument.parties if p != gap.first]
            pairs = [pair for other in others for pair in ((gap.first, other), (other, gap.first))]
        yield Stated(
            text=f"{instrument.title}: suspended between {gap.first} and {gap.second or 'all others'} "
            f"since {gap.begin}",
            source=gap.source.note,
            certainty=gap.source.certainty,
            facts=tuple(("suspended", instrument.id, str(a), str(b)) for a, b in pairs),
        )


def _clause(instrument: Instrument, clause: Clause, on: date, attacked: str, place: Place | None) -> Stated:
    key = (instrument.id, clause.id)
    facts: list[Term] = [("clause", *key, clause.duty, clause.trigger)]
    facts += [("bearer", *key, code) for code in clause.bearers]
    facts += [("gains", *key, code) for code in clause.beneficiaries]
    facts += [("only", *key, code) for code in clause.attackers]
    facts += [("asks", *key, condition) for condition in clause.conditions]
    if clause.determination in _DETERMINED:
        facts.append(("asks", *key, _DETERMINED[clause.determination]))
    if clause.activation in _ACTIVATED:
        facts.append(("asks", *key, _ACTIVATED[clause.activation]))
    if clause.third_party_only:
        facts.append(("third", *key))
    reach = reach_of(clause.area, attacked, place)
    if reach is not Reach.INSIDE:
        facts.append(("outside" if reach is Reach.OUTSIDE else "place_unclear", *key))
    begun, over = moment_of(clause.begin, on), moment_of(clause.end, on)
    if (clause.begin and begun == "before") or (clause.end and over == "after"):
        facts.append(("wording", *key))
    how = f", {clause.strength.replace('_', ' ')}" if clause.strength else ""
    when = clause.trigger_note or clause.trigger.replace("_", " ")
    return Stated(
        text=f"{instrument.title}, {clause.article}: {clause.duty.replace('_', ' ')}{how}; on: {when}"
        + (f"; {clause.note}" if clause.note else ""),
        source=clause.source.note,
        certainty=clause.source.certainty,
        by=clause.reported_by or instrument.reported_by,
        quote=clause.quote or instrument.quote,
        report=instrument.report,
        facts=tuple(facts),
    )
