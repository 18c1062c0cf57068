"""The words of time of one language, as classes of tokens.

``resources/lexicon/<language>/times.yml`` says which word is of which class with which value ("Freitag":
weekday 4). A text becomes a string of one character a token, where a character stands for the set of
classes the token has; rules are regular expressions over that string (see `time_patterns`), so that
finding costs little however many words the lexicon holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.errors import ResourceError
from dragoman.reading.time_tokens import (
    NumberMarks,
    TimeToken,
    classify,
    plain,
    token_pattern,
    unlisted_kinds,
)

_FIRST_CHARACTER = 0xE000  # private use: a signature never is a character of the pattern syntax


@dataclass(slots=True)
class TimeLexicon:
    """Word classes of one language; `tokens` cuts and encodes a text."""

    name: str
    words: dict[str, dict[str, Any]]
    compounds: re.Pattern[str] | None
    signatures: dict[frozenset[str], str]
    marks: NumberMarks
    cut: re.Pattern[str]
    _seen: dict[str, tuple[tuple[int, str, Mapping[str, Any], str], ...]] = field(default_factory=dict)

    def characters(self, word_class: str) -> str:
        """All characters that stand for tokens of this class; raises ResourceError if there is none."""
        found = "".join(char for classes, char in self.signatures.items() if word_class in classes)
        if not found:
            raise ResourceError(f"{self.name}: a pattern names the class {word_class!r}, which has no words")
        return found

    def tokens(self, text: str) -> tuple[list[TimeToken], str]:
        """The tokens of a text, and the string that encodes their classes."""
        found, codes, seen = [], [], self._seen
        for match in self.cut.finditer(text):
            word, start = match.group(), match.start()
            pieces = seen.get(word)
            if pieces is None:
                if len(seen) > 50_000:
                    seen.clear()
                pieces = seen[word] = tuple(self._pieces(word))
            for offset, piece, classes, code in pieces:
                at = start + offset
                found.append(TimeToken(at, at + len(piece), piece, classes))
                codes.append(code)
        return found, "".join(codes)

    def _pieces(self, word: str) -> Iterator[tuple[int, str, Mapping[str, Any], str]]:
        """A word, or the parts of a compound such as "Freitagabend", each with its classes and code."""
        known = self.words.get(word) or self.words.get(plain(word))
        split = self.compounds.fullmatch(word) if known is None and self.compounds else None
        if split:
            cut = split.start("last")
            for offset, piece in ((0, word[:cut]), (cut, word[cut:])):
                yield offset, piece, *self._coded(self.words[piece.capitalize()])
            return
        yield 0, word, *self._coded(known or classify(word, self.marks))

    def _coded(self, classes: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        return classes, self.signatures[frozenset(classes)]


def build_lexicon(name: str, data: Mapping[str, Any]) -> TimeLexicon:
    """Make the lexicon from the sections `endings`, `numbers`, `words` and `compounds` of a times file.

    ``vergangen~`` stands for the stem with each of `endings`. An entry in lower case is found at the
    beginning of a sentence and in capitals too; a capitalised one as it is and in capitals. One of
    several words, or with a mark in it, is cut as one token.
    """
    words: dict[str, dict[str, Any]] = {}
    endings = [str(ending) for ending in data.get("endings", ())]
    for word_class, values in data["words"].items():
        for value, forms in values.items():
            for form in forms:
                stem, inflected = str(form).removesuffix("~"), str(form).endswith("~")
                for written in [stem + ending for ending in endings] if inflected else [stem]:
                    for variant in {written, written[0].upper() + written[1:], written.upper()}:
                        words.setdefault(variant, {})[word_class] = value
    marks = NumberMarks(**data["numbers"])
    cut = token_pattern(marks, (word for word in words if not word.isalpha()))
    return TimeLexicon(name, words, _compounds(data, words), _signatures(words), marks, cut)


def _compounds(data: Mapping[str, Any], words: dict[str, dict[str, Any]]) -> re.Pattern[str] | None:
    branches = []
    for compound in data.get("compounds", ()):
        sides = []
        for side in ("first", "last"):
            wanted = set(compound[side])
            sides.append(
                "|".join(sorted({w.lower() for w, c in words.items() if wanted & set(c)}, key=len)[::-1])
            )
        branches.append(f"(?:{sides[0]})(?=(?:{sides[1]})$)")
    if not branches:
        return None
    return re.compile(rf"(?:{'|'.join(branches)})(?P<last>.+)", re.IGNORECASE)


def _signatures(words: Mapping[str, Mapping[str, Any]]) -> dict[frozenset[str], str]:
    kinds = {frozenset(classes) for classes in words.values()}
    kinds |= unlisted_kinds()
    return {kind: chr(_FIRST_CHARACTER + i) for i, kind in enumerate(sorted(kinds, key=sorted))}
