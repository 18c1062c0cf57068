"""Is what SQLite has not yet moved from its log into the file all there?

SQLite reads the log (``ledger.db-wal``) up to the first frame whose checksum is wrong, and does not tell of
the rest. That is right for a write that was cut off, and wrong for a frame that was damaged after it had
been acknowledged. The difference shows: behind damage stands the end of a commit. Where it is the very last
frame that is wrong, nobody can tell, and it is taken for one that was cut off.
Format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

_HEADER = struct.Struct(">IIIIIIII")  # magic, version, page size, number, two salts, two checksums
_FRAME = struct.Struct(">IIIIII")  # page, pages after a commit (else 0), two salts, two checksums
_LAST_READ = 16  # where the -shm file has the number of the last frame read, in the machine's byte order
_TRIES = 5  # another process may be between writing a commit and saying so

_Sums = tuple[int, int]


def find_lost_commit(path: Path) -> bool:
    """Whether the log holds a commit that SQLite does not read; the database must be open."""
    for attempt in range(_TRIES):
        try:
            if not _has_lost_commit(Path(f"{path}-wal"), _find_last_read(Path(f"{path}-shm"))):
                return False
        except FileNotFoundError:
            return False  # no log, nothing in it
        sleep(0.02 * attempt)
    return True


def _has_lost_commit(log: Path, last_read: int) -> bool:
    data = log.read_bytes()
    if len(data) < _HEADER.size + _FRAME.size:
        return False
    magic, _, page_size, _, one, two, *sums = _HEADER.unpack_from(data)
    if _add_up((0, 0), data[:24], magic) != tuple(sums):
        return True  # with a damaged head nothing is read
    wrong = None
    for number, frame in enumerate(_iter_frames(data, page_size), start=1):
        _, pages, first, second, *found = _FRAME.unpack_from(frame)
        if (first, second) != (one, two):
            if wrong is None and (first == one or second == two):
                wrong = number  # frames of an older log differ in both
            continue
        if number > last_read and wrong is None:
            expected = _add_up((sums[0], sums[1]), frame[:8] + frame[_FRAME.size :], magic)
            wrong = None if expected == tuple(found) else number
        elif wrong is not None and pages:
            return True
        sums = found
    return False


def _iter_frames(data: bytes, page_size: int) -> Iterator[bytes]:
    """Whole frames; what is cut off at the end is none."""
    size = _FRAME.size + page_size
    for start in range(_HEADER.size, len(data) - size + 1, size):
        yield data[start : start + size]


def _find_last_read(index: Path) -> int:
    with index.open("rb") as stream:
        stream.seek(_LAST_READ)
        found = stream.read(4)
    return int.from_bytes(found, sys.byteorder) if len(found) == 4 else 0


def _add_up(sums: _Sums, data: bytes, magic: int) -> _Sums:
    """SQLite's checksum, over words in the byte order that the lowest bit of the magic number says."""
    words = struct.unpack(f"{'>' if magic & 1 else '<'}{len(data) // 4}I", data)
    first, second = sums
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
