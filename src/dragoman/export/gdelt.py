"""GDELT 2.0 event columns: what software made for GDELT can take of a claim.

Source of the columns: *The GDELT Event Database Data Format Codebook V2.0* (2015). As there, the file is
divided by tabs and has no row of names. One row a pair of actor and target; a mutual act gives both
directions. GDELT has no word for who says so nor for what is only planned, so only what a report tells as
having occurred, on a day that is known, becomes a row; the rest is counted and said. docs/export.md tells
what does not fit.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from dragoman.export.cameo import CameoEvent, find_event, to_cameo_actor
from dragoman.export.dyads import Dyad, iter_directed
from dragoman.export.eventdata import Row, find_day, find_reason, to_cells
from dragoman.export.facts import get_actor, load_countries
from dragoman.export.formulas import neutralise
from dragoman.export.numbering import iter_named
from dragoman.export.points import CITY, find_point, get_place_name
from dragoman.export.written import Tally, Written
from dragoman.records import Participant, Place, Telling, content_hash

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: tuple[str, ...] = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_NO_PLACE, _COUNTRY, _WORLD_CITY = "0", "1", "4"  # GDELT's Geo_Type; 2, 3 and 5 are states and cities in them


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """One line a pair."""
    tally = Tally()
    for name, telling in iter_named(tally.counted(tellings)):
        event, day = find_event(telling.claim.event, telling.claim.mode), find_day(telling)
        if reason := find_reason(telling, is_event=event is not None):
            tally.note(reason)
        if reason or event is None or day is None:
            continue
        for number, dyad in enumerate(iter_directed(telling.claim)):
            row = _row(telling, f"{name}/{number}", dyad, event, day)
            cells = to_cells(row, COLUMNS, empty="")
            line = "\t".join(neutralise(cell) if isinstance(cell, str) else str(cell) for cell in cells)
            stream.write(line.encode() + b"\n")
    return tally.to_written()


def _row(telling: Telling, name: str, dyad: Dyad, event: CameoEvent, day: date) -> Row:
    row: Row = {
        "GlobalEventID": int(content_hash(name)[:15], 16),
        "Day": f"{day.year:04}{day.month:02}{day.day:02}",
        "MonthYear": f"{day.year:04}{day.month:02}",
        "Year": f"{day.year:04}",
        "FractionDate": f"{day.year + (day.timetuple().tm_yday - 1) / (365 + isleap(day.year)):.4f}",
        "IsRootEvent": "1" if telling.claim.quote.part == "title" else "0",
        "EventCode": event.code,
        "EventBaseCode": event.base,
        "EventRootCode": event.root,
        "QuadClass": event.quad_class,
        "GoldsteinScale": event.goldstein,
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        "DATEADDED": _added(telling.recorded_at),
        "SOURCEURL": telling.report.url or telling.report.id,
    }
    for name, who in zip(("Actor1", "Actor2"), dyad, strict=True):
        row |= _actor(name, who)
    return row | _geo("Actor1Geo", None) | _geo("Actor2Geo", None) | _geo("ActionGeo", telling.claim.place)


def _actor(prefix: str, who: Participant | None) -> Row:
    if who is None:
        return {}
    actor = get_actor(who.code)
    coded = to_cameo_actor(actor)
    return {
        f"{prefix}Code": coded.code,
        f"{prefix}Name": actor.name.upper(),
        f"{prefix}CountryCode": coded.country,
        f"{prefix}KnownGroupCode": coded.group,
        f"{prefix}Type1Code": coded.type,
    }


def _geo(prefix: str, place: Place | None) -> Row:
    if place is None:
        return {f"{prefix}_Type": _NO_PLACE}
    point, country = find_point(place), load_countries().get(place.code)
    fips = country.fips if country else ""
    is_city = point is not None and point.precision == CITY
    name = get_place_name(place.code)
    row: Row = {
        f"{prefix}_Type": _WORLD_CITY if is_city else _COUNTRY,
        f"{prefix}_Fullname": f"{place.name}, {name}" if is_city else name,
        f"{prefix}_CountryCode": fips,
        f"{prefix}_ADM1Code": fips,
    }
    if point is not None:
        row |= {f"{prefix}_Lat": point.latitude, f"{prefix}_Long": point.longitude}
    return row


def _added(recorded_at: str) -> str:
    """YYYYMMDDHHMMSS in UTC."""
    return f"{datetime.fromisoformat(recorded_at):%Y%m%d%H%M%S}" if recorded_at else ""
