"""Any file we can read, as reports with claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from dragoman.errors import FormatError
from dragoman.export.columns import CLAIM_COLUMNS
from dragoman.export.import_lines import iter_lines
from dragoman.export.import_sheet import find_columns, iter_sheet
from dragoman.export.import_table import is_own_table, iter_own_table
from dragoman.export.incoming import Arrival, Unused
from dragoman.export.tables import iter_table

LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def iter_arrivals(
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    language: str | None = None,
) -> Iterator[Arrival]:
    """What the file brings: JSON lines whole, our own table as far as it goes, any other table as a
    hand-kept sheet.

    `columns` says which column holds which field and makes any table a hand-kept sheet; `sheet` names the
    sheet of a workbook; `language` is that of reports of a sheet that do not say theirs.

    Raises FormatError when the file is of another kind, cannot be read, or lacks a column that is needed.
    """
    suffix = path.suffix.lower()
    if suffix in LINES:
        yield from _iter_json(path)
        return
    if suffix not in TABLES:
        raise FormatError(
            f"{path}: what ends in {suffix or 'nothing'!r} is not read; {', '.join(LINES + TABLES)} are"
        )
    rows = iter_table(path, sheet)
    first = next(rows, None)
    if first is None:
        return
    names, all_rows = tuple(first[1]), chain([first], rows)
    if is_own_table(names) and not columns:
        used = {column.name for column in CLAIM_COLUMNS}
        found = iter_own_table(all_rows, path.name)
    else:
        fields = find_columns(names, columns or {})
        used, found = set(fields.values()), iter_sheet(all_rows, path.name, fields, language)
    if unused := tuple(name for name in names if name and name not in used):
        yield Unused(where=path.name, columns=unused)
    yield from found


def _iter_json(path: Path) -> Iterator[Arrival]:
    try:
        with path.open("rb") as stream:
            yield from iter_lines(stream, path.name)
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}") from error
