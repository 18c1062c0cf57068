"""What is worked out of a whole ledger, once for each of its states, in a thread beside the pages.

A page that needs it waits a moment. When the ledger has changed since, it gets what the state before came to,
and is told so; when there is nothing yet, it says that it is under way.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from dragoman.ledger import Ledger
from dragoman.ledger.browsing import last_moment

T = TypeVar("T")
_KEPT = 4  # states of the ledger that are kept at once: now, and as known at a few days


class Kept(Generic[T]):
    """Works something out at most once for each state; safe to ask from many threads.

    `work_out` gets a ledger that cannot write, and the known time or None.
    """

    def __init__(self, path: str | Path, name: str, work_out: Callable[[Ledger, str | None], T]) -> None:
        self._path, self._work_out = path, work_out
        self._known: dict[tuple[int, str | None], Future[T]] = {}
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)

    def find(
        self, ledger: Ledger, known_at: str | None = None, patience: float = 0.25
    ) -> tuple[T | None, bool]:
        """What the ledger comes to, and whether that is of its present state.

        None when there is nothing within `patience` seconds. Raises what `work_out` raises.
        """
        key = (last_moment(ledger), known_at)
        with self._lock:
            if key not in self._known:
                self._make_room(known_at)
                self._known[key] = self._worker.submit(self._start, known_at)
            waiting = self._known[key]
            before = [f for (_, at), f in self._known.items() if at == known_at and _is_there(f)]
        try:
            return waiting.result(timeout=patience), True
        except (NotYetError, CancelledError):
            return (before[-1].result(), False) if before else (None, False)

    def close(self) -> None:
        """End the thread; what waits is dropped."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _make_room(self, known_at: str | None) -> None:
        """Drop what has not begun, and the oldest but the newest of this known time that is ready."""
        ready = [key for key, found in self._known.items() if key[1] == known_at and _is_there(found)]
        for key in list(self._known):
            if self._known[key].cancel() or (len(self._known) >= _KEPT and key not in ready[-1:]):
                del self._known[key]

    def _start(self, known_at: str | None) -> T:
        with Ledger(self._path, read_only=True, verify=False) as ledger:
            found = self._work_out(ledger, known_at)
        gc.freeze()  # a collection that goes through all of it would stop every page for a second
        return found


def _is_there(found: Future[Any]) -> bool:
    return found.done() and not found.cancelled() and found.exception() is None
