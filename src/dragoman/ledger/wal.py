"""Is what SQLite has not yet moved from its log into the file all there?

SQLite reads the log (``ledger.db-wal``) up to the first frame whose checksum is wrong, and does not
tell of the rest. That is right for a write that was cut off, and wrong for a frame that was damaged
after it had been acknowledged. The difference shows: behind damage stands the end of a commit. Where it
is the very last frame that is wrong, nobody can tell, and it is taken for one that was cut off.
Format: https://www.sqlite.org/fileformat2.html#walformat

The index of the log (``-shm``) would tell how far SQLite reads, but must not be opened here: closing it would
drop the locks that SQLite has on it.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

_HEADER = struct.Struct(">IIIIIIII")  # magic, version, page size, number, two salts, two checksums
_FRAME_WORDS = 6  # page, pages after a commit (else 0), two salts, two checksums
_TRIES = 5  # another process may be writing while the log is read
_WORD = 0xFFFFFFFF


def find_lost_commit(path: Path) -> bool:
    """Whether the log of the database at `path` holds a commit that SQLite does not read."""
    log = Path(f"{path}-wal")
    for attempt in range(_TRIES):
        sleep(0.02 * attempt)
        try:
            if not has_lost_commit(log.read_bytes()):
                return False
        except FileNotFoundError:
            return False  # no log, nothing in it
    return True


def has_lost_commit(log: bytes) -> bool:
    """Whether a commit ends behind the first frame that is wrong."""
    if len(log) <= _HEADER.size:
        return False
    import numpy as np  # a log is seldom there: only then is it worth the loading

    magic, _, page_size, _, *salts, first, second = _HEADER.unpack_from(log)
    words = np.frombuffer(log, dtype=">u4" if magic & 1 else "<u4", count=len(log) // 4).astype(np.uint32)
    if _add_up(words[:_FRAME_WORDS])[0].tolist() != [first, second] or page_size % 8:
        return True  # with a damaged head nothing is read
    size = _FRAME_WORDS + page_size // 4
    frames = words[_HEADER.size // 4 :]
    frames = frames[: len(frames) // size * size].reshape(-1, size)  # a frame that is cut off is none
    heads = frames[:, :_FRAME_WORDS].astype(np.uint32)
    if not magic & 1:
        heads = heads.byteswap()  # the heads of frames are big-endian always
    ours = (heads[:, 2:4] == np.array(salts, dtype=np.uint32)).sum(axis=1)  # an older log differs in both
    content = np.concatenate([frames[:, :2], frames[:, _FRAME_WORDS:]], axis=1)
    stored = np.concatenate([np.array([[first, second]], dtype=np.uint32), heads[:, 4:6]])
    expected = _add_up(content, stored[:-1])
    wrong = (ours == 1) | ((ours == 2) & (expected != stored[1:]).any(axis=1))
    if not wrong.any():
        return False
    behind = int(wrong.argmax()) + 1
    return bool(((ours[behind:] == 2) & (heads[behind:, 1] > 0)).any())


def _add_up(words: Any, start: Any = None) -> Any:
    """SQLite's checksum of each row, going on from `start`.

    It goes through pairs of words: ``a += x + b; b += y + a`` modulo 2**32. That is linear, so the sum is one
    product with the coefficients of every word, which is quick for a whole log.
    """

    rows = words.reshape(-1, words.shape[-1])
    coefficients, power = _coefficients(rows.shape[1] // 2)
    total = rows @ coefficients
    return total if start is None else total + start @ power


@cache
def _coefficients(pairs: int) -> Any:
    """What each word counts in the two sums, and what the sums before do."""
    import numpy as np

    one, two, three, four = 1, 0, 0, 1  # a step to the power of nothing
    rows: list[list[int]] = []
    for _ in range(pairs):
        rows += [[two, four], [(one + two) & _WORD, (three + four) & _WORD]]
        one, two, three, four = (
            (one + two) & _WORD,
            (one + 2 * two) & _WORD,
            (three + four) & _WORD,
            (three + 2 * four) & _WORD,
        )
    power = [[one, three], [two, four]]
    return np.array(rows[::-1], dtype=np.uint32), np.array(power, dtype=np.uint32)
