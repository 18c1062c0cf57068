"""Where a place lies: a city by its own point, a country by its capital's."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.export.facts import get_actor, load_coordinates, load_countries
from dragoman.records import Place

CITY, COUNTRY = "city", "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Degrees north and east. `precision` is ``city``, or ``country``: then the point is only its
    capital's."""

    latitude: float
    longitude: float
    precision: str
    point_of: str


def find_point(place: Place) -> Point | None:
    """The point of a claim's place; None where nothing is known of it.

    >>> find_point(Place(code="RUS", name="Kasan"))
    Point(latitude=55.79, longitude=49.12, precision='city', point_of='Kasan')
    """
    for name in (place.mention.text if place.mention else None, place.name):
        found = load_coordinates().get((place.code, name.casefold())) if name else None
        if found is not None and name:
            return Point(latitude=found[0], longitude=found[1], precision=CITY, point_of=name)
    country = load_countries().get(place.code)
    if country is None or country.latitude is None or country.longitude is None:
        return None
    return Point(
        latitude=country.latitude,
        longitude=country.longitude,
        precision=COUNTRY,
        point_of=country.capital,
    )


def get_place_name(code: str) -> str:
    """The English name of a country."""
    return get_actor(code).name
