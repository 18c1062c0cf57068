"""A claim ↔ the columns of its row.

The columns hold what questions filter by; ``body`` holds the rest as JSON. A span is its offsets, with a
third number 1 where they count in the title: the words themselves stand once, in the report. What is
empty is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any

from dragoman.errors import LedgerError, ReportError
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_EVENTS = {event.value: event for event in Event}  # a third of the time that Event(value) takes
_STATUSES = {status.value: status for status in Status}


def digest(*columns: object) -> bytes:
    """Eight bytes over the columns of a row, to know damage by; no protection against a forger."""
    return blake2b("\x1f".join(map(str, columns)).encode(), digest_size=8).digest()


def check_digest(found: bytes, what: str, *columns: object) -> None:
    """Raises LedgerError when a row is not as it was written."""
    if found != digest(*columns):
        raise LedgerError(
            f"the ledger is damaged: {what} is not as it was recorded; restore it from a copy, "
            "and see `dragoman doctor`"
        )


def encode_body(claim: Claim, report: Report) -> str:
    """The claim without what stands in columns. Raises ReportError when its words are not in the report."""
    spans = _Spans(report)
    time, place = claim.time, claim.place
    body = {
        "mode": claim.mode,
        "actors": [_pack_participant(p, spans) for p in claim.actors],
        "targets": [_pack_participant(p, spans) for p in claim.targets],
        "others": [_pack_participant(p, spans) for p in claim.others],
        "quote": spans.pack(claim.quote),
        "more": [spans.pack(span) for span in claim.more_quotes],
        "said": [_pack_attribution(said, spans) for said in claim.attribution],
        "basis": time.basis if time else None,
        "phrase": spans.find(time.phrase) if time else None,
        "place": [place.code, place.name, spans.find(place.mention)] if place else None,
        "matter": claim.matter,
        "quantity": claim.quantity,
        "parent": claim.parent,
        "entry": claim.entry,
        "path": claim.path,
    }
    kept: dict[str, Any] = {key: value for key, value in body.items() if value}
    kept |= {key: "" for key in ("mode", "matter", "quantity", "basis", "parent") if body[key] == ""}
    if claim.confidence != 1.0:
        kept["confidence"] = claim.confidence
    return _dump(kept)


def decode_claim(
    report: Report,
    event: str,
    status: str,
    edtf: str | None,
    earliest: str | None,
    latest: str | None,
    body: str,
) -> Claim:
    """The claim that was encoded, with its words taken from the report."""
    kept: dict[str, Any] = json.loads(body)
    take = _make_taking(report)
    place = kept.get("place")
    time = None
    if edtf is not None:
        phrase = take(kept.get("phrase"))
        time = Time(edtf=edtf, earliest=earliest, latest=latest, basis=kept.get("basis", ""), phrase=phrase)
    return Claim(
        report_id=report.id,
        event=_EVENTS[event],
        mode=kept.get("mode"),
        actors=tuple([_unpack_participant(p, take) for p in kept.get("actors", ())]),
        targets=tuple([_unpack_participant(p, take) for p in kept.get("targets", ())]),
        others=tuple([_unpack_participant(p, take) for p in kept.get("others", ())]),
        status=_STATUSES[status],
        quote=take(kept["quote"]),
        attribution=tuple([_unpack_attribution(said, take) for said in kept.get("said", ())]),
        time=time,
        place=Place(code=place[0], name=place[1], mention=take(place[2])) if place else None,
        matter=kept.get("matter"),
        quantity=kept.get("quantity"),
        more_quotes=tuple([take(span) for span in kept.get("more", ())]),
        parent=kept.get("parent"),
        entry=kept.get("entry", ""),
        path=tuple(kept.get("path", ())),
        confidence=kept.get("confidence", 1.0),
    )


def find_period(claim: Claim) -> str:
    """The month or, where it is no surer, the year in which the act lies; empty where it is not known.

    A time such as ``2025`` is no January: it counts as the year. One that reaches over several years, is
    open or missing, counts as none.
    """
    time = claim.time
    if time is None or time.earliest is None or time.latest is None:
        return ""
    if time.earliest[:7] == time.latest[:7]:
        return time.earliest[:7]
    return time.earliest[:4] if time.earliest[:4] == time.latest[:4] else ""


class _Spans:
    """Offsets in one report, checked on the way in."""

    __slots__ = ("_report", "_text")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._text = report.text

    def pack(self, span: Span) -> list[int]:
        """A claim without its words in the text is worth nothing: the ledger refuses it."""
        if span.part == "text":
            where = self._text
        elif span.part == "title":
            where = self._report.title or ""
        else:
            raise ReportError(
                f"report {self._report.id}: a span in {span.part!r}, which is neither text nor title"
            )
        if not 0 <= span.start <= span.end or where[span.start : span.end] != span.text:
            place = f"at {span.start}-{span.end} of its {span.part}"
            raise ReportError(f"report {self._report.id}: {span.text!r} does not stand {place}")
        return [span.start, span.end] if span.part == "text" else [span.start, span.end, 1]

    def find(self, span: Span | None) -> list[int] | None:
        return None if span is None else self.pack(span)


def _make_taking(report: Report) -> Callable[[Sequence[int] | None], Any]:
    """Turns offsets back into words: a claim has half a dozen of them, so this has to be quick."""
    text = report.text

    def take(packed: Sequence[int] | None) -> Span | None:
        if packed is None:
            return None
        if len(packed) == 2:
            start, end = packed
            return Span(start=start, end=end, text=text[start:end])
        start, end, _ = packed
        return Span(start=start, end=end, text=(report.title or "")[start:end], part="title")

    return take


def _pack_participant(who: Participant, spans: _Spans) -> list[Any]:
    packed = [who.code, who.name, who.qid, spans.find(who.mention)]
    while packed[-1] is None and len(packed) > 1:
        packed.pop()
    return packed


def _unpack_participant(packed: Sequence[Any], take: Any) -> Participant:
    if len(packed) == 4:
        code, name, qid, mention = packed
        return Participant(code=code, name=name, qid=qid, mention=take(mention))
    code, name, qid = (*packed, None, None)[:3]
    return Participant(code=code, name=name, qid=qid)


def _pack_attribution(said: Attribution, spans: _Spans) -> list[Any]:
    speakers = [_pack_participant(p, spans) for p in said.speakers]
    return [speakers, spans.find(said.cue), said.manner, said.channel, said.said_on]


def _unpack_attribution(packed: Sequence[Any], take: Any) -> Attribution:
    speakers, cue, manner, channel, said_on = packed
    return Attribution(
        speakers=tuple([_unpack_participant(p, take) for p in speakers]),
        cue=take(cue),
        manner=manner,
        channel=channel,
        said_on=said_on,
    )


def pack_codes(codes: Iterable[str]) -> str:
    """A list of strings as a column."""
    return _dump(list(codes))
