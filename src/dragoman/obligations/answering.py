"""The two questions, with treaty files and a ledger put together.

>>> from dragoman.obligations import whatif
>>> found = whatif("Russia attacks Poland", on="2025-06-01")  # doctest: +SKIP
>>> {o.actor for o in found.obligations if o.duty == "assist" and o.answer == "obliged"}  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import QuestionError
from dragoman.obligations.ask import ask
from dragoman.obligations.duties import duties_of
from dragoman.obligations.engine import Cascade, Obligation
from dragoman.obligations.instruments import load_instruments, read_instruments
from dragoman.obligations.naming import find_actor, read_question
from dragoman.obligations.records import Instrument

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


def obligations_of(
    actor: str, on: date | str | None = None, *, ledger: Ledger | None = None, treaties: Path | None = None
) -> list[Obligation]:
    """What binds an actor, by code or name, on a day (today): duties that stand, and those that wait.

    `treaties` is a folder of files instead of the package's; from a `ledger` come the agreements its reports
    tell of. Raises QuestionError, ResourceError for a faulty treaty file, LedgerError.
    """
    code = find_actor(actor)
    return duties_of(gather_instruments(treaties, ledger, about=[code]), code, read_day(on))


def whatif(
    question: str,
    on: date | str | None = None,
    *,
    place: str | None = None,
    assume: Iterable[str] = (),
    distrust: Iterable[str] = (),
    holds: Iterable[str] = (),
    ledger: Ledger | None = None,
    treaties: Path | None = None,
) -> Cascade:
    """Who must do what if A attacks B on a day (today), asked in words; see `ask` and `obligations_of`."""
    attacker, attacked, _ = read_question(question)
    return ask(
        gather_instruments(treaties, ledger, about=[attacker, attacked]),
        question,
        on=read_day(on),
        place=place,
        assume=assume,
        distrust=distrust,
        holds=holds,
        ledger=ledger,
    )


def gather_instruments(
    treaties: Path | None, ledger: Ledger | None, *, about: Collection[str] = ()
) -> list[Instrument]:
    """Those of the treaty files, and those that the ledger's reports tell of `about`'s agreements."""
    curated = read_instruments(treaties) if treaties else load_instruments()
    if ledger is None:
        return list(curated)
    from dragoman.obligations.reported import read_reported

    return [*curated, *read_reported(ledger, curated, about=about)]


def read_day(day: date | str | None) -> date:
    """A day given as a date or as ``2025-06-01``; today if None. Raises QuestionError."""
    if day is None or isinstance(day, date):
        return day or date.today()
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise QuestionError(f"{day!r} is no day of the calendar; write it as 2025-06-01") from error
