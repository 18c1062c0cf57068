"""Rows → reports and claims, equal to what was recorded, or an error that says which one is damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from dragoman.errors import LedgerError
from dragoman.ledger.encoding import check_digest, decode_claim, digest
from dragoman.ledger.store import Row, Store
from dragoman.ledger.writing import CLAIM_COLUMNS, REPORT_COLUMNS
from dragoman.records import Claim, Report

CLAIM_ROW = ", ".join(f"claims.{name}" for name in CLAIM_COLUMNS)
REPORT_ROW = ", ".join(f"reports.{name}" for name in REPORT_COLUMNS)

_Kind = TypeVar("_Kind", bound=StrEnum)

_FIRST, _BATCH = 25, 400  # rows made together: few at first, so that the first answers come soon
_REPORTS = 2048  # that are kept at hand: rows never change, so what was read stays true


class Held:
    """A claim with its keys: what one row of ``claims`` and its report are."""

    __slots__ = ("claim", "key", "moment", "ordinal", "report", "report_key", "review", "revision")

    def __init__(self, row: Row, report: Report) -> None:
        if row[-1] != digest(*row[:-1]):
            check_digest(row[-1], f"claim {row[4]} of report {report.id}", *row[:-1])
        self.key, self.report_key, self.ordinal, self.revision = row[:4]
        self.moment, self.review = row[12], row[13]
        self.report = report
        self.claim: Claim = decode_claim(report, row[5], row[6], row[8], row[9], row[10], row[11])


class Rows:
    """Makes records of the rows of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reports: dict[int, Report] = {}

    def iter_held(self, found: Iterator[Row]) -> Iterator[Held]:
        """Make claims of rows that begin with `CLAIM_ROW`, some hundred at a time."""
        size = _FIRST
        while batch := list(islice(found, size)):
            size = _BATCH
            reports = self.get_reports({row[1] for row in batch})
            for row in batch:
                yield Held(row[: len(CLAIM_COLUMNS)], reports[row[1]])

    def get_reports(self, keys: set[int]) -> dict[int, Report]:
        """Reports by key."""
        missing = sorted(keys - self._reports.keys())
        if len(self._reports) + len(missing) > _REPORTS:
            self._reports = {key: self._reports[key] for key in keys - set(missing)}
        if missing:
            marks = ", ".join("?" * len(missing))
            for row in self._store.query(f"SELECT {REPORT_ROW} FROM reports WHERE key IN ({marks})", missing):
                self._reports[row[0]] = report_from_row(row)
        if gone := keys - self._reports.keys():
            raise LedgerError(f"the ledger is damaged: report number {min(gone)} is missing")
        return self._reports


def report_from_row(row: Row) -> Report:
    """A report with the version it has in the ledger, of a row of `REPORT_ROW`."""
    _, id, version, language, published, title, text, outlet, agencies, dateline, url, retrieved, *_ = row
    if row[-1] != digest(*row[:-1]):
        check_digest(row[-1], f"report {id}, version {version}", *row[:-1])
    return Report(
        id=id,
        language=language,
        published=published,
        title=title,
        text=text,
        outlet=outlet,
        agencies=tuple(json.loads(agencies)) if agencies != "[]" else (),
        dateline=dateline,
        url=url,
        retrieved=retrieved,
        version=version,
    )


def read_value(kind: type[_Kind], value: str) -> _Kind:
    """A type or status as it stands in a column. Raises LedgerError for what is none."""
    try:
        return kind(value)
    except ValueError as error:
        raise LedgerError(f"the ledger is damaged: {error}; see `dragoman doctor`") from error
