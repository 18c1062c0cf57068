"""What a file brings: reports with their claims, and what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Claim, Report, Review

MOST_CHARACTERS = 1_000_000  # of a report's text; as for reports that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A report from a file, with what it claims.

    `recorded_at` is when another ledger learnt of it, ``""`` where the file does not say; `superseded_at`
    when it ceased to hold there. `is_excerpt` says that `report.text` is no more than the words of its
    claims: such a report must not replace one of the same id whose whole text is known.
    """

    report: Report
    claims: tuple[Claim, ...]
    recorded_at: str = ""
    superseded_at: str | None = None
    is_excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReview:
    """A person's decision, with the moment it was made."""

    review: Review

    @property
    def recorded_at(self) -> str:
        """When it was made."""
        return self.review.recorded_at or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingWithdrawal:
    """A report that another ledger took back."""

    report_id: str
    reason: str
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingSetAside:
    """A report that another ledger could not read."""

    place: str
    reason: str
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A line or row that was set aside: ``sheet.xlsx:17`` and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """Columns of a table that no field took, so that a misspelt name is seen."""

    where: str
    columns: tuple[str, ...]


Note = IncomingReview | IncomingWithdrawal | IncomingSetAside
Arrival = Incoming | Note | Rejected | Unused
