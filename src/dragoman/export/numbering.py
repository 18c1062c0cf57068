"""Names for claims that are unique in a file.

A claim's id is a hash of what it says and where, but not of all it says: two readings of one clause may
share it, and so do the same words in two versions of a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from dragoman.records import Report, Telling


def iter_named(tellings: Iterable[Telling]) -> Iterator[tuple[str, Telling]]:
    """Each telling with the id of its claim, ``.2`` behind it in version 2, ``-1`` at its first repetition.

    Only the ids of one report are kept in memory: its claims must follow one another, as they do in a ledger.
    """
    for report, told in groupby(tellings, key=lambda telling: telling.report):
        seen: Counter[str] = Counter()
        for telling in told:
            repeated = f"-{seen[telling.claim.id]}" if seen[telling.claim.id] else ""
            seen[telling.claim.id] += 1
            yield f"{name_of(telling.claim.id, report)}{repeated}", telling


def name_of(claim_id: str, report: Report) -> str:
    """The id of a claim with the version of its report, unless it is the first."""
    return f"{claim_id}.{report.version}" if report.version > 1 else claim_id
