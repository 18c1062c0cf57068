"""What the ledger asks of the database it stands in; SQLite and PostgreSQL each answer it their way.

Statements are written so that both understand them, with ``?`` for values. Everything that differs is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

Row = tuple[Any, ...]
Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Search:
    """Rows that hold words: what to select from, under which condition, and what to order by."""

    source: str
    condition: Condition
    order: str


class Store(Protocol):
    """A database with the ledger's tables in it."""

    place: str  # how the ledger is named to people

    def query(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of an answer, as they come."""

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of an answer."""

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add rows; inside `writing`."""

    def add_words(self, table: str, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Make rows of claims (``claim_words``) or reports (``report_words``) findable by folded words."""

    def match(self, table: str, key: str, alternatives: Sequence[Sequence[str]]) -> Condition:
        """SQL for: the row under `key` holds, of each of the alternatives, one word."""

    def find_matching(self, table: str, of: str, alternatives: Sequence[Sequence[str]]) -> Search:
        """The same as a source to begin with, in the order of keys, so that a few are found without all."""

    def number_in(self, column: str, key: str) -> str:
        """SQL for a number within a column of JSON; null where it is not given."""

    def iter_words_with(self, part: str) -> Iterator[str]:
        """Words of the vocabulary that contain `part`."""

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the vocabulary."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction, all or nothing, while which nobody else writes."""

    def reading(self) -> AbstractContextManager[None]:
        """One state of the ledger for several questions."""

    def explained(self) -> AbstractContextManager[None]:
        """What goes wrong in the database comes out as LedgerError."""

    def iter_file_problems(self) -> Iterator[str]:
        """What is wrong with the file itself, before its rows are looked at."""

    def close(self) -> None:
        """Let go of the database; safe to call twice."""
