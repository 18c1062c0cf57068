"""The exact words that state a claim."""

from __future__ import annotations

from dragoman.reading.document import Document
from dragoman.records import Span

_EDGE_MARKS = frozenset(',.;:–-—„“”»«"()!?…')


def quote_of(document: Document, number: int, index: int, roles: list[int], cues: set[int]) -> Span:
    """The clause of the predicate from the first to the last word that belongs to it.

    Words of an attribution cue and relative clauses at either end are left out; a role's words in
    the same sentence are taken in where they stand beside the clause.
    """
    sentence = document.sentences[number]
    top = index
    word = sentence.words[index]
    if word.upos in {"NOUN", "PROPN"} and word.head >= 0 and sentence.words[word.head].upos == "VERB":
        if word.relation in {"obj", "nsubj", "nsubj:pass", "obl"} and word.head not in cues:
            top = word.head
    own = [i for i in sentence.subtree(top) if i not in cues]
    own = _without_side_clauses(document, number, top, own, {index, *roles})
    inside = set(own) | {index}
    for role in roles:
        if role not in inside and abs(role - index) < 25 and role not in cues:
            inside |= {
                i
                for i in sentence.subtree(role)
                if i < index and i not in cues and index not in sentence.subtree(role)
            }
    first, last = min(inside), max(inside)
    edge = _EDGE_MARKS | document.grammar.edge_words
    while first < index and sentence.words[first].text in edge:
        first += 1
    while last > index and sentence.words[last].text in edge:
        last -= 1
    return document.span(number, first, last)


def _without_side_clauses(
    document: Document, number: int, top: int, words: list[int], needed: set[int]
) -> list[int]:
    sentence = document.sentences[number]
    out = set(words)
    for child in sentence.dependants(top, "parataxis", "advcl", "conj", "ccomp"):
        tree = set(sentence.subtree(child.index))
        if not tree & needed and (child.relation != "conj" or child.upos in {"VERB", "AUX"}):
            if max(tree) == max(out) or min(tree) == min(out) or child.relation == "parataxis":
                out -= tree
    return sorted(out) or words


def words_of(document: Document, number: int, index: int) -> str:
    """A noun with its adjectives and compounds, without article, numerals and clauses."""
    sentence = document.sentences[number]
    keep = {index}
    for child in sentence.dependants(index, "amod", "compound", "flat"):
        keep |= set(sentence.subtree(child.index))
    contiguous = [i for i in range(min(keep), max(keep) + 1)]
    return document.span(number, contiguous[0], contiguous[-1]).text
