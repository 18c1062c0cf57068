"""Questions to a ledger about what its claims come to.

Each takes the ledger and the filters of `Ledger.iter_claims` by name. An act fits when one of its claims
does, and when its own time, which may be narrower than the claim's, fits too. Acts are always formed from
all claims of their type that the ledger held at `known_at`: no filter changes what an act is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Unpack

from dragoman.edtf import is_compatible, parse_edtf
from dragoman.history.acts import Act, find_acts
from dragoman.history.disputes import Dispute, find_disputes
from dragoman.history.people import Actor, count_actors
from dragoman.history.relations import Relation, relate, relate_newest
from dragoman.history.speakers import Speaker, count_speakers
from dragoman.ledger import Ledger
from dragoman.ledger.between import Between, count_between, list_tellings
from dragoman.ledger.filters import Filters
from dragoman.records import Event, Review, Telling, Verdict

NEWEST = 25  # claims that `relations` brings together where there are more than twice as many


def events(ledger: Ledger, **filters: Unpack[Filters]) -> list[Act]:
    """The acts that claims in the ledger tell, by their time.

    >>> for act in events(ledger, actor="RUS", valid_at="2025-01"):  # doctest: +SKIP
    ...     print(act.event, act.time, act.standing, act.independent)

    Raises EDTFError, ValueError and LedgerError as `Ledger.iter_claims` does.
    """
    fitting = _fitting_claims(ledger, filters)
    acts = _acts_of(ledger, {event for _, event in fitting}, filters.get("known_at"))
    return choose_acts(acts, {id for id, _ in fitting}, filters)


def disputes(ledger: Ledger, **filters: Unpack[Filters]) -> list[Dispute]:
    """Contradictions in which one of the acts fits, by the acts' time."""
    fitting = _fitting_claims(ledger, filters)
    acts = _acts_of(ledger, {event for _, event in fitting}, filters.get("known_at"))
    chosen = {act.id for act in choose_acts(acts, {id for id, _ in fitting}, filters)}
    return [found for found in find_disputes(acts) if any(act.id in chosen for act in found.acts)]


def relations(
    ledger: Ledger,
    a: str,
    b: str,
    *,
    by_year: bool = False,
    limit: int | None = NEWEST,
    **filters: Unpack[Filters],
) -> Relation:
    """What binds and divides two actors, in either direction.

    The acts are formed from the claims that name both; a claim that leaves one of them out is not among them,
    though `events` may count it to the same act. With more than twice `limit` claims between the two,
    strands and periods count claims, and acts are formed from the newest `limit` that fit, by month of the
    act; None brings all together, which takes a second for some 5,000. Where words or rejected claims are
    asked for, all always are.
    """
    known_at = filters.get("known_at")
    counted = None
    if limit is not None and filters.get("text") is None and not filters.get("rejected"):
        counted = _count_many(ledger, a, b, limit, filters)
    if counted is None:
        tellings = list(ledger.iter_tellings(pair=(a, b), known_at=known_at))
        fitting = {telling.claim.id for telling in tellings}
        if _are_narrower(filters):
            fitting = {id for id, _ in _fitting_claims(ledger, Filters(**{**filters, "pair": (a, b)}))}
    else:
        tellings = list_tellings(ledger, counted.newest, known_at)
        fitting = {telling.claim.id for telling in tellings}
    a, b = _spell(a, tellings), _spell(b, tellings)
    acts = find_acts(tellings, _reviews(ledger, known_at, tellings))
    relation = relate(a, b, choose_acts(acts, fitting, filters), by_year=by_year)
    if counted is None:
        return relation
    return relate_newest(a, b, counted, relation, by_year=by_year)


def _count_many(ledger: Ledger, a: str, b: str, limit: int, filters: Filters) -> Between | None:
    """The claims that fit, counted, where there are many between the two; else None."""
    known_at = filters.get("known_at")
    counted = count_between(ledger, a, b, newest=limit, known_at=known_at)
    if counted.claims <= 2 * limit:
        return None
    return count_between(ledger, a, b, newest=limit, **filters) if _are_narrower(filters) else counted


def _spell(code: str, tellings: Iterable[Telling]) -> str:
    """A code as the claims spell it; in capitals where none has it."""
    codes = {who.code for t in tellings for who in (*t.claim.actors, *t.claim.targets)}
    return next((c for c in sorted(codes) if c.casefold() == code.casefold()), code.upper())


def _are_narrower(filters: Filters) -> bool:
    return any(value is not None for name, value in filters.items() if name not in ("known_at", "rejected"))


def sources(ledger: Ledger, code: str | None = None, **filters: Unpack[Filters]) -> list[Speaker]:
    """What each speaker, or the one asked for, has said of acts, and how others stand to it."""
    if code is not None:
        filters["speaker"] = code
    return count_speakers(events(ledger, **filters), code)


def actors(ledger: Ledger, **filters: Unpack[Filters]) -> list[Actor]:
    """Who takes part or speaks in the claims that fit, who stands in most reports first."""
    return count_actors(ledger.iter_tellings(**filters))


def _acts_of(ledger: Ledger, types: Iterable[Event], known_at: str | None) -> list[Act]:
    """All acts of these types as they were known."""
    tellings = [t for event in sorted(types) for t in ledger.iter_tellings(event=event, known_at=known_at)]
    return find_acts(tellings, _reviews(ledger, known_at, tellings))


def _fitting_claims(ledger: Ledger, filters: Filters) -> set[tuple[str, Event]]:
    return {(claim.id, claim.event) for claim in ledger.iter_claims(**filters)}


def choose_acts(acts: Iterable[Act], claims: set[str], filters: Filters) -> list[Act]:
    """Acts with a fitting claim whose own time fits; one without a date fits no question about time."""
    spans = [
        filters.get("valid_at"),
        f"{since}/.." if (since := _day(filters.get("since"), 0)) else None,
        f"../{until}" if (until := _day(filters.get("until"), 1)) else None,
    ]
    asked = [parse_edtf(span) for span in spans if span]
    return [
        act
        for act in acts
        if not claims.isdisjoint(act.claim_ids)
        and all(act.time and is_compatible(parse_edtf(act.time.edtf), span) for span in asked)
    ]


def _day(text: str | None, end: int) -> str | None:
    if text is None:
        return None
    edtf = parse_edtf(text)
    day = (edtf.earliest, edtf.latest)[end]
    return day.isoformat() if day else None


def _reviews(ledger: Ledger, known_at: str | None, tellings: Iterable[Telling]) -> Iterator[Review]:
    """People's decisions, each about the claims as they stand now.

    A correction gives a claim another id; what was decided about the claim before holds for it after.
    """
    reviews = list(ledger.iter_reviews(known_at=known_at))
    if not any(review.verdict is Verdict.CORRECT for review in reviews):
        yield from reviews
        return
    now = {telling.claim.id for telling in tellings}
    ids = {id for review in reviews for id in review.claims}
    current = {id: _current_id(ledger, id, now) for id in sorted(ids)}
    for review in reviews:
        yield replace(review, claims=tuple(dict.fromkeys(current[id] for id in review.claims)))


def _current_id(ledger: Ledger, id: str, now: set[str]) -> str:
    """The id under which a claim stands now; its own where no revision of it does."""
    if id in now:
        return id
    revisions = ledger.store.query(
        """SELECT DISTINCT later.id FROM claims JOIN claims AS later
           ON later.report = claims.report AND later.ordinal = claims.ordinal WHERE claims.id = ?""",
        (id,),
    )
    return next((other for (other,) in revisions if other in now), id)
