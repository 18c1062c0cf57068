"""JSON lines back into reports and claims, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import ReportError
from dragoman.export.incoming import Arrival, Incoming, Rejected
from dragoman.export.jsonl import read_line
from dragoman.records import Report, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Where a line begins, and what decides its turn."""

    offset: int
    number: int
    key: tuple[str, int]
    recorded_at: str


def iter_lines(stream: BinaryIO, name: str) -> Iterator[Arrival]:
    """Versions of reports by record time, each with all its claims, also where its lines are apart.

    The stream must be able to seek: it is read twice, so that only the order of its lines is kept in memory.
    `name` stands before the number of a line that is set aside.
    """
    lines: list[_Line] = []
    for offset, number, data in _iter_raw(stream):
        try:
            report, told = read_line(_decode(data))
        except ReportError as error:
            yield Rejected(where=f"{name}:{number}", reason=str(error))
            continue
        first = min((one.recorded_at for one in told), default="")
        lines.append(_Line(offset=offset, number=number, key=(report.id, report.version), recorded_at=first))
    yield from _iter_in_order(stream, lines)


def _iter_raw(stream: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    stream.seek(0)
    offset = 0
    for number, data in enumerate(stream, start=1):
        if data.strip():
            yield offset, number, data
        offset += len(data)


def _iter_in_order(stream: BinaryIO, lines: list[_Line]) -> Iterator[Incoming]:
    by_key: dict[tuple[str, int], list[_Line]] = {}
    for line in lines:
        by_key.setdefault(line.key, []).append(line)
    for parts in sorted(
        by_key.values(), key=lambda parts: (min(part.recorded_at for part in parts), parts[0].number)
    ):
        told: list[Telling] = []
        report: Report | None = None
        for part in parts:
            stream.seek(part.offset)
            report, more = read_line(_decode(stream.readline()))
            told += more
        if report is not None:
            yield _incoming(report, told)


def _incoming(report: Report, told: list[Telling]) -> Incoming:
    ends = [one.superseded_at for one in told]
    return Incoming(
        report=report,
        claims=tuple(one.claim for one in told),
        recorded_at=min((one.recorded_at for one in told), default=""),
        superseded_at=max((end for end in ends if end), default=None) if ends and all(ends) else None,
    )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(f"not UTF-8: {error}") from error
