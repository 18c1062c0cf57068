"""What event data sets hold of a claim: an act that occurred, on a day that is known, between somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dragoman.records import Status, Telling

Row = dict[str, str | int | float]
_BREAK = re.compile(r"[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]+")


def find_day(telling: Telling) -> date | None:
    """The day of the act, if exactly one is possible."""
    time = telling.claim.time
    if time is None or time.earliest is None or time.earliest != time.latest:
        return None
    return date.fromisoformat(time.earliest)


def find_reason(telling: Telling, *, is_event: bool) -> str | None:
    """Why a claim is no row of event data; None if it is one. `is_event`: the ontology has such an event."""
    claim = telling.claim
    if claim.status is not Status.OCCURRED:
        return f"claims of what is {claim.status.value}, not occurred, left out"
    if not is_event:
        return f"claims of type {claim.event.value} left out, a relation and no event there"
    if not claim.actors and not claim.targets:
        return "claims without actor and target left out"
    if find_day(telling) is None:
        return "claims without an exact day left out"
    return None


def to_cells(
    row: Mapping[str, str | int | float], columns: Sequence[str], empty: str
) -> list[str | int | float]:
    """The row in the order of the columns; a tab or line break within a text becomes a blank."""
    cells = (row.get(name, "") for name in columns)
    return [(_BREAK.sub(" ", cell) or empty) if isinstance(cell, str) else cell for cell in cells]
