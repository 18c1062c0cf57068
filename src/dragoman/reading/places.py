"""Where an act happened: the country of a place the clause names with a locative preposition."""

from __future__ import annotations

from dragoman.reading.document import Document
from dragoman.records import Place


def place_of(
    document: Document, number: int, index: int, predicates: set[int], fallback: str | None = None
) -> Place | None:
    """The place of the clause of the word at `index`; `fallback` is a country where none is named."""
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
    if fallback is not None:
        return Place(code=fallback, name=document.gazetteer.titles.get(fallback, fallback))
    return None
