"""What the claims of many reports come to: acts, origins, sides, disputes, relations.

Everything here is worked out from tellings and reviews whenever it is asked; nothing of it is stored.
"""

from dragoman.history.acts import Act, ActTime, find_acts
from dragoman.history.asking import actors, disputes, events, relations, sources
from dragoman.history.disputes import Dispute, Matter, Version, find_disputes
from dragoman.history.origins import Origin, find_origins
from dragoman.history.people import Actor
from dragoman.history.relations import Period, QuadClass, Relation, Strand
from dragoman.history.sides import Position, Side, Stand, positions_of
from dragoman.history.speakers import Speaker
from dragoman.history.standing import Standing, Step

__all__ = [
    "Act",
    "ActTime",
    "Actor",
    "Dispute",
    "Matter",
    "Origin",
    "Period",
    "Position",
    "QuadClass",
    "Relation",
    "Side",
    "Speaker",
    "Stand",
    "Standing",
    "Step",
    "Strand",
    "Version",
    "actors",
    "disputes",
    "events",
    "find_acts",
    "find_disputes",
    "find_origins",
    "positions_of",
    "relations",
    "sources",
]
