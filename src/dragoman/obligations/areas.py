"""Where clauses reach: areas, and places that a question may name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from dragoman.obligations.instruments import load_areas


class Reach(Enum):
    """Whether a place lies in an area."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its code, and the state it belongs to (its own code for a state's main territory)."""

    code: str
    of: str


def reach_of(area: str | None, attacked: str, place: Place | None) -> Reach:
    """Whether an attack on `attacked` at `place` (its main territory when None) is in the area."""
    if area is None:
        return Reach.INSIDE
    row: dict[str, Any] = load_areas()[area]
    code = place.code if place else attacked
    if code in row.get("inside", ()):
        return Reach.INSIDE
    if code in row.get("outside", ()):
        return Reach.OUTSIDE
    main = row.get("main", "none")
    if code == attacked:
        inside = main == "all" or (isinstance(main, list) and code in main)
        return Reach.INSIDE if inside else Reach.OUTSIDE
    if row.get("everywhere"):
        return Reach.INSIDE
    # a part of the state that the area does not name
    return Reach.UNCLEAR if main == "all" else Reach.OUTSIDE
