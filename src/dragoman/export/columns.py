"""The columns of our own table, which CSV, XLSX and Parquet share: one row a claim.

A list stands in one cell, its members divided by ``; ``; a semicolon or backslash within a member has a
backslash before it. Dates are EDTF where they may be vague, ISO days where they are bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from dragoman.records import Attribution, Participant, Telling

Value = str | int | float | tuple[str, ...] | None
_SPLIT = re.compile(r"((?:[^;\\]|\\.)*)(?:;\s?|$)", re.DOTALL)


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    LIST = "list"
    INTEGER = "integer"
    REAL = "real"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, what its cells hold, and where that comes from."""

    name: str
    kind: Kind
    value: Callable[[Telling], Value]


def join_list(members: Iterable[str]) -> str:
    """One cell for several values.

    >>> join_list(["RUS", "a;b"])
    'RUS; a\\\\;b'
    """
    return "; ".join(re.sub(r"([;\\])", r"\\\1", member) for member in members)


def split_list(cell: str) -> list[str]:
    """The values of such a cell; blanks around them are no part of them.

    >>> split_list("RUS; IRN")
    ['RUS', 'IRN']
    """
    members = [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in _SPLIT.findall(cell)]
    return [member for member in members if member]


def to_cell(value: Value) -> str | int | float:
    """A value for a table that knows only texts and numbers; nothing is an empty text."""
    if value is None:
        return ""
    return join_list(value) if isinstance(value, tuple) else value


def _codes(people: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(who.code for who in people)


def _names(people: Iterable[Participant]) -> tuple[str, ...]:
    """The words that name each; its code where it was inferred, so that names and codes stay side by side."""
    return tuple((who.mention.text if who.mention else who.name) or who.code for who in people)


def _innermost(telling: Telling) -> Attribution | None:
    """Who is said to have seen it: the last of the chain, to whom manner, channel and date belong."""
    return telling.claim.attribution[-1] if telling.claim.attribution else None


def _of_saying(field: str) -> Callable[[Telling], Value]:
    def value(telling: Telling) -> Value:
        said = _innermost(telling)
        found: str | None = getattr(said, field) if said else None
        return found

    return value


def _of_time(field: str) -> Callable[[Telling], Value]:
    def value(telling: Telling) -> Value:
        found: str | None = getattr(telling.claim.time, field) if telling.claim.time else None
        return found

    return value


CLAIM_COLUMNS: tuple[Column, ...] = tuple(
    Column(name=name, kind=kind, value=value)
    for name, kind, value in (
        ("claim_id", Kind.TEXT, lambda t: t.claim.id),
        ("report_id", Kind.TEXT, lambda t: t.report.id),
        ("report_version", Kind.INTEGER, lambda t: t.report.version),
        ("event", Kind.TEXT, lambda t: t.claim.event.value),
        ("mode", Kind.TEXT, lambda t: t.claim.mode),
        ("status", Kind.TEXT, lambda t: t.claim.status.value),
        ("actors", Kind.LIST, lambda t: _codes(t.claim.actors)),
        ("actor_names", Kind.LIST, lambda t: _names(t.claim.actors)),
        ("targets", Kind.LIST, lambda t: _codes(t.claim.targets)),
        ("target_names", Kind.LIST, lambda t: _names(t.claim.targets)),
        ("others", Kind.LIST, lambda t: _codes(t.claim.others)),
        ("speakers", Kind.LIST, lambda t: _codes(t.claim.speakers)),
        ("manner", Kind.TEXT, _of_saying("manner")),
        ("channel", Kind.TEXT, _of_saying("channel")),
        ("said_on", Kind.TEXT, _of_saying("said_on")),
        ("date", Kind.TEXT, _of_time("edtf")),
        ("date_earliest", Kind.DAY, _of_time("earliest")),
        ("date_latest", Kind.DAY, _of_time("latest")),
        ("date_basis", Kind.TEXT, _of_time("basis")),
        ("place", Kind.TEXT, lambda t: t.claim.place.code if t.claim.place else None),
        ("place_name", Kind.TEXT, lambda t: t.claim.place.name if t.claim.place else None),
        ("matter", Kind.TEXT, lambda t: t.claim.matter),
        ("quantity", Kind.TEXT, lambda t: t.claim.quantity),
        ("quote", Kind.TEXT, lambda t: t.claim.quote.text),
        ("quote_part", Kind.TEXT, lambda t: t.claim.quote.part),
        ("quote_start", Kind.INTEGER, lambda t: t.claim.quote.start),
        ("quote_end", Kind.INTEGER, lambda t: t.claim.quote.end),
        ("more_quotes", Kind.LIST, lambda t: tuple(span.text for span in t.claim.more_quotes)),
        ("parent", Kind.TEXT, lambda t: t.claim.parent),
        ("confidence", Kind.REAL, lambda t: t.claim.confidence),
        ("entry", Kind.TEXT, lambda t: t.claim.entry),
        ("language", Kind.TEXT, lambda t: t.report.language),
        ("published", Kind.TEXT, lambda t: t.report.published),
        ("title", Kind.TEXT, lambda t: t.report.title),
        ("outlet", Kind.TEXT, lambda t: t.report.outlet),
        ("agencies", Kind.LIST, lambda t: t.report.agencies),
        ("dateline", Kind.TEXT, lambda t: t.report.dateline),
        ("url", Kind.TEXT, lambda t: t.report.url),
        ("retrieved", Kind.TEXT, lambda t: t.report.retrieved),
        ("sha256", Kind.TEXT, lambda t: t.report.sha256),
        ("recorded_at", Kind.MOMENT, lambda t: t.recorded_at),
        ("superseded_at", Kind.MOMENT, lambda t: t.superseded_at),
    )
)
