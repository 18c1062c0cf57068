"""``dragoman export``: claims of the ledger as a file in somebody else's format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dragoman.cli.filter_options import (
    ActorOption,
    ConfidenceOption,
    EventOption,
    KnownAtOption,
    OutletOption,
    PairOption,
    ReportOption,
    SinceOption,
    SpeakerOption,
    StatusOption,
    TargetOption,
    TextOption,
    UntilOption,
    ValidAtOption,
)
from dragoman.cli.options import LedgerOption, ending_clearly

if TYPE_CHECKING:
    from dragoman.export import Format, Written
    from dragoman.ledger import Ledger
    from dragoman.ledger.filters import Filters
    from dragoman.records import Telling


def export(
    format: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="jsonl, csv, xlsx, parquet, polecat, gdelt, country-year, dyad-year, geojson, graphml, trig "
            "or ftm; else as the file's name ends.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to; else the standard output.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Also what the ledger no longer holds.")] = False,
    actor: ActorOption = None,
    target: TargetOption = None,
    pair: PairOption = None,
    event: EventOption = None,
    status: StatusOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    report: ReportOption = None,
    outlet: OutletOption = None,
    confidence: ConfidenceOption = None,
    text: TextOption = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write claims in a format of other programs; all that is asked must hold.

    What the format could not hold is said on stderr. Exit code 0; 2: the command was wrong, the ledger cannot
    be opened, the file is there already or cannot be written.
    """
    from dragoman.ledger import Ledger, find_ledger

    asked: Filters = {
        "actor": actor,
        "target": target,
        "pair": pair,
        "event": event,
        "status": status,
        "speaker": speaker,
        "since": since,
        "until": until,
        "valid_at": valid_at,
        "known_at": known_at,
        "report": report,
        "outlet": outlet,
        "confidence": confidence,
        "text": text,
    }
    if history and known_at is not None:
        raise typer.BadParameter("--history and --known-at exclude each other")
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        chosen = _choose(format, out)
        order = Order(ledger=opened, asked=asked, limit=limit, history=history)
        written = _write(chosen, order, out, force=force)
    for note in written.notes:
        typer.echo(f"{chosen.name}: {note}", err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which claims of which ledger are wanted."""

    ledger: Ledger
    asked: Filters
    limit: int | None
    history: bool

    @property
    def is_for_all(self) -> bool:
        """Whether no claim was excluded by what was asked."""
        given = [name for name, value in self.asked.items() if value is not None and name != "known_at"]
        return not given and self.limit is None

    def iter_tellings(self) -> Iterator[Telling]:
        """The claims; with their history also what the ledger no longer holds."""
        from dragoman.ledger.past import iter_all_tellings

        if not self.history:
            return self.ledger.iter_tellings(limit=self.limit, **self.asked)
        return islice(iter_all_tellings(self.ledger.store, **self.asked), self.limit)


def _choose(name: str | None, out: Path | None) -> Format:
    from dragoman.errors import FormatError
    from dragoman.export import FORMATS, find_format, get_format

    if name is not None:
        return get_format(name)
    if out is not None and (found := find_format(out.name)):
        return found
    raise FormatError(f"say which format: --format {'|'.join(FORMATS)}")


def _write(chosen: Format, order: Order, out: Path | None, *, force: bool) -> Written:
    from dragoman.errors import FormatError
    from dragoman.export import replacing

    if out is not None:
        with replacing(out, force=force) as stream:
            return _write_to(stream, chosen, order)
    if chosen.is_binary and sys.stdout.isatty():
        raise FormatError(f"{chosen.name} is nothing to read on a terminal: name a file with --out")
    written = _write_to(sys.stdout.buffer, chosen, order)
    sys.stdout.buffer.flush()
    return written


def _write_to(stream: BinaryIO, chosen: Format, order: Order) -> Written:
    if chosen.is_lossless and order.is_for_all:
        return _write_whole(stream, order)
    return chosen.write(order.iter_tellings(), stream)


def _write_whole(stream: BinaryIO, order: Order) -> Written:
    """A whole ledger, with the reports that claim nothing; with its history also what people decided."""
    from dragoman.export.jsonl import write_report, write_review, write_set_aside, write_withdrawal
    from dragoman.export.written import Written
    from dragoman.ledger.past import Recording, SetAside, Withdrawal, iter_operations, iter_reports

    store, claims = order.ledger.store, 0
    for one in iter_operations(store) if order.history else iter_reports(store, order.asked.get("known_at")):
        if isinstance(one, Recording):
            write_report(stream, one.report, one.recorded_at, one.superseded_at, one.tellings)
            claims += len(one.tellings)
        elif isinstance(one, Withdrawal):
            write_withdrawal(stream, one.report_id, one.reason, one.recorded_at)
        elif isinstance(one, SetAside):
            write_set_aside(stream, one.place, one.reason, one.recorded_at)
        else:
            write_review(stream, one)
    return Written(claims=claims)
