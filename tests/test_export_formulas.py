"""No cell of a table runs as a formula, and every cell can be had back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from export_examples import (
    HOSTILE,
    iter_all,
)
from export_reading import DELIMITERS, table, written

from dragoman.export.columns import CLAIM_COLUMNS, to_cell
from dragoman.export.formulas import neutralise, restore
from dragoman.export.tables import iter_table


@pytest.mark.parametrize("text", [*HOSTILE, *("'" * n + text for n in (1, 2) for text in HOSTILE)], ids=ascii)
def test_restoring_gives_back_what_was_neutralised(text: str) -> None:
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n1", "＝1", "＋1", "－1", "＠a", "  =1", "\u200b=1"]
)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-1", "'a", "it's", "(=1)", "…", " a", "„=“"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize("format", [*DELIMITERS, "xlsx"])
def test_no_cell_of_a_table_runs_as_a_formula(format: str) -> None:
    data = written(format, iter_all())
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert all(cell.data_type in ("s", "n") for row in book["claims"] for cell in row)
        cells = [str(cell.value) for row in book["claims"] for cell in row if cell.data_type == "s"]
    else:
        cells = [cell for row in table(format, data) for cell in row]
        cells = [cell for cell in cells if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)]
    assert len(cells) > 80
    assert [cell for cell in cells if re.match(r"[\s\u200b\ufeff\x00]*[=+\-@＝＋－＠]", cell)] == []


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_reading_a_table_gives_back_every_cell(tmp_path: Path, ending: str) -> None:
    tellings = [
        one for one in iter_all() if len(one.claim.quote.text) < 1000 and "\ufffe" not in one.claim.quote.text
    ]
    path = tmp_path / f"claims{ending}"
    path.write_bytes(written(ending[1:], tellings))
    found = [row for _, row in iter_table(path)]
    for telling, row in zip(tellings, found, strict=True):
        for column in CLAIM_COLUMNS:
            expected, cell = to_cell(column.value(telling)), row[column.name]
            if isinstance(expected, str):
                # XML has one line end: a spreadsheet cannot tell CR LF and CR from LF
                assert cell == expected, (column.name, cell[:40])
            else:
                assert float(cell) == expected
