"""What the rules make of one predicate before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.reading.predicates import Frame
from dragoman.reading.status import StatusReading
from dragoman.records import Participant, Status, Time

RECIPROCAL = "reciprocal: each to the other"


@dataclass(slots=True)
class Roles:
    """Who does it and to whom, with how each was found, and how likely they are in the mean."""

    actors: list[Participant] = field(default_factory=list)
    targets: list[Participant] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    by_reference: bool = False
    likely: float = 1.0


@dataclass(slots=True)
class Draft:
    """A frame with its roles, status and time; `dropped` where no claim is made of it."""

    frame: Frame
    roles: Roles
    reading: StatusReading
    status: Status
    time: Time | None = None
    future: bool = False
    dropped: bool = False
    confidence: float | None = None  # the learned part's, where it has spoken
    how: tuple[str, ...] = ()
