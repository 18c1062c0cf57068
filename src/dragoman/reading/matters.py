"""What an act is about, and how much of it: the words of its matter and their numbers."""

from __future__ import annotations

from dragoman.language.parse import Sentence
from dragoman.reading.document import Document
from dragoman.reading.grammar import Grammar
from dragoman.reading.predicates import Frame
from dragoman.reading.quoting import words_of


def matter_of(document: Document, frame: Frame) -> tuple[str | None, str | None]:
    """What is given, demanded or used, and how many, in the report's words."""
    sentence = document.sentences[frame.number]
    matters, quantities = [], []
    for slot in frame.entry.matter:
        for index in frame.slots.filled.get(slot, []):
            for member in (index, *(w.index for w in sentence.dependants(index, "conj"))):
                word = sentence.words[member]
                if word.upos not in {"NOUN", "PROPN"}:
                    continue
                matters.append(words_of(document, frame.number, member))
                quantities += _quantity(sentence, member, document.grammar)
        if matters:
            break
    return ("; ".join(matters) or None), ("; ".join(quantities) or None)


def _quantity(sentence: Sentence, index: int, grammar: Grammar) -> list[str]:
    out = []
    for child in sentence.dependants(index, "nummod", "det", "amod"):
        counts = child.text[:1].islower() and child.lemma.endswith(tuple(grammar.quantifiers))
        if child.relation == "nummod" or child.upos == "NUM" or counts:
            words = [i for i in sentence.subtree(child.index) if i <= child.index]  # mehr als 200
            out.append(" ".join(sentence.words[i].text for i in words))
    return out
