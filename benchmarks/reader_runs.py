"""Running the installed ``dragoman read`` on reports, as a user would, and timing it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READ_ALL, SOME_SET_ASIDE = 0, 1  # exit codes of `dragoman read` that leave a result


class ReaderFailedError(RuntimeError):
    """``dragoman read`` is not installed or ended without a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRun:
    """What one run printed, how long it took from start to exit, and its peak memory."""

    rows: list[dict[str, Any]]
    seconds: float
    peak_megabytes: float


def read_reports(reports: Iterable[dict[str, Any]]) -> ReaderRun:
    """Read reports (keys of the input JSON lines) into a ledger that is thrown away afterwards.

    What the reader sets aside it says on stderr, and so does this. Raises `ReaderFailedError` with
    the reader's own words when it fails as a whole.
    """
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        given, printed, said = (Path(folder) / name for name in ("reports.jsonl", "claims.jsonl", "said"))
        given.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
        command = [str(script()), "read", "--json", "--ledger", f"{folder}/ledger.db", str(given)]
        started = time.perf_counter()
        with printed.open("wb") as out, said.open("wb") as err:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        words = said.read_text(encoding="utf-8", errors="replace")[-2000:]
        if process.returncode not in (READ_ALL, SOME_SET_ASIDE):
            raise ReaderFailedError(f"dragoman read failed with exit code {process.returncode}:\n{words}")
        if process.returncode == SOME_SET_ASIDE:
            print(words, file=sys.stderr)
        rows = [json.loads(line) for line in printed.read_text(encoding="utf-8").splitlines()]
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, KiB on Linux
    return ReaderRun(
        rows=rows,
        seconds=seconds,
        peak_megabytes=round(usage.ru_maxrss * unit / 1e6, 1),
    )


def script() -> Path:
    """The console script of this interpreter's environment."""
    path = Path(sysconfig.get_path("scripts")) / "dragoman"
    if not path.exists():
        raise ReaderFailedError(f"{path} is not there: pip install -e . first, or run make bench")
    return path
