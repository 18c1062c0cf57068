"""The options by which questions choose acts; they mean what they mean for ``dragoman claims``."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.records import Event, Status

_EDTF = "EDTF"

ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="CODE", help="Acts that this one does; RUS:* with RUS:OPP.")
]
TargetOption = Annotated[
    str | None, typer.Option("--target", metavar="CODE", help="To whom. In a mutual act both sides count.")
]
EventOption = Annotated[
    Event | None,
    typer.Option("--event", metavar="TYPE", case_sensitive=False, help=f"Type of act: {', '.join(Event)}."),
]
StatusOption = Annotated[
    Status | None,
    typer.Option("--status", case_sensitive=False, help="Acts that one of the claims tells so."),
]
SpeakerOption = Annotated[
    str | None, typer.Option("--speaker", metavar="CODE", help="Acts of which this one says something.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar=_EDTF, help="Acts that may lie on or after this date.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar=_EDTF, help="Acts that may lie on or before this date.")
]
ValidAtOption = Annotated[
    str | None, typer.Option("--valid-at", metavar=_EDTF, help="Acts that may lie on this date.")
]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="What the ledger held by that day or moment (UTC)."),
]
ReportOption = Annotated[
    str | None, typer.Option("--report", metavar="ID", help="Acts that this report tells.")
]
OutletOption = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Acts that this source tells.")
]
TextOption = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Acts with a claim whose quote holds these words."),
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", min=1, metavar="N", help="At most so many; a table shows 100 otherwise."),
]
WhyOption = Annotated[
    bool, typer.Option("--explain", help="Why: the claims, their words, and what joins them.")
]
