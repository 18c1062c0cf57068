"""Where reports that somebody pastes wait, are read one after the other and go into the ledger.

Reading takes a tenth of a second and the model a second to load: too long for a request to hold the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
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

_REMEMBERED = 200  # orders whose outcome can still be asked for


class Stage(StrEnum):
    """How far an order is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Order:
    """One thing that was handed in: its reports, how far it is, and the id of the first report read."""

    id: str
    text: str
    published: str | None
    stage: Stage = Stage.WAITING
    read: int = 0
    claims: int = 0
    report: str | None = None
    reason: str = ""


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

    def _carry_out(self, order: Order) -> None:
        order.stage = Stage.READING
        try:
            self._readers = self._readers or Readers()
            with Ledger(self.ledger, verify=False) as ledger:
                for report in iter_handed_in(order.text, order.published):
                    claims = self._readers.read(report)
                    ledger.record(report, claims)
                    order.read += 1
                    order.claims += len(claims)
                    order.report = order.report or report.id
            order.stage = Stage.DONE
        except DragomanError as error:
            order.reason, order.stage = str(error), Stage.FAILED
        except Exception:  # a fault of ours: the order must not stay "reading" for ever
            order.reason, order.stage = "", Stage.FAILED
            raise
        finally:
            order.text = ""


def iter_handed_in(text: str, published: str | None) -> Iterator[Report]:
    """The reports in what was pasted or dropped: a plain text, a web page, a JSON object or
    list, or JSON lines.

    Raises ReportError for what is none of these.
    """
    if is_page(text):
        title, words = read_page(text)
        yield report_from_json({"title": title, "text": words}, published=published)
        return
    values = _find_json(text)
    if values is None:
        yield report_from_text(text, published=published)
        return
    for value in values:
        yield report_from_json(value, published=published)


def _find_json(text: str) -> list[object] | None:
    """The values of a JSON object, list or lines; None for a text that merely begins with a bracket."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        whole = parse_json(text)
        return whole if isinstance(whole, list) else [whole]
    except ReportError:
        lines = [line for line in text.splitlines() if line.strip()]
        if text.lstrip().startswith("["):
            return None
        return [parse_json(line) for line in lines]
