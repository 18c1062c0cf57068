"""Claims of a ledger with their reports and record times; what `Ledger.iter_tellings` will give itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from dragoman.records import Telling

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.records import Report

Version = tuple[str, str, str | None]  # id of a report, and when the ledger held that version


def iter_tellings(
    ledger: Ledger,
    *,
    history: bool = False,
    limit: int | None = None,
    known_at: str | None = None,
    **asked: Any,
) -> Iterator[Telling]:
    """Claims that fit, as `Ledger.iter_claims` finds them; with `history` those of every version of a report.

    A claim has the record time of its version: both are written in one transaction.
    """
    found = _iter_history(ledger, asked) if history else _iter_held(ledger, known_at, asked)
    return islice(found, limit)


def iter_versions(ledger: Ledger) -> Iterator[tuple[Report, str, str | None]]:
    """Every version of every report, in the order they were recorded."""
    for id, recorded_at, superseded_at in _load_versions(ledger):
        yield ledger.get_report(id, known_at=recorded_at), recorded_at, superseded_at


def _iter_held(ledger: Ledger, known_at: str | None, asked: dict[str, Any]) -> Iterator[Telling]:
    times: dict[tuple[str, int], tuple[str, str | None]] = {}
    numbers: dict[str, int] = {}
    for id, recorded_at, superseded_at in _load_versions(ledger):
        numbers[id] = numbers.get(id, 0) + 1
        times[id, numbers[id]] = recorded_at, superseded_at
    report: Report | None = None
    for claim in ledger.iter_claims(known_at=known_at, **asked):
        if report is None or report.id != claim.report_id:
            report = ledger.get_report(claim.report_id, known_at=known_at)
        recorded_at, _ = times[report.id, report.version]  # that it fell later was not known then
        yield Telling(claim=claim, report=report, recorded_at=recorded_at)


def _iter_history(ledger: Ledger, asked: dict[str, Any]) -> Iterator[Telling]:
    wanted = asked.pop("report", None)
    for id, recorded_at, superseded_at in _load_versions(ledger):
        if wanted in (None, id):
            report = ledger.get_report(id, known_at=recorded_at)
            for claim in ledger.iter_claims(report=id, known_at=recorded_at, **asked):
                yield Telling(
                    claim=claim, report=report, recorded_at=recorded_at, superseded_at=superseded_at
                )


def _load_versions(ledger: Ledger) -> list[Version]:
    rows = ledger._db.execute("SELECT id, recorded_at, superseded_at FROM reports ORDER BY row")
    return [(row["id"], row["recorded_at"], row["superseded_at"]) for row in rows]
