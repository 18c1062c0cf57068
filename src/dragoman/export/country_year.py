"""Country-year panel: one row a state and year, one column a role, type and status. See `panels`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.export.csvfile import write_table
from dragoman.export.panels import CELLS, StateKey, cells_of, cow_cell, doers, iter_placed, receivers
from dragoman.export.written import Tally, Written
from dragoman.records import Telling

ROLES = ("actor", "target")
COLUMNS: tuple[str, ...] = ("cow", "state", "year", *(f"{role}_{cell}" for role in ROLES for cell in CELLS))


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """Rows by COW number, code and year; only they are kept in memory."""
    tally = Tally()
    table: dict[tuple[StateKey, int], Counter[str]] = defaultdict(Counter)
    for claim, year, cell in iter_placed(tellings, tally):
        for state in doers(claim):
            table[state, year][f"actor_{cell}"] += 1
        for state in receivers(claim):
            table[state, year][f"target_{cell}"] += 1
    write_table(stream, COLUMNS, _iter_rows(table))
    return tally.to_written()


def _iter_rows(table: dict[tuple[StateKey, int], Counter[str]]) -> Iterator[list[str | int | float]]:
    for (state, year), counts in sorted(table.items(), key=lambda row: row[0]):
        yield [
            cow_cell(state),
            state.code,
            year,
            *(n for role in ROLES for n in cells_of(counts, f"{role}_")),
        ]
