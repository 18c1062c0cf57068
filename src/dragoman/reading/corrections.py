"""*Nicht Russland, sondern die Ukraine*: whom a correction names only to say that it was not he."""

from __future__ import annotations

from dragoman.language.parse import Sentence
from dragoman.reading.grammar import Grammar

_FARTHEST = 8  # words between the negation and what corrects it


def corrected_away(sentence: Sentence, grammar: Grammar) -> set[int]:
    """Words of phrases that are negated and replaced; a clause or *not only* between them is no such phrase.

    Read from the words in their order, since trees hang such phrases in many ways.
    """
    out: set[int] = set()
    words = sentence.words
    for link in words:
        if link.text.lower() not in grammar.correcting:
            continue
        for at in range(link.index - 1, max(-1, link.index - _FARTHEST - 1), -1):
            if words[at].upos in {"VERB", "AUX"}:
                break
            if words[at].text.lower() in grammar.negating:
                if words[at + 1].text.lower() not in grammar.adding:
                    out.update(range(at + 1, link.index))
                break
    return out
