"""``dragoman review``: a person's decision about claims."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dragoman.cli.options import LedgerOption, ending_clearly
from dragoman.records import Review, Verdict

_LISTS = ("actors", "targets", "speakers")


def review(
    verdict: Annotated[
        Verdict,
        typer.Argument(metavar="VERDICT", help=f"What is decided: {', '.join(Verdict)}.", show_default=False),
    ],
    claims: Annotated[
        list[str],
        typer.Argument(metavar="CLAIM…", help="Ids of claims, or how they begin.", show_default=False),
    ],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decides.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.", show_default=False)],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="For correct: a field of the claim's JSON form, its new value; actors=RUS,IRN; date=null.",
        ),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Keep a person's decision about claims, with name and reason; a later one wins, none is lost.

    Exit code 0; 2: there is no such claim, or the decision cannot be kept.
    """
    from dragoman.cli.render import print_json
    from dragoman.ledger import Ledger, find_ledger

    decided = Review(
        verdict=verdict,
        claims=tuple(claims),
        by=by,
        reason=reason,
        changes=tuple(_read_change(change) for change in changes or ()),
    )
    with ending_clearly(), Ledger(find_ledger(ledger)) as opened:
        recorded_at = opened.review(decided)
        whole = [opened.find_claim_id(id) for id in claims]
    print_json({"verdict": verdict.value, "claims": whole, "recorded_at": recorded_at})


def _read_change(text: str) -> tuple[str, object]:
    """A value is JSON where it can be, else the words as they are; several codes stand with commas."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise typer.BadParameter(f"{text!r} is not of the form key=value", param_hint="--set")
    try:
        return key, json.loads(value)
    except json.JSONDecodeError:
        codes = [code.strip() for code in value.split(",") if code.strip()]
        return key, codes if key in _LISTS else value
