"""``dragoman obligations`` and ``dragoman whatif``: who must do what, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import JsonOption, LedgerOption, ending_clearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.obligations.engine import Cascade, Obligation
    from dragoman.obligations.records import Instrument

OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day asked about, 2025-06-01; else today.")
]
TreatiesOption = Annotated[
    Path | None,
    typer.Option("--treaties", metavar="FOLDER", help="Treaty files of your own instead of the package's."),
]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="Each answer with its clause, claims and sources.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Also the duties that do not arise, with the reason.")]
ReportedOption = Annotated[
    bool, typer.Option("--reported/--no-reported", help="With what the ledger's reports say of agreements.")
]


def obligations(
    actor: Annotated[str, typer.Argument(help="A state, by code or by name: RUS, Russland, Russia.")],
    on: OnOption = None,
    ledger: LedgerOption = None,
    treaties: TreatiesOption = None,
    reported: ReportedOption = True,
    as_json: JsonOption = False,
    explain: ExplainOption = False,
    everything: AllOption = False,
) -> None:
    """Show what binds an actor on a day: duties that stand, and those that wait for something.

    Exit code 0, also when there are none; 2: the question cannot be answered as it is put.
    """
    with ending_clearly():
        from dragoman.obligations.duties import duties_of
        from dragoman.obligations.naming import find_actor

        instruments = _instruments(treaties, ledger, reported)
        found = duties_of(instruments, find_actor(actor), _day(on))
        _show(found, as_json, explain, everything)


def whatif(
    question: Annotated[str, typer.Argument(help='Who attacks whom: "Russia attacks Poland".')],
    on: OnOption = None,
    place: Annotated[
        str | None, typer.Option("--in", metavar="PLACE", help="Where: a territory, a state, a city.")
    ] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(metavar="planned:ID", help="Take an announced or signed instrument as in force."),
    ] = None,
    distrust: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Leave out what this speaker claims.")
    ] = None,
    holds: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="Take as given: state-of-war, request, joint-finding …"),
    ] = None,
    ledger: LedgerOption = None,
    treaties: TreatiesOption = None,
    reported: ReportedOption = True,
    dot: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the cascade as DOT.")] = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the cascade as SVG.")] = None,
    as_json: JsonOption = False,
    explain: ExplainOption = False,
    everything: AllOption = False,
) -> None:
    """Show who must do what if A attacks B, under which clause, and what it depends on.

    That A attacks B is taken as given. The answers are no legal advice. Exit code 0; 2: the question
    cannot be answered as it is put.
    """
    with ending_clearly():
        from dragoman.obligations.ask import ask

        found = ask(
            _instruments(treaties, ledger, reported),
            question,
            on=_day(on),
            place=place,
            assume=assume or (),
            distrust=distrust or (),
            holds=holds or (),
        )
        _draw(found, dot, svg)
        _show(found.obligations, as_json, explain, everything)
        if not as_json:
            _show_rest(found)


def _instruments(treaties: Path | None, ledger: Path | None, reported: bool) -> Sequence[Instrument]:
    from dragoman.obligations.instruments import load_instruments, read_instruments
    from dragoman.obligations.reported import reported_instruments

    curated = read_instruments(treaties) if treaties else load_instruments()
    if not reported:
        return curated
    return [*curated, *reported_instruments(_provisions(ledger), curated)]


def _provisions(ledger: Path | None) -> list[object]:
    from dragoman.ledger import Ledger, find_ledger

    path = find_ledger(ledger)
    if not path.exists() and ledger is None:
        return []  # nothing read yet: the treaty files answer alone
    with Ledger(path, read_only=True) as opened:
        return list(opened.iter_tellings(event="OBLIGATION"))


def _day(text: str | None) -> date:
    from dragoman.errors import QuestionError

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"{text!r} is no day of the calendar; write it as 2025-06-01") from error


def _draw(found: Cascade, dot: Path | None, svg: Path | None) -> None:
    from dragoman.errors import QuestionError
    from dragoman.obligations.picture import to_dot, to_svg

    for path, draw in ((dot, to_dot), (svg, to_svg)):
        if path is not None:
            try:
                path.write_text(draw(found), encoding="utf-8")
            except OSError as error:
                raise QuestionError(f"{path} cannot be written: {error.strerror}") from error


def _show(found: Sequence[Obligation], as_json: bool, explain: bool, everything: bool) -> None:
    from dragoman.obligations.engine import Answer
    from dragoman.obligations.serialise import obligation_to_dict

    if as_json:
        typer.echo(json.dumps([obligation_to_dict(o) for o in found], ensure_ascii=False))
        return
    shown = [o for o in found if everything or o.answer is not Answer.NOT_TRIGGERED]
    if explain:
        for o in shown:
            _explain(o)
    else:
        _table(shown)
    left = len(found) - len(shown)
    if left:
        typer.echo(f"{left} more duties do not arise; --all shows them with the reason", err=True)


def _table(shown: Sequence[Obligation]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in ("who", "duty", "toward", "under", "answer", "waits for, because"):
        table.add_column(head, overflow="fold")
    rows: dict[tuple[str, ...], list[str]] = {}
    for o in shown:
        because = ", ".join([*o.conditions, *dict.fromkeys(f"{r.key} ({r.about})" for r in o.reasons)])
        key = (o.duty, o.toward, f"{o.title}, {o.article}", o.answer.value, because)
        rows.setdefault(key, []).append(o.actor)
    for (duty, toward, under, answer, because), actors in rows.items():
        table.add_row(" ".join(actors), duty, toward, under, answer, because)
    Console(highlight=False).print(table if rows else "no duty known here")


def _explain(found: Obligation) -> None:
    how = ", ".join(filter(None, [found.strength, "military" if found.military else None]))
    typer.echo(
        f"{found.actor} {found.duty} {found.toward}: {found.answer.value}" + (f" ({how})" if how else "")
    )
    typer.echo(f"  clause  {found.title}, {found.article}")
    for condition in found.conditions:
        typer.echo(f"  if      {condition} holds")
    for reason in found.reasons:
        typer.echo(f"  because {reason.key} ({reason.about}): {reason.claim.text}")
    for claim in found.proof:
        certainty = f", {claim.certainty}" if claim.certainty else ""
        typer.echo(f"  claim   {claim.text} [{claim.by + ': ' if claim.by else ''}{claim.source}{certainty}]")
        if claim.quote:
            typer.echo(f"          “{claim.quote}”")


def _show_rest(found: Cascade) -> None:
    for c in found.conflicts:
        typer.echo(
            f"conflict: {c.actor} helping {c.toward} ({c.instrument}, {c.article}) stands against what it owes "
            f"{c.against} ({c.other_instrument}, {c.other_article})"
        )
    for note in found.notes:
        typer.echo(f"note: {note}")
