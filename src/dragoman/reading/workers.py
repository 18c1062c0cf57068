"""Read on several processes, each with its own model and one thread; the order is kept."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice

from dragoman.errors import DragomanError
from dragoman.reading.readers import Readers
from dragoman.records import Claim, Report

_BATCH = 8
Read = tuple[Report, "list[Claim] | DragomanError"]


def read_in_processes(reports: Iterable[Report], jobs: int) -> Iterator[Read]:
    """Yield each report with its claims or its error, in the order they came."""
    stream = iter(reports)
    # spawn: the parent may already run the model's threads, which don't survive a fork
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Read]]] = deque()
        while True:
            while len(waiting) < 2 * jobs + 1 and (batch := list(islice(stream, _BATCH))):
                waiting.append(pool.submit(_read, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()


@cache
def _readers() -> Readers:
    return Readers(threads=1)


def _read(batch: list[Report]) -> list[Read]:
    return _readers().read_batch(batch)
