"""``dragoman export``: claims of the ledger as a file in somebody else's format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from dragoman.cli.asking import (
    ActorFilter,
    EventFilter,
    KnownAtFilter,
    LimitFilter,
    ReportFilter,
    SinceFilter,
    SpeakerFilter,
    StatusFilter,
    TargetFilter,
    TextFilter,
    UntilFilter,
    ValidAtFilter,
)
from dragoman.cli.options import LedgerOption, ending_clearly

if TYPE_CHECKING:
    from dragoman.export import Format, Written
    from dragoman.ledger import Ledger
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
    actor: ActorFilter = None,
    target: TargetFilter = None,
    event: EventFilter = None,
    status: StatusFilter = None,
    speaker: SpeakerFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    valid_at: ValidAtFilter = None,
    known_at: KnownAtFilter = None,
    report: ReportFilter = None,
    text: TextFilter = None,
    limit: LimitFilter = None,
    ledger: LedgerOption = None,
) -> None:
    """Write claims in a format of other programs; all that is asked must hold.

    What the format could not hold is said on stderr. Exit code 0; 2: the command was wrong, the ledger cannot
    be opened, the file is there already or cannot be written.
    """
    from dragoman.ledger import Ledger, find_ledger

    asked = {
        "actor": actor,
        "target": target,
        "event": event,
        "status": status,
        "speaker": speaker,
        "since": since,
        "until": until,
        "valid_at": valid_at,
        "report": report,
        "text": text,
        "limit": limit,
        "known_at": known_at,
    }
    if history and known_at is not None:
        raise typer.BadParameter("--history and --known-at exclude each other")
    with ending_clearly(), Ledger(find_ledger(ledger), read_only=True) as opened:
        chosen = _choose(format, out)
        written = _write(chosen, opened, out, {**asked, "history": history}, force=force)
    for note in written.notes:
        typer.echo(f"{chosen.name}: {note}", err=True)


def _choose(name: str | None, out: Path | None) -> Format:
    from dragoman.errors import FormatError
    from dragoman.export import FORMATS, find_format, get_format

    if name is not None:
        return get_format(name)
    if out is not None and (found := find_format(out.name)):
        return found
    raise FormatError(f"say which format: --format {'|'.join(FORMATS)}")


def _write(
    chosen: Format, ledger: Ledger, out: Path | None, asked: dict[str, Any], *, force: bool
) -> Written:
    from dragoman.errors import FormatError
    from dragoman.export import replacing

    if out is not None:
        with replacing(out, force=force) as stream:
            return _write_to(stream, chosen, ledger, asked)
    if chosen.is_binary and sys.stdout.isatty():
        raise FormatError(f"{chosen.name} is nothing to read on a terminal: name a file with --out")
    written = _write_to(sys.stdout.buffer, chosen, ledger, asked)
    sys.stdout.buffer.flush()
    return written


def _write_to(stream: BinaryIO, chosen: Format, ledger: Ledger, asked: dict[str, Any]) -> Written:
    """A whole ledger has reports that claim nothing, too: what is lossless holds them behind the others."""
    from dragoman.cli.tellings import iter_tellings, iter_versions

    seen: set[tuple[str, int]] = set()

    def watched(tellings: Iterator[Telling]) -> Iterator[Telling]:
        for telling in tellings:
            seen.add((telling.report.id, telling.report.version))
            yield telling

    written = chosen.write(watched(iter_tellings(ledger, **asked)), stream)
    if chosen.is_lossless and not any(asked[name] for name in asked if name != "history"):
        from dragoman.export.jsonl import write_report

        for report, recorded_at, superseded_at in iter_versions(ledger):
            is_wanted = asked["history"] or superseded_at is None
            if is_wanted and (report.id, report.version) not in seen:
                write_report(stream, report, recorded_at, superseded_at)
    return written
