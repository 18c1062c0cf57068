"""The ledger in a PostgreSQL database, where several people work on it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.errors import LedgerError
from dragoman.ledger.schema import SCHEMA_VERSION, TABLES
from dragoman.ledger.store import Condition, Row, Search

if TYPE_CHECKING:
    import psycopg

_LOCK = 0x44524147  # "DRAG": the advisory lock that whoever writes holds, so that record times are in order
_GUARDED = (*TABLES, "claim_words", "report_words")
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^@/]*@")


def is_postgres(place: object) -> bool:
    """Whether a ledger's place is an address of PostgreSQL.

    >>> is_postgres("postgresql://localhost/ledger")
    True
    """
    return isinstance(place, str) and place.startswith(("postgresql://", "postgres://"))


class PostgresStore:
    """A connection to a database that holds a ledger in its first schema; see `store.Store`."""

    def __init__(self, url: str, *, read_only: bool, timeout: float) -> None:
        self.place = _PASSWORD.sub(r"\1:…@", url)
        self._known: set[str] = set()
        self._error = _import_psycopg().Error
        self.db = self._connect(url, read_only, timeout)
        try:
            self._set_up(read_only)
        except BaseException:
            self.db.close()
            raise

    def _connect(self, url: str, read_only: bool, timeout: float) -> psycopg.Connection[Row]:
        with self.explained():
            db: psycopg.Connection[Row] = _import_psycopg().connect(
                url, autocommit=True, connect_timeout=max(2, round(timeout))
            )
            db.execute("SELECT set_config('lock_timeout', %s, false)", [str(max(1, round(1000 * timeout)))])
            db.execute("SET synchronous_commit = on")
            if read_only:
                db.execute("SET default_transaction_read_only = on")
            return db

    def _set_up(self, read_only: bool) -> None:
        with self.explained():
            version = self._find_version()
            if version is None and read_only:
                raise LedgerError(f"there is no ledger at {self.place}; `dragoman read` makes one")
            if version is None:
                with self.writing():
                    if self._find_version() is None:  # another process may have been faster
                        self._create()
            elif version != SCHEMA_VERSION:
                raise LedgerError(
                    f"{self.place} was written by a newer dragoman (ledger version {version}; this one knows "
                    f"{SCHEMA_VERSION}); update dragoman"
                )

    def _find_version(self) -> int | None:
        """None where there is nothing yet. Raises LedgerError where there is something else."""
        tables = {
            name
            for (name,) in self.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        }
        if not tables:
            return None
        if "dragoman_ledger" not in tables:
            raise LedgerError(
                f"{self.place} is a database of another program, not a ledger; it was left as it is"
            )
        row = self.first("SELECT version FROM dragoman_ledger")
        return int(row[0]) if row else 0

    def _create(self) -> None:
        definitions: Any = (files(__package__) / "schema_postgres.sql").read_text("utf-8")
        self.db.execute(definitions)
        for table in _GUARDED:
            self._run(
                f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""
            )
        self._run("INSERT INTO dragoman_ledger VALUES (?)", (SCHEMA_VERSION,))

    def _run(self, sql: str, values: Sequence[object] = ()) -> psycopg.Cursor[Row]:
        statement: Any = sql.replace("?", "%s")
        return self.db.execute(statement, values or None)

    def query(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of an answer."""
        return iter(self._run(sql, values))

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of an answer."""
        return self._run(sql, values).fetchone()

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add rows, by COPY: a statement a row would wait for the server each time."""
        statement: Any = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.db.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def add_words(self, table: str, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Make rows findable by words."""
        self.add(table, ("key", "words"), rows)
        new = sorted({word for _, words in rows for word in words} - self._known)
        if new:
            self._run(
                "INSERT INTO vocabulary SELECT unnest(?::text[]) ON CONFLICT DO NOTHING",
                (new,),
            )
        self._known.update(new)

    def match(self, table: str, key: str, alternatives: Sequence[Sequence[str]]) -> Condition:
        """SQL for: the row holds a word of each of the alternatives."""
        found, values = _overlaps("w", alternatives)
        return f"{key} IN (SELECT w.key FROM {table} AS w WHERE {found})", values

    def find_matching(self, table: str, of: str, alternatives: Sequence[Sequence[str]]) -> Search:
        """A source to begin with."""
        found, values = _overlaps(table, alternatives)
        condition = f"{found} AND {of}.key = {table}.key", values
        return Search(f"{table} CROSS JOIN {of}", condition, f"{table}.key")

    def number_in(self, column: str, key: str) -> str:
        """SQL for a number within a column of JSON."""
        return f"({column}::jsonb ->> '{key}')::double precision"

    def iter_words_with(self, part: str) -> Iterator[str]:
        """Words of the vocabulary that contain `part`; of very short ones, those that begin with it."""
        where = "strpos(word, ?) > 0" if len(part) > 2 else "starts_with(word, ?)"
        return (
            word
            for (word,) in self.query(f"SELECT word FROM vocabulary WHERE {where} ORDER BY word", (part,))
        )

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the vocabulary."""
        return self.first("SELECT 1 FROM vocabulary WHERE word = ?", (word,)) is not None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that waits until nobody else writes."""
        with self.explained():
            try:
                with self.db.transaction():
                    self._run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
                    yield
            except BaseException:
                self._known.clear()
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the ledger for several questions."""
        with self.explained():
            if not self.db.autocommit or self.db.info.transaction_status != 0:
                yield
                return
            with self.db.transaction():
                self._run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                yield

    @contextmanager
    def explained(self) -> Iterator[None]:
        """PostgreSQL's errors come out as LedgerError."""
        try:
            yield
        except self._error as error:
            raise LedgerError(f"{self.place}: {_explain(error)}") from error

    def iter_file_problems(self) -> Iterator[str]:
        """Nothing: the server looks after its files and the links between rows."""
        return iter(())

    def close(self) -> None:
        """Let go of the connection; safe to call twice."""
        self.db.close()


def _overlaps(table: str, alternatives: Sequence[Sequence[str]]) -> Condition:
    return " AND ".join([f"{table}.words && ?::text[]"] * len(alternatives)), [list(a) for a in alternatives]


def _explain(error: Exception) -> str:
    """What a code of PostgreSQL means for the person at the keyboard, else its own first line."""
    reasons = {
        "55P03": "another process is writing to it; try again when it is done",
        "53100": "the server's disk is full; what was recorded before is safe",
        "25006": "it was opened read-only",
        "42501": "permission denied",
    }
    own = str(error).strip().splitlines() or [type(error).__name__]
    return reasons.get(getattr(error, "sqlstate", None) or "", own[0])


def _import_psycopg() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise LedgerError("a ledger in PostgreSQL needs psycopg: pip install 'dragoman[postgres]'") from error
    return psycopg
