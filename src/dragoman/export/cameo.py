"""PLOVER types and modes as CAMEO codes, and actors as CAMEO codes: `export/cameo.yml`,
`export/actors.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.export.facts import ActorFacts, get_cameo_state, load_codings
from dragoman.records import Event
from dragoman.resources import load_yaml

_VERBAL_COOPERATION, _MATERIAL_COOPERATION, _VERBAL_CONFLICT = 5, 8, 13  # last CAMEO root of each quad


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoEvent:
    """A CAMEO event code, its Goldstein score (-10 to 10) and GDELT's class (1 to 4)."""

    code: str
    goldstein: float

    @property
    def base(self) -> str:
        """The three digits that are common to all finer codes."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The two digits of its family."""
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        root = int(self.root)
        return 1 + sum(root > last for last in (_VERBAL_COOPERATION, _MATERIAL_COOPERATION, _VERBAL_CONFLICT))


@lru_cache(maxsize=1024)
def find_event(event: Event, mode: str | None) -> CameoEvent | None:
    """The CAMEO code of a type and mode; None for ALLIANCE, which is a relation and no event."""
    entry = _table()["types"][event.value]
    code = entry.get("modes", {}).get(mode, entry.get("code"))
    return None if code is None else CameoEvent(code=code, goldstein=_table()["goldstein"][code])


def find_quad(event: Event) -> str | None:
    """PLOVER's quad of a type, as POLECAT writes it: ``MATERIAL CONFLICT``; None for ALLIANCE."""
    quad: str | None = _table()["types"][event.value].get("quad")
    return quad


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoActor:
    """An actor in CAMEO's parts; `code` is what they make when put together."""

    country: str = ""
    group: str = ""
    type: str = ""

    @property
    def code(self) -> str:
        """Country, type and group in GDELT's order; a known international group goes behind its type."""
        return f"{self.country}{self.type}{self.group}"


def to_cameo_actor(actor: ActorFacts) -> CameoActor:
    """``RUS:POL`` is RUSCOP, the UN IGOUNO; an actor CAMEO has no word for is empty."""
    codings = load_codings()
    coding = codings["sectors"].get(actor.sector) if actor.sector else codings["kinds"].get(actor.kind)
    return CameoActor(
        country=get_cameo_state(actor.country) if actor.country else "",
        type=(coding or {}).get("cameo", ""),
        group=codings["known_groups"].get(actor.code, ""),
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return dict(load_yaml("export/cameo.yml"))
