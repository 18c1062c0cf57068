"""Tellings, reviews and reports in a ledger, in one line each, for the tests of what claims come to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from ledger_examples import make_report

from dragoman.edtf import parse_edtf
from dragoman.ledger import Ledger
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


def make_time(on: str | None) -> Time | None:
    if on is None:
        return None
    edtf = parse_edtf(on)
    earliest, latest = (day.isoformat() if day else None for day in (edtf.earliest, edtf.latest))
    return Time(edtf=on, earliest=earliest, latest=latest, basis="names its time")


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
        time=make_time(on),
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


class Example:
    """A ledger with a clock that goes an hour on with every writing."""

    def __init__(self, path):
        self.hours = 0
        self.ledger = Ledger(path, clock=self.clock)

    def clock(self):
        self.hours += 1
        return datetime(2025, 2, 1, tzinfo=UTC) + timedelta(hours=self.hours)

    def add(self, id, *claims, published="2025-01-18", outlet=None):
        text = " ".join(f"{id}{number:02}" for number in range(40))  # no two reports share a word
        report = make_report(id, text=text, title=None, published=published, outlet=outlet or id, agencies=())
        self.ledger.record(report, [self.claim(report, n, *claim) for n, claim in enumerate(claims)])
        return [claim.id for claim in self.ledger.iter_claims(report=id)]

    @staticmethod
    def claim(report, number, what, on=None, status="occurred", says=""):
        kind, _, who = what.partition(" ")
        doers, _, receivers = who.partition(">")
        return Claim(
            report_id=report.id,
            event=Event(kind),
            mode=None,
            actors=people(doers),
            targets=people(receivers),
            status=Status(status),
            quote=Span(start=number, end=number + 5, text=report.text[number : number + 5]),
            attribution=(Attribution(speakers=people(says)),) if says else (),
            time=make_time(on),
        )

    def review(self, verdict, *claims, **changes):
        self.ledger.review(
            Review(
                verdict=Verdict(verdict),
                claims=claims,
                by="Ada",
                reason="read it",
                changes=tuple(changes.items()),
            )
        )
