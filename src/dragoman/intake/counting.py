"""How many reports there are to read, as far as that can be seen without reading them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_CHUNK = 1 << 20


def count_reports(sources: Iterable[str]) -> int | None:
    """Files count one, JSON-lines files their lines; None where a source is a stream.

    An estimate for progress bars: what is set aside later is counted too.
    """
    total = 0
    for source in sources:
        path = Path(source)
        if path.is_dir():
            files = [path for path in path.rglob("*") if path.is_file()]
        elif path.is_file():
            files = [path]
        else:
            return None
        total += sum(
            _count_lines(path) if path.suffix.lower() in (".jsonl", ".ndjson") else 1 for path in files
        )
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except OSError:
        return 1
