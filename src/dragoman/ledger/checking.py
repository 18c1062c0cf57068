"""Is a ledger sound? The file, its links, the words of its claims, and what claims are found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dragoman.errors import DragomanError
from dragoman.ledger.encoding import check_digest
from dragoman.ledger.reviewing import iter_reviews
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Rows, report_from_row
from dragoman.ledger.store import Row, Store
from dragoman.ledger.writing import (
    CLAIM_CLOSING_COLUMNS,
    DYAD_COLUMNS,
    MOMENT_COLUMNS,
    PARTY_COLUMNS,
    REPORT_CLOSING_COLUMNS,
    claim_words,
    iter_dyads,
    iter_parties,
    report_words,
)
from dragoman.records import content_hash

_MOST = 20  # problems of one kind that are named
_BIG = (1 << 61) - 1  # sums of hashes are taken modulo this


def iter_problems(store: Store) -> Iterator[str]:
    """Say what is wrong, in one line each; nothing for a sound ledger."""
    damaged = False
    for problem in iter_damage(store):
        damaged = True
        yield problem
    if not damaged:
        with store.reading():
            yield from islice(_iter_orphans(store), _MOST)


def iter_damage(store: Store) -> Iterator[str]:
    """Say what is not as it was written."""
    problems = list(islice(store.iter_file_problems(), _MOST))
    if problems:  # what is read from damaged pages means nothing
        yield from problems
        return
    checks = (_iter_moments, _iter_texts, _iter_closings, _iter_decisions, _iter_claims)
    with store.reading():
        for check in checks:
            yield from islice(check(store), _MOST)


def _iter_moments(store: Store) -> Iterator[str]:
    """Numbered without a gap, later and later, each with the last claim of its time."""
    last_time, last_claim = "", 0
    for number, row in enumerate(
        store.query(f"SELECT {', '.join(MOMENT_COLUMNS)} FROM moments ORDER BY moment"), 1
    ):
        yield from _iter_wrong_digest(f"moment {row[0]}", row)
        if row[0] != number or row[1] <= last_time or row[2] < last_claim:
            yield f"moment {row[0]} does not follow the one before it"
        _, last_time, last_claim, _ = row
    (claims, highest) = store.first("SELECT count(*), coalesce(max(key), 0) FROM claims") or (0, 0)
    if not claims == highest == last_claim:
        yield f"{claims} claims, the last of them number {highest}, where {last_claim} were recorded"


def _iter_texts(store: Store) -> Iterator[str]:
    words = _Sum()
    for row in store.query(f"SELECT {REPORT_ROW} FROM reports ORDER BY key"):
        try:
            report = report_from_row(row)
        except DragomanError as error:
            yield str(error)
            continue
        words.add(row[0], report_words(report))
        if content_hash(report.title or "", report.text) != row[12]:
            yield f"report {row[1]}, version {row[2]}: the text is not the one that was recorded"
    yield from words.iter_problems(store, "report_words", "reports")


def _iter_closings(store: Store) -> Iterator[str]:
    for table, columns in (
        ("report_closings", REPORT_CLOSING_COLUMNS),
        ("claim_closings", CLAIM_CLOSING_COLUMNS),
    ):
        for row in store.query(f"SELECT {', '.join(columns)} FROM {table}"):
            yield from _iter_wrong_digest(f"{table} of number {row[0]}", row)
    wrong = """SELECT reports.id, claims.id FROM report_closings AS r JOIN claims ON claims.report = r.report
               JOIN reports ON reports.key = claims.report
               WHERE NOT EXISTS (SELECT 1 FROM claim_closings AS k WHERE k.claim = claims.key) LIMIT ?"""
    for report, claim in store.query(wrong, (_MOST,)):
        yield f"report {report} is superseded, but its claim {claim} is open"
    twice = """SELECT id, count(*) FROM reports
               WHERE NOT EXISTS (SELECT 1 FROM report_closings AS k WHERE k.report = reports.key)
               GROUP BY id HAVING count(*) > 1"""
    for report, number in store.query(twice):
        yield f"report {report}: {number} versions are open"


def _iter_decisions(store: Store) -> Iterator[str]:
    try:
        for _ in iter_reviews(store, None):
            pass
    except DragomanError as error:
        yield str(error)
    for row in store.query("SELECT key, report, reason, moment, digest FROM withdrawals"):
        yield from _iter_wrong_digest(f"withdrawal of report {row[1]}", row)


def _iter_claims(store: Store) -> Iterator[str]:
    """Every claim can be read, its words stand in its report, and all it is found by leads to it."""
    rows, words, parties, dyads = Rows(store), _Sum(), _Sum(), _Sum()
    found = store.query(f"SELECT {CLAIM_ROW} FROM claims ORDER BY key")
    try:
        for held in rows.iter_held(found):
            claim = held.claim
            words.add(held.key, claim_words(claim))
            parties.add_rows(iter_parties(held.key, claim))
            dyads.add_rows(iter_dyads(held.key, claim))
    except DragomanError as error:
        yield str(error)
        return
    for table, columns, expected in (("parties", PARTY_COLUMNS, parties), ("dyads", DYAD_COLUMNS, dyads)):
        stored = _Sum()
        stored.add_rows(store.query(f"SELECT {', '.join(columns)} FROM {table}"))
        if stored.sum != expected.sum:
            yield f"{table} does not agree with the claims"
    yield from words.iter_problems(store, "claim_words", "claims")


def _iter_orphans(store: Store) -> Iterator[str]:
    """A claim says which one contains it: that one must be, or have been, a claim of the same report."""
    parents: dict[tuple[int, str], tuple[str, str]] = {}
    ids: set[tuple[int, str]] = set()
    for held in Rows(store).iter_held(store.query(f"SELECT {CLAIM_ROW} FROM claims ORDER BY key")):
        ids.add((held.report_key, held.claim.id))
        if held.claim.parent is not None and held.revision == 0:
            parents[held.report_key, held.claim.parent] = (held.report.id, held.claim.id)
    for missing in sorted(parents.keys() - ids):
        report, claim = parents[missing]
        yield f"report {report}: claim {claim} is contained in {missing[1]}, which is not there"


def _iter_wrong_digest(what: str, row: Row) -> Iterator[str]:
    try:
        check_digest(row[-1], what, *row[:-1])
    except DragomanError as error:
        yield str(error)


class _Sum:
    """A sum over rows in any order, to compare tables too large to hold."""

    def __init__(self) -> None:
        self.sum = 0
        self._words: set[str] = set()

    def add(self, key: int, words: Iterable[str]) -> None:
        for word in words:
            self._words.add(word)
            self.sum = (self.sum + hash((word, key))) % _BIG

    def add_rows(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.sum = (self.sum + hash(tuple(row))) % _BIG

    def iter_problems(self, store: Store, table: str, name: str) -> Iterator[str]:
        """Search for every word as a question would, and compare what is found."""
        found = _Sum()
        for word in self._words:
            sql, values = store.match(table, "key", [[word]])
            for (key,) in store.query(f"SELECT key FROM {name} WHERE {sql}", values):
                found.add(key, (word,))
            if name == "reports" and word not in store.iter_words_with(word):
                yield f"the vocabulary does not hold {word!r}"
        if found.sum != self.sum:
            yield f"{table}: not all words lead to where they stand"
