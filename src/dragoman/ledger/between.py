"""The claims between two actors, counted without being read, and the newest of them read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple, Unpack

from dragoman.ledger.differences import iter_tellings
from dragoman.ledger.filters import Filters
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.questions import Question, find_known, to_question
from dragoman.ledger.rows import CLAIM_ROW, Rows, read_value
from dragoman.ledger.store import Row
from dragoman.records import Event, Status, Telling

_AT_ONCE = 500  # keys in one query


class Kind(NamedTuple):
    """What claims between two actors have in common.

    `ways` adds up: 1 the first actor acts on the second, 2 the second on the first.
    """

    event: Event
    ways: int


@dataclass(frozen=True, slots=True)
class Between:
    """How many claims of each kind there are between two actors, and the keys of the newest.

    `done` counts those that are told as done by the period of the act: a month (``2025-01``), a year
    (``2025``), or empty where the time is in no one year. `newest` is by period, then by the time of
    recording; what has no date comes last.
    """

    counts: dict[Kind, int]
    done: dict[tuple[Kind, str], int]
    newest: tuple[int, ...]

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(self.counts.values())


def count_between(ledger: Ledger, a: str, b: str, *, newest: int, **filters: Unpack[Filters]) -> Between:
    """Count the claims in which `a` acts on `b` or the other way round, and find the `newest` of them.

    Takes the filters of `Ledger.iter_claims` but `text` and `rejected` (ValueError).
    """
    question = to_question(**{**filters, "pair": (a, b)})
    if question.text is not None or question.rejected:
        raise ValueError("claims between two actors are not counted by text")
    with ledger.store.explained():
        rows = _find_rows(ledger, question)
    turned = {1: 2, 2: 1} if a.lower() > b.lower() else {}
    counted = Counter(map(itemgetter(2, 1), rows))
    kinds = {key: Kind(read_value(Event, key[0]), turned.get(key[1], key[1])) for key in counted}
    occurred = Status.OCCURRED.value
    done = Counter([(row[2], row[1], row[4]) for row in rows if row[3] == occurred])
    found = nlargest(newest, reversed(rows), key=itemgetter(4, 0))
    return Between(
        {kinds[key]: number for key, number in counted.items()},
        {(kinds[event, ways], period): number for (event, ways, period), number in done.items()},
        tuple(row[0] for row in found),
    )


def list_tellings(ledger: Ledger, keys: Sequence[int], known_at: str | None = None) -> list[Telling]:
    """The claims with these keys, in the order in which they were recorded, as they were known."""
    store, rows, ordered = ledger.store, Rows(ledger.store), sorted(keys)
    tellings: list[Telling] = []
    with store.explained():
        upto = find_known(store, known_at).moment
        for begin in range(0, len(ordered), _AT_ONCE):
            some = ordered[begin : begin + _AT_ONCE]
            sql = f"SELECT {CLAIM_ROW} FROM claims WHERE key IN ({', '.join('?' * len(some))}) ORDER BY key"
            tellings += iter_tellings(store, list(rows.iter_held(store.query(sql, some))), upto)
    return tellings


def _find_rows(ledger: Ledger, question: Question) -> list[Row]:
    """Key, ways, type, status and period of each claim that fits.

    Where only the type is asked for, all that is needed stands beside the two actors.
    """
    plain = Question(pair=question.pair, event=question.event, known_at=question.known_at)
    if question != plain:
        columns = "claims.key, found.ways, claims.event, claims.status, claims.period, claims.edtf"
        sql, values = question.to_sql(ledger.store, columns)
        return [row for row in ledger.store.query(sql, values) if question.fits_time(row[5])]
    low, high = sorted(code.lower() for code in question.pair or ())
    held, values = find_known(ledger.store, question.known_at).is_held("dyads.claim")
    sql = f"SELECT claim, ways, event, status, period FROM dyads WHERE low = ? AND high = ? AND {held}"
    given = [low, high, *values]
    if question.event is not None:
        sql, given = f"{sql} AND event = ?", [*given, question.event.value]
    return list(ledger.store.query(sql, given))
