"""Lemmas: simplemma's dictionary form, corrected by part of speech, with a verb's particle in front.

``kündigte … an`` is ``ankündigen`` when the tree hangs ``an`` on the verb as ``compound:prt``.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma

from dragoman.language.model import Tagged
from dragoman.language.orthography import Orthography, load_orthography

_DICTIONARIES = {  # languages simplemma has a dictionary for, among those the model serves
    "de", "en", "fr", "es", "it", "pl", "ru", "uk", "tr", "fa",
}  # fmt: skip
_VERBAL = {"VERB", "AUX"}
_NOMINAL = {"NOUN", "PROPN"}


def lemmas(words: list[str], tagged: list[Tagged], language: str) -> list[str]:
    """Lemmas of one sentence's words."""
    rules = load_orthography(language)
    found = [lemma(word, tag.upos, language) for word, tag in zip(words, tagged, strict=True)]
    for i, tag in enumerate(tagged):
        if tag.head < 0 or tagged[tag.head].upos not in _VERBAL:
            continue
        particle, verb = words[i].lower(), found[tag.head]
        if particle not in rules.particles or verb.startswith(particle) or " " in verb:
            continue
        if tag.relation == "compound:prt" or (
            not rules.particle_behind
            and _closes_clause(words, tagged, i)
            and _is_verb(particle + verb, language)
        ):
            found[tag.head] = with_particle(verb, particle, language)
    return found


def with_particle(verb: str, particle: str, language: str) -> str:
    """A verb with its particle as the dictionary has it: ``ankündigen``, ``carry out``."""
    behind = load_orthography(language).particle_behind
    return f"{verb} {particle}" if behind else particle + verb


def _closes_clause(words: list[str], tagged: list[Tagged], index: int) -> bool:
    """Whether a word stands where a particle would: last in its clause, behind a finite verb."""
    verb = tagged[index].head
    if (
        index <= verb
        or tagged[verb].features.get("VerbForm") != "Fin"
        or tagged[index].upos not in {"ADP", "ADV", "ADJ"}
    ):
        return False
    return index + 1 == len(words) or tagged[index + 1].upos in {"PUNCT", "CCONJ"}


@lru_cache(maxsize=10_000)
def is_word(form: str, language: str) -> bool:
    """Whether the dictionary of a language has a form, as it stands or in small letters."""
    if language not in _DICTIONARIES:
        return False
    return any(simplemma.is_known(written, lang=language) for written in (form, form.lower()))


@lru_cache(maxsize=10_000)
def _is_verb(infinitive: str, language: str) -> bool:
    known: bool = simplemma.is_known(infinitive, lang=language)
    return known


@lru_cache(maxsize=200_000)
def lemma(word: str, upos: str, language: str) -> str:
    """The lemma of one word form; nouns keep their capital, verbs have none."""
    rules = load_orthography(language)
    if upos in _VERBAL and word.lower() in rules.lemmas:
        return rules.lemmas[word.lower()]
    if upos in {"PUNCT", "NUM", "SYM", "X"} or language not in _DICTIONARIES:
        return word
    if upos == "PROPN":
        return _proper(word, language)
    if upos in _VERBAL:
        return _verbal(word.lower(), language, rules)
    found: str = simplemma.lemmatize(word, lang=language)
    if upos == "NOUN" and rules.acting_nouns:
        for ending in rules.acting_nouns:
            for form in (word.lower(), word.lower().removesuffix("s")):
                if form.endswith(ending) and found != form:
                    return form
    if upos == "NOUN" and word[:1].isupper():
        if found[:1].islower():  # the dictionary took the adjective or verb: Verbündete, Treffen
            found = _capitalised_noun(word) if rules.infinitive else found
        if "-" in word:
            head, _, tail = word.rpartition("-")
            found = f"{head}-{lemma(tail, upos, language)}" if tail else word
        return found
    return found if upos == "NOUN" else found.lower()


def _proper(word: str, language: str) -> str:
    if "-" in word or word.isupper() or not load_orthography(language).infinitive:
        return word
    found: str = simplemma.lemmatize(word, lang=language)
    return found if found[:1].isupper() and word.startswith(found[:3]) else word


def _capitalised_noun(word: str) -> str:
    """Nominalised adjectives and participles fall together under the ending -er: Verbündeter."""
    for ending in ("en", "er", "em", "es", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            stem = word[: -len(ending)]
            return stem + "er" if stem.endswith(("t", "d", "ig", "lich", "isch")) else word
    return word


def _verbal(word: str, language: str, rules: Orthography) -> str:
    found: str = simplemma.lemmatize(word, lang=language)
    for ending in rules.verb_endings:
        if word.endswith(ending) and (found == word or not _is_verb(found, language)):
            stem = word.removesuffix(ending)
            for form in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else ""):
                if len(form) > 2 and _is_verb(form, language):
                    return form  # building, a noun to the dictionary, is from build
    if rules.regular_verbs and not found.endswith(tuple(rules.regular_verbs.values())):
        for ending, replacement in rules.regular_verbs.items():
            form = word.removesuffix(ending) + replacement
            if word.endswith(ending) and _is_verb(form, language):
                return form  # dispersé, an adjective to the dictionary, is from disperser
    if not rules.infinitive or found.endswith(rules.infinitive):
        return found.lower()
    # no infinitive: the dictionary took an adjective or doesn't know the word; cut a prefix and try the rest
    for prefix in rules.verb_prefixes:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > 3:
            inner: str = simplemma.lemmatize(rest.removeprefix("zu"), lang=language)
            if inner.endswith(rules.infinitive) and inner != rest:
                return prefix + inner.lower()
    for ending, replacement in rules.weak_endings.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + replacement
    return found.lower()
