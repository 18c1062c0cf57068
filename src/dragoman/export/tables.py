"""Rows of a CSV file or a workbook, as texts by the name of their column."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dragoman.errors import FormatError
from dragoman.export.formulas import restore

Row = tuple[int, dict[str, str]]
_DELIMITERS = ",;\t"
_MOST_BYTES = 500_000_000  # of an unpacked workbook; a few kilobytes can unpack to far more
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    OSError,
    KeyError,
    ValueError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)  # XML's errors are SyntaxErrors
_WIDEST_CELL = 10_000_000


def iter_table(path: Path, sheet: str | None = None) -> Iterator[Row]:
    """Number (as the spreadsheet counts, the names being row 1) and cells of each row that is not empty.

    The delimiter of a text file is the comma, semicolon or tab that divides its first line; it is UTF-8, or
    Windows-1252 as older Excel writes it. Of a workbook the first sheet is read unless one is named. A name
    that stands over two columns gets ``.2`` the second time. Apostrophes that neutralised a formula are
    taken away.

    Raises FormatError when the file is no table.
    """
    rows = _iter_workbook(path, sheet) if path.suffix.lower() in (".xlsx", ".xlsm") else _iter_text(path)
    numbered = enumerate(rows, start=1)
    _, heading = next(numbered, (0, []))
    names = _names(heading)
    if not names:
        raise FormatError(f"{path} has no row of names; its first row must say what its columns are")
    for number, cells in numbered:
        missing = [""] * (len(names) - len(cells))
        values = {name: restore(cell) for name, cell in zip(names, [*cells, *missing], strict=False)}
        if any(value.strip() for value in values.values()):
            yield number, values


def _names(cells: Iterable[str]) -> list[str]:
    names: list[str] = []
    for cell in cells:
        name = restore(cell).strip()
        names.append(f"{name}.{names.count(name) + 1}" if name and name in names else name)
    return names if any(names) else []


def _iter_text(path: Path) -> Iterator[list[str]]:
    try:
        text = _decode(path.read_bytes())
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}") from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    limit = csv.field_size_limit(_WIDEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise FormatError(f"{path} is no CSV: {error}") from error
    finally:
        csv.field_size_limit(limit)


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormatError("the file is neither UTF-8 nor Windows-1252; save it as UTF-8")


def _iter_workbook(path: Path, sheet: str | None) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ModuleNotFoundError as error:
        raise FormatError("reading XLSX needs openpyxl: pip install 'dragoman[xlsx]'") from error
    _check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles and validations that are not kept
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except _BROKEN as error:
        raise FormatError(f"{path} cannot be read as XLSX: {error}") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise FormatError(f"{path} has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}")
        for row in book[sheet or book.sheetnames[0]].iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    except _BROKEN as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{path} cannot be read as XLSX: {error}") from error
    finally:
        book.close()


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(info.file_size for info in packed.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise FormatError(f"{path} cannot be read as XLSX: {error}") from error
    if size > _MOST_BYTES:
        raise FormatError(f"{path} unpacks to {size:,} bytes, more than the {_MOST_BYTES:,} that are read")


def _text(cell: Any) -> str:
    """A date becomes its ISO day, a whole number has no decimals, Excel's escapes are undone."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str):
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cell)
    return str(cell)
