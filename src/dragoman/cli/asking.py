"""The filters of ``dragoman claims``, for commands that do something else with what they find."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.records import Event, Status

ActorFilter = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="CODE", help="Who does it: RUS, NATO; RUS:* with its opposition and others."
    ),
]
TargetFilter = Annotated[
    str | None, typer.Option("--target", metavar="CODE", help="To whom. In a mutual act both sides count.")
]
EventFilter = Annotated[
    Event | None,
    typer.Option(
        "--event", metavar="TYPE", case_sensitive=False, help="What kind of act: AGREE, AID, ASSAULT …"
    ),
]
StatusFilter = Annotated[
    Status | None, typer.Option("--status", case_sensitive=False, help="Whether it happened.")
]
SpeakerFilter = Annotated[str | None, typer.Option("--speaker", metavar="CODE", help="Who says so.")]
SinceFilter = Annotated[
    str | None, typer.Option("--since", metavar="EDTF", help="Acts that may lie on or after this date.")
]
UntilFilter = Annotated[
    str | None, typer.Option("--until", metavar="EDTF", help="Acts that may lie on or before this date.")
]
ValidAtFilter = Annotated[
    str | None, typer.Option("--valid-at", metavar="EDTF", help="Acts that may lie on this date.")
]
KnownAtFilter = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="DATE",
        help="As the ledger stood at the end of that day, or at that moment (UTC).",
    ),
]
ReportFilter = Annotated[str | None, typer.Option("--report", metavar="ID", help="Claims of one report.")]
TextFilter = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Claims whose quote holds these words.")
]
LimitFilter = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
