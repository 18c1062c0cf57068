"""Files that are broken, too large or wrong: a clear error, never a crash."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from export_examples import iter_history, tell
from import_examples import run
from ledger_examples import make_claims, make_report

from dragoman.errors import DragomanError, FormatError, ReportError
from dragoman.export import FORMATS, get_format
from dragoman.export.columns import join_list, split_list
from dragoman.export.importing import iter_arrivals
from dragoman.export.incoming import Incoming, Rejected
from dragoman.export.tables import iter_table
from dragoman.ledger import Ledger


def broken_workbook() -> bytes:
    """A workbook whose sheet ends in the middle."""
    import zipfile

    whole, broken = io.BytesIO(), io.BytesIO()
    get_format("xlsx").write(iter_history(), whole)
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(broken, "w") as copy:
        for name in packed.namelist():
            data = packed.read(name)
            copy.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    return broken.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "is not read"),
        ("a.xlsx", b"no zip", "cannot be read as XLSX"),
        ("none.csv", None, "cannot be read"),
        ("none.jsonl", None, "cannot be read"),
        ("none.xlsx", None, "cannot be read"),
        ("a.csv", b"\x81\x8d\xff", "neither UTF-8 nor"),
        ("a.csv", b",,\nRUS,IRN,x\n", "no row of names"),
        ("a.xlsx", broken_workbook(), "cannot be read as XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two(
    tmp_path: Path, name: str, data: bytes | None, reason: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    result = run("import", file, "--ledger", tmp_path / "ledger.db")
    assert result.exit_code == 2 and reason in result.stderr


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    from dragoman.export import tables

    monkeypatch.setattr(tables, "_MOST_BYTES", 999_999)
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(1_000_000))
    assert file.stat().st_size < 2_000
    with pytest.raises(FormatError, match="unpacks to 1,000,000 bytes"):
        list(iter_table(file))


@pytest.mark.parametrize(
    "members", [[], ["RUS"], ["RUS", "IRN"], ["a;b", "c\\d", ";", "\\"], ["a; b", "c\nd"]]
)
def test_a_list_in_a_cell_comes_back(members: list[str]) -> None:
    assert split_list(join_list(members)) == members


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".xlsx"])
def test_a_damaged_file_gives_a_clear_error_and_never_a_crash(tmp_path: Path, ending: str) -> None:
    """Cut short, with bits flipped or pieces swapped: what is read is read, the rest is set aside or refused."""
    stream = io.BytesIO()
    ids = ("r1", "r2", "r3", "r4")
    get_format(ending[1:]).write(
        [tell(claim, make_report(id)) for id in ids for claim in make_claims(id)], stream
    )
    whole, chance = stream.getvalue(), random.Random(6)
    refused = taken = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        file = tmp_path / f"damaged{ending}"
        file.write_bytes(data)
        try:
            for one in iter_arrivals(file):
                taken += isinstance(one, Incoming)
                refused += isinstance(one, Rejected)
        except DragomanError as error:
            assert str(file) in str(error) or "column" in str(error) or "UTF-8" in str(error)
            refused += 1
    assert refused > 10 and (taken > 10 or ending == ".xlsx")


def test_a_value_of_the_wrong_type_never_reaches_the_ledger(tmp_path: Path) -> None:
    """Each value of a line in turn is something else; the line is set aside, or taken where that is allowed."""
    stream = io.BytesIO()
    get_format("jsonl").write([tell(replace(make_claims()[1], parent=None), make_report())], stream)
    file, tried = tmp_path / "wrong.jsonl", 0
    with Ledger(tmp_path / "ledger.db") as opened:
        for path in list(iter_paths(json.loads(stream.getvalue()))):
            for value in (None, -1, "\ud800", [None], True):
                row, tried = json.loads(stream.getvalue()), tried + 1
                put(row, path, value)
                file.write_text(json.dumps(row) + "\n", encoding="utf-8")
                for one in iter_arrivals(file):
                    if isinstance(one, Incoming) and tried % 4 == 0:
                        claims = [replace(claim, report_id=f"r{tried}") for claim in one.claims]
                        with suppress(ReportError):
                            opened.record(replace(one.report, id=f"r{tried}"), claims)
        problems = [problem for problem in opened.check() if "is contained in" not in problem]
        assert opened.counts()["reports"] > 10 and problems == []
        for format in FORMATS.values():
            format.write(opened.iter_tellings(), io.BytesIO())
    assert tried > 300


def iter_paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield (*path, key)
        yield from iter_paths(member, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new
