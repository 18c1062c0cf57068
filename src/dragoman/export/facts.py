"""What the data files know of an actor code: its country, kind, name, and the numbers others give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.resources import load_yaml, resource_path

STATE = "state"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFacts:
    """An actor of a claim as other codings need it.

    `country` is the code of the state it is or belongs to; `sector` what follows the colon (``OPP``);
    `kind` is ``state``, a kind of `actors/organisations.yml` or `actors/groups.yml`, or ``unknown``;
    `cow` is the number of its country in the Correlates of War, None where that does not count it as a state.
    """

    code: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    qid: str | None = None
    cow: int | None = None

    @property
    def is_state(self) -> bool:
        """Whether it is a state itself (its government, army, capital), not somebody within it."""
        return self.kind == STATE and self.sector is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """Codes and capital of a country; coordinates in degrees north and east."""

    iso2: str
    fips: str
    capital: str
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=8192)
def get_actor(code: str) -> ActorFacts:
    """What is known of a code; a code of nobody's gives an actor of kind ``unknown`` with the code as name.

    >>> get_actor("RUS:OPP").country, get_actor("RUS:OPP").cow, get_actor("RUS").name
    ('RUS', 365, 'Russia')
    """
    country, _, sector = code.partition(":")
    state = _states().get(country)
    if state is not None:
        name = _state_names().get(country, country)
        return ActorFacts(
            code=code,
            name=f"{name} ({sector})" if sector else name,
            kind=STATE,
            country=country,
            sector=sector or None,
            qid=None if sector else state.get("qid"),
            cow=state.get("cow"),
        )
    entry = _others().get(code)
    if entry is None:
        return ActorFacts(code=code, name=code, kind=UNKNOWN)
    home = entry.get("country")
    return ActorFacts(
        code=code,
        name=code,
        kind=entry["kind"],
        country=home,
        qid=entry.get("qid"),
        cow=_states().get(home or "", {}).get("cow"),
    )


def get_cameo_state(code: str) -> str:
    """CAMEO's code of a state: ISO 3166 alpha-3 but for a few (``ROU`` is ``ROM``)."""
    return str(_states().get(code, {}).get("cameo", code))


@lru_cache(maxsize=1)
def load_countries() -> dict[str, CountryFacts]:
    """Countries of today by our code."""
    found = {}
    for cells in _iter_table("places/countries.tsv"):
        code, iso2, fips, capital, latitude, longitude = cells
        found[code] = CountryFacts(
            iso2=iso2,
            fips=fips,
            capital=capital,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
        )
    return found


@lru_cache(maxsize=1)
def load_coordinates() -> dict[tuple[str, str], tuple[float, float]]:
    """(state, name of a place in lower case) → latitude and longitude in degrees."""
    return {
        (code, name.casefold()): (float(latitude), float(longitude))
        for name, code, latitude, longitude in _iter_table("places/coordinates.tsv")
    }


@lru_cache(maxsize=1)
def load_codings() -> dict[str, dict[str, Any]]:
    """How CAMEO, POLECAT and FollowTheMoney call our sectors and kinds: `export/actors.yml`."""
    return dict(load_yaml("export/actors.yml"))


@lru_cache(maxsize=1)
def load_codes_by_name() -> dict[str, str]:
    """Names and codes of actors in lower case → code; a name that two actors share is left out."""
    codes: dict[str, set[str]] = {}
    for name, code in _iter_names():
        codes.setdefault(name.casefold(), set()).add(code)
    found = {name: code for name, (code, *others) in codes.items() if not others}
    return found | {code.casefold(): code for code in (*_states(), *_others())}


def _iter_names() -> Iterator[tuple[str, str]]:
    for language in ("de", "en", "fr"):
        for code, entry in load_yaml(f"lexicon/{language}/states.yml").items():
            yield from ((str(name), code) for name in entry.get("names", ()))
    for code, entry in _others().items():
        for names in (entry.get("names") or {}).values():
            yield from ((str(name), code) for name in names)


@lru_cache(maxsize=1)
def _states() -> dict[str, dict[str, Any]]:
    return {entry["code"]: entry for entry in load_yaml("actors/states.yml")}


@lru_cache(maxsize=1)
def _state_names() -> dict[str, str]:
    entries = load_yaml("lexicon/en/states.yml")
    return {code: str(entry["names"][0]) for code, entry in entries.items() if entry.get("names")}


@lru_cache(maxsize=1)
def _others() -> dict[str, dict[str, Any]]:
    entries = [*load_yaml("actors/organisations.yml"), *load_yaml("actors/groups.yml")]
    return {entry["code"]: entry for entry in reversed(entries)}


def _iter_table(name: str) -> Iterator[list[str]]:
    for line in resource_path(name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
