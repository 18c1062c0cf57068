"""Reports of several languages in one go: each goes to the reader of its language.

>>> [len(claims) for _, claims in Readers().read_many(reports)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from dragoman.errors import DragomanError, UnsupportedLanguageError
from dragoman.reading.reader import LANGUAGES, Reader
from dragoman.records import Claim, Report

_BATCH = 16  # reports parsed together


class Readers:
    """A reader for every language that has a lexicon, loaded when a report first needs it."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads
        self._readers: dict[str, Reader] = {}

    def of(self, language: str) -> Reader:
        """The reader of a language. Raises UnsupportedLanguageError."""
        if language not in self._readers:
            self._readers[language] = Reader(language, self.threads)
        return self._readers[language]

    def read(self, report: Report) -> list[Claim]:
        """The claims of one report. Raises UnsupportedLanguageError."""
        return self._reader_of(report).read(report)

    def read_many(
        self, reports: Iterable[Report], jobs: int = 1
    ) -> Iterator[tuple[Report, list[Claim] | DragomanError]]:
        """Read reports in order, on `jobs` processes; one that cannot be read comes with its error."""
        if jobs > 1:
            from dragoman.reading.workers import read_in_processes

            yield from read_in_processes(reports, jobs)
            return
        stream = iter(reports)
        while batch := list(islice(stream, _BATCH)):
            yield from self.read_batch(batch)

    def read_batch(self, batch: list[Report]) -> list[tuple[Report, list[Claim] | DragomanError]]:
        """Read a few reports; those of one language are parsed together."""
        outcomes: dict[int, list[Claim] | DragomanError] = {}
        groups: dict[str, list[int]] = defaultdict(list)
        for place, report in enumerate(batch):
            groups[report.language].append(place)
        for places in groups.values():
            try:
                reader = self._reader_of(batch[places[0]])
            except UnsupportedLanguageError:
                for place in places:
                    outcomes[place] = _unsupported(batch[place])
                continue
            rows = reader.read_batch([batch[place] for place in places])
            outcomes |= dict(zip(places, (outcome for _, outcome in rows), strict=True))
        return [(report, outcomes[place]) for place, report in enumerate(batch)]

    def _reader_of(self, report: Report) -> Reader:
        if report.language not in LANGUAGES:
            raise _unsupported(report)
        return self.of(report.language)


def _unsupported(report: Report) -> UnsupportedLanguageError:
    return UnsupportedLanguageError(
        f"report {report.id}: language {report.language!r} cannot be read yet; "
        f"there is a lexicon for {', '.join(LANGUAGES)}"
    )
