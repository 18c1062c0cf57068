"""GeoJSON (RFC 7946): the places of claims, for maps.

One feature a claim that has a place. `precision` says what the point means: ``city`` is the place itself,
``country`` only stands for the country, at its capital, and must not be read as a site. A place of which
nothing is known has no geometry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from dragoman.export.points import find_point, get_place_name
from dragoman.export.written import Tally, Written
from dragoman.records import Place, Telling

PROPERTIES = (
    "claim_id", "report_id", "event", "mode", "status", "actors", "targets", "speakers", "date",
    "date_earliest", "date_latest", "place", "place_name", "country", "precision", "point_of", "quote",
    "outlet", "published", "url", "recorded_at",
)  # fmt: skip


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """A feature collection, one feature a line."""
    tally = Tally()
    stream.write(b'{"type": "FeatureCollection", "features": [')
    separator = b"\n"
    for telling in tally.counted(tellings):
        if telling.claim.place is None:
            tally.note("claims without a place left out")
            continue
        feature = _feature(telling, telling.claim.place, tally)
        stream.write(separator + json.dumps(feature, ensure_ascii=False).encode())
        separator = b",\n"
    stream.write(b"\n]}\n")
    return tally.to_written()


def _feature(telling: Telling, place: Place, tally: Tally) -> dict[str, Any]:
    point = find_point(place)
    if point is None:
        tally.note("places without coordinates")
    geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]} if point else None
    where = {
        "place": place.code,
        "place_name": place.name,
        "country": get_place_name(place.code),
        "precision": point.precision if point else None,
        "point_of": point.point_of if point else None,
    }
    return {"type": "Feature", "geometry": geometry, "properties": _properties(telling, where)}


def _properties(telling: Telling, where: dict[str, str | None]) -> dict[str, Any]:
    claim, report = telling.claim, telling.report
    found = where | {
        "claim_id": claim.id,
        "report_id": report.id,
        "event": claim.event.value,
        "mode": claim.mode,
        "status": claim.status.value,
        "actors": [who.code for who in claim.actors],
        "targets": [who.code for who in claim.targets],
        "speakers": [who.code for who in claim.speakers],
        "date": claim.time.edtf if claim.time else None,
        "date_earliest": claim.time.earliest if claim.time else None,
        "date_latest": claim.time.latest if claim.time else None,
        "quote": claim.quote.text,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "recorded_at": telling.recorded_at,
    }
    return {name: found[name] for name in PROPERTIES}
