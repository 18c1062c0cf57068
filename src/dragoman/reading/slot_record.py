"""Filled slots of a predicate, and the phrases that hang below them.

Trees often hang a preposition too low (``eröffnete einen Prozess gegen Journalisten``): the words
that fill a slot are therefore asked for theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.language.parse import Sentence, Word
from dragoman.reading.grammar import Grammar


@dataclass(slots=True)
class Slots:
    """Filled slots: name -> word positions, and the step by which each was found."""

    filled: dict[str, list[int]] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    passive: bool = False
    stative: bool = False  # a passive with sein: perhaps the perfect of an intransitive verb

    def add(self, slot: str, index: int, path: str) -> None:
        """Put a word into a slot, once."""
        row = self.filled.setdefault(slot, [])
        if index not in row:
            row.append(index)
            self.path.setdefault(slot, path)

    def copy(self) -> Slots:
        """Slots that can be changed for one entry."""
        return Slots(
            {k: list(v) for k, v in self.filled.items()}, dict(self.path), self.passive, self.stative
        )

    def move(self, slot: str, other: str, path: str) -> None:
        """Put all words of a slot into another."""
        for index in self.filled.pop(slot, []):
            self.add(other, index, path)

    def take(self, index: int, slot: str, other: str) -> None:
        """Put one word from a slot into another."""
        row = self.filled.get(slot, [])
        if index in row:
            row.remove(index)
        self.add(other, index, f"in the place of {other}")

    def first(self, *names: str) -> list[int]:
        """Words of the first of the named slots that is filled."""
        return next((self.filled[name] for name in names if self.filled.get(name)), [])


def case_of_phrase(sentence: Sentence, word: Word) -> str | None:
    """The case of a phrase: its article shows it better than the noun does."""
    for article in sentence.dependants(word.index, "det"):
        if "Case" in article.features:
            return article.features["Case"]
    return word.features.get("Case")


def lift_arguments(sentence: Sentence, slots: Slots, nouns: frozenset[int], grammar: Grammar) -> None:
    """What hangs on the noun of a light verb is the verb's: ``Haftbefehl gegen X erlassen``."""
    for noun in sorted(nouns):
        for child in sentence.dependants(noun, "nmod", "obl"):
            case = grammar.case_of(sentence, child.index)
            if case and not slots.filled.get(case):
                slots.add(case, child.index, f"{case} beside {sentence.words[noun].text}")


def find_lower(sentence: Sentence, slots: Slots, grammar: Grammar) -> dict[str, list[int]]:
    """Slots of the phrases below a predicate's own ones: trees often hang a preposition too low.

    ``eröffnete einen Prozess gegen Journalisten`` gives ``gegen``, a genitive gives ``gen``.
    """
    found: dict[str, list[int]] = {}
    for slot, row in slots.filled.items():
        if slot in {"subj", "clause", "refl", "adjective", "copula"}:
            continue
        for host in row:
            for child, _ in phrases_below(sentence, host):
                if child.index in row:
                    continue
                case = grammar.case_of(sentence, child.index)
                if case is None and case_of_phrase(sentence, child) == "Gen":
                    case = "gen"
                if case is not None:
                    found.setdefault(case, []).append(child.index)
    return found


def phrases_below(sentence: Sentence, index: int, deepest: int = 2) -> Iterator[tuple[Word, int]]:
    """Phrases below a noun with their depth, the higher ones first."""
    level = [index]
    for depth in range(1, deepest + 1):
        level = [w.index for at in level for w in sentence.dependants(at, "nmod", "obl", "obl:agent")]
        yield from ((sentence.words[i], depth) for i in level)
