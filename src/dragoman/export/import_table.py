"""Our own table (CSV, XLSX) back into claims, as far as it goes.

A table holds no texts, only quotes with their places. The report is made again as a blank page of the right
length on which every quote stands where it stood: offsets and claim ids are the same as before, the rest of
the text is blank. What a table never held stays lost: the places of mentions and cues, the steps of the
attribution chain, the tree path, further quotes. It is an excerpt (see `Incoming.is_excerpt`), not a
report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError, ReportError
from dragoman.export.columns import split_list
from dragoman.export.incoming import MOST_CHARACTERS, Arrival, Incoming, Rejected
from dragoman.export.tables import Row
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

NEEDED = frozenset(
    {"report_id", "event", "status", "actors", "targets", "quote", "quote_part", "quote_start", "quote_end"}
)
_BLANK = " "


def is_own_table(names: Iterable[str]) -> bool:
    """Whether the columns are those we write; some may have been deleted, none of the needed ones."""
    return set(names) >= NEEDED


@dataclass(slots=True)
class _Page:
    """A report in the making."""

    row: dict[str, str]
    claims: list[Claim] = field(default_factory=list)
    written: dict[int, str] = field(default_factory=dict)

    def put(self, span: Span) -> None:
        """Write a quote onto the page; raises ReportError where another one says something else there."""
        for place, character in enumerate(span.text, start=span.start):
            if self.written.setdefault(place, character) != character:
                raise ReportError(f"the quote at {span.start}-{span.end} contradicts one of another row")


def iter_own_table(rows: Iterable[Row], name: str) -> Iterator[Arrival]:
    """Reports with their claims; a row that cannot be read is set aside and the rest goes on."""
    pages: dict[tuple[str, str], _Page] = {}
    for number, row in rows:
        try:
            page = pages.setdefault((row["report_id"], row.get("report_version", "")), _Page(row))
            claim = _claim(row)
            if claim.quote.part == "text":
                page.put(claim.quote)
            page.claims.append(claim)
        except (ReportError, EDTFError, ValueError) as error:
            yield Rejected(where=f"{name}:{number}", reason=str(error))
    for page in pages.values():
        if page.claims:
            yield Incoming(report=_report(page), claims=tuple(page.claims), is_excerpt=True)


def _report(page: _Page) -> Report:
    row = page.row
    length = max(page.written, default=-1) + 1
    return Report(
        id=row["report_id"],
        language=row.get("language") or "und",
        published=row.get("published") or None,
        title=row.get("title") or None,
        text="".join(page.written.get(place, _BLANK) for place in range(length)),
        outlet=row.get("outlet") or None,
        agencies=tuple(split_list(row.get("agencies", ""))),
        dateline=row.get("dateline") or None,
        url=row.get("url") or None,
        retrieved=row.get("retrieved") or None,
    )


def _claim(row: dict[str, str]) -> Claim:
    if not row["report_id"]:
        raise ReportError("the row has no report_id")
    if row.get("superseded_at"):
        raise ReportError(f"no longer held since {row['superseded_at']}; JSON lines carry a ledger's past")
    return Claim(
        report_id=row["report_id"],
        event=Event(row["event"]),
        mode=row.get("mode") or None,
        actors=_people(row["actors"], row.get("actor_names", "")),
        targets=_people(row["targets"], row.get("target_names", "")),
        others=_people(row.get("others", "")),
        status=Status(row["status"]),
        quote=_quote(row),
        attribution=_attribution(row),
        time=_time(row),
        place=Place(code=row["place"], name=row.get("place_name") or row["place"])
        if row.get("place")
        else None,
        matter=row.get("matter") or None,
        quantity=row.get("quantity") or None,
        parent=row.get("parent") or None,
        entry=row.get("entry") or "",
        confidence=_confidence(row.get("confidence", "")),
    )


def _quote(row: dict[str, str]) -> Span:
    start, end = int(row["quote_start"]), int(row["quote_end"])
    if not 0 <= start <= end <= MOST_CHARACTERS or end - start != len(row["quote"]):
        raise ReportError(f"the quote has {len(row['quote'])} characters and cannot stand at {start}-{end}")
    if row["quote_part"] not in ("text", "title"):
        raise ReportError(f"quote_part is {row['quote_part']!r}, neither text nor title")
    if row["quote_part"] == "title" and row.get("title", "")[start:end] != row["quote"]:
        raise ReportError(f"the quote does not stand at {start}-{end} of the title")
    return Span(start=start, end=end, text=row["quote"], part=row["quote_part"])


def _people(codes: str, names: str = "") -> tuple[Participant, ...]:
    listed, called = split_list(codes), split_list(names)
    if len(called) != len(listed):
        called = listed
    return tuple(
        Participant(code=code, name=None if name == code else name)
        for code, name in zip(listed, called, strict=True)
    )


def _attribution(row: dict[str, str]) -> tuple[Attribution, ...]:
    speakers = _people(row.get("speakers", ""))
    if not speakers and not row.get("manner"):
        return ()
    said = Attribution(
        speakers=speakers,
        manner=row.get("manner") or "indirect",
        channel=row.get("channel") or None,
        said_on=row.get("said_on") or None,
    )
    return (said,)


def _time(row: dict[str, str]) -> Time | None:
    if not row.get("date"):
        return None
    value = parse_edtf(row["date"])
    for day in (row.get("date_earliest"), row.get("date_latest")):
        if day:
            date.fromisoformat(day)
    return Time(
        edtf=row["date"],
        earliest=row.get("date_earliest") or (value.earliest.isoformat() if value.earliest else None),
        latest=row.get("date_latest") or (value.latest.isoformat() if value.latest else None),
        basis=row.get("date_basis") or "table",
    )


def _confidence(cell: str) -> float:
    value = float(cell.replace(",", ".")) if cell else 1.0
    if not 0 <= value <= 1:
        raise ReportError(f"confidence {cell} does not lie between 0 and 1")
    return value
