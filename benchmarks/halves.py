"""The two halves of ``gold/dev``: one whose errors may be read, one that stays unread.

``halves.toml`` lists the ids of the read half: the ids sorted as text, every second one from the
first on. An article that is not listed is unread, so articles that come later are unread too.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

LISTING = Path(__file__).with_name("halves.toml")


def read_half(listing: Path = LISTING) -> frozenset[str]:
    """Ids of the articles whose errors may be looked at."""
    return frozenset(tomllib.loads(listing.read_text(encoding="utf-8"))["read"])


def is_in_half(identifier: str, half: str, read: frozenset[str]) -> bool:
    """Whether an article belongs to ``read``, ``unread`` or ``all``."""
    return half == "all" or (identifier in read) == (half == "read")
