"""The agreements that the ledger's reports tell of, newest report first."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.ledger import Ledger
from dragoman.obligations import load_instruments
from dragoman.obligations.records import Instrument
from dragoman.obligations.reported import read_reported


def find_reported(ledger: Ledger, known_at: str | None) -> Sequence[Instrument]:
    """Those that the ledger holds now: the question of what was known when is not asked of them."""
    return read_reported(ledger, load_instruments())[::-1]
