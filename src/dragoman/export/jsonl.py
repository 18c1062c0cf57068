"""JSON lines: the one form that holds everything, and from which the same ledger can be made again.

A line is a version of a report with its claims, as ``dragoman read --json`` writes it, with the time the
ledger learnt of each claim (``recorded_at``) and held it no longer (``superseded_at``) besides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from dragoman.errors import ReportError
from dragoman.export.written import Tally, Written
from dragoman.records import Report, Telling
from dragoman.serialise import claim_from_dict, claim_to_dict, report_from_dict, report_to_dict


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """One line a report and version; several where its claims do not follow one another."""
    tally = Tally()
    for report, told in groupby(tally.counted(tellings), key=lambda telling: telling.report):
        line = {"id": report.id, "report": report_to_dict(report), "claims": [_claim(one) for one in told]}
        stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return tally.to_written()


def read_line(line: str) -> tuple[Report, list[Telling]]:
    """A report and its tellings from such a line, or from one of ``dragoman read --json``.

    In the latter nothing says when it was recorded: its tellings have an empty `recorded_at`.
    Raises ReportError when the line does not have this form.
    """
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReportError(f"not a line of JSON: {error}") from error
    if not isinstance(row, dict) or "report" not in row or not isinstance(row.get("claims"), list):
        raise ReportError("not a line of a ledger: the keys 'report' and 'claims' must be there")
    report = report_from_dict(row["report"])
    return report, list(_iter_tellings(report, row["claims"]))


def _claim(telling: Telling) -> dict[str, Any]:
    return claim_to_dict(telling.claim) | {
        "recorded_at": telling.recorded_at,
        "superseded_at": telling.superseded_at,
    }


def _iter_tellings(report: Report, claims: list[Any]) -> Iterator[Telling]:
    for row in claims:
        if not isinstance(row, dict):
            raise ReportError("not a claim of this form: it must be an object")
        yield Telling(
            claim=claim_from_dict(row),
            report=report,
            recorded_at=row.get("recorded_at") or "",
            superseded_at=row.get("superseded_at"),
        )
