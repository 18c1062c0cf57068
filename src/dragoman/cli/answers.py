"""Acts, disputes, relations, speakers and actors for people (tables) and for programs (JSON lines)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import typer

from dragoman.cli.render import make_console, print_json, printable, quote_words
from dragoman.history import Act, Actor, Dispute, Relation, Speaker, Stand, Strand, positions_of
from dragoman.history.forms import (
    act_to_dict,
    actor_to_dict,
    dispute_to_dict,
    relation_to_dict,
    speaker_to_dict,
)
from dragoman.records import MUTUAL_EVENTS

if TYPE_CHECKING:
    from rich.console import Console

_ON_A_SCREEN = 100  # rows of a table where --limit says nothing
_T = TypeVar("_T")
_Cells = Sequence[str]


class Answers(Protocol):
    """Where answers to questions about acts go."""

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Show acts."""

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """Show contradictions."""

    def show_relation(self, relation: Relation) -> None:
        """Show what is between two actors."""

    def show_speakers(self, speakers: Sequence[Speaker]) -> None:
        """Show speakers."""

    def show_actors(self, actors: Sequence[Actor]) -> None:
        """Show actors."""


def choose_answers(
    *, as_json: bool, as_table: bool, explain: bool = False, limit: int | None = None
) -> Answers:
    """A table where people look, JSON lines where a program does, unless the caller says which."""
    if as_table or (sys.stdout.isatty() and not as_json):
        return TableAnswers(explain, limit)
    return JsonAnswers(limit)


class JsonAnswers:
    """One JSON object a line; reasons are always in it."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit

    def show_acts(self, acts: Sequence[Act]) -> None:
        """One line an act."""
        self._lines(acts, act_to_dict)

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """One line a dispute."""
        self._lines(disputes, dispute_to_dict)

    def show_relation(self, relation: Relation) -> None:
        """One line."""
        print_json(relation_to_dict(relation))

    def show_speakers(self, speakers: Sequence[Speaker]) -> None:
        """One line a speaker."""
        self._lines(speakers, speaker_to_dict)

    def show_actors(self, actors: Sequence[Actor]) -> None:
        """One line an actor."""
        self._lines(actors, actor_to_dict)

    def _lines(self, found: Sequence[_T], convert: Callable[[_T], dict[str, Any]]) -> None:
        for one in found[: self._limit]:
            print_json(convert(one))


class TableAnswers:
    """Tables, and with `explain` the reasons below."""

    def __init__(self, explain: bool, limit: int | None, console: Console | None = None) -> None:
        self._explain = explain
        self._limit = limit
        self.console = console or make_console()

    def show_acts(self, acts: Sequence[Act]) -> None:
        """What, when, how it stands, and from how many origins."""
        rows = self._cut(acts)
        columns = (
            "who → whom",
            "event",
            "when",
            "stands",
            "asserts",
            "denies",
            "reports",
            "outlets",
            "origins",
        )
        self._table(columns, map(_act_cells, rows))
        if self._explain:
            for act in rows:
                self._reasons(f"{act.event} {_parties(act)}  {act.id[:8]}", _act_reasons(act))

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """What is in dispute, and the accounts."""
        rows = self._cut(disputes)
        self._table(("who → whom", "event", "when", "in dispute", "accounts"), map(_dispute_cells, rows))
        if self._explain:
            for dispute in rows:
                self._reasons(f"{dispute.event} {dispute.matter}", _dispute_reasons(dispute))

    def show_relation(self, relation: Relation) -> None:
        """What binds, what divides, PLOVER's classes."""
        if not relation.is_whole:
            typer.echo(
                f"acts of the newest {relation.brought_together} of {relation.claims:,} claims; "
                "--limit 0 brings all together",
                err=True,
            )
        for heading, strands in (("binds", relation.binding), ("divides", relation.dividing)):
            self._heading(f"{relation.a} and {relation.b}: what {heading}")
            self._table(
                ("event", "by", "claims", "acts", "done", "when"),
                [_strand_cells(strand) for strand in strands],
            )
            if self._explain:
                for act in (act for strand in strands for act in strand.acts):
                    self._reasons(f"{act.event} {_parties(act)}  {act.id[:8]}", _act_reasons(act))
        counted = "acts" if relation.is_whole else "claims told as done"
        self._heading(f"PLOVER's four classes of {counted}, counted (codebook of PLOVER, not a judgement)")
        names = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
        rows = [
            (p.period, *(str(getattr(p, name.replace(" ", "_"))) for name in names)) for p in relation.periods
        ]
        self._table(("period", *names), rows)

    def show_speakers(self, speakers: Sequence[Speaker]) -> None:
        """Counts a speaker."""
        rows = self._cut(speakers)
        columns = ("speaker", "names", "asserts", "others deny", "borne out", "neither", "denies")
        self._table(columns, map(_speaker_cells, rows))
        if self._explain:
            for speaker in rows:
                acts = (
                    ("others deny", speaker.denied_by_others),
                    ("borne out", speaker.borne_out),
                    ("neither", speaker.neither),
                    ("denies", speaker.denies),
                )
                lines = [(name, " ".join(_act_cells(act)[:4])) for name, found in acts for act in found]
                self._reasons(speaker.code, lines)

    def show_actors(self, actors: Sequence[Actor]) -> None:
        """Counts an actor."""
        columns = ("actor", "names", "does", "receives", "speaks", "reports", "first", "last")
        self._table(columns, map(_actor_cells, self._cut(actors)))

    def _cut(self, found: Sequence[_T]) -> Sequence[_T]:
        if self._limit is None and len(found) > _ON_A_SCREEN:
            typer.echo(f"the first {_ON_A_SCREEN}; --limit N shows more, --json all", err=True)
        return found[: self._limit or _ON_A_SCREEN]

    def _table(self, columns: _Cells, rows: Iterable[_Cells]) -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(Text(printable(cell)) for cell in row))
        if table.row_count:
            self.console.print(table)
        else:
            self.console.print("none", style="dim")

    def _heading(self, text: str) -> None:
        from rich.text import Text

        self.console.print(Text(printable(text), style="bold"))

    def _reasons(self, heading: str, reasons: Iterable[tuple[str, str]]) -> None:
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        self._heading(heading)
        grid = Table.grid(padding=(0, 2))
        for name, value in reasons:
            grid.add_row(Text(name, style="dim"), Text(printable(value)))
        self.console.print(Padding(grid, (0, 0, 1, 3)))


def _act_cells(act: Act) -> _Cells:
    return (
        _parties(act),
        act.event + (f" {act.mode}" if act.mode else ""),
        act.time.edtf.replace(",", ", ") if act.time else "–",
        act.standing,
        _speakers(act, Stand.ASSERTS),
        _speakers(act, Stand.DENIES),
        str(len(act.reports)),
        str(len(act.outlets)),
        str(act.independent),
    )


def _speakers(act: Act, stand: Stand) -> str:
    return ", ".join(p.speaker or "reports" for p in positions_of(act) if p.stand is stand) or "–"


def _parties(act: Act) -> str:
    actors, targets = (", ".join(who.code for who in people) for people in (act.actors, act.targets))
    if act.event in MUTUAL_EVENTS and not targets:
        return " ↔ ".join(who.code for who in act.actors) or "?"
    return f"{actors or '?'} → {targets}" if targets else actors or "?"


def _act_reasons(act: Act) -> list[tuple[str, str]]:
    """Steps, positions, claims with their words, why together, why then, why so many origins."""
    rows = [(step.standing.value, _said(step.since, step.speakers, step.reports)) for step in act.history]
    rows += [
        (position.stand.value, f"{position.speaker or 'reports'} ({position.side})")
        for position in positions_of(act)
    ]
    for telling in act.tellings:
        claim = telling.claim
        rows.append(("claim", f"{claim.id[:8]} in {telling.report.id}: {quote_words(claim.quote)}"))
    rows += [("together", reason) for reason in act.why]
    rows += [("when", reason) for reason in (act.time.why if act.time else ())]
    rows += [("could be", f"the act of claim {id[:8]}, as well as others") for id in act.could_be]
    rows += [("one origin", reason) for origin in act.origins for reason in origin.why]
    rows += [("review", f"{r.verdict} by {r.by}: {r.reason}") for r in act.reviews]
    return rows


def _said(since: str, speakers: Sequence[str], reports: Sequence[str]) -> str:
    who = f" by {', '.join(speakers)}" if speakers else ""
    return f"since {since}{who} in {', '.join(reports)}"


def _dispute_cells(dispute: Dispute) -> _Cells:
    act = dispute.acts[0]
    dates = dict.fromkeys(act.time.edtf if act.time else "–" for act in dispute.acts)
    return (
        _parties(act),
        dispute.event,
        " / ".join(dates),
        dispute.matter + (" (opposed sides)" if dispute.opposed else ""),
        dispute.why,
    )


def _dispute_reasons(dispute: Dispute) -> list[tuple[str, str]]:
    rows = []
    for version in dispute.versions:
        rows.append(
            (version.says, f"{', '.join(version.speakers) or 'reports'} ({', '.join(version.sides)})")
        )
        for telling in version.tellings:
            rows.append(("", f"{telling.report.id}: {quote_words(telling.claim.quote)}"))
    return rows


def _strand_cells(strand: Strand) -> _Cells:
    dates = [act.time.edtf for act in strand.acts if act.time]
    shown = ", ".join(dates[:3]) + (f" and {len(dates) - 3} more" if len(dates) > 3 else "")
    numbers = (strand.claims, len(strand.acts), strand.happened)
    return (strand.event, strand.doer or "both", *map(str, numbers), shown)


def _speaker_cells(speaker: Speaker) -> _Cells:
    counts = (speaker.asserts, speaker.denied_by_others, speaker.borne_out, speaker.neither, speaker.denies)
    return (speaker.code, ", ".join(speaker.names[:3]), *(str(len(acts)) for acts in counts))


def _actor_cells(actor: Actor) -> _Cells:
    counts = (actor.does, actor.receives, actor.speaks, actor.reports)
    return (
        actor.code,
        ", ".join(actor.names[:3]),
        *(str(count) for count in counts),
        actor.first or "–",
        actor.last or "–",
    )
