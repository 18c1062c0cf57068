"""One file or stream → reports: what kind it is, and which reader takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import ReportError
from dragoman.intake.decoding import decode
from dragoman.intake.lines import is_json, iter_json_document, iter_json_lines, iter_lines, read_bounded
from dragoman.intake.plain import report_from_text
from dragoman.intake.set_aside import SetAside
from dragoman.intake.withdrawn import Withdrawn
from dragoman.records import Report

Taken = Iterator[Report | SetAside | Withdrawn]


@dataclass(slots=True, kw_only=True)
class FileReader:
    """Reads the files of one run; `published` and `language` fill in what reports do not say.

    A plain text file is named by its stem. Two files ``a/x.txt`` and ``b/x.txt`` with different texts
    would supersede each other in the ledger, so the second one is set aside.
    """

    published: str | None = None
    language: str | None = None
    _texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> (file, hash of its text)

    def iter_file(self, path: Path, *, sniff: bool = False) -> Taken:
        """Read a file by its suffix, or by its content where `sniff` is set."""
        suffix = path.suffix.lower()
        try:
            with path.open("rb") as stream:
                if sniff:
                    yield from self.iter_stream(stream, str(path), name=path.stem if path.is_file() else None)
                elif suffix in (".jsonl", ".ndjson"):
                    yield from self._iter_jsonl(stream, str(path))
                elif suffix == ".json":
                    yield from self._iter_json(stream, str(path))
                else:
                    yield self._read_plain(read_bounded(iter_lines(stream)), str(path), path.stem)
        except ReportError as error:
            yield SetAside(where=str(path), reason=str(error))
        except OSError as error:
            yield SetAside(where=str(path), reason=f"cannot be read: {error.strerror or error}")

    def iter_stream(self, stream: BinaryIO, where: str, *, name: str | None = None) -> Taken:
        """Read what has no suffix: JSON if its first mark is ``{``, or a whole list, else plain text."""
        try:
            lines = iter_lines(stream)
            head = _take_head(lines)
            mark = _first_mark(head)
            if mark == b"{":
                yield from self._iter_objects(head, lines, where)
                return
            whole = read_bounded(chain(head, lines))
            if mark == b"[" and is_json(text := decode(whole)):
                yield from self._iter_document(text, where)
            else:
                yield self._read_plain(whole, where, name)
        except ReportError as error:
            yield SetAside(where=where, reason=str(error))

    def _iter_json(self, stream: BinaryIO, where: str) -> Taken:
        lines = iter_lines(stream)
        head = _take_head(lines)
        if _first_mark(head) == b"{":
            yield from self._iter_objects(head, lines, where)
        else:
            whole = read_bounded(chain(head, lines))
            if not whole.strip():
                raise ReportError("the file is empty")
            yield from self._iter_document(decode(whole), where)

    def _iter_jsonl(self, stream: BinaryIO, where: str) -> Taken:
        lines = iter_lines(stream)
        head = _take_head(lines)
        if not _first_mark(head) and None not in head:
            raise ReportError("the file is empty")
        yield from self._iter_lines(chain(head, lines), where)

    def _iter_objects(self, head: list[bytes | None], lines: Iterator[bytes | None], where: str) -> Taken:
        """JSON lines if the first line is JSON of its own; else one object printed over many lines."""
        first = head[-1]
        if first is None or is_json(decode(first)):
            yield from self._iter_lines(chain(head, lines), where)
            return
        whole = read_bounded(chain(head, lines))
        text = decode(whole)
        if not is_json(text) and whole.count(b"\n{") and first.strip() != b"{":
            yield from self._iter_lines(iter(whole.splitlines(keepends=True)), where)
        else:
            yield from self._iter_document(text, where)

    def _iter_lines(self, lines: Iterator[bytes | None], where: str) -> Taken:
        return iter_json_lines(lines, where, published=self.published, language=self.language)

    def _iter_document(self, text: str, where: str) -> Taken:
        return iter_json_document(text, where, published=self.published, language=self.language)

    def _read_plain(self, data: bytes, where: str, name: str | None) -> Report | SetAside:
        report = report_from_text(decode(data), id=name, published=self.published, language=self.language)
        other, sha256 = self._texts.setdefault(report.id, (where, report.sha256))
        if sha256 != report.sha256:
            return SetAside(
                where=where,
                reason=f"its name gives the id {report.id!r}, which {other} has already; rename one",
            )
        return report


def _take_head(lines: Iterator[bytes | None]) -> list[bytes | None]:
    """Lines up to the first that is not blank."""
    head: list[bytes | None] = []
    for line in lines:
        head.append(line)
        if line is None or line.removeprefix(b"\xef\xbb\xbf").strip():
            break
    return head


def _first_mark(head: list[bytes | None]) -> bytes:
    line = head[-1] if head else b""
    return (line or b"").removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
