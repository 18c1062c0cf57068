"""A progress bar on stderr, for people who wait."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

LONG = 20  # reports; what takes less than two seconds needs no bar


class Progress(Protocol):
    """Told of every report that is done."""

    def advance(self) -> None:
        """One more is done."""


class NoProgress:
    """Shows nothing."""

    def advance(self) -> None:
        """One more is done."""


class Bar:
    """Counts from the start and shows itself from the 21st report on."""

    def __init__(self, total: int | None) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from dragoman.cli.render import make_console

        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("reports"),
            TimeRemainingColumn(),
            console=make_console(stderr=True),
            transient=True,
            redirect_stdout=False,  # stdout is a pipe here, and its lines are not for the terminal
        )
        self._task = self._progress.add_task("reading", total=total)
        self._done = 0

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self._done == LONG + 1:
            self._progress.start()
        self._progress.advance(self._task)

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._done > LONG:
            self._progress.stop()


@contextmanager
def showing_progress(sources: Sequence[str], *, has_table: bool) -> Iterator[Progress]:
    """A bar while reading; none where stderr is no terminal.

    Nor where the tables themselves run down the same terminal: they show how far the work is.
    """
    if has_table or not sys.stderr.isatty():
        yield NoProgress()
        return
    from dragoman.intake import count_reports

    bar = Bar(count_reports(sources))
    try:
        yield bar
    finally:
        bar.close()
