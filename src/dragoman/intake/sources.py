"""Files, folders and the standard input → reports, in a fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.intake.files import FileReader
from dragoman.intake.set_aside import SetAside
from dragoman.intake.withdrawn import Withdrawn
from dragoman.records import Report

SUFFIXES = (".txt", ".json", ".jsonl", ".ndjson")


def iter_reports(
    source: str | Path | Iterable[str | Path],
    *,
    published: str | None = None,
    language: str | None = None,
) -> Iterator[Report | SetAside | Withdrawn]:
    """Take in every report of a source, or of several; what cannot be taken in comes as SetAside.

    A message that takes a report back comes as Withdrawn.

    A source is a file, a folder (with all folders below it, sorted by name) or ``-`` for the standard
    input. `published` (EDTF) and `language` hold for reports that do not say their own.

    >>> [report.id for report in iter_reports("wire/2025-01-13.txt", published="2025-01")]  # doctest: +SKIP
    ['2025-01-13']
    """
    reader = FileReader(published=published, language=language)
    for one in [source] if isinstance(source, (str, Path)) else source:
        yield from _iter_source(str(one), reader)


def _iter_source(source: str, reader: FileReader) -> Iterator[Report | SetAside | Withdrawn]:
    if source == "-":
        yield from reader.iter_stream(sys.stdin.buffer, "stdin")
    elif source.lower().startswith(("http://", "https://")):
        yield SetAside(where=source, reason="addresses are not read yet; save the page's text to a .txt file")
    elif os.path.isdir(source):
        yield from _iter_folder(Path(source), reader)
    else:
        yield from _iter_named_file(Path(source), reader)


def _iter_named_file(path: Path, reader: FileReader) -> Iterator[Report | SetAside | Withdrawn]:
    """A file the user named: without a suffix, or a pipe, its content decides what it is."""
    if path.suffix.lower() in SUFFIXES or not path.exists():
        yield from reader.iter_file(path)
    elif path.suffix and path.is_file():
        yield _unknown_kind(path)
    else:
        yield from reader.iter_file(path, sniff=True)


def _iter_folder(folder: Path, reader: FileReader) -> Iterator[Report | SetAside | Withdrawn]:
    """Hidden files and folders, and links to folders, are passed over."""
    failures: list[OSError] = []
    empty = True
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith(".")):
            empty = False
            if path.suffix.lower() not in SUFFIXES:
                yield _unknown_kind(path)
            elif path.exists() and not path.is_file():
                yield SetAside(where=str(path), reason="not a regular file")
            else:
                yield from reader.iter_file(path)
    for failure in failures:
        yield SetAside(where=str(failure.filename), reason=f"cannot be read: {failure.strerror}")
    if empty and not failures:
        yield SetAside(where=str(folder), reason="the folder holds no files")


def _unknown_kind(path: Path) -> SetAside:
    found = f"a {path.suffix} file" if path.suffix else "a file without a suffix"
    return SetAside(where=str(path), reason=f"{found} is not read; known are {', '.join(SUFFIXES)}")
