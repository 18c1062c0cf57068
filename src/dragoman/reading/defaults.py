"""Who is understood where a report names only one side: ``Die Opposition fordert Neuwahlen``.

Speech acts take the other actor their own words mention; otherwise the rules of
``resources/actors/defaults.yml`` say whom, always in the same country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.reading.coreference import participant_of
from dragoman.reading.document import Document
from dragoman.records import Event, Participant
from dragoman.resources import load_yaml

_SPEECH = frozenset({Event.ACCUSE, Event.REQUEST, Event.REJECT, Event.THREATEN, Event.SUPPORT, Event.PROTEST})
_DIRECTED = _SPEECH | {Event.SANCTION}
_OUTER = {"parataxis", "advcl"}


@dataclass(frozen=True, slots=True)
class Default:
    """One rule; see the data file."""

    events: frozenset[str]
    mode: str | None
    empty: str
    of: frozenset[str]
    gives: str | None
    domestic: bool
    against: str | None


@cache
def load_defaults() -> tuple[Default, ...]:
    """Read the rules in order."""
    return tuple(
        Default(
            frozenset(row["event"]), row.get("mode"), row["empty"], frozenset(row["of"]), row["gives"],
            bool(row.get("domestic")), row.get("against"),
        )
        for row in load_yaml("actors/defaults.yml")
    )  # fmt: skip


def infer_other_side(
    document: Document,
    number: int,
    index: int,
    event: Event,
    mode: str | None,
    actors: list[Participant],
    targets: list[Participant],
    place: str | None = None,
) -> tuple[str, Participant, str] | None:
    """(``actor`` or ``target``, who, how) for the side that is not named, or None."""
    if bool(actors) == bool(targets):
        return None
    empty, given = ("target", actors) if actors else ("actor", targets)
    if empty == "target" and event in _DIRECTED:
        other = _mentioned(document, number, index, {p.code.split(":")[0] for p in given})
        if other is not None:
            return empty, other, "the other actor its words mention"
    country, _, sector = given[0].code.partition(":")
    home = (
        place if empty == "actor" and place in document.gazetteer.states else country
    )  # police of the place
    if country not in document.gazetteer.states:
        return None
    for rule in load_defaults():
        if event not in rule.events or rule.empty != empty or sector not in rule.of:
            continue
        if (rule.mode is not None and rule.mode != mode) or (rule.domestic and not document.domestic):
            continue
        code = f"{home}:{rule.gives}" if rule.gives else home
        if code == given[0].code:
            return None
        name = document.gazetteer.titles.get(code) or document.gazetteer.titles.get(country, country)
        return empty, Participant(code=code, name=name, qid=document.gazetteer.qids.get(code)), "understood"
    return None


def _mentioned(document: Document, number: int, index: int, own: set[str]) -> Participant | None:
    """The first actor below the predicate that is of another country than its doer."""
    sentence = document.sentences[number]
    skipped: set[int] = set()
    for child in sentence.dependants(index):
        if child.relation in _OUTER | {"nsubj"}:
            skipped |= set(sentence.subtree(child.index))
    best: Participant | None = None
    for at in sentence.subtree(index):
        mention = document.mentions[number].get(at)
        if at in skipped or mention is None or mention.code is None or mention.kind in {"media", "city"}:
            continue
        if mention.code.split(":")[0] in own:
            continue
        case = document.grammar.case_of(sentence, at)
        if case in document.grammar.inside and mention.kind in {"state", "capital"}:
            best = best or participant_of(document, mention)
            continue
        return participant_of(document, mention)
    return best


def infer_both_sides(
    document: Document, event: Event, country: str | None
) -> tuple[list[Participant], list[Participant]]:
    """Actors and targets of an act that names neither, from the country it happens in."""
    country = country or document.home
    if country is None:
        return [], []
    for rule in load_defaults():
        if event in rule.events and rule.empty == "both":
            sides = [_of_country(document, country, sector) for sector in (rule.gives, rule.against)]
            return sides[0], sides[1]
    return [], []


def _of_country(document: Document, country: str, sector: str | None) -> list[Participant]:
    if sector is None:
        return []
    code = f"{country}:{sector}" if sector else country
    name = document.gazetteer.titles.get(country, country)
    return [Participant(code=code, name=name, qid=document.gazetteer.qids.get(code))]
