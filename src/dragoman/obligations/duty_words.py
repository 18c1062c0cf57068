"""How a language says what an agreement binds to: patterns from ``lexicon/<language>/duties.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import ResourceError
from dragoman.obligations.records import Duty, Strength, Trigger
from dragoman.resources import list_resources, load_yaml, resource_path

_FEW_WORDS = r"(?:[\w’'„“”»«-]+\s+){0,3}?"  # what ‹W› stands for
Patterns = tuple[re.Pattern[str], ...]
_LISTS = (
    "agreement", "binding_nouns", "commitment", "weak_commitment", "under", "defensive", "denied", "wished",
    "planned", "concluded", "signing", "unratified", "ended", "mutual", "said_before", "said_after",
    "military", "on_request", "jointly", "state_of_war",
)  # fmt: skip
_SINGLE = ("between", "and", "places", "attackers", "victims", "attacked_after", "attack", "both", "with")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWords:
    """The patterns of one language; see the comments in ``lexicon/de/duties.yml``."""

    lists: dict[str, Patterns]
    single: dict[str, re.Pattern[str]]
    triggers: dict[Trigger, Patterns]
    duties: dict[Duty, Patterns]
    strengths: dict[Strength, Patterns]

    def has(self, name: str, text: str) -> bool:
        """Whether one of the patterns of that name is found in the text."""
        return any(pattern.search(text) for pattern in self.lists[name])

    def may_bind(self, text: str) -> bool:
        """Whether a text can hold a provision: a quick look before a slow one."""
        return self.has("binding_nouns", text) or any(
            pattern.search(text)
            for patterns in (*self.triggers.values(), *self.duties.values())
            for pattern in patterns
        )

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first match of the patterns of that name."""
        found = [match for pattern in self.lists[name] if (match := pattern.search(text))]
        return min(found, key=lambda match: match.start(), default=None)


def languages() -> tuple[str, ...]:
    """Languages whose reports can be searched for provisions."""
    return tuple(sorted(path.parent.name for path in resource_path("lexicon").glob("*/duties.yml")))


def load_searches(language: str) -> tuple[str, ...]:
    """What is looked for in a ledger's full text to find reports with provisions, without the patterns."""
    return tuple(load_yaml(f"lexicon/{language}/duties.yml").get("searches") or ())


@cache
def load_duty_words(language: str) -> DutyWords | None:
    """The patterns of a language, None without a file. Raises ResourceError naming file and entry."""
    name = f"lexicon/{language}/duties.yml"
    if name not in list_resources(f"lexicon/{language}", "duties.yml"):
        return None
    rows: dict[str, Any] = load_yaml(name)
    known = {
        *_LISTS,
        *_SINGLE,
        "triggers",
        "duties",
        "strengths",
        "searches",
        "prefixes",
        "adjective_endings",
    }
    if strange := sorted(set(rows) - known):
        raise ResourceError(f"{name}: {strange[0]}: no such field")
    return DutyWords(
        lists={key: _compile(name, key, rows.get(key)) for key in _LISTS},
        single={key: _compile(name, key, [rows.get(key)])[0] for key in _SINGLE},
        triggers={Trigger(key): _compile(name, key, of) for key, of in rows["triggers"].items()},
        duties={Duty(key): _compile(name, key, of) for key, of in rows["duties"].items()},
        strengths={Strength(key): _compile(name, key, of) for key, of in rows["strengths"].items()},
    )


def _compile(name: str, key: str, patterns: Any) -> Patterns:
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise ResourceError(f"{name}: {key}: is not a list of regular expressions")
    alternatives = (_whole_words(pattern).replace("‹W›", _FEW_WORDS) for pattern in patterns)
    try:
        return (re.compile("|".join(alternatives), re.I),)  # one pattern for all: half the time
    except re.error as error:
        raise ResourceError(f"{name}: {key}: {error}") from error


def _whole_words(pattern: str) -> str:
    """A pattern begins at the beginning of a word unless it says otherwise."""
    return pattern if pattern.startswith(("^", r"\b", r"\w")) else rf"\b(?:{pattern})"
