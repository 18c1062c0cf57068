"""Whether a claim may tell an act, how well it fits, and why.

A claim fits an act when its sides fit the act's fullest naming of them, and its time, place, mode and
matter all the act's claims together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.history.likeness import (
    Keys,
    Likeness,
    may_be_same_matter,
    may_be_same_place,
    may_be_same_sides,
    share_matter,
)
from dragoman.history.when import LAST, When, day_text, meet
from dragoman.records import Status

_CLOSE = 7  # days: where a side is unknown, the act's day must be known so well
_FORTNIGHT = 14  # days: a vaguer date beside none at all says almost nothing
_SEASON = 92  # days
_NOUNS = 2  # names and nouns in common that speak for one act
_AHEAD = {Status.PLANNED, Status.DEMANDED, Status.POSSIBLE}


@dataclass(slots=True)
class Group:
    """An act while its claims are gathered. `sides` is the fullest naming, `when` what all allow.

    `kinds` holds one of its claims for every mode, place and matter in it; `could_be` the first claims of
    acts to which its own first claim might belong just as well.
    """

    members: list[Likeness]
    sides: tuple[Keys, ...]
    when: When
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[tuple[object, ...], Likeness] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    other_times: list[When] = field(default_factory=list)  # of claims merged although their times differ
    nouns: set[str] = field(default_factory=set)
    could_be: tuple[str, ...] = ()
    indexed: set[str] = field(default_factory=set)

    @property
    def anchor(self) -> Likeness:
        """The claim that the act began with, the most specific one."""
        return self.members[0]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its claims."""
        return frozenset(member.case.id for member in self.members)

    def add(self, one: Likeness, when: When, why: tuple[str, ...] = ()) -> None:
        """Take in a claim; `when` is the time that all claims now allow."""
        self.members.append(one)
        self.when, self.sides = when, _filled(self.sides, one.sides)
        self.kinds.setdefault((one.mode, one.country, one.site, one.matter), one)
        self.nouns |= one.nouns
        if one.words:
            self.words.add(one.words)
        if why:
            self.why[one.case.id] = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A claim beside an act it may tell: the time both allow, and what speaks for it, strongest first."""

    group: Group
    when: When
    score: tuple[int, ...]
    distance: int
    one: Likeness
    copied: bool


def find_fit(one: Likeness, group: Group) -> Fit | None:
    """Whether a claim may tell this act; what is quickest to exclude is asked first."""
    if not may_be_same_sides(group.sides, one.sides):
        return None
    copied = one.words is not None and one.words in group.words
    same_day = group.when.is_exact and one.when.is_exact
    for member in group.kinds.values():
        if not one.custom.may_share_mode(one.mode, member.mode) or not may_be_same_place(one, member):
            return None
        if not same_day and not copied and not may_be_same_matter(one.matter, member.matter):
            return None
    if one.within and group.anchor.within and not may_be_same_sides(group.anchor.within, one.within):
        return None
    when = meet(group.when, one.when)
    if when is None and any(meet(other, one.when) for other in group.other_times):
        when = group.when
    if copied and one.when.edtf is None and one.when.is_vague:
        when = group.when  # nothing but the words tells when, and they tell it there
    if when is None:
        return None
    if not copied and _needs_evidence(one, group) and not _has_evidence(one, group):
        return None
    if one.unknown_sides and not copied and not (when.edtf and when.days <= _CLOSE):
        return None
    return Fit(
        group=group,
        when=when,
        score=_score(one, group, copied=copied, same_day=same_day),
        distance=_distance(one, group),
        one=one,
        copied=copied,
    )


def _needs_evidence(one: Likeness, group: Group) -> bool:
    """Whether type, sides and time are too little to tell an act from others of its kind.

    A claim that leaves a side and the date open could be about any. Within one country arrests, protests
    and lawsuits are many every day. A vague date beside none at all says almost nothing, and a year is
    enough only for what two sides do once.
    """
    if one.within or group.anchor.within:
        return one.custom.on_site or not (one.when.is_exact and group.when.is_exact)
    if one.custom.standing:
        return False
    dated = [when for when in (one.when, group.when) if when.edtf is not None]
    if one.unknown_sides and one.when.edtf is None:
        return True
    if len(dated) == 1:
        return dated[0].days > _FORTNIGHT
    return not one.custom.once and any(when.days > _SEASON and not when.lasting for when in dated)


def _has_evidence(one: Likeness, group: Group) -> bool:
    """The same site, the same matter, or two names and nouns in common."""
    return len(one.nouns & group.nouns) >= _NOUNS or any(
        (one.site and one.site == member.site) or share_matter(one.matter, member.matter)
        for member in group.kinds.values()
    )


def _score(one: Likeness, group: Group, *, copied: bool, same_day: bool) -> tuple[int, ...]:
    """What speaks for this act before others it may belong to, the strongest first."""
    members = group.kinds.values()
    return (
        int(copied),
        int(same_day),
        sum(bool(a & b) for a, b in zip(one.sides, group.sides, strict=True)),
        int(bool(one.site) and any(one.site == member.site for member in members)),
        int(bool(one.matter) and any(share_matter(one.matter, m.matter) for m in members if m.matter)),
        int(one.mode is not None and any(one.mode == member.mode for member in members)),
        int(one.sides == group.sides),
    )


def _distance(one: Likeness, group: Group) -> int:
    """Days between a report and an act: what a report tells without a date is the act nearest to it."""
    near = one.when.near
    if one.when.edtf is not None or near is None:
        return 0
    if one.case.claim.status in _AHEAD:
        return group.when.first - near if group.when.first >= near else LAST
    return near - group.when.last if group.when.last <= near else abs(group.when.first - near)


def iter_reasons(fit: Fit) -> Iterator[str]:
    """Why a claim belongs to an act, in words."""
    one, group, when = fit.one, fit.group, fit.when
    if fit.copied:
        yield "the same words"
    yield f"both tell {one.event.value}" + (f" {one.mode}" if one.mode else "")
    shared = [sorted(a & b) for a, b in zip(one.sides, group.sides, strict=True)]
    for role, names, side in zip(_ROLES[len(shared)], shared, one.sides, strict=True):
        if names:
            yield f"{role} {', '.join(names)}"
        elif side:
            yield f"{role} {', '.join(sorted(side))} may be meant by the other name"
        else:
            yield f"{role} not named here"
    yield _time_reason(one, group, when)
    places = {member.site for member in group.kinds.values()} & {one.site} - {None}
    if places:
        yield f"at {', '.join(sorted(p for p in places if p))}"
    if any(one.matter and m.matter and share_matter(one.matter, m.matter) for m in group.kinds.values()):
        yield f"about {one.case.claim.matter}"


_ROLES = {1: ("between",), 2: ("by", "to")}


def _time_reason(one: Likeness, group: Group, when: When) -> str:
    if one.when.edtf is None:
        if group.when.edtf is None:
            return "both without a date, in reports of the same days"
        return f"without a date; its report's days reach {group.when.edtf.text}"
    if group.when.edtf is None:
        return f"{one.when.edtf.text}, where others give no date"
    if one.when.edtf.text == group.when.edtf.text:
        return f"both on {one.when.edtf.text}"
    left = when.edtf.text if when.edtf else day_text(when.first)
    return f"{one.when.edtf.text} and {group.when.edtf.text} agree on {left}"


def _filled(sides: tuple[Keys, ...], more: tuple[Keys, ...]) -> tuple[Keys, ...]:
    """The fuller naming of each side."""
    if len(sides) != len(more):
        return sides
    return tuple(new if old < new else old for old, new in zip(sides, more, strict=True))
