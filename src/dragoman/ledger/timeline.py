"""How many claims there are a month or a year, by type of act and status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.ledger.questions import Known, Question, find_known
from dragoman.ledger.rows import read_value
from dragoman.ledger.store import Row, Store
from dragoman.records import Event, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`claims` claims of one type and status in one period.

    `period` is a month (``2025-01``) or a year (``2025``). A claim whose time is known to the year only
    counts for the year, also where months are asked for; None is for times that are in no one year, open, or
    unknown.
    """

    period: str | None
    event: Event
    status: Status
    claims: int


def count_periods(store: Store, question: Question, *, by_year: bool) -> list[Count]:
    """Counts in the order of periods, types and statuses; those without a period last."""
    known = find_known(store, question.known_at)
    if question == Question(known_at=question.known_at):
        rows = _count_whole(store, known)
    else:
        rows = _count_found(store, question, known)
    sums: Counter[tuple[str, str, str]] = Counter()
    for period, event, status, number in rows:
        sums[period[:4] if by_year else period, event, status] += number
    ordered = sorted(sums.items(), key=lambda item: (not item[0][0], item[0]))
    return [
        Count(
            period=period or None,
            event=read_value(Event, event),
            status=read_value(Status, status),
            claims=number,
        )
        for (period, event, status), number in ordered
        if number
    ]


def _count_whole(store: Store, known: Known) -> list[Row]:
    """All that was ever recorded, less what was closed: quicker than a look at each claim."""
    upto = "" if known.moment is None else f"WHERE key <= {known.last_claim:d}"
    recorded = f"""SELECT period, event, status, count(*) FROM claims {upto}
                   GROUP BY period, event, status"""
    upto = "" if known.moment is None else f"WHERE k.moment <= {known.moment:d}"
    closed = f"""SELECT period, event, status, -count(*) FROM claim_closings AS k
                 JOIN claims ON claims.key = k.claim {upto} GROUP BY period, event, status"""
    return [*store.query(recorded), *store.query(closed)]


def _count_found(store: Store, question: Question, known: Known) -> list[Row]:
    if question.text is not None or question.rejected:
        raise ValueError("a timeline has no filter by text")
    if question == Question(known_at=question.known_at, pair=question.pair):
        return _count_pair(store, question, known)
    columns = "claims.period, claims.event, claims.status, claims.edtf, count(*)"
    tail = "GROUP BY claims.period, claims.event, claims.status, claims.edtf"
    sql, values = question.to_sql(store, columns, tail)
    return [
        (period, event, status, number)
        for period, event, status, edtf, number in store.query(sql, values)
        if question.fits_time(edtf)
    ]


def _count_pair(store: Store, question: Question, known: Known) -> list[Row]:
    """Of two actors everything that is counted stands beside them."""
    low, high = sorted(code.lower() for code in question.pair or ())
    held, values = known.is_held("dyads.claim")
    sql = f"""SELECT period, event, status, count(*) FROM dyads WHERE low = ? AND high = ? AND {held}
              GROUP BY period, event, status"""
    return list(store.query(sql, [low, high, *values]))
