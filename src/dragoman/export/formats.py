"""The formats a ledger can be written in: one registry, which the command line, the docs and the tests
read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from dragoman.errors import FormatError
from dragoman.export.written import Written
from dragoman.records import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way of writing claims.

    `module` holds it: ``write(tellings, stream)`` and, for tables, ``COLUMNS``, the names of its columns.
    `extra` names the extra of the package it needs. Lossless: reading the file back gives the same tellings.
    """

    name: str
    title: str
    extension: str
    media_type: str
    module: str
    extra: str | None = None
    is_lossless: bool = False
    is_table: bool = False
    is_binary: bool = False

    def write(self, tellings: Iterable[Telling], stream: BinaryIO) -> Written:
        """Write the tellings; the same tellings give the same bytes.

        Raises FormatError when a package is missing or the format cannot hold so much.
        """
        try:
            module = import_module(f"dragoman.export.{self.module}")
        except ModuleNotFoundError as error:
            if self.extra is None:
                raise
            raise FormatError(
                f"the format {self.name} needs the package {error.name}: pip install 'dragoman[{self.extra}]'"
            ) from error
        written: Written = module.write(tellings, stream)
        return written

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns in their order; empty for what is no table."""
        if not self.is_table:
            return ()
        return tuple(import_module(f"dragoman.export.{self.module}").COLUMNS)


FORMATS = {
    format.name: format
    for format in (
        Format(
            name="jsonl",
            title="JSON lines",
            extension=".jsonl",
            media_type="application/x-ndjson",
            module="jsonl",
            is_lossless=True,
        ),
        Format(
            name="csv",
            title="CSV",
            extension=".csv",
            media_type="text/csv",
            module="csvfile",
            is_table=True,
        ),
        Format(
            name="xlsx",
            title="Excel workbook",
            extension=".xlsx",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            module="xlsx",
            extra="xlsx",
            is_table=True,
            is_binary=True,
        ),
        Format(
            name="parquet",
            title="Parquet",
            extension=".parquet",
            media_type="application/vnd.apache.parquet",
            module="parquet",
            extra="parquet",
            is_table=True,
            is_binary=True,
        ),
        Format(
            name="polecat",
            title="POLECAT columns",
            extension=".polecat.txt",
            media_type="text/tab-separated-values",
            module="polecat",
            is_table=True,
        ),
        Format(
            name="gdelt",
            title="GDELT 2.0 event columns",
            extension=".export.CSV",
            media_type="text/tab-separated-values",
            module="gdelt",
            is_table=True,
        ),
        Format(
            name="country-year",
            title="Country-year panel",
            extension=".country-year.csv",
            media_type="text/csv",
            module="country_year",
            is_table=True,
        ),
        Format(
            name="dyad-year",
            title="Dyad-year panel",
            extension=".dyad-year.csv",
            media_type="text/csv",
            module="dyad_year",
            is_table=True,
        ),
        Format(
            name="geojson",
            title="GeoJSON",
            extension=".geojson",
            media_type="application/geo+json",
            module="geojson",
        ),
        Format(
            name="graphml",
            title="GraphML",
            extension=".graphml",
            media_type="application/graphml+xml",
            module="graphml",
        ),
        Format(
            name="trig",
            title="RDF (TriG)",
            extension=".trig",
            media_type="application/trig",
            module="trig",
        ),
        Format(
            name="ftm",
            title="FollowTheMoney entities",
            extension=".ftm.json",
            media_type="application/json+ftm",
            module="ftm",
        ),
    )
}


def get_format(name: str) -> Format:
    """The format of that name. Raises FormatError, which lists those there are."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise FormatError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    return found


def find_format(file_name: str) -> Format | None:
    """The format a file's name ends for; the longest ending that fits wins (``.dyad-year.csv``)."""
    lowered = file_name.lower()
    endings = sorted(FORMATS.values(), key=lambda format: -len(format.extension))
    return next((format for format in endings if lowered.endswith(format.extension.lower())), None)
