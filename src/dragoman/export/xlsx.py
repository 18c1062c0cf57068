"""XLSX: the same table as CSV, for people who work in a spreadsheet.

Every cell of text is written as text, never as a formula, in the number format "text", so that editing it
does not make it one; what looks like a formula is neutralised as in CSV besides, as the sheet may be saved
as CSV. The file carries no time of writing: the same ledger gives the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter

from dragoman.errors import FormatError
from dragoman.export.columns import CLAIM_COLUMNS, Kind, to_cell
from dragoman.export.formulas import neutralise
from dragoman.export.written import Tally, Written
from dragoman.records import Telling

COLUMNS = tuple(column.name for column in CLAIM_COLUMNS)
MOST_ROWS = 1_048_576  # of a sheet, with the row of names
MOST_CHARACTERS = 32_767  # of a cell, in units of UTF-16
CUT = " … [cut]"
_CREATED = datetime(2000, 1, 1)  # a fixed one, so that the bytes depend on the claims alone
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")  # XlsxWriter escapes the control characters itself
_WIDE = {"quote": 60, "title": 40, "actors": 18, "targets": 18, "date": 16}
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """A sheet ``claims``. Raises FormatError when there are more claims than a sheet has rows."""
    tally = Tally()
    with TemporaryDirectory(prefix="dragoman-") as folder:  # rows wait there until the sheet is whole
        book = xlsxwriter.Workbook(stream, _OPTIONS | {"tmpdir": folder})
        book.set_properties({"created": _CREATED, "title": "Claims"})
        sheet = book.add_worksheet("claims")
        try:
            _write_rows(book, sheet, tally.counted(tellings), tally)
        except BaseException:
            sheet.row_data_fh.close()
            raise
        book.close()
    return tally.to_written()


def _write_rows(book: Any, sheet: Any, tellings: Iterable[Telling], tally: Tally) -> None:
    text, heading = (book.add_format({"num_format": "@", "bold": bold}) for bold in (False, True))
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(CLAIM_COLUMNS):
        sheet.set_column(number, number, _WIDE.get(column.name, 12))
        sheet.write_string(0, number, column.name, heading)
    for row, telling in enumerate(tellings, start=1):
        if row >= MOST_ROWS:
            raise FormatError(
                f"a sheet of XLSX holds at most {MOST_ROWS - 1:,} claims and there are more; "
                "ask for fewer with the filters, or write csv or parquet"
            )
        _write_row(sheet, row, telling, text, tally)


def _write_row(sheet: Any, row: int, telling: Telling, text: Any, tally: Tally) -> None:
    for number, column in enumerate(CLAIM_COLUMNS):
        cell = to_cell(column.value(telling))
        if column.kind in (Kind.INTEGER, Kind.REAL) and not isinstance(cell, str):
            sheet.write_number(row, number, cell)
        elif cell != "":
            sheet.write_string(row, number, _fit(neutralise(str(cell)), tally), text)


def _fit(cell: str, tally: Tally) -> str:
    """What XML and a cell can hold; a cut is marked in the cell and counted."""
    cell = _NO_XML.sub("\ufffd", cell)
    if _units(cell) <= MOST_CHARACTERS:
        return cell
    tally.note(f"cells cut at {MOST_CHARACTERS:,} characters, the most XLSX holds")
    kept = cell[: MOST_CHARACTERS - len(CUT)]
    while _units(kept) > MOST_CHARACTERS - len(CUT):
        kept = kept[: len(kept) - (_units(kept) - MOST_CHARACTERS + len(CUT) + 1) // 2]
    return kept + CUT


def _units(text: str) -> int:
    """Length as Excel counts it: characters beyond the basic plane are two."""
    return len(text) + sum(character > "\uffff" for character in text)
