"""A hand-kept spreadsheet into claims: one row an act, with who, whom, what, when, and the words of a source.

Rows that name the same source (`report_id`, else `url`, else outlet, title and date) are one report; its
text is the column `text`, or else the quotes of its rows, one a line. Actors are codes or names in German,
English or French; several stand in one cell with ``;`` between. Nothing is guessed: a cell that says
nothing known sets its row aside, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.edtf import EDTF, parse_edtf
from dragoman.errors import EDTFError, FormatError, ReportError
from dragoman.export.columns import split_list
from dragoman.export.facts import get_actor, load_codes_by_name, load_coordinates
from dragoman.export.incoming import MOST_CHARACTERS, Arrival, Incoming, Rejected
from dragoman.export.tables import Row
from dragoman.records import (
    Attribution,
    Claim,
    Event,
    Participant,
    Place,
    Report,
    Span,
    Status,
    Time,
    content_hash,
)
from dragoman.resources import load_yaml

NEEDED = ("event", "quote")
UNKNOWN_SPEAKER = "unknown"
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_GERMAN_MONTH = re.compile(r"(\d{1,2})\.(\d{4})")
_CODE = re.compile(r"[A-Z]{3}(:[A-Z]+)?")


@dataclass(slots=True)
class _Source:
    """A report in the making."""

    report: Report
    has_text: bool
    quotes: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def find_columns(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Our field → the name of its column: what was given, else a name that people use for it.

    Raises FormatError for a field we do not have, a column the sheet does not have, or a needed one that is
    missing.
    """
    known: dict[str, list[str]] = load_yaml("export/headers.yml")
    by_name = {name.casefold(): name for name in names if name}
    for wanted, column in given.items():
        if wanted not in known:
            raise FormatError(f"no field {wanted!r}; there are {', '.join(known)}")
        if column.casefold() not in by_name:
            raise FormatError(f"the sheet has no column {column!r}; it has {', '.join(by_name.values())}")
    found = {wanted: by_name[column.casefold()] for wanted, column in given.items()}
    for wanted, usual in known.items():
        name = next((by_name[name] for name in usual if name in by_name), None)
        if name is not None and name not in found.values():
            found.setdefault(wanted, name)
    missing = [wanted for wanted in NEEDED if wanted not in found]
    if "actor" not in found and "target" not in found:
        missing.append("actor or target")
    if missing:
        raise FormatError(
            f"no column for {', '.join(missing)} among {', '.join(by_name.values())}; "
            "say which it is: --columns quote=NAME,event=NAME"
        )
    return found


def iter_sheet(
    rows: Iterable[Row], name: str, columns: Mapping[str, str], language: str | None = None
) -> Iterator[Arrival]:
    """Reports with their claims, in the order of their first rows; a row that says too little is set aside.

    `language` is that of reports that do not say theirs; else it is ``und``, undetermined.
    """
    sources: dict[str, _Source] = {}
    for number, cells in rows:
        row = {wanted: cells.get(column, "").strip() for wanted, column in columns.items()}
        try:
            _collect(sources, number, row, language)
        except ReportError as error:
            yield Rejected(where=f"{name}:{number}", reason=str(error))
    for source in sources.values():
        yield from _iter_of_source(source, name)


def _collect(sources: dict[str, _Source], number: int, row: dict[str, str], language: str | None) -> None:
    if not row.get("quote"):
        raise ReportError("no quote: a claim needs the words of its source")
    key = row.get("report_id") or row.get("url") or _join(row, "source", "title", "published")
    if not key:
        raise ReportError("no source: give a url, the outlet, or a report_id")
    if key not in sources:
        sources[key] = _Source(report=_report(key, row, language), has_text=bool(row.get("text")))
    source = sources[key]
    if not source.has_text and row["quote"] not in source.quotes:
        source.quotes.append(row["quote"])
    source.rows.append((number, row))


def _join(row: dict[str, str], *names: str) -> str:
    parts = [row.get(name, "") for name in names]
    return content_hash(*parts) if any(parts) else ""


def _report(key: str, row: dict[str, str], language: str | None) -> Report:
    published = row.get("published")
    return Report(
        id=row.get("report_id") or f"sheet-{content_hash(key)[:16]}",
        language=row.get("language") or language or "und",
        published=_edtf(published, "published").text if published else None,
        title=row.get("title") or None,
        text=row.get("text") or "",
        outlet=row.get("source") or None,
        url=row.get("url") or None,
    )


def _iter_of_source(source: _Source, name: str) -> Iterator[Arrival]:
    text = source.report.text if source.has_text else "\n".join(source.quotes)
    if len(text) > MOST_CHARACTERS:
        where = f"{name}:{source.rows[0][0]}"
        yield Rejected(where=where, reason=f"a report of more than {MOST_CHARACTERS:,} characters")
        return
    claims = []
    for number, row in source.rows:
        try:
            claims.append(_claim(source.report.id, text, row))
        except (ReportError, EDTFError) as error:
            yield Rejected(where=f"{name}:{number}", reason=str(error))
    if claims:
        yield Incoming(
            report=replace(source.report, text=text), claims=tuple(claims), is_excerpt=not source.has_text
        )


def _claim(report_id: str, text: str, row: dict[str, str]) -> Claim:
    actors, targets = _actors(row, "actor"), _actors(row, "target")
    if not actors and not targets:
        raise ReportError("neither actor nor target: at least one must be named")
    event, mode = _event(row)
    return Claim(
        report_id=report_id,
        event=event,
        mode=mode,
        actors=actors,
        targets=targets,
        status=_status(row.get("status", "")),
        quote=_quote(text, row["quote"]),
        attribution=_attribution(row),
        time=_time(row.get("date", "")),
        place=_place(row.get("place", "")),
        matter=row.get("matter") or None,
        quantity=row.get("quantity") or None,
        entry="sheet",
    )


def _quote(text: str, words: str) -> Span:
    start = text.find(words)
    if start < 0:
        raise ReportError(f"the quote {words[:60]!r} does not stand in the text of its report")
    return Span(start=start, end=start + len(words), text=words)


def _event(row: dict[str, str]) -> tuple[Event, str | None]:
    """``ASSAULT``, ``assault/aerial`` or ``ASSAULT (aerial)``; a mode may have a column of its own."""
    written, _, mode = row.get("event", "").replace("(", "/").rstrip(")").partition("/")
    try:
        event = Event(written.strip().upper())
    except ValueError as error:
        raise ReportError(f"event {written.strip()!r} is none of {', '.join(Event)}") from error
    return event, mode.strip() or row.get("mode") or None


def _status(written: str) -> Status:
    if not written:
        return Status.OCCURRED
    try:
        return Status(written.lower())
    except ValueError as error:
        raise ReportError(f"status {written!r} is none of {', '.join(Status)}") from error


def _actors(row: dict[str, str], column: str) -> tuple[Participant, ...]:
    return tuple(_actor(written, column) for written in split_list(row.get(column, "")))


def _actor(written: str, column: str) -> Participant:
    """A code as it is, a name by its code; a state's sector may follow: ``Russland:OPP``."""
    if written == UNKNOWN_SPEAKER and column == "speaker":
        return Participant(code=written)
    who, _, sector = written.partition(":")
    code = load_codes_by_name().get(who.strip().casefold())
    if code is None:
        raise ReportError(
            f"{column} {written!r} is no actor we know; write a code, RUS, RUS:OPP or NATO, or a state's name"
        )
    if sector and (not get_actor(code).is_state or not _CODE.fullmatch(f"{code}:{sector.strip().upper()}")):
        raise ReportError(f"{column} {written!r}: only a state has sectors, as in RUS:OPP")
    found = f"{code}:{sector.strip().upper()}" if sector else code
    return Participant(code=found, name=None if written == found else written)


def _attribution(row: dict[str, str]) -> tuple[Attribution, ...]:
    speakers = _actors(row, "speaker")
    if not speakers:
        return ()
    said_on = _edtf(row["said_on"], "said_on").text if row.get("said_on") else None
    return (Attribution(speakers=speakers, channel=row.get("channel") or None, said_on=said_on),)


def _time(written: str) -> Time | None:
    if not written:
        return None
    value = _edtf(written, "date")
    return Time(
        edtf=value.text,
        earliest=value.earliest.isoformat() if value.earliest else None,
        latest=value.latest.isoformat() if value.latest else None,
        basis="sheet",
    )


def _edtf(written: str, column: str) -> EDTF:
    """EDTF, or a day or month as Germans write it. ``1/2/2025`` is two days, so it is none."""
    if day := _GERMAN_DAY.fullmatch(written):
        written = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    elif month := _GERMAN_MONTH.fullmatch(written):
        written = f"{month[2]}-{int(month[1]):02}"
    try:
        return parse_edtf(written)
    except EDTFError as error:
        raise ReportError(f"{column}: {error}; or 17.01.2025") from error


def _place(written: str) -> Place | None:
    """A state's code or name, or a city of one state only."""
    if not written:
        return None
    code = load_codes_by_name().get(written.casefold())
    if code is not None and get_actor(code).is_state:
        return Place(code=code, name=written)
    states = sorted({state for state, name in load_coordinates() if name == written.casefold()})
    if len(states) == 1:
        return Place(code=states[0], name=written)
    if states:
        raise ReportError(f"place {written!r} is a city of {', '.join(states)}; write the state's code")
    raise ReportError(f"place {written!r} is neither a state nor a city we know; write the state's code, RUS")
