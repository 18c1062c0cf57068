"""How an act's mark looks in a picture, by where the act stands."""

from __future__ import annotations

from dragoman.history import Standing

_AHEAD = frozenset({Standing.PLANNED, Standing.DEMANDED, Standing.POSSIBLE})
_NOT = frozenset({Standing.DENIED, Standing.CALLED_OFF})


def look_of(standing: Standing) -> str:
    """The class of a mark: done, ahead, denied or disputed."""
    if standing in _AHEAD:
        return "ahead"
    if standing in _NOT:
        return "denied"
    return "disputed" if standing is Standing.DISPUTED else "done"
