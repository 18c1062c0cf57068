"""Parquet: the same table with types, for pandas, polars, DuckDB and R.

Lists are lists, bounds are dates, record times are moments in UTC, and what is empty is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.export.columns import CLAIM_COLUMNS, Column, Kind
from dragoman.export.written import Tally, Written
from dragoman.records import Telling

COLUMNS = tuple(column.name for column in CLAIM_COLUMNS)
_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.LIST: pa.list_(pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.REAL: pa.float64(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
}
SCHEMA = pa.schema([(column.name, _TYPES[column.kind]) for column in CLAIM_COLUMNS])
_ROWS = 5_000  # of a row group: some megabytes at once, however large the ledger


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """Row groups of 5,000 claims, compressed with Zstandard."""
    tally = Tally()
    counted = tally.counted(tellings)
    with pq.ParquetWriter(stream, SCHEMA, compression="zstd", version="2.6") as writer:
        while batch := list(islice(counted, _ROWS)):
            arrays = [
                pa.array([_cell(column, telling) for telling in batch], type=_TYPES[column.kind])
                for column in CLAIM_COLUMNS
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=SCHEMA))
            batch.clear()  # or it would live on while the next one is made
    return tally.to_written()


def _cell(column: Column, telling: Telling) -> Any:
    value = column.value(telling)
    if value in (None, ""):
        return None if column.kind is not Kind.TEXT else value
    if column.kind is Kind.DAY:
        return date.fromisoformat(str(value))
    if column.kind is Kind.MOMENT:
        return datetime.fromisoformat(str(value))
    return value
