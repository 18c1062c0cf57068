"""What reports claim, in one append-only ledger with valid time and record time."""

from dragoman.ledger.differences import Change, Kind
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.place import find_ledger
from dragoman.ledger.searching import Hit
from dragoman.ledger.timeline import Count
from dragoman.ledger.writing import Outcome, Recorded

__all__ = ["Change", "Count", "Hit", "Kind", "Ledger", "Outcome", "Recorded", "find_ledger"]
