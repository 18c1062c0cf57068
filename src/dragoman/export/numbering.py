"""Names for claims that are unique in a file.

A claim's id is a hash of what it says and where, but not of all it says: two readings of one clause may
share it, and so do the same words in two versions of a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from dragoman.records import Report, Telling


def iter_named(tellings: Iterable[Telling]) -> Iterator[tuple[str, Telling]]:
    """Each telling with a name: the id of its claim, with what sets it apart from others of that id.

    ``.2`` in version 2 of its report, ``.until-20250115…`` for what is held no longer, ``-1`` at its first
    repetition. Only the names of one report are kept in memory: its claims must follow one another.
    """
    for report, told in groupby(tellings, key=lambda telling: telling.report):
        seen: Counter[str] = Counter()
        for telling in told:
            ended = re.sub(r"\D", "", telling.superseded_at or "")
            name = name_of(telling.claim.id, report) + (f".until-{ended}" if ended else "")
            repeated = f"-{seen[name]}" if seen[name] else ""
            seen[name] += 1
            yield f"{name}{repeated}", telling


def name_of(claim_id: str, report: Report) -> str:
    """The id of a claim with the version of its report, unless it is the first."""
    return f"{claim_id}.{report.version}" if report.version > 1 else claim_id
