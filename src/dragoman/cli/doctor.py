"""``dragoman doctor``: is everything there and whole?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import CANNOT_RUN, JsonOption, LedgerOption, TableOption, check_form
from dragoman.errors import DragomanError, LedgerError

SOUND, PROBLEM = 0, 1
_LIBRARIES = ("onnxruntime", "numpy", "sentencepiece", "simplemma")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the examination; `problem` says what is wrong, if anything is."""

    name: str
    value: str
    problem: str | None = None


def doctor(
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
    as_table: TableOption = False,
    upgrade: Annotated[
        bool,
        typer.Option("--upgrade", help="Write a ledger of an older version anew first; keep a copy of it."),
    ] = False,
    deep: Annotated[bool, typer.Option("--load/--no-load", help="Load the reader model and time it.")] = True,
) -> None:
    """Show versions, the reader model, the resources, and whether the ledger is sound.

    Exit code 0: all sound; 1: a problem was found; 2: the ledger cannot be opened.
    """
    from dragoman.cli.render import print_json

    check_form(as_json, as_table)
    findings = [*_versions(), *_model(load=deep), *_resources()]
    code = SOUND
    try:
        findings += _ledger(ledger, upgrade=upgrade)
    except LedgerError as error:
        findings.append(Finding(name="ledger", value="cannot be opened", problem=str(error)))
        code = CANNOT_RUN
    if as_table or (sys.stdout.isatty() and not as_json):
        _show_table(findings)
    else:
        for found in findings:
            print_json({"name": found.name, "value": found.value, "problem": found.problem})
    if code == SOUND and any(found.problem for found in findings):
        code = PROBLEM
    raise typer.Exit(code)


def _versions() -> Iterator[Finding]:
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from dragoman import __version__

    yield Finding(name="dragoman", value=__version__)
    yield Finding(
        name="python", value=f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    yield Finding(name="sqlite", value=sqlite3.sqlite_version)
    for library in _LIBRARIES:
        try:
            yield Finding(name=library, value=version(library))
        except PackageNotFoundError:
            yield Finding(name=library, value="missing", problem=f"install it: pip install {library}")


def _model(*, load: bool) -> Iterator[Finding]:
    import hashlib

    from dragoman.resources import resource_path

    path = resource_path("model/reader.onnx")
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Finding(name="model", value=str(path), problem=f"cannot be read: {error.strerror}")
        return
    yield Finding(name="model", value=str(path))
    yield Finding(name="model size", value=f"{len(data) / 1e6:.1f} MB")
    yield Finding(name="model sha256", value=hashlib.sha256(data).hexdigest())
    if load:
        yield _time_loading()


def _time_loading() -> Finding:
    from time import perf_counter

    start = perf_counter()
    try:
        from dragoman.language.model import Model

        Model()
    except (DragomanError, ImportError) as error:
        return Finding(name="model load", value="failed", problem=str(error))
    return Finding(name="model load", value=f"{perf_counter() - start:.2f} s, with its libraries")


def _resources() -> Iterator[Finding]:
    """How many entries each folder of data holds: a folder missing from a build shows here."""
    from dragoman.resources import load_yaml, resource_path

    root = resource_path("")
    folders: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*.yml")):
        folders.setdefault(path.parent.relative_to(root).as_posix(), []).append(path)
    for folder, paths in folders.items():
        try:
            entries = sum(len(load_yaml(path.relative_to(root).as_posix()) or ()) for path in paths)
        except DragomanError as error:
            yield Finding(name=folder, value=f"{len(paths)} files", problem=str(error))
        else:
            yield Finding(name=folder, value=f"{entries:,} entries in {len(paths)} files")


def _ledger(path: str | None, *, upgrade: bool) -> list[Finding]:
    from dragoman.ledger import Ledger, find_ledger

    place = find_ledger(path)
    if path is None and isinstance(place, Path) and not place.exists():
        return [Finding(name="ledger", value=f"none yet at {place}")]
    with Ledger(place, read_only=not upgrade, verify=False) as ledger:
        findings = [Finding(name="ledger", value=str(place))]
        findings += [Finding(name=f"ledger {name}", value=f"{n:,}") for name, n in ledger.counts().items()]
        problems = ledger.check()
    findings += [Finding(name="ledger check", value="problem", problem=problem) for problem in problems]
    return findings if problems else [*findings, Finding(name="ledger check", value="sound")]


def _show_table(findings: list[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman.cli.render import make_console, printable

    table = Table.grid(padding=(0, 2))
    for found in findings:
        table.add_row(Text(found.name, style="bold"), Text(printable(found.value)))
        if found.problem:
            table.add_row("", Text(printable(found.problem), style="red"))
    make_console().print(table)
