"""A small ledger for the tests of the pages: a dozen reports with their claims, written down without reading.

The reports retell public events in our own words; true are the dates, the parties and what is disputed.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.edtf import parse_edtf
from dragoman.ledger import Ledger
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time


def report(
    id: str, published: str, title: str, text: str, outlet: str, language: str = "de", **more: str
) -> Report:
    return Report(
        id=id, language=language, published=published, title=title, text=text, outlet=outlet, **more
    )  # fmt: skip


def told(
    source: Report,
    what: str,
    words: str,
    *,
    status: str = "occurred",
    says: str = "",
    on: str | None = None,
    at: str | None = None,
    confidence: float = 0.9,
    **more: str,
) -> Claim:
    """``"ASSAULT IRN > ISR"`` and the words of the report that tell it; ``at="RUS Moskau"``."""
    kind, _, who = what.partition(" ")
    actors, _, targets = who.partition(">")
    country, _, site = (at or "").partition(" ")
    start = source.text.index(words)
    return Claim(
        report_id=source.id,
        event=Event(kind),
        mode=None,
        actors=_people(actors),
        targets=_people(targets),
        status=Status(status),
        quote=Span(start=start, end=start + len(words), text=words),
        attribution=(Attribution(speakers=_people(says)),) if says else (),
        time=_time(on) if on else None,
        place=Place(code=country, name=site) if at else None,
        entry="test",
        path=("nsubj", "obj"),
        confidence=confidence,
        **more,
    )


def _people(codes: str) -> tuple[Participant, ...]:
    return tuple(Participant(code=code) for code in codes.split())


def _time(on: str) -> Time:
    edtf = parse_edtf(on)
    earliest, latest = (day.isoformat() if day else None for day in (edtf.earliest, edtf.latest))
    return Time(edtf=on, earliest=earliest, latest=latest, basis="names its time")


INVASION = report(
    "zug-2022-02-24", "2022-02-24", "Russland greift die Ukraine an",
    "Russische Truppen haben am Donnerstag die Ukraine angegriffen. "
    "Deutschland verurteilt den Angriff und will der Ukraine Geld für Medikamente geben.",
    "Morgenzug", url="https://news.example/2022/02/24",
)  # fmt: skip
RIYADH = report(
    "zug-2023-03-11", "2023-03-11", "Riad und Teheran nähern sich an",
    "Saudi-Arabien und der Iran haben am Freitag in Peking vereinbart, wieder Botschafter zu tauschen.",
    "Morgenzug",
)  # fmt: skip
BERLIN = report(
    "post-2024-02-17", "2024-02-17", "Berlin und Kiew unterzeichnen ein Abkommen",
    "Deutschland und die Ukraine haben am Freitag in Berlin eine Vereinbarung über Sicherheit unterzeichnet. "
    "Am selben Tag schlossen auch Frankreich und die Ukraine in Paris eine Vereinbarung.",
    "Abendpost",
)  # fmt: skip
CONSULATE = report(
    "post-2024-04-02", "2024-04-02", "Konsulat in Damaskus zerstört",
    "Der Iran wirft Israel vor, am Montag sein Konsulat in Damaskus beschossen zu haben. "
    "Teheran droht Israel mit Vergeltung.",
    "Abendpost",
)  # fmt: skip
DRONES = report(
    "post-2024-04-14", "2024-04-14", "Iran greift Israel mit Drohnen an",
    "Der Iran hat Israel in der Nacht mit mehr als 300 Drohnen und Raketen angegriffen. "
    "Jordanien half Israel, Drohnen abzufangen. Die USA rufen Israel zur Zurückhaltung auf.",
    "Abendpost",
)  # fmt: skip
DRONES_EN = report(
    "wire-2024-04-14", "2024-04-14", "Iran attacks Israel",
    "Iran attacked Israel overnight with 200 drones and missiles, Israel says. "
    "Washington urges Israel to hold back.",
    "Harbour Wire", language="en",
)  # fmt: skip
PYONGYANG = report(
    "zug-2024-06-20", "2024-06-20", "Moskau und Pjöngjang schließen einen Vertrag",
    "Russland und Nordkorea haben am Mittwoch in Pjöngjang einen Vertrag unterzeichnet.",
    "Morgenzug",
)  # fmt: skip
TROOPS = report(
    "wire-2024-10-19", "2024-10-19", "Seoul: North Korea has sent soldiers",
    "North Korea has sent soldiers to help Russia, South Korea says.",
    "Harbour Wire", language="en",
)  # fmt: skip
RUMOURS = report(
    "zug-2024-10-22", "2024-10-22", "Pjöngjang weist Bericht zurück",
    "Nordkorea bestreitet, Russland mit Soldaten zu helfen.",
    "Morgenzug",
)  # fmt: skip
TREATY_PLAN = report(
    "post-2025-01-13", "2025-01-13", "Vertrag zwischen Moskau und Teheran angekündigt",
    "Russland und der Iran wollen am 17. Januar in Moskau einen Vertrag unterzeichnen.",
    "Abendpost",
)  # fmt: skip
TREATY = report(
    "zug-2025-01-18", "2025-01-18", "Russland und Iran besiegeln Partnerschaft",
    "Russland und der Iran haben am Freitag in Moskau einen Vertrag unterzeichnet.",
    "Morgenzug",
)  # fmt: skip
TALKS = report(
    "post-2025-04-14", "2025-04-14", "Washington und Teheran reden weiter",
    "Die USA und der Iran wollen am Wochenende erneut verhandeln.",
    "Abendpost",
)  # fmt: skip

ACCUSATION = told(
    CONSULATE, "ACCUSE IRN > ISR", "Der Iran wirft Israel vor, am Montag sein Konsulat in Damaskus beschossen zu haben",
    on="2024-04-02",
)  # fmt: skip

RECORDINGS: tuple[tuple[Report, tuple[Claim, ...]], ...] = (
    (
        INVASION,
        (
            told(INVASION, "ASSAULT RUS > UKR", "Russische Truppen haben am Donnerstag die Ukraine angegriffen", on="2022-02-24"),
            told(INVASION, "ACCUSE DEU > RUS", "Deutschland verurteilt den Angriff", on="2022-02-24"),
            told(INVASION, "AID DEU > UKR", "will der Ukraine Geld für Medikamente geben", status="planned", on="2022"),
        ),
    ),
    (RIYADH, (told(RIYADH, "AGREE SAU IRN", "Saudi-Arabien und der Iran haben am Freitag in Peking vereinbart", on="2023-03-10", at="CHN Peking"),)),
    (
        BERLIN,
        (
            told(BERLIN, "AGREE DEU UKR", "Deutschland und die Ukraine haben am Freitag in Berlin eine Vereinbarung über Sicherheit unterzeichnet", on="2024-02-16", at="DEU Berlin", matter="Sicherheit"),
            told(BERLIN, "AGREE FRA UKR", "schlossen auch Frankreich und die Ukraine in Paris eine Vereinbarung", on="2024-02-16", at="FRA Paris"),
        ),
    ),
    (
        CONSULATE,
        (
            ACCUSATION,
            told(CONSULATE, "ASSAULT ISR > IRN", "am Montag sein Konsulat in Damaskus beschossen zu haben", says="IRN", on="2024-04-01", at="SYR Damaskus", parent=ACCUSATION.id, confidence=0.6),
            told(CONSULATE, "THREATEN IRN > ISR", "Teheran droht Israel mit Vergeltung", on="2024-04"),
        ),
    ),
    (
        DRONES,
        (
            told(DRONES, "ASSAULT IRN > ISR", "Der Iran hat Israel in der Nacht mit mehr als 300 Drohnen und Raketen angegriffen", on="2024-04-14", at="ISR Israel", quantity="mehr als 300 Drohnen und Raketen"),
            told(DRONES, "AID JOR > ISR", "Jordanien half Israel, Drohnen abzufangen", on="2024-04-14"),
            told(DRONES, "REQUEST USA > ISR", "Die USA rufen Israel zur Zurückhaltung auf", on="2024-04-14"),
        ),
    ),
    (
        DRONES_EN,
        (
            told(DRONES_EN, "ASSAULT IRN > ISR", "Iran attacked Israel overnight with 200 drones and missiles", says="ISR", on="2024-04-14", quantity="200 drones and missiles"),
            told(DRONES_EN, "REQUEST USA > ISR", "Washington urges Israel to hold back", on="2024-04-14"),
        ),
    ),
    (PYONGYANG, (told(PYONGYANG, "AGREE RUS PRK", "Russland und Nordkorea haben am Mittwoch in Pjöngjang einen Vertrag unterzeichnet", on="2024-06-19", at="PRK Pjöngjang"),)),
    (TROOPS, (told(TROOPS, "AID PRK > RUS", "North Korea has sent soldiers to help Russia", says="KOR", on="2024-10-08/2024-10-13"),)),
    (RUMOURS, (told(RUMOURS, "AID PRK > RUS", "Russland mit Soldaten zu helfen", status="denied", says="PRK", on="2024-10"),)),
    (TREATY_PLAN, (told(TREATY_PLAN, "AGREE RUS IRN", "Russland und der Iran wollen am 17. Januar in Moskau einen Vertrag unterzeichnen", status="planned", on="2025-01-17", at="RUS Moskau"),)),
    (
        TREATY,
        (
            told(TREATY, "AGREE RUS IRN", "Russland und der Iran haben am Freitag in Moskau einen Vertrag unterzeichnet", on="2025-01-17", at="RUS Moskau"),
        ),
    ),
    (TALKS, (told(TALKS, "CONSULT USA IRN", "Die USA und der Iran wollen am Wochenende erneut verhandeln", status="planned", on="[2025-04-19,2025-04-20]", confidence=0.4),)),
)  # fmt: skip


def record_newsroom(path: Path) -> Path:
    """Write the ledger; returns its path."""
    with Ledger(path) as ledger:
        for source, claims in RECORDINGS:
            ledger.record(source, claims)
    return path


def claim_of(source: Report, place: int = 0) -> Claim:
    """A claim of a report, in the order above."""
    return next(claims for found, claims in RECORDINGS if found is source)[place]


PAGES = {  # an address for every page, with something of this ledger on it
    "/": "/",
    "/report": f"/report?id={CONSULATE.id}",
    "/claims": "/claims",
    "/events": "/events",
    "/event": f"/event?claim={claim_of(DRONES).id}",
    "/why": f"/why?claim={claim_of(DRONES).id}&report={DRONES.id}",
    "/disputes": "/disputes",
    "/actor": "/actor?code=IRN",
    "/pair": "/pair?pair=RUS,IRN",
    "/timeline": "/timeline",
    "/network": "/network",
    "/map": "/map",
    "/compare": f"/compare?report={DRONES.id}&report={DRONES_EN.id}",
    "/treaties": "/treaties?party=DEU",
    "/treaty": "/treaty?id=north-atlantic-treaty",
    "/whatif": "/whatif?attacker=CHN&attacked=JPN&on=2025-01-01",
    "/obligations": "/obligations?actor=JPN&on=2025-01-01",
    "/review": "/review",
    "/search": "/search?q=Vertrag",
}
