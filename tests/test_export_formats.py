"""One suite over every format: whatever a ledger holds, the file is whole, the same each time, and harmless."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from export_examples import (
    iter_all,
    iter_history,
    iter_hostile,
    iter_many,
)
from export_reading import COUNT, has_place, written

from dragoman.errors import FormatError, ReportError
from dragoman.export import FORMATS, Format, find_format, get_format
from dragoman.export.jsonl import read_line
from dragoman.records import Telling

# rdflib warns of its own use of what it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")


ALL = pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))


@ALL
def test_an_empty_ledger_is_a_valid_empty_file(format: Format) -> None:
    assert COUNT[format.name](written(format, [])) == 0


@ALL
def test_everything_a_ledger_can_hold_is_a_valid_file(format: Format) -> None:
    tellings = list(iter_all())
    stream = io.BytesIO()
    result = format.write(iter(tellings), stream)
    count = COUNT[format.name](stream.getvalue())
    assert result.claims == len(tellings)
    expected = {
        "jsonl": len(tellings), "csv": len(tellings), "xlsx": len(tellings), "parquet": len(tellings),
        "trig": len(tellings), "geojson": sum(has_place(one.claim) for one in tellings),
    }  # fmt: skip
    assert count == expected.get(format.name, count)
    assert count > 0


@ALL
def test_every_hostile_text_is_held_alone(format: Format) -> None:
    """One by one, so that a text that breaks out of its place cannot be mended by the next."""
    slow = {"xlsx": 3, "parquet": 3}
    for telling in list(iter_hostile())[:: slow.get(format.name, 1)]:
        if format.name != "trig" or len(telling.claim.quote.text) < 1000:
            count = COUNT[format.name](written(format, [telling]))
            assert count >= (format.name != "dyad-year"), telling.claim.quote.text[:40]  # only one is a state


@ALL
def test_the_same_tellings_give_the_same_bytes(format: Format) -> None:
    assert written(format, iter_history()) == written(format, iter_history())


def test_bytes_depend_neither_on_the_hash_seed_nor_on_the_time_zone() -> None:
    code = (
        "import hashlib, io, sys; sys.path.insert(0, 'tests')\n"
        "from export_examples import iter_dated, iter_history\n"
        "from dragoman.export import FORMATS\n"
        "for format in FORMATS.values():\n"
        "    stream = io.BytesIO(); format.write([*iter_history(), *iter_dated()], stream)\n"
        "    print(format.name, hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    runs = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=Path(__file__).parents[1],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        runs.append(done.stdout)
    assert runs[0] == runs[1] and len(runs[0].splitlines()) == len(FORMATS)


class Watched(Telling):
    """A telling that can be watched: records have no room for a weak reference."""


class Sink(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@ALL
def test_tellings_pass_through_and_are_not_kept(format: Format) -> None:
    alive: weakref.WeakSet[Watched] = weakref.WeakSet()
    most, number = 0, 6_000 if format.name == "parquet" else 1_200
    Watched.__hash__ = object.__hash__  # type: ignore[method-assign]

    def watch() -> Iterator[Telling]:
        nonlocal most
        for telling in iter_many(number, Watched):
            assert isinstance(telling, Watched)
            alive.add(telling)
            most = max(most, len(alive))
            yield telling

    assert format.write(watch(), Sink()).claims == number  # type: ignore[arg-type]
    assert most <= (5_001 if format.name == "parquet" else 20)


@ALL
def test_the_registry_finds_a_format_by_its_name_and_ending(format: Format) -> None:
    assert get_format(format.name.upper()) is format
    assert find_format(f"claims{format.extension}") is format
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", format.media_type)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormatError, match="jsonl"):
        get_format("docx")
    assert find_format("claims.docx") is None


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "dragoman.export.parquet", raising=False)
    with pytest.raises(FormatError, match=r"pip install 'dragoman\[parquet\]'"):
        written("parquet", [])


def test_formats_that_claim_to_be_lossless_are_read_back_equal() -> None:
    assert [format.name for format in FORMATS.values() if format.is_lossless] == ["jsonl"]
    tellings = list(iter_all())
    lines = written("jsonl", tellings).decode().split("\n")[:-1]
    assert [telling for line in lines for telling in read_line(line).tellings] == tellings


@pytest.mark.parametrize("line", ["", "[]", "{", "{}", '{"report": 1, "claims": []}', '{"report": {}, "claims": [1]}',
                                  '{"claims": [], "report": {"id": "a"}}', "[" * 100_000])  # fmt: skip
def test_what_is_no_line_of_a_ledger_is_refused(line: str) -> None:
    with pytest.raises(ReportError):
        read_line(line)
