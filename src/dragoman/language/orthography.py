"""How a language is written: abbreviations, ordinals, particles, lemma exceptions; from ``text.yml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from dragoman.resources import load_yaml


@dataclass(frozen=True, slots=True)
class Orthography:
    """The word lists that cutting and lemmatising need; empty for a language without a folder."""

    abbreviations: frozenset[str] = frozenset()
    ordinal_before: frozenset[str] = frozenset()
    ordinal_after: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    particle_behind: bool = False  # carry out, not out|carry
    closed_compounds: bool = True  # compounds are written as one word
    acting_nouns: tuple[str, ...] = ()  # endings that a noun keeps: the shelling
    verb_endings: tuple[str, ...] = ()  # of regular verb forms, for those the dictionary gets wrong
    regular_verbs: dict[str, str] = field(
        default_factory=dict
    )  # ending of a regular form -> of its infinitive
    lemmas: dict[str, str] = field(default_factory=dict)
    infinitive: str = ""  # how every infinitive ends; empty where that tells nothing
    verb_prefixes: tuple[str, ...] = ()  # longest first
    subjunctive_forms: frozenset[str] = frozenset()  # irregular forms of the reported-speech subjunctive
    first_person: frozenset[str] = frozenset()
    weak_endings: dict[str, str] = field(default_factory=dict)  # ending of a weak verb -> of its infinitive
    adjective_endings: tuple[str, ...] = ()  # an adjective within a name changes them: der Islamische Staat
    elisions: frozenset[str] = frozenset()  # l, d, qu: words written with the next one by an apostrophe

    def elision(self, word: str) -> int:
        """Where the next word begins behind an elided one (``l'Iran``: 2), 0 where none is."""
        at = min((place for mark in "'’" if (place := word.find(mark)) > 0), default=0)
        return at + 1 if at and word[at + 1 :] and word[:at].lower() in self.elisions else 0

    def inflected(self, name: list[str]) -> list[list[str]]:
        """A name's other forms, where its first word may be an adjective (Weißes Haus: Weißen Haus).

        A first word that is none gets forms that nobody writes.
        """
        if len(name) < 2 or len(name[0]) < 5 or not name[1][:1].isupper():
            return []
        ending = next((e for e in self.adjective_endings if name[0].endswith(e)), None)
        if ending is None:
            return []
        stem = name[0].removesuffix(ending)
        return [[stem + other, *name[1:]] for other in self.adjective_endings if other != ending]


@cache
def load_orthography(language: str) -> Orthography:
    """Read ``lexicon/<language>/text.yml``."""
    data = load_yaml(f"lexicon/{language}/text.yml", missing_ok=True) or {}
    return Orthography(
        abbreviations=frozenset(data.get("abbreviations", ())),
        ordinal_before=frozenset(data.get("ordinal_before", ())),
        ordinal_after=frozenset(data.get("ordinal_after", ())),
        particles=frozenset(data.get("particles", ())),
        particle_behind=bool(data.get("particle_behind", False)),
        closed_compounds=bool(data.get("closed_compounds", True)),
        acting_nouns=tuple(data.get("acting_nouns", ())),
        verb_endings=tuple(data.get("verb_endings", ())),
        regular_verbs=dict(data.get("regular_verbs", {})),
        lemmas=dict(data.get("lemmas", {})),
        infinitive=data.get("infinitive", ""),
        verb_prefixes=tuple(
            sorted({*data.get("particles", ()), *data.get("inseparable", ())}, key=lambda p: (-len(p), p))
        ),
        subjunctive_forms=frozenset(data.get("subjunctive_forms", ())),
        first_person=frozenset(data.get("first_person", ())),
        weak_endings=dict(data.get("weak_endings", {})),
        adjective_endings=tuple(data.get("adjective_endings", ())),
        elisions=frozenset(data.get("elisions", ())),
    )
