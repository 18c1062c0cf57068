"""Dyad-year panel: one row a directed pair of states and year, one column a type and status. See `panels`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.export.csvfile import write_table
from dragoman.export.panels import CELLS, StateKey, cells_of, cow_cell, iter_placed, pairs
from dragoman.export.written import Tally, Written
from dragoman.records import Telling

COLUMNS: tuple[str, ...] = ("cow1", "cow2", "state1", "state2", "year", *CELLS)


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """Rows by COW numbers, codes and year; a mutual act counts in both directions."""
    tally = Tally()
    table: dict[tuple[StateKey, StateKey, int], Counter[str]] = defaultdict(Counter)
    for claim, year, cell in iter_placed(tellings, tally):
        for first, second in pairs(claim):
            table[first, second, year][cell] += 1
    write_table(stream, COLUMNS, _iter_rows(table))
    return tally.to_written()


def _iter_rows(
    table: dict[tuple[StateKey, StateKey, int], Counter[str]],
) -> Iterator[list[str | int | float]]:
    for (first, second, year), counts in sorted(table.items(), key=lambda row: row[0]):
        yield [cow_cell(first), cow_cell(second), first.code, second.code, year, *cells_of(counts)]
