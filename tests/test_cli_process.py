"""The command line as a process: start-up, terminals, pipes."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

RUN = """
import sys, types
sys.path.insert(0, {tests!r})
import ledger_examples
module = types.ModuleType("dragoman.reading")
module.Readers = ledger_examples.FakeReaders
sys.modules["dragoman.reading"] = module
from dragoman.cli import main
main()
"""


def command(*words: object) -> list[str]:
    return [sys.executable, "-c", RUN.format(tests=str(Path(__file__).parent)), *map(str, words)]


def test_help_loads_nothing_heavy() -> None:
    script = """
import sys
from typer.testing import CliRunner
from dragoman.cli.app import app
assert CliRunner().invoke(app, ["--help"]).exit_code == 0
heavy = {"numpy", "onnxruntime", "sqlite3", "yaml", "rich.table", "dragoman.reading", "dragoman.ledger"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_is_quick() -> None:
    """0.1 s alone; the bound is wide, because other work may share the cores."""
    best = 9.9
    for _ in range(5):
        start = perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, check=True)
        best = min(best, perf_counter() - start)
    assert best < 0.6


def test_version_and_completion() -> None:
    done = subprocess.run([sys.executable, "-m", "dragoman", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()[0]) == (0, "dragoman")
    environment = os.environ | {
        "_DRAGOMAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "dragoman cl",
        "COMP_CWORD": "1",
    }
    done = subprocess.run([sys.executable, "-m", "dragoman"], capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "claims"


def run_on_a_terminal(words: list[str], *, piped: bool) -> tuple[int, str, str]:
    """Run with a terminal as stderr, and as stdout too unless `piped`; (code, piped stdout, terminal)."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if piped else theirs,
        stderr=theirs,
        env=os.environ | {"COLUMNS": "120", "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    out = process.stdout.read() if process.stdout else b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux' way to say that the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    if process.stdout:
        process.stdout.close()
    return process.wait(), out.decode(), shown.decode()


def make_wire(folder: Path, number: int) -> Path:
    path = folder / "wire.jsonl"
    path.write_text("".join(f'{{"id": "{n}", "text": "Kiew {n}."}}\n' for n in range(number)))
    return path


def test_terminal_gets_a_table_and_the_count(tmp_path: Path) -> None:
    words = command("read", "--no-ledger", make_wire(tmp_path, 2))
    code, _, shown = run_on_a_terminal(words, piped=False)
    assert code == 0
    assert "who → whom" in shown
    assert "2 read, 2 claims, 0 set aside" in shown


@pytest.mark.parametrize(("number", "has_bar"), [(25, True), (20, False)])
def test_long_work_shows_a_bar_beside_the_pipe(tmp_path: Path, number: int, has_bar: bool) -> None:
    words = command("read", "--no-ledger", make_wire(tmp_path, number))
    code, out, shown = run_on_a_terminal(words, piped=True)
    assert code == 0
    assert len(out.splitlines()) == number
    assert ("reading" in shown) == has_bar


def test_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    words = command("read", "--no-ledger", make_wire(tmp_path, 2000))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
