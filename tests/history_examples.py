"""Tellings and reviews in one line each, for the tests of what claims come to."""

from __future__ import annotations

from itertools import count

from dragoman.edtf import parse_edtf
from dragoman.records import (
    MUTUAL_EVENTS,
    Attribution,
    Claim,
    Event,
    Participant,
    Place,
    Report,
    Review,
    Span,
    Status,
    Telling,
    Time,
    Verdict,
)

_numbers = count()


def people(codes: str) -> tuple[Participant, ...]:
    return tuple(Participant(code=code) for code in codes.split())


def tell(
    what: str,
    *,
    on: str | None = None,
    report: str | Report = "r1",
    published: str | None = "2025-01-18",
    status: str = "occurred",
    says: str = "",
    mode: str | None = None,
    at: str | None = None,
    matter: str | None = None,
    quantity: str | None = None,
    words: str | None = None,
    parent: str | None = None,
    recorded_at: str = "2025-01-20T00:00:00.000000Z",
) -> Telling:
    """``"AGREE RUS IRN"`` or ``"ASSAULT RUS > UKR"``; ``at="RUS Moskau"``."""
    kind, _, who = what.partition(" ")
    event = Event(kind)
    actors, _, targets = who.partition(">")
    if event in MUTUAL_EVENTS:
        actors, targets = f"{actors} {targets}", ""
    if isinstance(report, str):
        report = Report(id=report, language="de", published=published, title=None, text="…")
    number = next(_numbers)
    quote = words or f"w{number}"
    time = None
    if on is not None:
        edtf = parse_edtf(on)
        bounds = [day.isoformat() if day else None for day in (edtf.earliest, edtf.latest)]
        time = Time(edtf=on, earliest=bounds[0], latest=bounds[1], basis="names its time")
    country, _, site = (at or "").partition(" ")
    mention = Span(start=0, end=len(site), text=site) if site else None
    claim = Claim(
        report_id=report.id,
        event=event,
        mode=mode,
        actors=people(actors),
        targets=people(targets),
        status=Status(status),
        quote=Span(start=number, end=number + len(quote), text=quote),
        attribution=(Attribution(speakers=people(says)),) if says else (),
        time=time,
        place=Place(code=country, name=site or country, mention=mention) if at else None,
        matter=matter,
        quantity=quantity,
        parent=parent,
    )
    return Telling(claim=claim, report=report, recorded_at=recorded_at)


def review(verdict: str, *tellings: Telling, at: int = 0, **changes: object) -> Review:
    return Review(
        verdict=Verdict(verdict),
        claims=tuple(telling.claim.id for telling in tellings),
        by="Ada",
        reason="looked at the texts",
        changes=tuple(changes.items()),
        recorded_at=f"2025-02-01T00:00:{at:02}.000000Z",
    )
