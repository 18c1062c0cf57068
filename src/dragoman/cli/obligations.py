"""``dragoman obligations`` and ``dragoman whatif``: who must do what, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import JsonOption, LedgerOption, ending_clearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.ledger import Ledger
    from dragoman.obligations.engine import Cascade, Conflict, Obligation, WhatIf

OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day asked about, as 2025-06-01; else today.")
]
TreatiesOption = Annotated[
    Path | None,
    typer.Option("--treaties", metavar="FOLDER", help="A folder of treaty files instead of the package's."),
]
ProofOption = Annotated[
    bool, typer.Option("--explain", help="Each answer unfolded: rule, clause, claim, source, quote.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Also the duties that do not arise, with the reason.")]
ReportedOption = Annotated[
    bool, typer.Option("--reported/--no-reported", help="With what the ledger's reports tell of agreements.")
]


def obligations(
    actor: Annotated[str, typer.Argument(help="A state, by code or by name: RUS, Russland, Russia.")],
    on: OnOption = None,
    ledger: LedgerOption = None,
    treaties: TreatiesOption = None,
    reported: ReportedOption = True,
    as_json: JsonOption = False,
    explain: ProofOption = False,
    everything: AllOption = False,
) -> None:
    """Show what binds an actor on a day: duties that stand, and those that wait for something.

    Exit code 0, also when there are none; 2: the question cannot be answered as it is put.
    """
    with ending_clearly(), _open(ledger, reported) as opened:
        from dragoman.obligations import obligations_of
        from dragoman.obligations.serialise import obligation_to_dict

        found = obligations_of(actor, on, ledger=opened, treaties=treaties)
        if as_json:
            _print([obligation_to_dict(o) for o in found])
        else:
            _show(found, None, explain, everything)


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
        list[str] | None,
        typer.Option(metavar="SPEAKER", help="Leave out what this actor, agency or report claims."),
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
    explain: ProofOption = False,
    everything: AllOption = False,
) -> None:
    """Show who must do what if A attacks B, under which clause, and what it depends on.

    That A attacks B is taken as given. The answers are no legal advice. Exit code 0; 2: the question
    cannot be answered as it is put.
    """
    with ending_clearly(), _open(ledger, reported) as opened:
        from dragoman.obligations import whatif as answer
        from dragoman.obligations.serialise import answers_to_list

        found = answer(
            question,
            on,
            place=place,
            assume=assume or (),
            distrust=distrust or (),
            holds=holds or (),
            ledger=opened,
            treaties=treaties,
        )
        _draw(found, dot, svg)
        if as_json:
            _print(answers_to_list(found))
        else:
            _show(found.obligations, found.question, explain, everything)
            _show_rest(found)


@contextmanager
def _open(path: str | None, reported: bool) -> Iterator[Ledger | None]:
    """The ledger whose reports are asked; none where nothing was read yet: the treaty files answer alone."""
    if not reported:
        yield None
        return
    from dragoman.ledger import Ledger, find_ledger

    place = find_ledger(path)
    if path is None and isinstance(place, Path) and not place.exists():
        yield None
        return
    with Ledger(place, read_only=True) as opened:
        yield opened


def _print(rows: list[dict[str, object]]) -> None:
    typer.echo(json.dumps(rows, ensure_ascii=False))


def _draw(found: Cascade, dot: Path | None, svg: Path | None) -> None:
    from dragoman.errors import QuestionError
    from dragoman.obligations import to_dot, to_svg

    for path, draw in ((dot, to_dot), (svg, to_svg)):
        if path is not None:
            try:
                path.write_text(draw(found), encoding="utf-8")
            except OSError as error:
                raise QuestionError(f"{path} cannot be written: {error.strerror}") from error


def _show(found: Sequence[Obligation], question: WhatIf | None, explain: bool, everything: bool) -> None:
    from dragoman.obligations.engine import Answer

    shown = [o for o in found if everything or o.answer is not Answer.NOT_TRIGGERED]
    if explain:
        for o in shown:
            _explain(o, question)
    else:
        _table(shown)
    if left := len(found) - len(shown):
        typer.echo(f"{left} more duties do not arise; --all shows them with the reason", err=True)


def _table(shown: Sequence[Obligation]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from dragoman.cli.render import make_console, printable
    from dragoman.obligations.proofs import tell_reason

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for head in ("who", "duty", "toward", "under", "answer", "if, because"):
        table.add_column(head, overflow="fold", max_width=40 if head == "under" else None)
    rows: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for o in shown:
        because = "; ".join([*o.conditions, *dict.fromkeys(map(tell_reason, o.reasons))])
        key = (o.duty, f"{o.title}, {o.article}", o.answer.value, because)
        actors, toward = rows.setdefault(key, ([], []))
        actors += [o.actor] if o.actor not in actors else []
        toward += [o.toward] if o.toward not in toward else []
    for (duty, under, answer, because), (actors, toward) in rows.items():
        cells = (" ".join(actors), duty, " ".join(toward), under, answer, because)
        table.add_row(*(Text(printable(cell.replace("_", " "))) for cell in cells))
    make_console().print(table if rows else "no duty known here")


def _explain(found: Obligation, question: WhatIf | None) -> None:
    from dragoman.cli.render import printable
    from dragoman.obligations.proofs import iter_lines, iter_needed, prove

    how = ", ".join(filter(None, [found.strength, "military" if found.military else None]))
    duty = found.duty.replace("_", " ") + (f" ({how.replace('_', ' ')})" if how else "")
    typer.echo(f"{found.actor}: {duty} {found.toward} – {found.title}, {found.article}")
    lines = [*iter_lines(prove(found, question), 1)]
    lines += [f"    would have to hold: {needed}" for needed in iter_needed(found)]
    if found.limits:
        lines.append(f"    limits: {', '.join(found.limits).replace('_', ' ')}")
    if found.note:
        lines.append(f"    note: {found.note}")
    for line in lines:
        typer.echo(printable(line))
    typer.echo()


def _show_rest(found: Cascade) -> None:
    from dragoman.cli.render import printable

    lines = list(_conflict_lines(found.conflicts))
    lines += [
        f"disagreement on {d.instrument} ({d.about}): the treaty file says {d.filed}; a report says {d.told} "
        f"[{d.source}]"
        for d in found.disagreements
    ]
    lines += [f"note: {note}" for note in found.notes]
    for line in lines:
        typer.echo(printable(line))


def _conflict_lines(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """One line for all actors that stand between the same two clauses."""
    actors: dict[tuple[str, ...], list[str]] = {}
    for c in conflicts:
        helping = f"{c.toward} ({c.instrument}, {c.article})"
        owed = f"{c.against}: {c.other_duty.replace('_', ' ')} ({c.other_instrument}, {c.other_article})"
        actors.setdefault((helping, owed), []).append(c.actor)
    for (helping, owed), codes in actors.items():
        yield f"conflict for {' '.join(codes)}: helping {helping} stands against what is owed {owed}"
