"""JSON lines back into reports and claims, in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import ReportError
from dragoman.export.incoming import Arrival, Incoming, Rejected
from dragoman.export.jsonl import Line, read_line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a line begins, and what decides its turn."""

    offset: int
    number: int
    key: tuple[str, int]  # of the version of a report; of any other line its number
    recorded_at: str


def iter_lines(stream: BinaryIO, name: str) -> Iterator[Arrival]:
    """Versions of reports and people's decisions by record time; a version with all its claims.

    Its lines may stand apart: that happens where only some claims were asked for.

    The stream must be able to seek: it is read twice, so that only the order of its lines is kept in memory.
    `name` stands before the number of a line that is set aside.
    """
    lines: list[_Place] = []
    for offset, number, data in _iter_raw(stream):
        try:
            line = read_line(_decode(data))
        except ReportError as error:
            yield Rejected(where=f"{name}:{number}", reason=str(error))
            continue
        key = (line.report.id, line.report.version) if isinstance(line, Line) else ("", -number)
        lines.append(_Place(offset=offset, number=number, key=key, recorded_at=line.recorded_at))
    yield from _iter_in_order(stream, lines)


def _iter_raw(stream: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    stream.seek(0)
    offset = 0
    for number, data in enumerate(stream, start=1):
        if data.strip():
            yield offset, number, data
        offset += len(data)


def _iter_in_order(stream: BinaryIO, lines: list[_Place]) -> Iterator[Arrival]:
    by_key: dict[tuple[str, int], list[_Place]] = {}
    for line in lines:
        by_key.setdefault(line.key, []).append(line)
    for parts in sorted(by_key.values(), key=_turn):
        lines_of_one: list[Line] = []
        for part in parts:
            stream.seek(part.offset)
            found = read_line(_decode(stream.readline()))
            if isinstance(found, Line):
                lines_of_one.append(found)
            else:
                yield found
        if lines_of_one:
            yield _incoming(lines_of_one)


def _turn(parts: list[_Place]) -> tuple[str, int]:
    return min(part.recorded_at for part in parts), parts[0].number


def _incoming(lines: list[Line]) -> Incoming:
    ends = [line.superseded_at for line in lines]
    return Incoming(
        report=lines[0].report,
        claims=tuple(one.claim for line in lines for one in line.tellings),
        recorded_at=min(line.recorded_at for line in lines),
        superseded_at=max((end for end in ends if end), default=None) if all(ends) else None,
    )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(f"not UTF-8: {error}") from error
