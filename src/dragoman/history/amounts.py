"""Numbers as reports give them, and whether two of them contradict each other.

``drei``, ``rund 20``, ``mehr als 1.500``, ``tausende``: words come from ``resources/history/numbers.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.records import Claim
from dragoman.resources import load_yaml

_NUMBERS = "history/numbers.yml"
_ABOUT = 0.25  # "about 20" allows 15 to 25: reporters round to a quarter of the figure at most
_TOLERANCE = 0.1  # exact figures of two reports that differ less are taken for one, rounded
_LIMITING = 2  # words before a number that may limit it
_FIGURE = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Between `low` and `high` (None: no upper bound), of what unit, in the report's words."""

    low: float
    high: float | None
    unit: str
    text: str

    def contradicts(self, other: Amount) -> bool:
        """Whether both cannot be right; amounts of different units say nothing about each other."""
        if self.unit and other.unit and self.unit != other.unit:
            return False
        return _ends_below(self, other) or _ends_below(other, self)


def read_amount(text: str) -> Amount | None:
    """Read a number with what limits it; None where there is none.

    >>> amount = read_amount("mehr als 1.500 Soldaten")
    >>> amount.low, amount.high, amount.unit
    (1500.0, None, '')
    """
    words, lexicon = [word.casefold() for word in _WORD.findall(text)], _lexicon()
    figure = _FIGURE.search(text)
    number = next((word for word in words if word in lexicon["words"]), None)
    value = _to_number(figure[0]) if figure else lexicon["words"][number] if number else None
    scale = next((word for word in words if word in lexicon["scales"]), None)
    many = lexicon["scales"][scale] if scale and (figure or scale != number) else None
    unit = next((lexicon["units"][key] for key in _unit_keys(text, words) if key in lexicon["units"]), "")
    if value is None:
        some = next((lexicon["some"][word] for word in words if word in lexicon["some"]), None)
        return None if some is None else Amount(low=some, high=some * 100, unit=unit, text=text)
    value *= many or 1
    return _bounded(value, words, unit, text)


def amount_of(claim: Claim) -> Amount | None:
    """The number in a claim, with the words before it that limit it (*mehr als 400*)."""
    if not claim.quantity:
        return None
    before, found, _ = claim.quote.text.partition(claim.quantity)
    words = before.split()[-_LIMITING:] if found else []
    first = next((n for n, word in enumerate(words) if word.casefold() in _lexicon()["limits"]), len(words))
    return read_amount(" ".join((*words[first:], claim.quantity)))


def _bounded(value: float, words: list[str], unit: str, text: str) -> Amount:
    limits = _lexicon()["limits"]
    kinds = {limits[word] for word in words if word in limits}
    if "least" in kinds:
        return Amount(low=value, high=None, unit=unit, text=text)
    if "most" in kinds:
        return Amount(low=0, high=value, unit=unit, text=text)
    slack = _ABOUT if "about" in kinds else 0.0
    return Amount(low=value * (1 - slack), high=value * (1 + slack), unit=unit, text=text)


def _ends_below(a: Amount, b: Amount) -> bool:
    return a.high is not None and a.high * (1 + _TOLERANCE) < b.low


def _to_number(figure: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+", figure):
        return float(re.sub(r"[. ]", "", figure))
    return float(figure.replace(",", "."))


def _unit_keys(text: str, words: list[str]) -> list[str]:
    return [*words, *(sign for sign in "€$£%" if sign in text)]


@cache
def _lexicon() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = load_yaml(_NUMBERS)
    return {
        "words": {str(k): float(v) for k, v in data["words"].items()},
        "scales": {str(k): float(v) for k, v in data["scales"].items()},
        "some": {str(k): float(v) for k, v in data["some"].items()},
        "limits": {word: kind for kind, names in data["limits"].items() for word in names},
        "units": {str(word): unit for unit, names in data["units"].items() for word in names},
    }
