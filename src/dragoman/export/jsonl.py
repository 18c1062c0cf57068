"""JSON lines: the one form that holds everything, and from which the same ledger can be made again.

A line is a version of a report with its claims, as ``dragoman read --json`` writes it, with the time the
ledger learnt of it and of each claim (``recorded_at``) and held it no longer (``superseded_at``) besides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, BinaryIO, TypeVar

from dragoman.edtf import parse_edtf
from dragoman.errors import ReportError
from dragoman.export.types_of import find_wrong_field
from dragoman.export.written import Tally, Written
from dragoman.records import Claim, Report, Telling
from dragoman.serialise import claim_from_dict, claim_to_dict, report_from_dict, report_to_dict

_Record = TypeVar("_Record", Report, Claim)


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """One line a report and version; several where its claims do not follow one another."""
    tally = Tally()
    for report, group in groupby(tally.counted(tellings), key=lambda telling: telling.report):
        told = list(group)
        ends = [one.superseded_at for one in told]
        last = max((end for end in ends if end), default=None) if all(ends) else None
        write_report(stream, report, min(one.recorded_at for one in told), last, told)
    return tally.to_written()


def write_report(
    stream: BinaryIO,
    report: Report,
    recorded_at: str,
    superseded_at: str | None,
    told: Iterable[Telling] = (),
) -> None:
    """One line; a report that claims nothing is part of a ledger too."""
    line = {
        "id": report.id,
        "report": report_to_dict(report),
        "recorded_at": recorded_at,
        "superseded_at": superseded_at,
        "claims": [_claim(one) for one in told],
    }
    stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line read back; one of ``dragoman read --json`` has no record times: `recorded_at` is empty."""

    report: Report
    tellings: tuple[Telling, ...]
    recorded_at: str
    superseded_at: str | None


def read_line(text: str) -> Line:
    """A report and its tellings from such a line, or from one of ``dragoman read --json``.

    Raises ReportError when the line does not have this form.
    """
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReportError(f"not a line of JSON: {error}") from error
    if not isinstance(row, dict) or "report" not in row or not isinstance(row.get("claims"), list):
        raise ReportError("not a line of a ledger: the keys 'report' and 'claims' must be there")
    report = _sound(report_from_dict(row["report"]), "report")
    return Line(
        report=report,
        tellings=tuple(_iter_tellings(report, row["claims"])),
        recorded_at=_moment(row, "recorded_at") or "",
        superseded_at=_moment(row, "superseded_at"),
    )


def _claim(telling: Telling) -> dict[str, Any]:
    return claim_to_dict(telling.claim) | {
        "recorded_at": telling.recorded_at,
        "superseded_at": telling.superseded_at,
    }


def _moment(row: dict[str, Any], name: str) -> str | None:
    """A record time; raises ReportError for what is none."""
    value = row.get(name)
    if not value:
        return None
    try:
        return value if datetime.fromisoformat(value).tzinfo else f"{value}Z"
    except (TypeError, ValueError) as error:
        raise ReportError(f"{name} {value!r} is not a moment such as 2025-01-13T08:15:00Z") from error


def _sound(record: _Record, kind: str) -> _Record:
    """The record, if it is what it says to be; raises ReportError otherwise."""
    if (wrong := find_wrong_field(record)) is not None:
        raise ReportError(f"not a {kind} of this form: {wrong} has the wrong type")
    try:
        if isinstance(record, Claim):
            _check_claim(record)
        elif record.published is not None:
            parse_edtf(record.published)
    except ValueError as error:
        raise ReportError(f"not a {kind} of this form: {error}") from error
    return record


def _check_claim(claim: Claim) -> None:
    """Raises ValueError for a date that is none, and a confidence that is no probability."""
    if not 0 <= claim.confidence <= 1:
        raise ValueError(f"confidence {claim.confidence} does not lie between 0 and 1")
    for edtf in (claim.time and claim.time.edtf, *(said.said_on for said in claim.attribution)):
        if edtf is not None:
            parse_edtf(edtf)
    for day in (claim.time.earliest, claim.time.latest) if claim.time else ():
        if day is not None:
            date.fromisoformat(day)


def _iter_tellings(report: Report, claims: list[Any]) -> Iterator[Telling]:
    for row in claims:
        if not isinstance(row, dict):
            raise ReportError("not a claim of this form: it must be an object")
        yield Telling(
            claim=_sound(claim_from_dict(row), "claim"),
            report=report,
            recorded_at=_moment(row, "recorded_at") or "",
            superseded_at=_moment(row, "superseded_at"),
        )
