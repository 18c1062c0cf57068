"""Claims for people (a table on a terminal) and for programs (JSON lines)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.records import MUTUAL_EVENTS, Claim, Participant, Report, Span
from dragoman.serialise import claim_to_dict, reading_to_dict

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PIPE_WIDTH = 120  # a table in a file or a pipe has no terminal to ask


class Output(Protocol):
    """Where a command's claims go."""

    def show_reading(self, report: Report, claims: Sequence[Claim]) -> None:
        """Show what one report claims."""

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Show claims of any reports."""


def choose_output(*, as_json: bool, as_table: bool, explain: bool) -> Output:
    """A table where people look, JSON lines where a program does, unless the caller says which."""
    if as_table or (sys.stdout.isatty() and not as_json):
        return TableOutput(explain)
    return JsonOutput()


class JsonOutput:
    """One JSON object a line; nothing is left out, so ``--explain`` has nothing to add."""

    def show_reading(self, report: Report, claims: Sequence[Claim]) -> None:
        """One line a report, with its claims."""
        print_json(reading_to_dict(report, claims))

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """One line a claim."""
        for claim in claims:
            print_json(claim_to_dict(claim))


def print_json(value: dict[str, Any]) -> None:
    """One line, escaped where the encoding is not Unicode; flushed, so that who reads the pipe can go on."""
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    line = json.dumps(value, ensure_ascii=not is_unicode)
    print(line, flush=True)


class TableOutput:
    """One table a report, or one for all claims."""

    def __init__(self, explain: bool, console: Console | None = None) -> None:
        self._explain = explain
        self.console = console or make_console()

    def show_reading(self, report: Report, claims: Sequence[Claim]) -> None:
        """A heading with the report's id, date and title, and its claims below."""
        from rich.text import Text

        heading = [printable(part) for part in (report.id, report.published, report.title) if part]
        self.console.print(Text("  ".join(heading), style="bold"))
        self.show_claims(claims)

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """The table, and with ``--explain`` what made each of its rows."""
        if not claims:
            self.console.print("no claims", style="dim")
            return
        self.console.print(_make_table(claims))
        if self._explain:
            for number, claim in enumerate(claims, start=1):
                self._show_explanation(number, claim)

    def _show_explanation(self, number: int, claim: Claim) -> None:
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        self.console.print(Text(f"{number}  {claim.event}  {_who_to_whom(claim)}", style="bold"))
        grid = Table.grid(padding=(0, 2))
        for name, value in explain_claim(claim):
            grid.add_row(Text(name, style="dim"), Text(printable(value)))
        self.console.print(Padding(grid, (0, 0, 1, 3)))


def make_console(*, stderr: bool = False) -> Console:
    """A console as wide as its terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else _PIPE_WIDTH, highlight=False)


def explain_claim(claim: Claim) -> list[tuple[str, str]]:
    """What made the claim: (name, value) pairs for people."""
    rows = [("id", claim.id), ("entry", claim.entry or "none"), ("words", quote_words(claim.quote))]
    rows += [("also", quote_words(span)) for span in claim.more_quotes]
    roles = (("actor", claim.actors), ("target", claim.targets), ("other", claim.others))
    rows += [(role, _participant(who)) for role, people in roles for who in people]
    if claim.matter or claim.quantity:
        rows.append(("with", " ".join(part for part in (claim.quantity, claim.matter) if part)))
    if claim.time:
        phrase = f", {quote_words(claim.time.phrase)}" if claim.time.phrase else ""
        rows.append(("when", f"{claim.time.edtf} ({claim.time.basis}{phrase})"))
    if claim.place:
        rows.append(("where", f"{claim.place.code}, {claim.place.name}"))
    for said in claim.attribution:
        details = [
            said.manner,
            said.channel and f"on {said.channel}",
            said.said_on and f"said {said.said_on}",
        ]
        cue = quote_words(said.cue) if said.cue else None
        who = "; ".join(_participant(speaker) for speaker in said.speakers) or "unknown"
        rows.append(("says", ", ".join(part for part in (who, cue, *details) if part)))
    rows += [("path", step) for step in claim.path]
    rows.append(("sure", f"{claim.confidence:.2f}"))
    return rows


def quote_words(span: Span) -> str:
    """A span's words with their offsets."""
    return f"„{span.text}“ {span.part} {span.start}-{span.end}"


def printable(text: str) -> str:
    """Without control characters: a report must not steer the terminal that shows it."""
    return "".join(char if char.isprintable() else " " for char in text)


def _make_table(claims: Sequence[Claim]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("who → whom", overflow="fold", max_width=24)
    table.add_column("event", overflow="fold", max_width=12)
    table.add_column("status", no_wrap=True)
    table.add_column("when", overflow="fold", min_width=12, max_width=15)
    table.add_column("says who", overflow="fold", max_width=16)
    table.add_column("words", overflow="fold", min_width=14)
    for claim in claims:
        cells = (
            ("↳ " if claim.parent else "") + _who_to_whom(claim),
            claim.event + (f" {claim.mode}" if claim.mode else ""),
            claim.status,
            claim.time.edtf.replace(",", ", ") if claim.time else "–",
            ", ".join(who.code for who in claim.speakers) or "the report",
            claim.quote.text,
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _who_to_whom(claim: Claim) -> str:
    if claim.event in MUTUAL_EVENTS:
        return " ↔ ".join(who.code for who in (*claim.actors, *claim.targets)) or "?"
    actors, targets = (", ".join(who.code for who in people) for people in (claim.actors, claim.targets))
    return f"{actors or '?'} → {targets}" if targets else actors or "?"


def _participant(who: Participant) -> str:
    name = f" {who.name}" if who.name and who.name != who.code else ""
    return f"{who.code}{name}" + (f", {quote_words(who.mention)}" if who.mention else "")


def summarise_claim(claim: Claim) -> str:
    """A claim in one line, without its words."""
    when = f", {claim.time.edtf}" if claim.time else ""
    said = ", ".join(who.code for who in claim.speakers)
    return f"{_who_to_whom(claim)} {claim.event} {claim.status}{when}" + (f", says {said}" if said else "")
