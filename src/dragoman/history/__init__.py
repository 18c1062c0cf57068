"""What the claims of many reports come to: acts, origins, sides, disputes, relations.

Everything here is worked out from tellings and reviews whenever it is asked; nothing of it is stored.
"""

from dragoman.history.acts import Act, ActTime, find_acts
from dragoman.history.origins import Origin, find_origins
from dragoman.history.standing import Standing, Step

__all__ = ["Act", "ActTime", "Origin", "Standing", "Step", "find_acts", "find_origins"]
