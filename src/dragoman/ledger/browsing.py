"""What a person who looks round in a ledger needs: pages of claims, counts of parties, what came last.

These are sums and slices worked out by the database, so that a ledger of 100,000 claims answers at once.
Codes of parties are stored in lower case; `find_spelling` gives them back as the reports' claims have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Unpack

from dragoman.ledger.differences import iter_tellings
from dragoman.ledger.filters import Filters
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.questions import Question, find_known, to_question
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Rows, report_from_row
from dragoman.records import Report, Telling

ROLE_BITS = {"does": 1, "receives": 2, "speaks": 4}  # of ``parties.roles``
MOST_COUNTED = 5000  # claims gone through where SQL alone cannot say which fit


class Order(StrEnum):
    """How a table of claims is sorted; claims without a time come last."""

    NEWEST = "newest"  # what was recorded last comes first
    OLDEST = "oldest"
    LATEST_TIME = "latest-time"  # by the time of the act
    EARLIEST_TIME = "earliest-time"
    EVENT = "event"
    STATUS = "status"


_ORDERS = {
    Order.NEWEST: "claims.key DESC",
    Order.OLDEST: "claims.key",
    Order.LATEST_TIME: "claims.earliest IS NULL, claims.earliest DESC, claims.key DESC",
    Order.EARLIEST_TIME: "claims.earliest IS NULL, claims.earliest, claims.key",
    Order.EVENT: "claims.event, claims.key DESC",
    Order.STATUS: "claims.status, claims.key DESC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """How many claims have one of two actors act on the other."""

    a: str
    b: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report as it stands in the ledger, when it came and how many claims it has."""

    report: Report
    recorded_at: str
    claims: int


def list_page(
    ledger: Ledger,
    *,
    order: Order = Order.NEWEST,
    offset: int = 0,
    limit: int = 50,
    **filters: Unpack[Filters],
) -> list[Telling]:
    """At most `limit` claims that fit, after the first `offset` in this order.

    Raises EDTFError, ValueError and LedgerError as `Ledger.iter_claims` does. Where words or a valid time are
    asked for, at most MOST_COUNTED claims are gone through.
    """
    question = to_question(**filters)
    store, rows = ledger.store, Rows(ledger.store)
    exact = _is_exact(question)
    first, number = (offset, limit) if exact else (0, MOST_COUNTED)
    with store.explained():
        tail = f"ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
        sql, values = question.to_sql(store, CLAIM_ROW, tail)
        found = rows.iter_held(store.query(sql, [*values, number, first]))
        if exact:
            batch = list(found)
        else:
            fitting = (held for held in found if question.fits(held.claim))
            batch = list(islice(fitting, offset, offset + limit))
        return list(iter_tellings(store, batch, find_known(store, question.known_at).moment))


def iter_candidate_ids(ledger: Ledger, question: Question) -> Iterator[str]:
    """Ids of the claims that fit as far as the database can tell; `question.fits` says the rest of each."""
    with ledger.store.explained():
        sql, values = question.to_sql(ledger.store, "claims.id")
        yield from (id for (id,) in ledger.store.query(sql, values))


def count_pairs(ledger: Ledger, limit: int = 10) -> list[PairCount]:
    """The pairs of actors with most claims, those first."""
    held, values = find_known(ledger.store, None).is_held("dyads.claim")
    sql = f"""SELECT low, high, count(*) AS n FROM dyads WHERE low <> high AND {held}
              GROUP BY low, high ORDER BY n DESC, low, high LIMIT ?"""
    with ledger.store.explained():
        rows = list(ledger.store.query(sql, [*values, limit]))
    return [
        PairCount(a=find_spelling(ledger, low), b=find_spelling(ledger, high), claims=number)
        for low, high, number in rows
    ]


def count_dyads(ledger: Ledger, known_at: str | None = None) -> Iterator[tuple[str, str, str, str, int]]:
    """Claims of each pair of codes (lower case) by type and period (``2024-06``, ``2024`` or empty)."""
    held, values = find_known(ledger.store, known_at).is_held("dyads.claim")
    sql = f"""SELECT low, high, event, period, count(*) FROM dyads WHERE low <> high AND {held}
              GROUP BY low, high, event, period"""
    with ledger.store.explained():
        yield from ledger.store.query(sql, values)


def count_parties(ledger: Ledger, role: int, limit: int = 12) -> list[tuple[str, int]]:
    """Codes with the number of claims in which they have the role (see ``parties.roles``), most first."""
    held, values = find_known(ledger.store, None).is_held("parties.claim")
    sql = f"""SELECT code, count(*) AS n FROM parties WHERE roles & ? <> 0 AND {held}
              GROUP BY code ORDER BY n DESC, code LIMIT ?"""
    with ledger.store.explained():
        rows = list(ledger.store.query(sql, [role, *values, limit]))
    return [(find_spelling(ledger, code), number) for code, number in rows]


def count_partners(ledger: Ledger, code: str, limit: int = 20) -> list[tuple[str, int]]:
    """With whom an actor has most claims between them."""
    held, values = find_known(ledger.store, None).is_held("dyads.claim")
    sql = f"""SELECT other, count(*) AS n FROM (
                SELECT high AS other, claim FROM dyads WHERE low = ?
                UNION ALL SELECT low, claim FROM dyads WHERE high = ? AND low <> high) AS dyads
              WHERE other <> ? AND {held} GROUP BY other ORDER BY n DESC, other LIMIT ?"""
    asked = code.lower()
    with ledger.store.explained():
        rows = list(ledger.store.query(sql, [asked, asked, asked, *values, limit]))
    return [(find_spelling(ledger, other), number) for other, number in rows]


def count_roles(ledger: Ledger, code: str) -> dict[str, int]:
    """In how many claims an actor does something, has something done to it, and speaks."""
    held, values = find_known(ledger.store, None).is_held("parties.claim")
    sums = ", ".join(f"count(*) FILTER (WHERE roles & {bit} <> 0)" for bit in ROLE_BITS.values())
    sql = f"SELECT {sums} FROM parties WHERE code = ? AND {held}"
    with ledger.store.explained():
        row = ledger.store.first(sql, [code.lower(), *values])
    return dict(zip(ROLE_BITS, row or (), strict=False))


def list_newest(ledger: Ledger, limit: int = 10) -> list[Arrival]:
    """The reports that came last and are held, the last one first."""
    store = ledger.store
    is_open, values = find_known(store, None).is_open("reports.key")
    held, _ = find_known(store, None).is_held("claims.key")
    sql = f"""SELECT {REPORT_ROW} FROM reports WHERE {is_open} ORDER BY reports.key DESC LIMIT ?"""
    with store.explained():
        arrivals = []
        for row in list(store.query(sql, [*values, limit])):
            (number,) = store.first(f"SELECT count(*) FROM claims WHERE report = ? AND {held}", [row[0]]) or (
                0,
            )
            (when,) = store.first(
                "SELECT recorded_at FROM moments JOIN reports USING (moment) WHERE reports.key = ?", [row[0]]
            ) or ("",)
            arrivals.append(Arrival(report=report_from_row(row), recorded_at=when, claims=number))
    return arrivals


def find_spelling(ledger: Ledger, code: str) -> str:
    """A code in lower case as claims spell it; the code itself in capitals where nobody has it."""
    sql = "SELECT claim, roles FROM parties WHERE code = ? ORDER BY claim DESC LIMIT 1"
    row = ledger.store.first(sql, [code.lower()])
    if row is None:
        return code.upper()
    claim_row = ledger.store.query(f"SELECT {CLAIM_ROW} FROM claims WHERE claims.key = ?", [row[0]])
    for held in Rows(ledger.store).iter_held(claim_row):
        claim = held.claim
        for who in (*claim.actors, *claim.targets, *claim.others, *claim.speakers):
            if who.code.lower() == code.lower():
                return who.code
    return code.upper()


def last_moment(ledger: Ledger) -> int:
    """A number that rises whenever something is written: what was worked out for it holds until then."""
    with ledger.store.explained():
        (moment,) = ledger.store.first("SELECT max(moment) FROM moments") or (0,)
    return moment or 0


def _is_exact(question: Question) -> bool:
    return question.text is None and question.valid_at is None
