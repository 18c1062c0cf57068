"""Agreements as data, and who must do what, if: answers with proofs.

Instruments come from ``resources/treaties`` and from what reports say of them; `whatif` and `obligations_of`
answer over both. What the answers mean, and what they do not, is in ``docs/obligations.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.obligations.answering import obligations_of, whatif
    from dragoman.obligations.engine import Answer, Cascade, Obligation
    from dragoman.obligations.instruments import load_instruments
    from dragoman.obligations.picture import to_dot, to_svg
    from dragoman.obligations.proofs import prove
    from dragoman.obligations.reported import read_reported

_HOMES = {
    "Answer": "engine",
    "Cascade": "engine",
    "Obligation": "engine",
    "load_instruments": "instruments",
    "obligations_of": "answering",
    "prove": "proofs",
    "read_reported": "reported",
    "to_dot": "picture",
    "to_svg": "picture",
    "whatif": "answering",
}

__all__ = [
    "Answer",
    "Cascade",
    "Obligation",
    "load_instruments",
    "obligations_of",
    "prove",
    "read_reported",
    "to_dot",
    "to_svg",
    "whatif",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman.obligations' has no attribute {name!r}")
    return getattr(import_module(f"dragoman.obligations.{_HOMES[name]}"), name)
