"""The filters that every question about claims takes."""

from __future__ import annotations

from typing import TypedDict

from dragoman.records import Event, Status


class Filters(TypedDict, total=False):
    """All that is given must hold.

    `actor`, `target` and `speaker` are codes in any case; ``RUS:*`` takes in ``RUS:OPP`` and its like. In a
    mutual act (AGREE, CONSULT, COOPERATE, ALLIANCE) both sides count as both. `pair` is two codes of which
    either acts on the other. `since`, `until` and `valid_at` (EDTF) take claims whose time may reach there; a
    claim without a time is not taken. `known_at` (a day to its end, or a moment, UTC) asks what the ledger
    held then; without it, what it holds now. `outlet` is a source as its reports name it. `text` is looked
    for in the quotes, whatever the case. `confidence` (0 to 1) takes claims of which the reader was at least
    so sure. `rejected` asks for the claims that a person rejected, instead of those that hold.
    """

    actor: str | None
    target: str | None
    pair: tuple[str, str] | None
    event: Event | str | None
    status: Status | str | None
    speaker: str | None
    since: str | None
    until: str | None
    valid_at: str | None
    known_at: str | None
    report: str | None
    outlet: str | None
    text: str | None
    confidence: float | None
    rejected: bool
