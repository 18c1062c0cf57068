"""Reports and claims to JSON objects and back, without loss.

A line of output is ``{"id", "report": {…}, "claims": [{…}, …]}``. A claim begins with what most readers
want (codes, date and country as plain values) and ends with what makes it whole (participants with
their words, the attribution chain, the tree path). A span is ``{"start", "end", "text"}`` in the
report's text; one in the title has other keys, so that nobody takes its offsets for the text's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from dragoman.errors import ReportError
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

Json = dict[str, Any]
_T = TypeVar("_T")


def reading_to_dict(report: Report, claims: Iterable[Claim]) -> Json:
    """One line of ``dragoman read --json``: a report and what it claims."""
    return {"id": report.id, "report": report_to_dict(report), "claims": [claim_to_dict(c) for c in claims]}


def reading_from_dict(row: Json) -> tuple[Report, list[Claim]]:
    """Read such a line back. Raises ReportError when it does not have this form."""
    return _whole(row, "line", _reading)


def report_to_dict(report: Report) -> Json:
    """A report with all its fields; ``sha256`` is that of title and text."""
    return {
        "id": report.id,
        "language": report.language,
        "published": report.published,
        "title": report.title,
        "text": report.text,
        "outlet": report.outlet,
        "agencies": list(report.agencies),
        "dateline": report.dateline,
        "url": report.url,
        "retrieved": report.retrieved,
        "version": report.version,
        "sha256": report.sha256,
    }


def report_from_dict(row: Json) -> Report:
    """Read a report back. Raises ReportError when a key is missing."""
    return _whole(row, "report", _report)


def claim_to_dict(claim: Claim) -> Json:
    """A claim with all its fields; ``actors``, ``targets`` and ``speakers`` are codes."""
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        "event": claim.event.value,
        "mode": claim.mode,
        "actors": [p.code for p in claim.actors],
        "targets": [p.code for p in claim.targets],
        "status": claim.status.value,
        "speakers": [p.code for p in claim.speakers],
        "date": claim.time.edtf if claim.time else None,
        "place": claim.place.code if claim.place else None,
        "quote": span_to_dict(claim.quote),
        "matter": claim.matter,
        "quantity": claim.quantity,
        "parent": claim.parent,
        "confidence": claim.confidence,
        "participants": {
            "actors": [_participant_to_dict(p) for p in claim.actors],
            "targets": [_participant_to_dict(p) for p in claim.targets],
            "others": [_participant_to_dict(p) for p in claim.others],
        },
        "attribution": [_attribution_to_dict(a) for a in claim.attribution],
        "time": _time_to_dict(claim.time) if claim.time else None,
        "location": _place_to_dict(claim.place) if claim.place else None,
        "more_quotes": [span_to_dict(span) for span in claim.more_quotes],
        "entry": claim.entry,
        "path": list(claim.path),
    }


def claim_from_dict(row: Json) -> Claim:
    """Read a claim back; its id is worked out anew. Raises ReportError when a key is missing."""
    return _whole(row, "claim", _claim)


def span_to_dict(span: Span) -> Json:
    """``{"start", "end", "text"}``, or for the title ``{"text", "part", "title_start", "title_end"}``."""
    if span.part == "text":
        return {"start": span.start, "end": span.end, "text": span.text}
    return {
        "text": span.text,
        "part": span.part,
        f"{span.part}_start": span.start,
        f"{span.part}_end": span.end,
    }


def span_from_dict(row: Json) -> Span:
    """Read a span of the text or of the title back."""
    part = row.get("part", "text")
    prefix = "" if part == "text" else f"{part}_"
    return Span(start=row[f"{prefix}start"], end=row[f"{prefix}end"], text=row["text"], part=part)


def _reading(row: Json) -> tuple[Report, list[Claim]]:
    return _report(row["report"]), [_claim(claim) for claim in row["claims"]]


def _report(row: Json) -> Report:
    return Report(
        id=row["id"],
        language=row["language"],
        published=row["published"],
        title=row["title"],
        text=row["text"],
        outlet=row.get("outlet"),
        agencies=tuple(row.get("agencies", ())),
        dateline=row.get("dateline"),
        url=row.get("url"),
        retrieved=row.get("retrieved"),
        version=row.get("version", 1),
    )


def _claim(row: Json) -> Claim:
    people = row["participants"]
    return Claim(
        report_id=row["report_id"],
        event=Event(row["event"]),
        mode=row["mode"],
        actors=tuple(_participant(p) for p in people["actors"]),
        targets=tuple(_participant(p) for p in people["targets"]),
        others=tuple(_participant(p) for p in people["others"]),
        status=Status(row["status"]),
        quote=span_from_dict(row["quote"]),
        attribution=tuple(_attribution(a) for a in row["attribution"]),
        time=_time(row["time"]) if row["time"] else None,
        place=_place(row["location"]) if row["location"] else None,
        matter=row["matter"],
        quantity=row["quantity"],
        more_quotes=tuple(span_from_dict(span) for span in row["more_quotes"]),
        parent=row["parent"],
        entry=row["entry"],
        path=tuple(row["path"]),
        confidence=row["confidence"],
    )


def _participant_to_dict(participant: Participant) -> Json:
    return {
        "code": participant.code,
        "name": participant.name,
        "qid": participant.qid,
        "mention": _optional(span_to_dict, participant.mention),
    }


def _participant(row: Json) -> Participant:
    return Participant(
        code=row["code"], name=row["name"], qid=row["qid"], mention=_optional(span_from_dict, row["mention"])
    )


def _attribution_to_dict(said: Attribution) -> Json:
    return {
        "speakers": [_participant_to_dict(p) for p in said.speakers],
        "cue": _optional(span_to_dict, said.cue),
        "manner": said.manner,
        "channel": said.channel,
        "said_on": said.said_on,
    }


def _attribution(row: Json) -> Attribution:
    return Attribution(
        speakers=tuple(_participant(p) for p in row["speakers"]),
        cue=_optional(span_from_dict, row["cue"]),
        manner=row["manner"],
        channel=row["channel"],
        said_on=row["said_on"],
    )


def _time_to_dict(time: Time) -> Json:
    return {
        "edtf": time.edtf,
        "earliest": time.earliest,
        "latest": time.latest,
        "basis": time.basis,
        "phrase": _optional(span_to_dict, time.phrase),
    }


def _time(row: Json) -> Time:
    return Time(
        edtf=row["edtf"],
        earliest=row["earliest"],
        latest=row["latest"],
        basis=row["basis"],
        phrase=_optional(span_from_dict, row["phrase"]),
    )


def _place_to_dict(place: Place) -> Json:
    return {"code": place.code, "name": place.name, "mention": _optional(span_to_dict, place.mention)}


def _place(row: Json) -> Place:
    return Place(code=row["code"], name=row["name"], mention=_optional(span_from_dict, row["mention"]))


def _optional(convert: Callable[[Any], _T], value: Any) -> _T | None:
    return None if value is None else convert(value)


def _whole(row: Json, kind: str, convert: Callable[[Json], _T]) -> _T:
    """Convert, and turn what goes wrong into one message that names the form."""
    try:
        return convert(row)
    except KeyError as error:
        raise ReportError(f"not a {kind} of this form: the key {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReportError(f"not a {kind} of this form: {error}") from error
