"""Actors and places by the names people type, in any language of the package; and questions in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from dragoman.errors import QuestionError
from dragoman.obligations.areas import Place
from dragoman.obligations.instruments import load_named_places, load_territories
from dragoman.resources import list_resources, load_yaml, resource_path

_STATE_NAMES = ("names", "people", "capital", "seats", "military")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
_LONGEST = 6  # words of a name


@cache
def _languages() -> tuple[str, ...]:
    folders = resource_path("lexicon")
    return tuple(sorted(path.parent.name for path in folders.glob("*/states.yml")))


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _actors() -> dict[str, str]:
    """Names without case to codes; a state's own name wins over all others."""
    found: dict[str, str] = {}
    codes = [str(row["code"]) for row in load_yaml("actors/states.yml")]
    for key in _STATE_NAMES:
        for language in _languages():
            for code, row in (load_yaml(f"lexicon/{language}/states.yml") or {}).items():
                for name in row.get(key) or ():
                    found.setdefault(_key(str(name)), str(code))
                    first, space, rest = _key(str(name)).partition(" ")
                    if space and first.endswith("e"):  # Vereinigte Staaten, die Vereinigten Staaten
                        found.setdefault(f"{first}n {rest}", str(code))
    for file in ("organisations", "groups"):
        for row in load_yaml(f"actors/{file}.yml") or ():
            if row.get("kind") in ("company", "media") or ":" in str(row["code"]):
                continue
            for name in (row["code"], *(n for names in row["names"].values() for n in names)):
                found.setdefault(_key(str(name)), str(row["code"]))
    for code in codes:
        found[code.casefold()] = code
    return found


@cache
def _places() -> dict[str, Place]:
    found = {}
    for code, row in load_named_places().items():
        for names in row["names"].values():
            for name in names:
                found[_key(str(name))] = Place(code, str(row["of"]))
        found[code.casefold()] = Place(code, str(row["of"]))
    return found


@cache
def _cities() -> dict[str, str]:
    rows = (
        line.partition("\t")
        for file in list_resources("places", "*.tsv")
        for line in resource_path(file).read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    )
    return {_key(name): code for name, _, code in rows}


def find_actor(text: str) -> str:
    """The code of an actor named by a code or a name. Raises QuestionError with near names."""
    key = _key(text)
    code = _actors().get(key) or _actors().get(_without_ending(key))
    if code is None and (part := text.strip().upper().partition(":"))[1] and part[0].casefold() in _actors():
        return text.strip().upper()
    if code is None:
        raise QuestionError(f"no known actor {text.strip()!r}{_near(key)}")
    return code


def find_place(text: str, attacked: str) -> Place:
    """A place of a question: a territory, a state, a named part of one, a city. Raises QuestionError."""
    key = _key(text)
    if key in _places():
        return _places()[key]
    code = _actors().get(key) or _cities().get(key)
    if code is None:
        raise QuestionError(
            f"no known place {text.strip()!r}{_near(key)}; a state, territory or city is meant"
        )
    return Place(code, code if code == attacked else attacked)


def _near(key: str) -> str:
    near = get_close_matches(key, _actors(), 3, 0.8)
    return f"; is it {' or '.join(repr(n) for n in near)}?" if near else ""


def _without_ending(key: str) -> str:
    return key[:-1] if key.endswith("s") else key


def read_question(text: str) -> tuple[str, str, str | None]:
    """Attacker, attacked and the words of a place (or None) of a question such as *A attacks B*.

    German, English and French names in any order of words: *Polen wird von Russland angegriffen*, *attack
    by Russia on Poland*. Raises QuestionError that says what is missing.
    """
    words = [m.group() for m in _WORD.finditer(text)]
    if not words:
        raise QuestionError('say who attacks whom, for example "Russia attacks Poland"')
    asked = load_yaml("rules/questions.yml")
    if not any(_begins(word, asked["attack"]) for word in words):
        raise QuestionError(f'{text.strip()!r} does not say that somebody attacks; write "A attacks B"')
    roles: dict[str, str] = {}
    loose: list[str] = []
    located: list[tuple[str, str]] = []
    marching = any(_begins(word, asked["marching_in"]) for word in words)
    for begin, end, code in _named(words):
        before = _before(words, begin, asked["articles"])
        if before in asked["before_attacker"]:
            roles.setdefault("attacker", code)
        elif before in asked["before_attacked"] or (before in asked["before_place"] and marching):
            roles.setdefault("attacked", code)
        elif before in asked["before_place"]:
            located.append((code, " ".join(words[begin:end])))
        else:
            loose.append(code)
    while located and len(loose) + len(roles) < 2:
        loose.append(located.pop(0)[0])
    place = located[0][1] if located else None
    for role in ("attacker", "attacked"):
        if role not in roles and loose:
            roles[role] = loose.pop(0)
    if loose:
        raise QuestionError(
            f"{text.strip()!r} names more than two actors ({', '.join(loose)} too); ask one by one"
        )
    if len(roles) < 2:
        strange = [
            w for w in words if w[:1].isupper() and not _is_known(w) and not _begins(w, asked["attack"])
        ]
        raise QuestionError(
            f"no known actor {' '.join(strange)!r}{_near(_key(' '.join(strange)))}" if strange
            else f'{text.strip()!r} names no two actors; write "A attacks B"'
        )  # fmt: skip
    owner = load_territories().get(roles["attacked"])
    if owner is not None:  # who attacks Greenland attacks Denmark, there
        return roles["attacker"], owner, place or roles["attacked"]
    return roles["attacker"], roles["attacked"], place


def _is_known(word: str) -> bool:
    return _key(word) in _actors() or _without_ending(_key(word)) in _actors()


def _begins(word: str, beginnings: list[Any]) -> bool:
    return word.casefold().startswith(tuple(map(str, beginnings)))


def _before(words: list[str], begin: int, articles: list[str]) -> str:
    at = begin - 1
    while at >= 0 and words[at].casefold() in articles:
        at -= 1
    return words[at].casefold() if at >= 0 else ""


def _named(words: list[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of words that name an actor or a place of one, the longest first."""
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            key = _key(" ".join(words[at:end]))
            code = _actors().get(key)
            if code is None and end == at + 1 and words[at][:1].isupper():
                code = _actors().get(_without_ending(key))
            if code is None and key in _places():
                code = _places()[key].of
            if code is not None and not (len(key) < 3 and not words[at].isupper()):
                yield at, end, code
                at = end
                break
        else:
            at += 1
