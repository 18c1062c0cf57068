"""Which agencies a report names as its origin, and the place in its dateline.

``(afp/red)`` at the end, ``Moskau (dpa) –`` at the beginning. Ten outlets that print one dispatch of
one agency are one source; the credits are how that is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.errors import ResourceError
from dragoman.resources import load_yaml

_AGENCIES = "actors/agencies.yml"

# "St. Petersburg": a full stop stands behind one or two letters only. "MOSKAU, 13. Januar": a date follows.
_PLACE = r"(?P<place>[^\W\d_](?:[^()\n.!?:;,]|(?<=\b\w)\.|(?<=\b\w\w)\.){1,40}?)(?:,[^()\n!?:;]{1,25})?"
_DATELINE = re.compile(rf"\s*{_PLACE}\s*\((?P<credit>[^()\n]{{2,60}})\)\s*(?:[-–—:.]|\n)")
_CAPITALS = re.compile(r"\s*(?P<place>[A-ZÄÖÜ][A-ZÄÖÜ/ .-]{2,40}?)\s*[-–—]{1,2}\s")
_LAST_CREDIT = re.compile(r"[(\[](?P<credit>[^()\[\]\n]{2,60})[)\]]\s*\Z")
_LAST_LINE = re.compile(r"\n[ \t]*(?P<credit>[^\n()]{2,40})\s*\Z")
_PARTS = re.compile(r"\s*(?:[/,;+&|]|\bund\b|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Agency codes in the order they are named, and the place of the dateline."""

    agencies: tuple[str, ...] = ()
    dateline: str | None = None


def read_credits(text: str) -> Credits:
    """Read agencies and dateline from the edges of a report; the middle is not looked at.

    >>> read_credits("Moskau (dpa) – Die Gespräche gehen weiter. (dpa/red)")
    Credits(agencies=('dpa',), dateline='Moskau')
    """
    agencies: list[str] = []
    dateline = None
    if (start := _DATELINE.match(text)) and (named := find_agencies(start["credit"])):
        agencies += named
        dateline = start["place"].strip()
    elif start := _CAPITALS.match(text):
        dateline = start["place"].strip()
    if end := _LAST_CREDIT.search(text) or _LAST_LINE.search(text):
        agencies += find_agencies(end["credit"])
    return Credits(agencies=tuple(dict.fromkeys(agencies)), dateline=dateline)


def find_agencies(credit: str) -> list[str]:
    """Codes of the agencies in a credit; none where a part is neither agency nor editor's mark."""
    known = _known_marks()
    parts = [part.casefold().strip() for part in _PARTS.split(credit) if part.strip()]
    if not all(part in known or _is_editors_mark(part) for part in parts):
        return []
    return [known[part] for part in parts if part in known]


def _is_editors_mark(part: str) -> bool:
    """``red``, ``lsw``, ``mak``: the two to four letters by which an editor signs."""
    return part.isalpha() and 2 <= len(part) <= 4


@cache
def _known_marks() -> dict[str, str]:
    """Case-folded mark → agency code, from ``resources/actors/agencies.yml``."""
    marks: dict[str, str] = {}
    for entry in load_yaml(_AGENCIES):
        try:
            code, credits = entry["code"], entry["credits"]
        except (KeyError, TypeError) as error:
            raise ResourceError(f"{_AGENCIES}: {entry!r} needs code and credits") from error
        for mark in (code, *credits):
            if marks.setdefault(mark.casefold(), code) != code:
                raise ResourceError(
                    f"{_AGENCIES}: {mark!r} stands for both {marks[mark.casefold()]} and {code}"
                )
    return marks
