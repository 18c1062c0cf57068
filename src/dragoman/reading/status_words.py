"""The words that shift a claim's status, from ``lexicon/<language>/status.yml`` (its form is told there)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import ResourceError
from dragoman.records import Status
from dragoman.resources import load_yaml

_KINDS = (
    "auxiliary", "verb", "noun", "adjective", "adverb", "conjunction", "preposition", "determiner",
    "particle", "pronoun",
)  # fmt: skip
_CLASSES = {
    "planned": Status.PLANNED, "demanded": Status.DEMANDED, "possible": Status.POSSIBLE,
    "denied": Status.DENIED, "occurred": Status.OCCURRED,
    "attempt": Status.OCCURRED, "hearsay": Status.OCCURRED, "past_plan": Status.PLANNED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """One word and what it makes of an act that stands in one of its slots `on`."""

    kind: str
    lemma: str
    on: frozenset[str]
    status: Status
    hearsay: bool
    when: tuple[tuple[str, object], ...]
    doubt: bool  # doubt and fear stay possible under negation
    with_: tuple[str, ...]
    example: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class StatusWords:
    """All shifts by kind and lemma."""

    shifts: dict[tuple[str, str], tuple[Shift, ...]]
    forms: dict[str, frozenset[str]]  # words the engine needs by name
    conditional_nouns: frozenset[str]  # im *Falle* eines Angriffs
    unreal: frozenset[str]  # forms of the second subjunctive: würde, dürfte

    def of(self, kind: str, lemma: str) -> tuple[Shift, ...]:
        """The shifts of a word, in the order they are tried."""
        return self.shifts.get((kind, lemma), ())


@cache
def load_status_words(language: str) -> StatusWords:
    """Read a language's shifts. Raises ResourceError naming the entry."""
    data: dict[str, Any] = load_yaml(f"lexicon/{language}/status.yml")
    found: dict[tuple[str, str], tuple[Shift, ...]] = {}
    data = dict(data)
    unreal = frozenset(data.pop("unreal", ()))
    forms = {name: frozenset(map(str, rows)) for name, rows in data.pop("forms", {}).items()}
    conditional_nouns = frozenset(data.pop("conditional_nouns", ()))
    for section, rows in data.items():
        for row in rows:
            shift = _shift(row, f"lexicon/{language}/status.yml, {section}")
            key = shift.kind, shift.lemma
            found[key] = (*found.get(key, ()), shift)
    return StatusWords(found, forms, conditional_nouns, unreal)


def _shift(row: dict[str, Any], where: str) -> Shift:
    kind = next((k for k in _KINDS if k in row), None)
    if kind is None or row.get("class") not in _CLASSES:
        raise ResourceError(f"{where}: no known word class or status class in {row!r}")
    on = row.get("on", "head")
    sentence, bar, word = str(row.get("example", "")).rpartition(" | ")
    with_ = row.get("with", ())
    return Shift(
        kind=kind,
        lemma=str(row[kind]),
        on=frozenset([on] if isinstance(on, str) else on),
        status=_CLASSES[row["class"]],
        hearsay=row["class"] == "hearsay",
        when=tuple((row.get("when") or {}).items()),
        doubt=row["class"] == "possible" and kind == "verb",
        with_=(with_,) if isinstance(with_, str) else tuple(with_),
        example=(sentence, word) if bar else None,
    )
