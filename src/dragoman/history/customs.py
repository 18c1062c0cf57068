"""What is usual for acts of a type when claims about them are compared: ``resources/history/acts.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.errors import ResourceError
from dragoman.records import Event
from dragoman.resources import load_yaml

_ACTS = "history/acts.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """One type of act: see the head of the file for each field; `undated` is in days."""

    event: Event
    undated: int
    modes: tuple[frozenset[str], ...] = ()
    once: bool = False
    on_site: bool = False
    hostile: bool = False
    alone: bool = False
    standing: bool = False

    def may_share_mode(self, a: str | None, b: str | None) -> bool:
        """Whether two modes may name the same act; a mode that is not given excludes nothing."""
        return a is None or b is None or a == b or any(a in group and b in group for group in self.modes)


def custom_of(event: Event) -> Custom:
    """The row of a type. Raises ResourceError when the file lacks it."""
    try:
        return _customs()[event]
    except KeyError as error:
        raise ResourceError(f"{_ACTS}: no row for {event}") from error


@cache
def _customs() -> dict[Event, Custom]:
    customs = {}
    for row in load_yaml(_ACTS):
        try:
            groups = tuple(frozenset(group) for group in row["modes"])
            custom = Custom(**{**row, "event": Event(row["event"]), "modes": groups})
        except (KeyError, TypeError, ValueError) as error:
            raise ResourceError(f"{_ACTS}: {row!r}: {error}") from error
        customs[custom.event] = custom
    return customs
