"""A stream of JSON lines, or one JSON document → reports, each with the line where it stands."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.errors import ReportError
from dragoman.intake.decoding import decode, find_encoding
from dragoman.intake.jsonform import report_from_json
from dragoman.intake.limits import MAX_FILE_BYTES
from dragoman.intake.set_aside import SetAside
from dragoman.intake.withdrawn import Withdrawn, withdrawal_from_json
from dragoman.records import Report


def iter_json_lines(
    lines: Iterable[bytes | None], where: str, *, published: str | None, language: str | None
) -> Iterator[Report | SetAside | Withdrawn]:
    """Read one report a line; a bad line is set aside with its number and the next one is read."""
    for number, line in enumerate(lines, start=1):
        place = f"{where}:{number}"
        try:
            if line is None:
                raise ReportError(f"the line is longer than {MAX_FILE_BYTES:,} bytes")
            text = decode(line)
            if text.strip():
                yield _read(parse_json(text), place, published, language)
        except ReportError as error:
            yield SetAside(where=place, reason=str(error))


def iter_json_document(
    text: str, where: str, *, published: str | None, language: str | None
) -> Iterator[Report | SetAside | Withdrawn]:
    """Read a whole document: one object, or a list of them; the place of a list's item is its index."""
    try:
        document = parse_json(text)
    except ReportError as error:
        yield SetAside(where=where, reason=str(error))
        return
    if isinstance(document, list):
        items = [(f"{where}[{index}]", value) for index, value in enumerate(document)]
    else:
        items = [(where, document)]
    if not items:
        yield SetAside(where=where, reason="the list is empty")
    for place, value in items:
        try:
            yield _read(value, place, published, language)
        except ReportError as error:
            yield SetAside(where=place, reason=str(error))


def _read(value: object, where: str, published: str | None, language: str | None) -> Report | Withdrawn:
    withdrawn = withdrawal_from_json(value, where)
    return withdrawn or report_from_json(value, published=published, language=language)


def parse_json(text: str) -> object:
    """Parse JSON. Raises ReportError that says where it breaks."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise ReportError(f"not JSON: {error.msg} at {at}") from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"not JSON that can be read: {error}") from error
    return value


def is_json(text: str) -> bool:
    """Whether this text alone is JSON."""
    try:
        parse_json(text)
    except ReportError:
        return False
    return True


def iter_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines of any number, each of bounded length; None stands for a longer one, which is skipped.

    Raises ReportError for damaged UTF-16 and UTF-32, whose line ends have two and four bytes: such a
    file is read whole, and given on as UTF-8.
    """
    line = stream.readline(MAX_FILE_BYTES + 1)
    if find_encoding(line) in ("utf-16", "utf-32"):
        stream = io.BytesIO(decode(read_bounded([line, stream.read(MAX_FILE_BYTES)])).encode())
        line = stream.readline(MAX_FILE_BYTES + 1)
    while line:
        if len(line) > MAX_FILE_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_FILE_BYTES)
            yield None
        else:
            yield line
        line = stream.readline(MAX_FILE_BYTES + 1)


def read_bounded(pieces: Iterable[bytes | None]) -> bytes:
    """Join pieces of a file. Raises ReportError as soon as they are more than is held in memory."""
    whole = bytearray()
    for piece in pieces:
        if piece is None or len(whole) + len(piece) > MAX_FILE_BYTES:
            raise ReportError(f"larger than {MAX_FILE_BYTES:,} bytes; only JSON lines are read in any size")
        whole += piece
    return bytes(whole)
