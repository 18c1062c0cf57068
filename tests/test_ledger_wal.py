"""A log that was damaged is told from a write that was cut off."""

import random
import shutil
from pathlib import Path

import pytest
from ledger_examples import make_claims, make_report

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, wal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger whose last reports stand in the log only, as after a crash."""
    open_path, path = tmp_path / "open.db", tmp_path / "ledger.db"
    with Ledger(open_path) as ledger:
        ledger.record_many((make_report(str(n)), make_claims(str(n))) for n in range(6))
        for n in range(6, 9):
            ledger.record(make_report(str(n)), make_claims(str(n)))
        for end in ("", "-wal"):
            shutil.copy(f"{open_path}{end}", f"{path}{end}")
    return path


def count(path: Path) -> int:
    with Ledger(path, read_only=True) as ledger:
        return ledger.counts()["reports"]


def test_whole_log_is_read(path: Path) -> None:
    assert count(path) == 9


def test_write_that_was_cut_off_is_passed_over(path: Path) -> None:
    log = Path(f"{path}-wal")
    log.write_bytes(log.read_bytes()[:-100])
    assert count(path) == 8
    with Ledger(path) as ledger:
        assert ledger.record(make_report("8"), make_claims("8")).outcome == "added"


@pytest.mark.parametrize("seed", range(25))
def test_damaged_log_is_refused_or_was_read_whole(path: Path, seed: int) -> None:
    log = Path(f"{path}-wal")
    data = bytearray(log.read_bytes())
    chance = random.Random(seed)
    last = len(data) - 4120  # of the last frame nobody can tell
    where = chance.choice((chance.randrange(32), chance.randrange(last), chance.randrange(last)))
    data[where] ^= 1 << chance.randrange(8)
    log.write_bytes(data)
    try:
        assert count(path) == 9
    except LedgerError as error:
        assert "damaged" in str(error)


def test_checksum_is_that_of_the_format() -> None:
    words = [random.Random(1).randrange(2**32) for _ in range(12)]
    a = b = 0
    for x, y in zip(words[::2], words[1::2], strict=True):
        a = (a + x + b) % 2**32
        b = (b + y + a) % 2**32
    import numpy as np

    added = wal._add_up(
        np.array(words[6:], dtype=np.uint32), wal._add_up(np.array(words[:6], dtype=np.uint32))
    )
    assert added.tolist() == [[a, b]]
