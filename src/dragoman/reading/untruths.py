"""Calling a report false denies what it says: *bezeichnete den Bericht als erfunden, er habe …*"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.parse import Sentence, Word
from dragoman.reading.document import Document
from dragoman.reading.lexicon import Lexicon
from dragoman.reading.scopes import Scope

_JUDGED = frozenset({"xcomp", "advcl", "obl", "obj", "conj", "advmod", "acl", "dep", "nmod", "obl:arg"})
_CLASSES = {"untruths", "accusations"}
_OPEN = {None, "accuse"}


def deny_untruths(document: Document, scopes: list[list[Scope]], lexicon: Lexicon) -> None:
    """Scopes of verbs that call an accusation or a report an untruth get the stance of a denial.

    So do those of the report's own content (*reports that … are baseless*). The words are the classes
    ``untruths`` and ``accusations`` of the lexicon; a language without them has no such verbs.
    """
    if not lexicon.classes.keys() >= _CLASSES:
        return
    for number, rows in enumerate(scopes):
        sentence = document.sentences[number]
        for scope in rows:
            if scope.cue_word < 0 or scope.stance not in _OPEN or scope.cue_word in scope.words:
                continue
            cue = sentence.words[scope.cue_word]
            verb = sentence.words[cue.head] if cue.upos == "NOUN" and cue.head >= 0 else cue
            beside = list(sentence.dependants(verb.index))
            told = cue if cue.upos == "NOUN" else None
            if not any(lexicon.fits(w.lemma, "@accusations") for w in ([told] if told else beside)):
                continue
            named = [w for w in beside if w.relation in _JUDGED and w is not told]
            if told is not None:  # the reports are baseless
                named += [verb, *sentence.dependants(told.index, "ccomp", "amod", "acl", "xcomp")]
            named += _compared(sentence, scope, document.grammar.comparing)
            if any(lexicon.fits(name, "@untruths") for w in named for name in (w.lemma, w.text.lower())):
                scope.stance = "deny"
                scope.how += ", called untrue"


def _compared(sentence: Sentence, scope: Scope, comparing: frozenset[str]) -> Iterator[Word]:
    """``as a fabrication`` at the end of the content, where the tree may hang it."""
    for word in sentence.words:
        if word.index in scope.words and any(
            w.text.lower() in comparing for w in sentence.dependants(word.index, "case", "mark")
        ):
            yield word
