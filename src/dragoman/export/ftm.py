"""FollowTheMoney entities as JSON lines, for Aleph, OpenSanctions' tools and the like.

Schemata, and why: a state's bare code stands for its government, so it is a `PublicBody`; other actors are
`Organization`, `Company` or, where they are no more than people of a kind, `LegalEntity`. No `Person` is
written: a claim's participant is the actor somebody acted for, not the somebody. A report is an `Article`.
A pair of actor and target is an `UnknownLink` with type and status, the one schema that keeps the
direction. An `Event` has no status, so only what a report tells as having occurred becomes one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError
from dragoman.export.dyads import iter_pairs
from dragoman.export.facts import get_actor, load_codings, load_countries
from dragoman.export.numbering import iter_named
from dragoman.export.points import get_place_name
from dragoman.export.written import Tally, Written
from dragoman.records import Claim, Participant, Report, Status, Telling, Time, content_hash

_Properties = dict[str, list[str]]
_URL = re.compile(r"https?://[^\s<>\"]+")
_LONGEST_STRING = 1_024
_LONGEST = {"name": 384, "location": 250, "sourceUrl": 4_096, "summary": 65_000, "description": 65_000}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """One entity a line; an article before its claims, an actor before the first link that needs it."""
    tally = Tally()
    described: set[str] = set()
    named = iter_named(tally.counted(tellings))
    for report, told in groupby(named, key=lambda pair: pair[1].report):
        for entity in _iter_entities(report, told, described, tally):
            _fit(entity["properties"], tally)
            stream.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")
    return tally.to_written()


def _iter_entities(
    report: Report, told: Iterable[tuple[str, Telling]], described: set[str], tally: Tally
) -> Iterator[dict[str, Any]]:
    yield _entity(_report_id(report), "Article", _article(report))
    for name, telling in told:
        claim = telling.claim
        for who in (*claim.actors, *claim.targets):
            if who.code not in described:
                described.add(who.code)
                yield _actor(who)
        pairs = list(iter_pairs(claim))
        if claim.status is Status.OCCURRED:
            yield _entity(f"event-{name}", "Event", _event(telling))
        elif not pairs:
            tally.note("claims left out that did not occur and have only one side")
        for number, pair in enumerate(pairs):
            yield _entity(f"link-{name}-{number}", "UnknownLink", _link(telling, *pair))


def _entity(id: str, schema: str, properties: _Properties) -> dict[str, Any]:
    filled = {name: values for name, values in properties.items() if values}
    return {"id": id, "schema": schema, "properties": filled, "datasets": ["dragoman"]}


def _fit(properties: _Properties, tally: Tally) -> None:
    """The library refuses values longer than their type allows."""
    for name, values in properties.items():
        most = _LONGEST.get(name, _LONGEST_STRING)
        if any(len(value) > most for value in values):
            tally.note("values cut at the length FollowTheMoney allows")
            properties[name] = [value[: most - 1] + "…" if len(value) > most else value for value in values]


def _report_id(report: Report) -> str:
    return f"report-{content_hash(report.id, str(report.version))[:32]}"


def _actor_id(who: Participant) -> str:
    return f"actor-{content_hash(who.code)[:32]}"


def _article(report: Report) -> _Properties:
    return {
        "title": _list(report.title),
        "publisher": _list(report.outlet),
        "author": list(report.agencies),
        "sourceUrl": _url(report.url),
        "publishedAt": _date(report.published),
        "language": _list(load_codings()["languages"].get(report.language)),
    }


def _actor(who: Participant) -> dict[str, Any]:
    actor, codings = get_actor(who.code), load_codings()
    coding = codings["sectors"].get(actor.sector) if actor.sector else codings["kinds"].get(actor.kind)
    properties = {
        "name": [actor.name.strip() or "unknown"],
        "country": _country(actor.country),
        "wikidataId": _list(actor.qid),
        "keywords": [actor.code, *_list(actor.sector)],
    }
    return _entity(_actor_id(who), (coding or {"ftm": "LegalEntity"})["ftm"], properties)


def _event(telling: Telling) -> _Properties:
    claim = telling.claim
    return _of_claim(telling) | {
        "name": [_title(claim)],
        "involved": list(dict.fromkeys(_actor_id(who) for who in (*claim.actors, *claim.targets))),
        "country": _country(claim.place.code) if claim.place else [],
        "location": [f"{claim.place.name}, {get_place_name(claim.place.code)}"] if claim.place else [],
        "keywords": [claim.event.value, *_list(claim.mode)],
    }


def _link(telling: Telling, actor: Participant, target: Participant) -> _Properties:
    claim = telling.claim
    return _of_claim(telling) | {
        "subject": [_actor_id(actor)],
        "object": [_actor_id(target)],
        "role": [f"{claim.event.value} ({claim.mode})" if claim.mode else claim.event.value],
        "status": [claim.status.value],
    }


def _of_claim(telling: Telling) -> _Properties:
    """What an event and a link share: the words, the date, the proof, and who says so."""
    claim, report = telling.claim, telling.report
    says = ", ".join(who.code for who in claim.speakers)
    edtf = f"date (EDTF): {claim.time.edtf}" if claim.time else ""
    return _dates(claim.time) | {
        "summary": [claim.quote.text] if claim.quote.text.strip() else [],
        "description": [part for part in (says and f"according to {says}", edtf) if part],
        "recordId": [claim.id],
        "proof": [_report_id(report)],
        "publisher": _list(report.outlet),
        "sourceUrl": _url(report.url),
    }


def _title(claim: Claim) -> str:
    actors, targets = (
        ", ".join(get_actor(who.code).name for who in people) for people in (claim.actors, claim.targets)
    )
    who = " → ".join(part for part in (actors, targets) if part)
    return f"{claim.event.value}: {who}" if who else claim.event.value


def _dates(time: Time | None) -> _Properties:
    """An exact or rounded date as such, an interval by its ends, anything else by what its bounds share."""
    if time is None:
        return {}
    if single := _date(time.edtf):
        return {"date": single}
    try:
        value = parse_edtf(time.edtf)
    except EDTFError:
        return {}
    if value.kind == "interval":
        start, end = (part.text if part else None for part in value.parts)
        return {"startDate": _date(start), "endDate": _date(end)}
    return {"date": _date(_shared(time.earliest or "", time.latest or ""))}


def _shared(earliest: str, latest: str) -> str:
    """``2025-01`` of two days in January 2025."""
    for length in (10, 7, 4):
        if earliest[:length] and earliest[:length] == latest[:length]:
            return earliest[:length]
    return ""


def _date(text: str | None) -> list[str]:
    """FollowTheMoney knows days, months and years; EDTF's other forms are left to the description."""
    if not text or not _DATE.fullmatch(text):
        return []
    try:
        value = parse_edtf(text)
    except EDTFError:
        return []
    return [text] if value.kind in ("day", "month", "year") else []


def _country(code: str | None) -> list[str]:
    if code is None:
        return []
    country = load_countries().get(code)
    return [country.iso2.lower()] if country else _list(load_codings()["dissolved"].get(code))


def _url(text: str | None) -> list[str]:
    return [text] if text and _URL.fullmatch(text) else []


def _list(text: str | None) -> list[str]:
    return [text] if text and text.strip() else []
