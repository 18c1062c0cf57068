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

_TOKEN = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.]\d|\d)|\d+,\d+|\d+|[^\W\d_]+|\n\s*\n|[^\w\s]")
_MARKS = {
    ".": "dot", ",": "comma", ":": "colon", "/": "slash", "-": "dash", "–": "dash", "—": "dash",
    "'": "apostrophe", "’": "apostrophe", "!": "stop", "?": "stop", ";": "stop", "(": "open", ")": "close",
    "%": "percent", "$": "money", "€": "money", "£": "money",
}  # fmt: skip
_NUMBERS = ("0", "00", "1", "01", "13", "24", "31", "25", "12", "59", "60", "99", "100", "999", "1000",
            "1399", "1400", "1800", "1950", "2199", "2200", "9999", "10000", "1.000", "2,5")  # fmt: skip
OTHER_CLASSES = frozenset({"cap", "low", "mark", "break", *_MARKS.values()})
_FIRST_CHARACTER = 0xE000  # private use: a signature never is a character of the pattern syntax


@dataclass(frozen=True, slots=True)
class TimeToken:
    """A token with its classes and what it means in each (``{"weekday": 4}``)."""

    start: int
    end: int
    text: str
    classes: Mapping[str, Any]


@dataclass(slots=True)
class TimeLexicon:
    """Word classes of one language; `tokens` cuts and encodes a text."""

    name: str
    words: dict[str, dict[str, Any]]
    compounds: re.Pattern[str] | None
    signatures: dict[frozenset[str], str] = field(default_factory=dict)
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
        for match in _TOKEN.finditer(text):
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
        known = self.words.get(word)
        split = self.compounds.fullmatch(word) if known is None and self.compounds else None
        if split:
            cut = split.start("last")
            for offset, piece in ((0, word[:cut]), (cut, word[cut:])):
                yield offset, piece, *self._coded(self.words[piece.capitalize()])
            return
        yield 0, word, *self._coded(known or classify(word))

    def _coded(self, classes: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        return classes, self.signatures[frozenset(classes)]


def classify(word: str) -> dict[str, Any]:
    """The classes of a token that the lexicon does not list: numbers, marks, other words."""
    if word[0].isdecimal():
        return _classify_number(word)
    if word[0].isalnum():
        return {"cap" if word[0].isupper() else "low": word}
    if "\n" in word:
        return {"break": word}
    return {_MARKS.get(word, "mark"): word}


def _classify_number(word: str) -> dict[str, Any]:
    if "," in word:
        return {"decimal": float(word.replace(",", "."))}
    if "." in word:
        return {"big": int(word.replace(".", ""))}
    value, length = int(word), len(word)
    if length > 6:
        return {"big": value}
    found: dict[str, Any] = {"num": value}
    if length <= 2:
        found |= {"d31": value} if 1 <= value <= 31 else {}
        found |= {"m12": value} if 1 <= value <= 12 else {}
        found |= {"h24": value} if value <= 24 else {}
    if length == 2:
        found |= {"y2": value}
        found |= {"m59": value} if value <= 59 else {}
    if length == 3:
        found["y3"] = value
    if length == 4 and 1000 <= value <= 2199:
        found["y4"] = value
        found |= {"modern": value} if 1900 < value < 2040 and value != 2000 else {}
    return found


def build_lexicon(name: str, data: Mapping[str, Any]) -> TimeLexicon:
    """Make the lexicon from the sections `endings`, `words` and `compounds` of a times file.

    ``vergangen~`` stands for the stem with each of `endings`. An entry in lower case is found at the
    beginning of a sentence and in capitals too; a capitalised one as it is and in capitals.
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
    return TimeLexicon(name, words, _compounds(data, words), _signatures(words))


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
    kinds |= {frozenset(_classify_number(number)) for number in _NUMBERS}
    kinds |= {frozenset({other}) for other in OTHER_CLASSES}
    return {kind: chr(_FIRST_CHARACTER + i) for i, kind in enumerate(sorted(kinds, key=sorted))}
