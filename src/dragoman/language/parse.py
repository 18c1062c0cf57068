"""What the language room hands on: sentences of words with lemma, features, tree and names.

Words are printed tokens with exact offsets into the text they came from. Trees follow Universal
Dependencies; relations keep the subtypes ``nsubj:pass``, ``csubj:pass``, ``aux:pass``,
``acl:relcl``, ``compound:prt`` and ``obl:agent``, all others are the universal relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.language.model import Encoded


@dataclass(slots=True)
class Word:
    """One printed token. `head` is the index of its head in the sentence, -1 for the root."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    features: dict[str, str]
    head: int
    relation: str
    name: str = "O"  # IOB2: "B-PER", "I-LOC", …


@dataclass(slots=True)
class Sentence:
    """Words in order, with each word's dependants; offsets are those of the whole text."""

    words: list[Word]
    paragraph: int = 0
    aside: bool = False  # a header, dateline or credit line: no prose
    encoded: Encoded | None = field(default=None, repr=False, compare=False)  # where asked for
    children: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.words]
        for word in self.words:
            if word.head >= 0:
                self.children[word.head].append(word.index)

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.words[-1].end

    @property
    def root(self) -> Word:
        """The word without a head."""
        return next(word for word in self.words if word.head < 0)

    def dependants(self, index: int, *relations: str) -> Iterator[Word]:
        """Dependants of a word, all or those of the named relations, in text order."""
        for child in self.children[index]:
            word = self.words[child]
            if not relations or word.relation in relations:
                yield word

    def subtree(self, index: int) -> list[int]:
        """Indices of a word and all below it, in text order."""
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at])
        return sorted(found)


@dataclass(slots=True)
class Parse:
    """A parsed text."""

    text: str
    language: str
    sentences: list[Sentence]
