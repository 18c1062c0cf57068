"""JSON lines: the one form that holds everything, and from which the same ledger can be made again.

A line is a version of a report with its claims, as ``dragoman read --json`` writes it, with the time the
ledger learnt of it and of each claim (``recorded_at``) and held it no longer (``superseded_at``) besides. A
whole ledger also has lines for what people decided (``review``), what was taken back (``withdrawal``), and
what could not be read (``set_aside``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, BinaryIO, TypeVar

from dragoman.edtf import parse_edtf
from dragoman.errors import ReportError
from dragoman.export.incoming import IncomingReview, IncomingSetAside, IncomingWithdrawal, Note
from dragoman.export.types_of import find_wrong_field
from dragoman.export.written import Tally, Written
from dragoman.records import Claim, Report, Review, Telling, Verdict
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


def write_review(stream: BinaryIO, review: Review) -> None:
    """One line for a person's decision."""
    form = {
        "verdict": review.verdict.value,
        "claims": list(review.claims),
        "by": review.by,
        "reason": review.reason,
        "changes": [list(change) for change in review.changes],
    }
    _write_note(stream, "review", form, review.recorded_at or "")


def write_withdrawal(stream: BinaryIO, report_id: str, reason: str, recorded_at: str) -> None:
    """One line for a report that was taken back."""
    _write_note(stream, "withdrawal", {"report": report_id, "reason": reason}, recorded_at)


def write_set_aside(stream: BinaryIO, place: str, reason: str, recorded_at: str) -> None:
    """One line for a report that could not be read."""
    _write_note(stream, "set_aside", {"place": place, "reason": reason}, recorded_at)


def _write_note(stream: BinaryIO, kind: str, form: dict[str, Any], recorded_at: str) -> None:
    line = json.dumps({kind: form, "recorded_at": recorded_at}, ensure_ascii=False)
    stream.write(line.encode() + b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line read back; one of ``dragoman read --json`` has no record times: `recorded_at` is empty."""

    report: Report
    tellings: tuple[Telling, ...]
    recorded_at: str
    superseded_at: str | None


def read_line(text: str) -> Line | Note:
    """A report and its tellings from such a line, or from one of ``dragoman read --json``; or another line.

    Raises ReportError when the line does not have one of these forms.
    """
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReportError(f"not a line of JSON: {error}") from error
    kind = next((kind for kind in _NOTES if isinstance(row, dict) and kind in row), None)
    if kind is not None:
        return _read_note(kind, row)
    if not isinstance(row, dict) or "report" not in row or not isinstance(row.get("claims"), list):
        raise ReportError("not a line of a ledger: the keys 'report' and 'claims' must be there")
    report = _sound(report_from_dict(row["report"]), "report")
    return Line(
        report=report,
        tellings=tuple(_iter_tellings(report, row["claims"])),
        recorded_at=_moment(row, "recorded_at") or "",
        superseded_at=_moment(row, "superseded_at"),
    )


def _read_note(kind: str, row: dict[str, Any]) -> Note:
    moment, form = _moment(row, "recorded_at") or "", row[kind]
    try:
        note = _NOTES[kind](form, moment)
    except (KeyError, TypeError, ValueError) as error:
        raise ReportError(f"not a {kind} of this form: {error}") from error
    record = note.review if isinstance(note, IncomingReview) else note
    wrong = find_wrong_field(replace(record, changes=()) if isinstance(record, Review) else record)
    if wrong is not None:
        raise ReportError(f"not a {kind} of this form: {wrong} has the wrong type")
    return note


def _read_review(form: dict[str, Any], moment: str) -> Note:
    review = Review(
        verdict=Verdict(form["verdict"]),
        claims=tuple(form["claims"]),
        by=form["by"],
        reason=form["reason"],
        changes=tuple((str(key), value) for key, value in form["changes"]),
        recorded_at=moment,
    )
    return IncomingReview(review=review)


def _read_withdrawal(form: dict[str, Any], moment: str) -> Note:
    return IncomingWithdrawal(report_id=form["report"], reason=form["reason"], recorded_at=moment)


def _read_set_aside(form: dict[str, Any], moment: str) -> Note:
    return IncomingSetAside(place=form["place"], reason=form["reason"], recorded_at=moment)


_NOTES = {"review": _read_review, "withdrawal": _read_withdrawal, "set_aside": _read_set_aside}


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
