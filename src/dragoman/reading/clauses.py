"""Clauses and segments of a sentence, as the attribution needs them.

A segment is what stands between full stops, semicolons and the marks of a quotation that ends a
sentence: the splitter sometimes leaves two sentences together.
"""

from __future__ import annotations

from dragoman.language.parse import Sentence, Word

VERBAL = frozenset({"VERB", "AUX"})
_STOPS = frozenset(".!?;")
_CLAUSAL = frozenset({"ccomp", "csubj", "csubj:pass"})
_BETWEEN = frozenset({"advmod", "obl", "obj", "expl", "nsubj", "iobj", "xcomp", "compound:prt"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


def is_clause(sentence: Sentence, word: Word) -> bool:
    """Whether a word is the head of a clause: a verb, or a predicate with copula or subject."""
    return word.upos in VERBAL or any(
        True for _ in sentence.dependants(word.index, "cop", "nsubj", "nsubj:pass")
    )


def has_subject(sentence: Sentence, index: int) -> bool:
    """Whether a clause has its own subject."""
    return any(True for _ in sentence.dependants(index, *_SUBJECTS))


def subjectless(sentence: Sentence, word: Word) -> bool:
    """Whether a verb has no subject of its own: an infinitive or participle below another."""
    return word.relation in {"xcomp", "acl", "advcl", "amod"} and not has_subject(sentence, word.index)


def content_clauses(sentence: Sentence, word: Word) -> list[int]:
    """Roots of the content clauses of a word, those behind ``davon``, ``darauf`` included."""
    out = []
    for child in sentence.dependants(word.index):
        if (child.relation in _CLAUSAL and is_clause(sentence, child)) or (
            child.relation == "xcomp" and is_clause(sentence, child) and _is_full(sentence, child)
        ):
            out.append(child.index)
        elif child.upos in {"ADV", "PRON", "ADJ"} and child.relation in _BETWEEN:
            out += [
                w.index
                for w in sentence.dependants(child.index, "ccomp", "acl", "advcl", "xcomp", "csubj")
                if is_clause(sentence, w) and w.index > child.index
            ]
    return out


def _is_full(sentence: Sentence, word: Word) -> bool:
    """Whether an xcomp is an infinitive with more than itself or its own particle, not an adjective."""
    return word.upos in VERBAL and (
        any(
            w.relation in {"mark", "obj", "obl", "advmod", "iobj", "nsubj"}
            for w in sentence.dependants(word.index)
        )
    )


def segment(sentence: Sentence, index: int, quoted: frozenset[int]) -> range:
    """The words around a place up to the next full stop or semicolon outside quotations."""
    words = sentence.words

    def stops(at: int) -> bool:
        if at in quoted or words[at].text not in _STOPS:
            return False
        return words[at].text == ";" or (at + 1 < len(words) and words[at + 1].start > words[at].end)

    first = index
    while first > 0 and not stops(first - 1):
        first -= 1
    last = index
    while last + 1 < len(words) and not stops(last):
        last += 1
    return range(first, last + 1)


def clause(sentence: Sentence, index: int) -> set[int]:
    """The words of a clause with what depends on it, without the clauses coordinated with it."""
    out = set(sentence.subtree(index))
    for child in sentence.dependants(index, "conj", "parataxis"):
        if child.relation == "parataxis" or has_subject(sentence, child.index):
            out -= set(sentence.subtree(child.index))
    return out


def clause_root(sentence: Sentence, index: int) -> int:
    """The verb (or predicate) of the clause a phrase stands in."""
    at = index
    while True:
        word = sentence.words[at]
        if at != index and is_clause(sentence, word) and word.relation not in {"aux", "aux:pass", "cop"}:
            return at
        if word.head < 0:
            return at
        at = word.head
