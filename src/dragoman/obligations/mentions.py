"""Names of states and organisations in a text, without a parse: *russisch-nordkoreanisch* names two.

Names come from ``resources/actors`` and ``resources/lexicon/<language>/states.yml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from dragoman.obligations.instruments import load_instruments
from dragoman.resources import load_yaml

_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 6  # words of a name
_SHORTEST = 2  # letters of a person's name that are too few to know it by
_KINDS = {"names": "state", "people": "state", "capital": "capital", "seats": "state"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text: ``text[start:end]`` stands for `code`.

    `kind` is ``state``, ``capital``, ``adjective``, ``body`` or ``person``.
    """

    start: int
    end: int
    code: str
    kind: str


@cache
def _names(language: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Folded words of a name to its code and kind; a state's own name goes before all others."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}

    def add(name: Any, code: str, kind: str) -> None:
        words = tuple(word.casefold() for word in _TOKEN.findall(str(name)))
        if words and len(words) <= _LONGEST:
            found.setdefault(words, (code, kind))
            if len(words) > 1 and words[0].endswith("e"):  # Vereinigte Staaten, den Vereinigten Staaten
                found.setdefault((f"{words[0]}n", *words[1:]), (code, kind))

    own = load_yaml(f"lexicon/{language}/duties.yml")
    states = load_yaml(f"lexicon/{language}/states.yml", missing_ok=True) or {}
    for key, kind in _KINDS.items():
        for code, row in states.items():
            for name in row.get(key) or ():
                add(name, code, kind)
    for code, row in states.items():
        for stem in row.get("adjectives") or ():
            for ending in own.get("adjective_endings") or [""]:
                add(f"{stem}{ending}", code, "adjective")
        for prefix in row.get("abbreviation_prefix") or ():
            add(prefix, code, "adjective")
    for prefix, code in (own.get("prefixes") or {}).items():
        add(prefix, code, "adjective")
    for row in load_yaml("actors/organisations.yml"):
        if row.get("kind") in ("company", "media", "ngo") or ":" in str(row["code"]) or row.get("country"):
            continue
        for name in (row["code"], *(row["names"].get(language) or ()), *(row["names"].get("en") or ())):
            add(name, str(row["code"]), "body")
    for instrument in load_instruments():  # who names an organisation's treaty means the organisation
        for title in instrument.names.get(language, ()) if instrument.organisation else ():
            add(title, str(instrument.organisation), "body")
    known = frozenset(states)
    for words, code in _persons().items():
        if code in known:
            found.setdefault(words, (code, "person"))
    return found


@cache
def _persons() -> dict[tuple[str, ...], str]:
    """Full and family names of office holders; a name borne in two states names nobody."""
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in load_yaml("actors/offices.yml"):
        names = [row["name"], *(n for names in (row.get("names") or {}).values() for n in names)]
        for name in names:
            words = tuple(word.casefold() for word in _TOKEN.findall(str(name)))
            bearers[words].add(str(row["of"]))
            bearers[words[-1:]].add(str(row["of"]))
    return {
        words: next(iter(codes))
        for words, codes in bearers.items()
        if len(codes) == 1 and len("".join(words)) > _SHORTEST
    }


def find_mentions(text: str, language: str) -> list[Mention]:
    """The names of a text in order, the longest where several begin."""
    names = _names(language)
    tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    out: list[Mention] = []
    at = 0
    while at < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            last = tokens[at + size - 1]
            named = _look_up(names, [word for _, _, word in tokens[at : at + size]])
            if named is not None and _joined(text, tokens[at : at + size]):
                out.append(Mention(start=tokens[at][0], end=last[1], code=named[0], kind=named[1]))
                at += size
                break
        else:
            at += 1
    return out


def _look_up(names: dict[tuple[str, ...], tuple[str, str]], words: list[str]) -> tuple[str, str] | None:
    folded = tuple(word.casefold() for word in words)
    named = names.get(folded)
    if named is None and folded[-1].endswith("s") and len(folded[-1]) > 3:  # genitive: Russlands
        named = names.get((*folded[:-1], folded[-1][:-1]))
    if named is None:
        return None
    if len(folded) == 1 and len(words[0]) <= 4 and not words[0].isupper() and named[1] == "adjective":
        return None if words[0].islower() and len(words[0]) <= 2 else named  # "us" is a pronoun
    return named if named[1] == "adjective" or words[0][0].isupper() else None


def _joined(text: str, tokens: list[tuple[int, int, str]]) -> bool:
    """Whether only spaces, hyphens and the like stand between the words of a name."""
    pairs = pairwise(tokens)
    return all(re.fullmatch(r"[\s.'’-]{1,3}", text[left[1] : right[0]]) for left, right in pairs)
