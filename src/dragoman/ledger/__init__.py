"""What reports claim, in one SQLite file: append-only, with valid time and record time."""

from dragoman.ledger.ledger import Ledger, Outcome, Recorded
from dragoman.ledger.place import find_ledger

__all__ = ["Ledger", "Outcome", "Recorded", "find_ledger"]
