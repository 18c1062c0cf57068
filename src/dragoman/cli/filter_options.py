"""The filters that several commands take, as options: which claims, or the acts that such claims tell."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.records import Event, Status

_EDTF = "EDTF"

ActorOption = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Who does it: RUS, NATO; RUS:* with its opposition and others."),
]
TargetOption = Annotated[
    str | None, typer.Option(metavar="CODE", help="To whom. In a mutual act both sides count.")
]
PairOption = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="CODE CODE", help="Two actors, whichever of them acts on the other."),
]
EventOption = Annotated[
    Event | None,
    typer.Option(metavar="TYPE", case_sensitive=False, help=f"What kind of act: {', '.join(Event)}."),
]
StatusOption = Annotated[Status | None, typer.Option(case_sensitive=False, help="Whether it happened.")]
SpeakerOption = Annotated[str | None, typer.Option(metavar="CODE", help="Who says so.")]
SinceOption = Annotated[
    str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on or after this date.")
]
UntilOption = Annotated[
    str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on or before this date.")
]
ValidAtOption = Annotated[str | None, typer.Option(metavar=_EDTF, help="Acts that may lie on this date.")]
KnownAtOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="As the ledger stood at the end of that day, or at that moment (UTC)."),
]
ReportOption = Annotated[str | None, typer.Option(metavar="ID", help="What this report tells.")]
OutletOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="What this source tells, as its reports name it.")
]
TextOption = Annotated[
    str | None, typer.Option(metavar="WORDS", help="Where a claim's quote holds these words.")
]
ConfidenceOption = Annotated[
    float | None,
    typer.Option(min=0, max=1, metavar="0-1", help="What the reader was at least so sure of."),
]
LimitOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="At most so many; a table shows 100 otherwise.")
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Why: the claims, their words, and what joins them.")
]
