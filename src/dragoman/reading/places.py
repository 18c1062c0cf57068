"""Where an act happened: the country of a place the clause names with a locative preposition.

Where none is named, `resources/actors/scenes.yml` says what is understood: an arrest is made in the arresting
state, and what people of one country do to each other in deed happens there. Of the annotated reports'
attacks, coercion, protests and penalties within one country 19 of 20 are placed so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from dragoman.reading.document import Document
from dragoman.records import Event, Participant, Place
from dragoman.resources import load_yaml


def understood_place(
    document: Document,
    event: Event,
    mode: str | None,
    actors: Sequence[Participant],
    targets: Sequence[Participant],
) -> Place | None:
    """The country where an act happens for which the report names no place."""
    scenes = _scenes()
    doers, others = ({p.code.partition(":")[0] for p in side} for side in (actors, targets))
    if mode in scenes["at_target"].get(event, ()):
        hosts = others
    elif mode in scenes["at_doer"].get(event, ()):
        hosts = doers
    elif (
        (doers and others and event in scenes["at_home"])
        or (not doers and event in scenes["at_only_target"])
        or (not others and event in scenes["at_only_doer"])
    ):
        hosts = doers | others
    else:
        return None
    code = next(iter(hosts)) if len(hosts) == 1 else ""
    if code not in document.gazetteer.states:
        return None
    return Place(code=code, name=document.gazetteer.titles.get(code, code))


@cache
def _scenes() -> dict[str, Any]:
    scenes: dict[str, Any] = load_yaml("actors/scenes.yml")
    return scenes


def place_of(document: Document, number: int, index: int, predicates: set[int]) -> Place | None:
    """The place that the clause of the word at `index` names."""
    sentence, grammar = document.sentences[number], document.grammar
    at = index
    for _ in range(4):
        for child in sentence.dependants(at, "obl", "nmod", "advmod", "appos"):
            if child.index in predicates:
                continue
            case = grammar.case_of(sentence, child.index)
            if case not in grammar.place_prepositions and child.relation != "advmod":
                continue
            for inner in sentence.subtree(child.index):
                mention = document.mentions[number].get(inner)
                if mention is not None and mention.is_place and (mention.country or mention.code):
                    code = (mention.country or mention.code or "").split(":")[0]
                    if code in document.gazetteer.states:
                        return Place(
                            code=code,
                            name=mention.name,
                            mention=document.span(number, mention.first, mention.last),
                        )
        word = sentence.words[at]
        if word.head < 0 or word.relation in {"ccomp", "advcl", "parataxis", "acl:relcl"}:
            break
        at = word.head
        if at in predicates and sentence.words[index].upos == "VERB":
            break
    return None
