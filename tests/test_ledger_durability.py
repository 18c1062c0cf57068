"""Two processes, and one that is killed: what the ledger has acknowledged is whole."""

import subprocess
import sys
from pathlib import Path

from ledger_examples import make_claims, make_report

from dragoman.ledger import Ledger

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from ledger_examples import make_claims, make_report
from dragoman.ledger import Ledger

with Ledger(sys.argv[1]) as ledger:
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        id = str(number)
        ledger.record(make_report(id), make_claims(id) * 5)
        print(id, flush=True)
"""


def start_writer(path: Path, first: int, last: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_writer_leaves_acknowledged_reports_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    acknowledged = []
    for round_ in range(3):
        with start_writer(path, round_ * 100_000, 100_000_000) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(10 + 7 * round_)]
            writer.kill()
            acknowledged += writer.stdout.read().split()
    with Ledger(path) as ledger:
        assert ledger.check() == []
        for id in acknowledged:
            assert list(ledger.iter_claims(report=id)) == make_claims(id) * 5
        counts = ledger.counts()
        assert len(acknowledged) <= counts["reports"] <= len(acknowledged) + 3
        assert counts["claims"] == 15 * counts["reports"]
        assert ledger.record(make_report("after"), []).version == 1


def test_two_processes_write_one_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    writers = [start_writer(path, first, first + 20) for first in (0, 1000)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    with Ledger(path) as ledger:
        assert ledger.counts()["reports"] == 40
        assert ledger.check() == []
