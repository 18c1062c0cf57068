"""Where reports that somebody pastes wait, are read one after the other and go into the ledger.

Reading takes a tenth of a second and the model a second to load: too long for a request to hold the server.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock

from dragoman.errors import DragomanError, ReportError
from dragoman.intake.jsonform import report_from_json
from dragoman.intake.lines import parse_json
from dragoman.intake.plain import report_from_text
from dragoman.ledger import Ledger
from dragoman.reading import Readers
from dragoman.records import Report
from dragoman.web.page_text import is_page, read_page

_MOST_REASONS = 20  # kept of one order
_REMEMBERED = 200  # orders whose outcome can still be asked for


class Stage(StrEnum):
    """How far an order is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Order:
    """One thing that was handed in: how far it is, the first report read, what was set aside and why."""

    id: str
    text: str
    published: str | None
    stage: Stage = Stage.WAITING
    read: int = 0
    claims: int = 0
    report: str | None = None
    set_aside: int = 0
    reasons: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """Takes orders from any thread; one thread of its own reads and writes."""

    ledger: str | Path
    most_waiting: int
    _orders: dict[str, Order] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _worker: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="reading")
    )
    _readers: Readers | None = None

    def hand_in(self, text: str, published: str | None) -> Order | None:
        """Queue a text; None when too many wait already."""
        with self._lock:
            if (
                sum(o.stage in (Stage.WAITING, Stage.READING) for o in self._orders.values())
                >= self.most_waiting
            ):
                return None
            while len(self._orders) >= _REMEMBERED:
                self._orders.pop(next(iter(self._orders)))
            order = Order(token_urlsafe(12), text, published)
            self._orders[order.id] = order
        self._worker.submit(self._carry_out, order)
        return order

    def find(self, id: str) -> Order | None:
        """The order of that id, if it is still remembered."""
        return self._orders.get(id)

    def close(self) -> None:
        """End the thread; what waits is dropped."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _read_one(self, make: Callable[[], Report], order: Order, ledger: Ledger) -> None:
        """One report into the ledger; one that cannot be read is set aside, and the rest goes on."""
        assert self._readers is not None
        try:
            report = make()
            claims = self._readers.read(report)
        except ReportError as error:
            order.set_aside += 1
            if len(order.reasons) < _MOST_REASONS:
                order.reasons.append(str(error))
            return
        ledger.record(report, claims)
        order.read += 1
        order.claims += len(claims)
        order.report = order.report or report.id

    def _carry_out(self, order: Order) -> None:
        order.stage = Stage.READING
        try:
            self._readers = self._readers or Readers()
            with Ledger(self.ledger, verify=False) as ledger:
                for make in split_handed_in(order.text, order.published):
                    self._read_one(make, order, ledger)
            order.stage = Stage.DONE if order.read or not order.set_aside else Stage.FAILED
        except DragomanError as error:
            order.reasons.append(str(error))
            order.stage = Stage.FAILED
        except Exception:  # a fault of ours: the order must not stay "reading" for ever
            order.stage = Stage.FAILED
            raise
        finally:
            order.text = ""


def split_handed_in(text: str, published: str | None) -> list[Callable[[], Report]]:
    """What was pasted or dropped, one call for each report in it, which makes it or raises ReportError.

    A plain text or a web page is one report; a JSON object, list or JSON lines are as many as they hold.
    """
    if is_page(text):
        return [partial(_from_page, text, published)]
    if (values := _find_values(text)) is not None:
        return [partial(report_from_json, value, published=published) for value in values]
    if text.lstrip().startswith("{"):
        lines = [line for line in text.splitlines() if line.strip()]
        return [partial(_from_line, line, published) for line in lines]
    return [partial(report_from_text, text, published=published)]


def _from_page(text: str, published: str | None) -> Report:
    title, words = read_page(text)
    return report_from_json({"title": title, "text": words}, published=published)


def _from_line(line: str, published: str | None) -> Report:
    return report_from_json(parse_json(line), published=published)


def _find_values(text: str) -> list[object] | None:
    """The values of a JSON object or list; None for a text that merely begins with a bracket."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        whole = parse_json(text)
    except ReportError:
        return None
    return whole if isinstance(whole, list) else [whole]
