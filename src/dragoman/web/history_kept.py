"""Acts and disputes of the whole ledger, worked out once for each state of it.

To form acts all claims of a type are needed; with 100,000 claims that takes many seconds, with some thousands
a tenth of one. So it is done in a thread beside the pages, kept until the ledger changes, and a page that
needs it waits a moment and then says that it is under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from dragoman.history import Act, Dispute, events, find_disputes
from dragoman.ledger import Ledger
from dragoman.ledger.browsing import last_moment

_KEPT = 3  # states of the ledger that are kept at once: now, and as known at a day or two


@dataclass(frozen=True)
class History:
    """What the claims of one state of the ledger come to."""

    acts: Sequence[Act]
    disputes: Sequence[Dispute]

    @cached_property
    def by_claim(self) -> dict[str, Act]:
        """The act that each claim tells."""
        return {id: act for act in self.acts for id in act.claim_ids}


@dataclass
class KeptHistory:
    """Works out a History at most once for each moment; safe to ask from many threads."""

    path: str | Path
    _known: dict[tuple[int, str | None], Future[History]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _worker: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="history")
    )

    def find(self, ledger: Ledger, known_at: str | None = None, patience: float = 10.0) -> History | None:
        """The history of the ledger as it stands; None when it is not ready within `patience` seconds."""
        key = (last_moment(ledger), known_at)
        with self._lock:
            if key not in self._known:
                while len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known))).cancel()
                self._known[key] = self._worker.submit(_work_out, self.path, known_at)
            waiting = self._known[key]
        try:
            return waiting.result(timeout=patience)
        except NotYetError:
            return None

    def close(self) -> None:
        """End the thread; what waits is dropped."""
        self._worker.shutdown(wait=False, cancel_futures=True)


def _work_out(path: str | Path, known_at: str | None) -> History:
    with Ledger(path, read_only=True, verify=False) as ledger:
        acts = events(ledger, known_at=known_at)
        return History(acts, find_disputes(acts))
