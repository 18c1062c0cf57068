"""Writes into a ledger until it is killed: a report's id goes to stdout once it is on the disk.

    python -m benchmarks.history_writer LEDGER FIRST

Reports are numbered from FIRST; what each of them claims follows from its number alone.
"""

from __future__ import annotations

import sys

from benchmarks.claim_generator import ClaimGenerator
from dragoman.ledger import Ledger
from dragoman.records import Claim, Report, Review, Verdict


def make_reading(number: int) -> tuple[Report, list[Claim]]:
    """The report of a number."""
    return next(ClaimGenerator(number, repeats=False).iter_readings(1, first=number))


def main(path: str, first: int) -> None:
    """Reports one by one and in bundles, between them reviews and withdrawals."""
    with Ledger(path) as ledger:
        number = first
        while True:
            report, claims = make_reading(number)
            ledger.record(report, claims)
            print(report.id, flush=True)
            bundle = [make_reading(number + n) for n in range(1, 5)]
            ledger.record_many(bundle, acknowledge=lambda kept, _: print(kept.id, flush=True))
            ledger.review(Review(verdict=Verdict.ACCEPT, claims=(claims[0].id,), by="A. B.", reason="x"))
            number += 5


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
