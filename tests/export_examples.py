"""Tellings that a format must hold: hostile texts, claims empty and full, every status, every form of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ledger_examples import make_claims, make_report

from dragoman.edtf import parse_edtf
from dragoman.records import (
    Attribution,
    Claim,
    Event,
    Participant,
    Place,
    Report,
    Span,
    Status,
    Telling,
    Time,
)

HOSTILE = (
    "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "'plain", " =1", "\u200b=1", "\ufeff=1", "\x00=1",
    'say "yes", no; or\tmaybe', "one\ntwo\r\nthree\rfour", "\x00\x01\x08\x0b\x1b[31m\x7f\x85", "a\u2028b\u2029c",
    "\u202eabc\u202c \u2066x\u2069\u200f", "🤝 𝒜 𐎀", "مذاکرات ایران", "שיחות", "]]></data><!-- & --> &amp;", "\\;|\\",
    "_x0041_ _x005F_", "\ufffe\uffff", "null", "None", "NaN", "1e5", "00123", "TRUE", "ü" * 40_000, "🤝" * 20_000,
    '"""', "{}", "^^<urn:x> .", "\\u0041", "%00%41", " ",
)  # fmt: skip
DATES = (
    "2025-01-17", "2025-01", "2025", "2025-01-XX", "201X", "20XX", "2006-21", "2006?", "2006~", "2025-01-17T09:30:00Z",
    "2018-04/2018-05", "2007/..", "../2007", "2007/", "[2025-01-10,2025-01-17]", "[2018-05-07..2018-05-13]",
    "[2024-12-31,2025-01-01]", "-0044", "Y17000",
)  # fmt: skip
RECORDED = "2025-01-14T08:00:00.000000Z"


def tell(
    claim: Claim, report: Report, recorded_at: str = RECORDED, superseded_at: str | None = None
) -> Telling:
    return Telling(claim=claim, report=report, recorded_at=recorded_at, superseded_at=superseded_at)


def iter_hostile() -> Iterator[Telling]:
    """Each hostile text in every place a text can stand."""
    for number, text in enumerate(HOSTILE):
        id = f"r{number}-{text[:50]}"
        report = Report(
            id=id, language="de", published=None, title=text, text=f"A {text} B", outlet=text, agencies=(text,),
            dateline=text, url=text, retrieved=text,
        )  # fmt: skip
        span = Span(start=2, end=2 + len(text), text=text)
        who = Participant(code=text, name=text, qid=text, mention=span)
        claim = Claim(
            report_id=id, event=Event.AID, mode=text, actors=(who,), targets=(Participant(code="RUS"), who),
            others=(who,), status=Status.OCCURRED, quote=span,
            more_quotes=(Span(start=0, end=len(text), text=text, part="title"),),
            attribution=(Attribution(speakers=(who,), cue=span, channel=text),),
            time=Time(edtf="2025-01-17", earliest="2025-01-17", latest="2025-01-17", basis=text, phrase=span),
            place=Place(code="RUS", name=text, mention=span), matter=text, quantity=text, parent=text, entry=text,
            path=(text,), confidence=0.5,
        )  # fmt: skip
        yield tell(claim, report)


def iter_dated() -> Iterator[Telling]:
    """Every form of date, every status, every type; mutual acts of one, two and three parties; one-sided acts."""
    report = make_report(
        "dates", published=None, title=None, outlet=None, agencies=(), dateline=None, url=None
    )
    quote = Span(start=0, end=4, text=report.text[:4])
    parties = ((), ("RUS",), ("RUS", "IRN"), ("RUS", "IRN", "UKR:OPP"))
    for number, edtf in enumerate(DATES):
        value = parse_edtf(edtf)
        for event in Event if number == 0 else (list(Event)[number % len(Event)],):
            for status in Status:
                yield tell(
                    Claim(
                        report_id="dates",
                        event=event,
                        mode=None,
                        actors=tuple(Participant(code=code) for code in parties[number % 4]),
                        targets=tuple(Participant(code=code) for code in parties[number % 3]),
                        status=status,
                        quote=quote,
                        time=Time(
                            edtf=edtf,
                            earliest=value.earliest.isoformat() if value.earliest else None,
                            latest=value.latest.isoformat() if value.latest else None,
                            basis="text",
                        ),
                        place=Place(code=("RUS", "YUG", "ATA", "XYZ")[number % 4], name="somewhere"),
                    ),
                    report,
                )


def iter_bare() -> Iterator[Telling]:
    """A claim with nothing but what it must have."""
    report = Report(id="bare", language="und", published=None, title=None, text="")
    claim = Claim(
        report_id="bare", event=Event.PROTEST, mode=None, actors=(), targets=(), status=Status.OCCURRED,
        quote=Span(start=0, end=0, text=""), confidence=0.0,
    )  # fmt: skip
    yield tell(claim, report)


def iter_history() -> Iterator[Telling]:
    """Two versions of one report; the first holds no longer. A claim is in it twice."""
    for claim in make_claims():
        yield tell(claim, make_report(), superseded_at="2025-01-15T08:00:00.000000Z")
    second = make_report(version=2, title="Streit um Drohnen")
    for claim in make_claims()[:1] * 2:
        yield tell(claim, second, recorded_at="2025-01-15T08:00:00.000000Z")


def iter_all() -> Iterator[Telling]:
    yield from iter_history()
    yield from iter_bare()
    yield from iter_dated()
    yield from iter_hostile()


def iter_many(number: int, kind: type[Telling] = Telling) -> Iterator[Telling]:
    """As many tellings, three a report, made one by one; `kind` lets a test watch them come and go."""
    claims = make_claims()
    for n in range(number):
        report = make_report(f"r{n // 3}", outlet=f"Blatt {n % 7}")
        yield kind(claim=claims[n % 3], report=report, recorded_at=RECORDED)


def occurred(**changes: Any) -> Telling:
    """AID of Iran to Russia on 17 January 2025 at Kazan, unless said otherwise."""
    date = changes.pop("date", "2025-01-17")
    value = parse_edtf(date)
    time = Time(
        edtf=date,
        earliest=value.earliest.isoformat() if value.earliest else None,
        latest=value.latest.isoformat() if value.latest else None,
        basis="text",
    )
    claim = replace(make_claims()[1], time=time, **({"targets": make_claims()[1].targets[:1]} | changes))
    return tell(claim, make_report())
