"""What speakers have said of acts, and what others have said of the same acts.

Counts, no grade: that something was denied by others or borne out by others is told, not weighed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.history.acts import Act
from dragoman.history.sides import Position, Stand, positions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One speaker: the acts asserted, those denied, and how others stand to what was asserted.

    `denied_by_others`: somebody else says that it is not so. `borne_out`: it is told as done, without this
    speaker, by a report of another origin than those that quote the speaker. An act may be both;
    `neither` holds the rest.
    """

    code: str
    names: tuple[str, ...]
    asserts: tuple[Act, ...]
    denies: tuple[Act, ...]
    denied_by_others: tuple[Act, ...]
    borne_out: tuple[Act, ...]
    neither: tuple[Act, ...]


def count_speakers(acts: Iterable[Act], code: str | None = None) -> list[Speaker]:
    """Every speaker of these acts, or the one asked for, those who assert most first."""
    said: dict[str, list[tuple[Act, tuple[Position, ...]]]] = {}
    for act in acts:
        positions = positions_of(act)
        for speaker in sorted({p.speaker for p in positions if p.speaker}):
            if code is None or speaker.casefold() == code.casefold():
                said.setdefault(speaker, []).append((act, positions))
    speakers = [_count(speaker, told) for speaker, told in said.items()]
    return sorted(speakers, key=lambda s: (-len(s.asserts), -len(s.denies), s.code))


def is_borne_out(act: Act, speaker: str) -> bool:
    """Whether a report that does not quote the speaker, of another origin, tells the act as done."""
    quoted = {t.report.id for t in act.tellings if speaker in {who.code for who in t.claim.speakers}}
    others = {
        telling.report.id
        for telling in act.tellings
        if telling.report.id not in quoted and telling.claim.status == "occurred"
    }
    return any(
        {report.id for report in origin.reports} & others
        and not {report.id for report in origin.reports} & quoted
        for origin in act.origins
    )


def _count(speaker: str, told: list[tuple[Act, tuple[Position, ...]]]) -> Speaker:
    asserts = [(act, positions) for act, positions in told if _stands(speaker, Stand.ASSERTS, positions)]
    denied = {act.id for act, positions in asserts if _is_denied_by_others(speaker, positions)}
    borne_out = {act.id for act, _ in asserts if is_borne_out(act, speaker)}
    names = sorted(
        {
            who.name
            for act, _ in told
            for claim in act.claims
            for who in claim.speakers
            if who.code == speaker and who.name
        }
    )
    return Speaker(
        code=speaker,
        names=tuple(names),
        asserts=tuple(act for act, _ in asserts),
        denies=tuple(act for act, positions in told if _stands(speaker, Stand.DENIES, positions)),
        denied_by_others=tuple(act for act, _ in asserts if act.id in denied),
        borne_out=tuple(act for act, _ in asserts if act.id in borne_out),
        neither=tuple(act for act, _ in asserts if act.id not in denied | borne_out),
    )


def _stands(speaker: str, stand: Stand, positions: Iterable[Position]) -> bool:
    return any(p.speaker == speaker and p.stand is stand for p in positions)


def _is_denied_by_others(speaker: str, positions: Iterable[Position]) -> bool:
    return any(p.stand is Stand.DENIES and p.speaker != speaker for p in positions)
