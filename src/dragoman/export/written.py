"""What came of writing a file: how many claims are in it, and what did not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.records import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Claims that were given, and what a user must know of the file: ``claims without a place left out: 12``.

    Nothing is left out or cut in silence: every format says here what it could not hold.
    """

    claims: int
    notes: tuple[str, ...] = ()


class Tally:
    """Counts the claims that pass through, and the reasons why one did not fit."""

    def __init__(self) -> None:
        self.claims = 0
        self._reasons: Counter[str] = Counter()

    def counted(self, tellings: Iterable[Telling]) -> Iterator[Telling]:
        """The same tellings, counted as they pass."""
        for telling in tellings:
            self.claims += 1
            yield telling

    def note(self, reason: str) -> None:
        """One more claim (or cell) that did not fit for this reason."""
        self._reasons[reason] += 1

    def to_written(self) -> Written:
        """The sum, reasons in alphabetical order."""
        notes = tuple(f"{reason}: {number:,}" for reason, number in sorted(self._reasons.items()))
        return Written(claims=self.claims, notes=notes)
