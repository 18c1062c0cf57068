"""Which actor codes may stand for the same party, and which belong together.

``RUS:JUD`` acts for ``RUS`` as far as an act's sides go; ``EU`` may be what another report calls ``West``.
Members come from ``resources/actors/organisations.yml``, collective names from
``resources/history/collectives.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from dragoman.resources import load_yaml

UNKNOWN = frozenset({"unknown", "UAF", "?"})
ALLIES = "ALLIES"
OPPONENTS = frozenset({"OPP", "REB"})
NEWS = "MED"
_OWN_ACTORS = frozenset({"OPP", "REB", "MED", "NGO", "CRM", "UAF", "BUS", "PTY", "REL", "EDU", ALLIES})
_ORGANISATIONS = "actors/organisations.yml"
_ENFORCERS = frozenset({"POL", "JUD", "MIL"})
_AGENCIES = "actors/agencies.yml"
_COLLECTIVES = "history/collectives.yml"


def root(code: str) -> str:
    """The country or organisation of a code: ``RUS`` of ``RUS:OPP``."""
    return code.partition(":")[0]


def sector(code: str) -> str:
    """The part behind the colon, empty for the state or organisation itself."""
    return code.partition(":")[2]


@lru_cache(maxsize=1 << 14)
def party_key(code: str) -> str:
    """What two claims must share to speak of the same party.

    Organs of a state are the state (``RUS:JUD``, ``RUS:CVL`` as a victim of what is done to the country);
    its opposition, rebels, media, companies, parties and allies are actors of their own.

    >>> party_key("RUS:JUD"), party_key("RUS:OPP")
    ('RUS', 'RUS:OPP')
    """
    return code if sector(code) in _OWN_ACTORS else root(code)


@lru_cache(maxsize=1 << 14)
def is_unknown(code: str) -> bool:
    """Whether a code names nobody: ``unknown``, or unknown armed men of some country."""
    return code in UNKNOWN or sector(code) == "UAF"


def is_news(code: str) -> bool:
    """Whether a code is a news agency's, a paper's or a broadcaster's."""
    return sector(code) == NEWS or code in _newsrooms()


def known_keys(codes: Iterable[str]) -> frozenset[str]:
    """The parties that are named, by `party_key`."""
    return frozenset(party_key(code) for code in codes if not is_unknown(code))


def domestic_keys(codes: Iterable[str]) -> frozenset[str]:
    """The parties of an act within one country: police and courts are the state, all others themselves.

    >>> sorted(domestic_keys(["DEU:POL", "DEU:LEG"]))
    ['DEU', 'DEU:LEG']
    """
    return frozenset(
        root(code) if sector(code) in _ENFORCERS else code for code in codes if not is_unknown(code)
    )


def may_be_one_side(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of parties may be the same side of one act, told more or less fully.

    A side that nobody names fits any. Else one must lie within the other, or both share half of all they
    name; where they share nothing, each party of one must be one that the other's collective name may mean.
    """
    if not a or not b:
        return True
    shared = len(a & b)
    if shared:
        return shared == min(len(a), len(b)) or 2 * shared >= len(a | b)
    return may_be_collective(a, b) and (_all_gathered(a, b) or _all_gathered(b, a))


def may_be_collective(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a name on either side is one for several parties."""
    collectives = _collectives().keys()
    return not collectives.isdisjoint(a) or not collectives.isdisjoint(b)


def _all_gathered(members: frozenset[str], names: frozenset[str]) -> bool:
    return all(any(may_mean(name, member) for name in names) for member in members)


def may_mean(collective: str, code: str) -> bool:
    """Whether a collective name may mean this party.

    >>> may_mean("West", "EU"), may_mean("West", "USA"), may_mean("EU", "DEU")
    (True, True, False)
    """
    gathered = _collectives().get(collective)
    return gathered is not None and any(code == name or is_member(code, name) for name in gathered)


def is_member(code: str, organisation: str, on: str | None = None) -> bool:
    """Whether a state belonged to an organisation on a day (ISO), or at any time where no day is given."""
    return any(
        since <= (on or since) and (until is None or (on or until) <= until)
        for since, until in _memberships().get((organisation, code), ())
    )


@cache
def _newsrooms() -> frozenset[str]:
    media = (entry["code"] for entry in load_yaml(_ORGANISATIONS) if entry.get("kind") == "media")
    return frozenset((*media, *(entry["code"] for entry in load_yaml(_AGENCIES))))


@cache
def _collectives() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in load_yaml(_COLLECTIVES):
        found[row["code"]] = (*found.get(row["code"], ()), *row["gathers"])
    return found


@cache
def _memberships() -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    """(organisation, state) → the spells of membership; an unknown start lies before all."""
    spells: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for entry in load_yaml(_ORGANISATIONS):
        for member in entry.get("members") or ():
            row = member if isinstance(member, dict) else {"code": member}
            spell = (str(row.get("from") or entry.get("from") or ""), row.get("to") and str(row["to"]))
            spells.setdefault((entry["code"], row["code"]), []).append(spell)
    return spells
