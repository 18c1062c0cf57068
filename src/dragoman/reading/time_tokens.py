"""The tokens of a text that times are found over, and what those are that no word list holds.

A text is cut into runs of letters, runs of figures and single marks. What differs between languages
is data: the marks in long numbers ("1.800" or "1,800") and phrases that count as one word
("New Year's Day").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_MARKS = {
    ".": "dot", ",": "comma", ":": "colon", "/": "slash", "-": "dash", "–": "dash", "—": "dash",
    "'": "apostrophe", "’": "apostrophe", "‘": "apostrophe", "!": "stop", "?": "stop", ";": "stop",
    "(": "open", ")": "close", "%": "percent", "$": "money", "€": "money", "£": "money",
}  # fmt: skip
_SPACE = re.compile(r"\s+")
_SAMPLES = (
    "0", "00", "1", "01", "12", "13", "24", "25", "31", "59", "60", "99", "100", "999", "0000", "0960",
    "1000", "1360", "1399", "1400", "1800", "1860", "1950", "1960", "2160", "2199", "2200", "2260",
    "2360", "2400", "9999", "10000", "1234567",
)  # fmt: skip
_OTHER_CLASSES = frozenset({"cap", "low", "mark", "break", "big", "decimal", *_MARKS.values()})


@dataclass(frozen=True, slots=True)
class TimeToken:
    """A token with its classes and what it means in each (``{"weekday": 4}``)."""

    start: int
    end: int
    text: str
    classes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """How a language writes long and broken numbers; a broken one may not stand before `not_before`."""

    thousands: str
    decimal: str
    not_before: str = ""

    def pattern(self) -> str:
        """Regular expression of a number with marks in it."""
        many, part = re.escape(self.thousands), re.escape(self.decimal)
        barred = rf"(?!{part}?\d|{self.not_before})" if self.not_before else rf"(?!{part}\d)"
        return rf"\d{{1,3}}(?:{many}\d{{3}})+(?![\d{many}]\d|\d)|\d+{part}\d+{barred}"


def token_pattern(marks: NumberMarks, phrases: Iterable[str]) -> re.Pattern[str]:
    """What cuts a text into tokens; the longest phrase goes first."""
    spelled = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    letters = r"[^\W\d_]+"
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in spelled)
    phrase_first = rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])|" if either else ""
    return re.compile(rf"{phrase_first}{marks.pattern()}|\d+|{letters}|\n\s*\n|[^\w\s]")


def plain(phrase: str) -> str:
    """A phrase as the lexicon has it, however it is set in the text."""
    return _SPACE.sub(" ", phrase).replace("’", "'")


def classify(word: str, marks: NumberMarks) -> dict[str, Any]:
    """The classes of a token that the lexicon does not list: numbers, marks, other words."""
    if word[0].isdecimal():
        return _classify_number(word, marks)
    if word[0].isalnum():
        return {"cap" if word[0].isupper() else "low": word}
    if "\n" in word:
        return {"break": word}
    return {_MARKS.get(word, "mark"): word}


def unlisted_kinds() -> set[frozenset[str]]:
    """All sets of classes that `classify` can give."""
    marks = NumberMarks(thousands=".", decimal=",")
    kinds = {frozenset(_classify_number(number, marks)) for number in _SAMPLES}
    return kinds | {frozenset({other}) for other in _OTHER_CLASSES}


def _classify_number(word: str, marks: NumberMarks) -> dict[str, Any]:
    if marks.decimal in word:
        return {"decimal": float(word.replace(marks.decimal, "."))}
    if marks.thousands in word:
        return {"big": int(word.replace(marks.thousands, ""))}
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
    if length == 4 and value < 2400 and value % 100 < 60:
        found["h2400"] = value
    return found
