"""CSV: one row a claim, for spreadsheets and statistics.

UTF-8 with a byte order mark, without which Excel takes umlauts for other letters; commas, quotation marks
where needed, CRLF (RFC 4180). Cells that would run as formulas are neutralised, see `formulas`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from dragoman.export.columns import CLAIM_COLUMNS, to_cell
from dragoman.export.formulas import neutralise
from dragoman.export.written import Tally, Written
from dragoman.records import Telling

COLUMNS = tuple(column.name for column in CLAIM_COLUMNS)


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """A row of names, then one row a claim."""
    stream.write(codecs.BOM_UTF8)
    tally = Tally()
    rows = (
        [to_cell(column.value(telling)) for column in CLAIM_COLUMNS] for telling in tally.counted(tellings)
    )
    write_table(stream, COLUMNS, rows)
    return tally.to_written()


def write_table(
    stream: BinaryIO, names: Iterable[str], rows: Iterable[Iterable[str | int | float]], delimiter: str = ","
) -> None:
    """Rows of texts and numbers as delimited text; a text that looks like a formula is neutralised."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(names)
        for row in rows:
            writer.writerow(neutralise(cell) if isinstance(cell, str) else cell for cell in row)
        text.flush()
    finally:
        text.detach()  # the stream is the caller's to close
