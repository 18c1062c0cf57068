"""What the address asks for: the filters of `Ledger.iter_claims`, the order and the page of a table.

Everything a page shows can be read from its address, so that it can be sent to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from dragoman.edtf import parse_edtf
from dragoman.errors import DragomanError
from dragoman.ledger.browsing import Order
from dragoman.ledger.filters import Filters
from dragoman.ledger.recordtime import read_known_at
from dragoman.records import Event, Status

FILTERS = (
    "actor", "target", "pair", "event", "status", "speaker", "since", "until", "valid_at", "known_at",
    "report", "outlet", "text", "confidence",
)  # fmt: skip
_DATES = frozenset({"since", "until", "valid_at"})
_LAST_PAGE = 100_000


class AskedWronglyError(ValueError):
    """A value in the address that means nothing; `name` is the filter's, never what was given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they were given, and where in the table the reader is."""

    given: dict[str, str]
    order: Order = Order.NEWEST
    page: int = 1

    @property
    def filters(self) -> Filters:
        """As `Ledger.iter_claims` takes them."""
        values: dict[str, object] = dict(self.given)
        if "pair" in values:
            values["pair"] = tuple(str(values["pair"]).split(",", 1))
        if "confidence" in values:
            values["confidence"] = float(str(values["confidence"]))
        return cast("Filters", values)

    def query(self, **changes: str | int | None) -> str:
        """The query of the same page with some values changed; None leaves one out.

        A change of anything but the page begins at the first page again.
        """
        values: dict[str, str | int | None] = {**self.given}
        if self.order is not Order.NEWEST:
            values["order"] = self.order.value
        values |= changes
        left = {name: value for name, value in values.items() if value not in (None, "")}
        if left.get("page") == 1:
            del left["page"]
        return urlencode(left)


def read_asked(params: Mapping[str, str]) -> Asked:
    """Read the address' values. Raises AskedWronglyError for one that means nothing."""
    given = {name: params[name].strip() for name in FILTERS if params.get(name, "").strip()}
    for name, value in given.items():
        if not _means_something(name, value):
            raise AskedWronglyError(name)
    for name in ("event", "status"):
        if name in given:
            given[name] = given[name].upper() if name == "event" else given[name].lower()
    return Asked(given, _read_order(params.get("order", "")), _read_page(params.get("page", "")))


def _means_something(name: str, value: str) -> bool:
    if name == "event":
        return value.upper() in set(Event)
    if name == "status":
        return value.lower() in set(Status)
    if name == "pair":
        return re.fullmatch(r"[^,*]+,[^,*]+", value) is not None
    if name == "confidence":
        return re.fullmatch(r"0|1|[01]?\.\d{1,6}", value) is not None and float(value) <= 1
    try:
        if name in _DATES:
            parse_edtf(value)
        elif name == "known_at":
            read_known_at(value)
    except DragomanError:
        return False
    return True


def _read_order(value: str) -> Order:
    if not value:
        return Order.NEWEST
    if value not in set(Order):
        raise AskedWronglyError("order")
    return Order(value)


def _read_page(value: str) -> int:
    if not value:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,5}", value) or int(value) > _LAST_PAGE:
        raise AskedWronglyError("page")
    return int(value)
