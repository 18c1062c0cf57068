"""The interface in the reader's language: messages, names of types and statuses, names of actors.

Messages are data: ``resources/web/<language>/*.yml``, a file for each group of pages. A key that a language
lacks is an error that the tests find, never an empty place on a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.obligations import load_instruments
from dragoman.obligations.records import Instrument
from dragoman.resources import load_yaml, resource_path

LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of the interface in one language."""

    language: str
    messages: dict[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The message under ``group.key`` with its values filled in."""
        found: Any = self.messages
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values) if values else str(found)

    def number(self, value: int) -> str:
        """``12,345`` or ``12.345``."""
        return f"{value:,}".replace(",", self("format.thousands"))

    def name(self, code: str) -> str:
        """An actor in words where the state has a name: ``RUS:OPP`` → *Russia: opposition*; else the code."""
        state, _, sector = code.partition(":")
        name = _state_names(self.language).get(state, state)
        sectors = self.messages["sectors"]
        return f"{name} ({sectors.get(sector, sector)})" if sector else name

    def states(self) -> dict[str, str]:
        """States by code, in the order of their names."""
        return dict(sorted(_state_names(self.language).items(), key=lambda item: item[1]))

    def title(self, instrument: Instrument) -> str:
        """An agreement's name in this language, else in English."""
        return next(iter(instrument.names.get(self.language) or (instrument.title,)))

    def filed_title(self, id: str) -> str | None:
        """The same by the agreement's id; None for one that is in no treaty file."""
        return _filed_titles(self.language).get(id)


@cache
def wording_in(language: str) -> Wording:
    """The words of one of LANGUAGES."""
    files = sorted(resource_path(f"web/{language}").glob("*.yml"))
    messages: dict[str, Any] = {}
    for file in files:
        messages |= load_yaml(f"web/{language}/{file.name}")
    return Wording(language, messages)


def choose_language(wanted: str | None, kept: str | None, accepted: str) -> str:
    """What the address asks for, else what was chosen before, else the browser's first language we speak.

    >>> choose_language(None, None, "fr, de-AT;q=0.8, en;q=0.5")
    'de'
    """
    for choice in (wanted, kept):
        if choice in LANGUAGES:
            return choice
    ranked = []
    for place, part in enumerate(accepted[:500].split(",")):
        found = re.fullmatch(r"\s*([a-zA-Z]{2})(?:-[\w-]*)?\s*(?:;\s*q=([01](?:\.\d*)?)\s*)?", part)
        if found and found[1].lower() in LANGUAGES:
            ranked.append((-float(found[2] or 1), place, found[1].lower()))
    return min(ranked)[2] if ranked and min(ranked)[0] < 0 else "en"


@cache
def _filed_titles(language: str) -> dict[str, str]:
    wording = wording_in(language)
    return {instrument.id: wording.title(instrument) for instrument in load_instruments()}


@cache
def _state_names(language: str) -> dict[str, str]:
    """The first name that the lexicon has for each state."""
    rows = load_yaml(f"lexicon/{language}/states.yml")
    return {code: row["names"][0] for code, row in rows.items() if row.get("names")}
