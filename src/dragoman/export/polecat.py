"""POLECAT columns: what software made for POLECAT (PLOVER event data, Harvard Dataverse) can take of a claim.

Source of the columns: the published files of POLECAT (Halterman et al. 2023, doi:10.7910/DVN/AJGVIT); as
there, divided by tabs, with a row of names. One row a pair of actor and recipient; a mutual act gives both
directions. As for GDELT, only what occurred on a known day becomes a row. docs/export.md tells what does
not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError
from dragoman.export.cameo import find_quad
from dragoman.export.csvfile import write_table
from dragoman.export.dyads import Dyad, iter_directed
from dragoman.export.eventdata import Row, find_day, find_reason, to_cells
from dragoman.export.facts import ActorFacts, get_actor, load_codings
from dragoman.export.numbering import iter_named
from dragoman.export.points import CITY, find_point, get_place_name
from dragoman.export.written import Tally, Written
from dragoman.records import Participant, Telling

COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
_NONE = "None"  # what POLECAT writes for what is empty


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """A row of names, then one row a pair."""
    tally = Tally()
    write_table(stream, COLUMNS, _iter_rows(tally, tellings), delimiter="\t")
    return tally.to_written()


def _iter_rows(tally: Tally, tellings: Iterable[Telling]) -> Iterator[list[str | int | float]]:
    for name, telling in iter_named(tally.counted(tellings)):
        quad, day = find_quad(telling.claim.event), find_day(telling)
        if reason := find_reason(telling, is_event=quad is not None):
            tally.note(reason)
        if reason or quad is None or day is None:
            continue
        for number, dyad in enumerate(iter_directed(telling.claim)):
            yield to_cells(_row(telling, f"{name}_{number}", dyad, quad, day), COLUMNS, empty=_NONE)


def _row(telling: Telling, name: str, dyad: Dyad, quad: str, day: date) -> Row:
    claim, report = telling.claim, telling.report
    actor, recipient = dyad
    row: Row = {
        "Event ID": name,
        "Event Date": day.isoformat(),
        "Event Type": claim.event.value,
        "Event Mode": claim.mode or "",
        "Quad Code": quad,
        "Source": report.outlet or "",
        "Publication Date": _day_of(report.published),
        "Language": report.language,
        "Version": "dragoman",
    }
    return row | _side("Actor", actor) | _side("Recipient", recipient) | _place(telling)


def _side(role: str, who: Participant | None) -> Row:
    if who is None:
        return {}
    actor = get_actor(who.code)
    sector = _sector(actor)
    return {
        f"{role} Name": actor.name,
        f"{role} Country": actor.country or "",
        f"{role} COW": "" if actor.cow is None else actor.cow,
        f"Primary {role} Sector": sector,
        f"{role} Sectors": sector,
        f"{role} Name Raw": (who.mention.text if who.mention else who.name) or "",
    }


def _sector(actor: ActorFacts) -> str:
    codings = load_codings()
    coding = codings["sectors"].get(actor.sector) if actor.sector else codings["kinds"].get(actor.kind)
    return str((coding or {}).get("polecat", ""))


def _place(telling: Telling) -> Row:
    place = telling.claim.place
    if place is None:
        return {}
    point = find_point(place)
    is_city = point is not None and point.precision == CITY
    row: Row = {
        "Placename": place.name,
        "City": place.name if is_city else "",
        "Country": get_place_name(place.code),
        "Raw Placename": place.mention.text if place.mention else "",
        "Feature Type": "PPL" if is_city else "PCLI",
    }
    if point is not None:
        row |= {"Latitude": point.latitude, "Longitude": point.longitude}
    return row


def _day_of(edtf: str | None) -> str:
    """A publication day where one is known."""
    try:
        value = parse_edtf(edtf) if edtf else None
    except EDTFError:
        return ""
    return value.earliest.isoformat() if value and value.kind == "day" and value.earliest else ""
