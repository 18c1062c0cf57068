"""What only workbooks and Parquet have."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest
from export_examples import (
    iter_history,
    iter_hostile,
    iter_many,
)
from export_reading import COUNT, written

from dragoman.errors import FormatError
from dragoman.export import get_format, xlsx


def test_xlsx_carries_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", iter_history()))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", core) == ["2000-01-01", "2000-01-01"]


def test_xlsx_cuts_a_long_cell_and_says_so() -> None:
    stream = io.BytesIO()
    result = get_format("xlsx").write(iter_hostile(), stream)
    assert any("cells cut at 32,767 characters" in note for note in result.notes)
    book = openpyxl.load_workbook(stream, read_only=True)
    cells = [
        str(cell) for row in book["claims"].iter_rows(values_only=True) for cell in row if cell is not None
    ]
    book.close()
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) == xlsx.MOST_CHARACTERS
    assert any(cell.endswith(xlsx.CUT) and cell.startswith("🤝") for cell in cells)


def test_xlsx_refuses_more_claims_than_a_sheet_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    assert COUNT["xlsx"](written("xlsx", iter_many(3))) == 3
    with pytest.raises(FormatError, match="at most 3 claims"):
        written("xlsx", iter_many(4))


def test_parquet_has_types() -> None:
    found = pq.read_table(io.BytesIO(written("parquet", iter_history()))).to_pylist()[1]
    assert found["targets"] == ["RUS", "RUS:MIL"]
    assert found["date_earliest"].isoformat() == "2025-01-10"
    assert found["recorded_at"].isoformat() == "2025-01-14T08:00:00+00:00"
    assert (found["confidence"], found["quote_start"], found["title"]) == (0.75, 24, "Streit über Drohnen")
