"""One act that a report tells more than once."""

from __future__ import annotations

from dataclasses import replace

from dragoman.records import Claim, Participant, Span


def merge_retold(claims: list[Claim]) -> list[Claim]:
    """One act told twice is one claim with two quotes, unless the second telling adds something."""
    kept: list[Claim] = []
    for claim in claims:
        for place, other in enumerate(kept):
            merged = _merged(other, claim)
            if merged is not None:
                kept[place] = merged
                break
        else:
            kept.append(claim)
    return kept


def share_dates(claims: list[Claim]) -> list[Claim]:
    """An undated claim takes the time of the dated tellings of the same act, if they agree."""
    out = []
    for claim in claims:
        if claim.time is None:
            dated = {
                c.time.edtf: c.time
                for c in claims
                if c.time is not None
                and (c.event, c.status) == (claim.event, claim.status)
                and _codes(c.actors) == _codes(claim.actors)
                and _codes(c.targets) == _codes(claim.targets)
            }
            if len(dated) == 1:
                claim = replace(claim, time=next(iter(dated.values())))
        out.append(claim)
    return out


def _codes(participants: tuple[Participant, ...]) -> frozenset[str]:
    return frozenset(p.code.split(":")[0] for p in participants)


def _key(claim: Claim) -> tuple[object, ...]:
    return (
        claim.event,
        frozenset(p.code for p in claim.actors),
        frozenset(p.code for p in claim.targets),
        claim.status,
    )


def _merged(first: Claim, second: Claim) -> Claim | None:
    if _key(first) != _key(second) or second.parent == first.id:
        return None
    if not first.actors and not (first.targets and _overlap(first.quote, second.quote)):
        return None
    speakers = [frozenset(p.code for p in c.speakers) for c in (first, second)]
    if speakers[0] and speakers[1] and speakers[0] != speakers[1]:
        return None
    dates = {c.time.edtf for c in (first, second) if c.time}
    if len(dates) > 1 or (first.matter and second.matter and first.matter != second.matter):
        return None
    if first.quote.part == "title":
        fuller, other = second, first
    else:
        fuller, other = (second, first) if second.time and not first.time else (first, second)
    return _with(fuller, other)


def _overlap(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def _with(fuller: Claim, other: Claim) -> Claim:
    quotes: tuple[Span, ...] = (*fuller.more_quotes, other.quote, *other.more_quotes)
    return replace(
        fuller,
        more_quotes=quotes,
        time=fuller.time or other.time,
        place=fuller.place or other.place,
        matter=fuller.matter or other.matter,
        quantity=fuller.quantity or other.quantity,
        mode=fuller.mode or other.mode,
    )
