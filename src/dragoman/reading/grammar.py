"""The grammar words the engine needs of a language, from ``lexicon/<language>/grammar.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.language.orthography import load_orthography
from dragoman.language.parse import Sentence, Word
from dragoman.resources import load_yaml

_ENDINGS = ("name_endings", "stem_endings", "adjective_endings", "place_endings", "present_participle")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed-class words, each set for one job of the engine."""

    contractions: dict[str, str]  # im -> in
    agent: frozenset[str]  # prepositions of the doer in a passive: von, durch
    doer: frozenset[str]  # those of them that name only the doer: durch
    reaching: frozenset[str]  # prepositions followed from a word that names nobody: die Grenze zu
    belonging: frozenset[str]  # prepositions like a genitive: von, aus, in
    reflexive: frozenset[str]
    personal: dict[str, str]  # er -> singular, sie -> any
    possessive: frozenset[str]
    relative: frozenset[str]
    demonstrative: frozenset[str]
    both: frozenset[str]  # beide
    passive_auxiliaries: frozenset[str]
    light_verbs: frozenset[str]  # verbs whose subject does what their noun names
    happening_verbs: frozenset[str]  # verbs that only say that their noun takes place
    event_prepositions: frozenset[str]  # bei, nach, während: the noun after them happened
    generic_nouns: dict[str, str]  # Land -> state, Seite -> any
    aged: tuple[str, ...]  # how a person told by age ends: die 62-Jährige, the 62-year-old
    transparent_nouns: frozenset[str]  # Gruppe, Vertreter: look at what follows
    allies: frozenset[str]
    locative: frozenset[str]
    object_control: frozenset[str]
    object_content: frozenset[str]  # verbs whose finite content is about their object: wirft ihm vor, er habe
    copula: frozenset[str]
    comparing: frozenset[str]  # als
    negating: frozenset[str]  # nicht X,
    correcting: frozenset[str]  # sondern Y
    adding: frozenset[str]  # nicht nur X, sondern auch Y: both
    edge_words: frozenset[str]  # never first or last in a quote
    compared: frozenset[str]  # als, wie
    person_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    definite: frozenset[str]
    inside: frozenset[str]  # in: a state behind it is only a place
    place_prepositions: frozenset[str]
    addressing: frozenset[str]  # an: whom a verb addresses
    perfect: frozenset[str]  # auxiliaries of the perfect
    future: frozenset[str]  # auxiliaries of plans
    quantifiers: frozenset[str]
    between: frozenset[str]  # zwischen
    partitive: frozenset[str]  # articles of an object that look like a preposition: des réfugiés
    counting: frozenset[str]  # Tausende, Gruppe: nouns that count those that follow

    genitive: frozenset[str]  # prepositions of a noun that do what the genitive does: of
    clause_prepositions: frozenset[str]  # prepositions before a clause: accused of spying
    name_endings: tuple[str, ...]  # a name's: Russlands, Russia's
    stem_endings: tuple[str, ...]  # of the later words of a name
    adjective_endings: tuple[str, ...]  # russischen
    place_endings: tuple[str, ...]  # Berliner
    present_participle: tuple[str, ...]  # liefernd, supplying
    learned: bool  # whether the claims network was trained on this language; it invents acts in others
    closed_compounds: bool  # compounds are written as one word
    inflection: str  # letters an adjective may end in

    def generic_kind(self, noun: str) -> str | None:
        """What kind of actor a noun stands for that was named before; None where it stands for none."""
        if noun[:1].isdigit() and noun.lower().endswith(self.aged):
            return "person"
        return self.generic_nouns.get(noun)

    def preposition(self, word: Word) -> str:
        """The preposition of a case word: ``im`` is ``in``."""
        text = word.text.lower()
        return self.contractions.get(text, text)

    def case_of(self, sentence: Sentence, index: int) -> str | None:
        """The preposition a phrase begins with, None for a bare one."""
        return next((self.preposition(child) for child in sentence.dependants(index, "case")), None)


@cache
def load_grammar(language: str) -> Grammar:
    """Read the closed-class words of a language."""
    data: dict[str, Any] = load_yaml(f"lexicon/{language}/grammar.yml")
    sets: dict[str, Any] = {
        name: frozenset(map(str, data.get(name, ())))
        for name in Grammar.__dataclass_fields__
        if name
        not in {
            "contractions",
            "personal",
            "generic_nouns",
            "aged",
            "inflection",
            "closed_compounds",
            "learned",
            *_ENDINGS,
        }
    }
    endings: dict[str, Any] = {name: tuple(map(str, data.get(name, ()))) for name in _ENDINGS}
    return Grammar(
        contractions=data.get("contractions", {}),
        personal=data.get("personal", {}),
        generic_nouns=data.get("generic_nouns", {}),
        aged=tuple(data.get("aged", ())),
        learned=bool(data.get("learned", False)),
        closed_compounds=load_orthography(language).closed_compounds,
        inflection=data.get("inflection", ""),
        **endings,
        **sets,
    )
