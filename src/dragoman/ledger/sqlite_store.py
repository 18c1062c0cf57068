"""The ledger in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from dragoman.errors import LedgerError
from dragoman.ledger.opening import find_reason, open_ledger
from dragoman.ledger.schema import APPLICATION_ID, SCHEMA_VERSION, create_schema
from dragoman.ledger.store import Condition, Row, Search
from dragoman.ledger.version1 import upgrade
from dragoman.ledger.wal import find_lost_commit

_MOST = 20  # problems of one kind that are named; one broken page would give thousands
_REMEMBERED = 200_000  # words known to be in the vocabulary, so that they are not given to SQLite again


class SqliteStore:
    """A connection to a ledger file; see `store.Store`."""

    def __init__(self, path: Path, *, read_only: bool, timeout: float) -> None:
        self.path = path
        self.place = str(path)
        self.db = open_ledger(path, read_only=read_only, timeout=timeout)
        self._known: set[str] = set()
        try:
            self._bring_up_to_date(read_only)
        except BaseException:
            self.db.close()
            raise

    def _bring_up_to_date(self, read_only: bool) -> None:
        (version,) = self.first("PRAGMA user_version") or (0,)
        if version == SCHEMA_VERSION:
            return
        if read_only:
            raise LedgerError(
                f"{self.path} was written by an older dragoman (ledger version {version}); "
                "`dragoman doctor --upgrade` writes it anew (keep a copy)"
            )
        upgrade(self)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        pages, size = self.first("PRAGMA page_count"), self.first("PRAGMA page_size")
        return int(pages[0] * size[0]) if pages and size else 0

    def query(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of an answer, as they come."""
        return self.db.execute(sql, values)

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of an answer."""
        row: Row | None = self.db.execute(sql, values).fetchone()
        return row

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add rows."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        self.db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def add_words(self, table: str, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Make rows findable by words."""
        self.db.executemany(
            f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", [(key, " ".join(w)) for key, w in rows]
        )
        self._add_vocabulary({word for _, words in rows for word in words} - self._known)

    def _add_vocabulary(self, words: set[str]) -> None:
        for word in sorted(words):
            added = self.db.execute(
                "INSERT INTO vocabulary (word) VALUES (?) ON CONFLICT DO NOTHING", (word,)
            )
            if added.rowcount:
                self.db.execute("INSERT INTO word_parts (rowid, word) VALUES (?, ?)", (added.lastrowid, word))
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known |= words

    def match(self, table: str, key: str, alternatives: Sequence[Sequence[str]]) -> Condition:
        """SQL for: the row holds a word of each of the alternatives."""
        return f"{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [_wanted(alternatives)]

    def find_matching(self, table: str, of: str, alternatives: Sequence[Sequence[str]]) -> Search:
        """A source to begin with: FTS5 gives its rows in either order without sorting them."""
        condition = f"{table} MATCH ? AND {of}.key = {table}.rowid", [_wanted(alternatives)]
        return Search(f"{table} CROSS JOIN {of}", condition, f"{table}.rowid")

    def number_in(self, column: str, key: str) -> str:
        """SQL for a number within a column of JSON."""
        return f"json_extract({column}, '$.{key}')"

    def iter_words_with(self, part: str) -> Iterator[str]:
        """Words of the vocabulary that contain `part`."""
        if len(part) < 3:  # less than a trigram: the words that begin with it
            sql, value = (
                "SELECT word FROM vocabulary WHERE word >= ? AND word < ? || char(1114111)",
                [part] * 2,
            )
        else:
            sql, value = "SELECT word FROM word_parts WHERE word_parts MATCH ?", [f'"{part}"']
        return (word for (word,) in self.db.execute(sql, value))

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the vocabulary."""
        return self.first("SELECT 1 FROM vocabulary WHERE word = ?", (word,)) is not None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The lock is taken first, so that nothing read before can grow stale."""
        with self.explained(), self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the file for several questions."""
        with self.explained():
            if self.db.in_transaction:
                yield
                return
            with self._transaction("BEGIN"):
                yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self.db.execute(begin)
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self._known.clear()
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    @contextmanager
    def explained(self) -> Iterator[None]:
        """SQLite's errors come out as LedgerError."""
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            raise LedgerError(find_reason(name, self.path) or f"{self.path}: {error}") from error

    def iter_file_problems(self) -> Iterator[str]:
        """What SQLite finds wrong with the file."""
        try:
            yield from self._iter_file_problems()
        except sqlite3.DatabaseError as error:
            yield f"damaged file: {error}"

    def _iter_file_problems(self) -> Iterator[str]:
        yield from self.iter_log_problems()
        (application,) = self.db.execute("PRAGMA application_id").fetchone()
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            yield f"application id {application:#x} instead of {APPLICATION_ID:#x}"
        if version != SCHEMA_VERSION:
            yield f"ledger version {version} instead of {SCHEMA_VERSION}"
        if self._definitions(self.db) != _sound_definitions():
            yield "damaged file: the tables are not defined as they were"
        for (line,) in self.db.execute(f"PRAGMA integrity_check({_MOST})"):
            if line != "ok":
                yield f"damaged file: {line}"
        for table, row, parent, _ in self.db.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
            yield f"{table} row {row} points to a row of {parent} that is not there"

    def iter_log_problems(self) -> Iterator[str]:
        """Whether something was recorded that can no longer be read."""
        if find_lost_commit(self.path):
            yield f"damaged file: {self.path}-wal cannot be read to its end, the last reports are missing"

    @staticmethod
    def _definitions(db: sqlite3.Connection) -> list[Row]:
        return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()

    def close(self) -> None:
        """Let go of the file; safe to call twice."""
        self.db.close()


def _wanted(alternatives: Sequence[Sequence[str]]) -> str:
    """In FTS5's language; in quotes every word is only a word."""
    quoted = [[f'"{word}"' for word in words] for words in alternatives]
    return " AND ".join(f"({' OR '.join(words)})" for words in quoted)


@cache
def _sound_definitions() -> list[Row]:
    """The tables as they stand in a ledger that was just made."""
    with closing(sqlite3.connect(":memory:")) as db:
        create_schema(db)
        return SqliteStore._definitions(db)
