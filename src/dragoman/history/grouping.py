"""Claims of one type → groups that tell one act.

Claims are taken from the most to the least specific: both sides named before one, exact days before vague
ones, those before none; the rest of the order is fixed by their ids, so that the order in which reports
came makes no difference. Each joins the act it fits best, or begins one of its own.

A claim fits an act when its sides fit the act's fullest naming of them, and its time, place, mode and
matter all the act's claims together: chains, where each link fits the next and the ends do not, cannot
grow. Where two acts fit equally well the claim joins neither, and says which it could belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.history.likeness import (
    Keys,
    Likeness,
    likeness_of,
    may_be_same_matter,
    may_be_same_place,
    may_be_same_sides,
    share_matter,
)
from dragoman.history.reviewed import Case, Decisions, Pair
from dragoman.history.when import LAST, When, day_text, meet
from dragoman.records import Status

_WEEK = 7  # days in a drawer of the index; an act lies in every drawer its time touches
_DRAWERS = 60  # what touches more lies in one drawer for all times
_FORTNIGHT = 14  # days: a vaguer date beside none at all says almost nothing
_SEASON = 92  # days
_NOUNS = 2  # names and nouns in common that speak for one act
_CLOSE = 7  # days: where a side is unknown, the act's day must be known so well
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
class _Fit:
    group: Group
    when: When
    score: tuple[int, ...]
    distance: int
    one: Likeness
    copied: bool


def group_cases(cases: Iterable[Case], decisions: Decisions) -> list[Group]:
    """Group the cases of one type of act; the order in which they are given makes no difference."""
    likenesses = sorted(map(likeness_of, cases), key=_specificity)
    drawers = _Drawers()
    groups: list[Group] = []
    for unit in _units(likenesses, decisions):
        _place(unit, groups, drawers, decisions)
    return groups


def _specificity(one: Likeness) -> tuple[object, ...]:
    when = one.when
    undated = when.edtf is None
    return (one.unknown_sides, undated, when.is_vague, when.days, -len(one.parties), one.case.id)


def _units(likenesses: Sequence[Likeness], decisions: Decisions) -> Iterator[list[Likeness]]:
    """Claims that a person merged, together; every other claim alone."""
    clusters = _merged_clusters({one.case.id for one in likenesses}, decisions)
    by_id = {one.case.id: one for one in likenesses}
    done: set[str] = set()
    for one in likenesses:
        if one.case.id in done:
            continue
        ids = clusters.get(one.case.id, {one.case.id})
        done |= ids
        yield sorted((by_id[id] for id in ids), key=_specificity)


def _merged_clusters(ids: set[str], decisions: Decisions) -> dict[str, set[str]]:
    """The latest merge first; an earlier one gives way where it would join what was split."""
    clusters: dict[str, set[str]] = {}
    for pair in decisions.merged:
        if not pair <= ids or len(pair) < 2:
            continue
        a, b = sorted(pair)
        joined = clusters.get(a, {a}) | clusters.get(b, {b})
        if any(split <= joined for split in decisions.split):
            continue
        for id in joined:
            clusters[id] = joined
    return clusters


def _place(unit: list[Likeness], groups: list[Group], drawers: _Drawers, decisions: Decisions) -> None:
    """Let claims join the act they fit best, or begin one."""
    found = _fits(unit, drawers, decisions)
    best = _choose(found, unit[0])
    if best is None:
        group = _begin(unit, decisions)
        if len(found) > 1:
            group.could_be = tuple(sorted(fit.group.anchor.case.id for fit in found))
        groups.append(group)
        drawers.put(group)
        return
    group = best.group
    reasons = tuple(_reasons(best))
    for member in unit:
        group.add(member, best.when, reasons if member is best.one else ("merged by a person",))
    drawers.put(group)


def _begin(unit: list[Likeness], decisions: Decisions) -> Group:
    group = Group([], unit[0].sides, unit[0].when)
    group.add(unit[0], unit[0].when)
    for member in unit[1:]:
        review = next(
            (r for pair, r in decisions.merged.items() if member.case.id in pair and pair & group.ids), None
        )
        said = f"merged by {review.by}: {review.reason}" if review else "merged by a person"
        when = meet(group.when, member.when)
        if when is None:
            group.other_times.append(member.when)
        group.add(member, when or group.when, (said,))
    return group


def _filled(sides: tuple[Keys, ...], more: tuple[Keys, ...]) -> tuple[Keys, ...]:
    """The fuller naming of each side."""
    if len(sides) != len(more):
        return sides
    return tuple(new if old < new else old for old, new in zip(sides, more, strict=True))


def _fits(unit: list[Likeness], drawers: _Drawers, decisions: Decisions) -> list[_Fit]:
    """Acts that a claim, or one of merged claims, may belong to, each once."""
    fits: dict[int, _Fit] = {}
    for one in unit:
        first, last = one.when.first, one.when.last
        for group in drawers.find(one):
            if group.when.first > last or group.when.last < first:
                if not group.other_times and one.words not in group.words:
                    continue
            if id(group) not in fits and (fit := _fit(one, group)) is not None:
                fits[id(group)] = fit
    return [fit for fit in fits.values() if not _are_split(unit, fit.group, decisions)]


def _are_split(unit: list[Likeness], group: Group, decisions: Decisions) -> bool:
    split = decisions.split
    pairs: Iterator[Pair] = (frozenset((a.case.id, b.case.id)) for a in unit for b in group.members)
    return bool(split) and any(pair in split for pair in pairs)


def _fit(one: Likeness, group: Group) -> _Fit | None:
    """Whether a claim may tell this act; what is quickest to exclude is asked first."""
    copied = one.words is not None and one.words in group.words
    same_day = group.when.is_exact and one.when.is_exact
    for member in group.kinds.values():
        if not one.custom.may_share_mode(one.mode, member.mode) or not may_be_same_place(one, member):
            return None
        if not same_day and not copied and not may_be_same_matter(one.matter, member.matter):
            return None
    if not may_be_same_sides(group.sides, one.sides):
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
    return _Fit(
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


def _choose(fits: Sequence[_Fit], one: Likeness) -> _Fit | None:
    """The best of them; None where none fits, or two fit equally well."""
    if not fits:
        return None
    ranked = sorted(fits, key=lambda fit: (tuple(-n for n in fit.score), fit.distance))
    if len(ranked) > 1 and (ranked[0].score, ranked[0].distance) == (ranked[1].score, ranked[1].distance):
        return None
    return ranked[0]


def _reasons(fit: _Fit) -> Iterator[str]:
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


class _Drawers:
    """Acts by party and week, so that a claim is compared with few of them."""

    def __init__(self) -> None:
        self._of: dict[str, dict[int | None, list[Group]]] = defaultdict(dict)

    def put(self, group: Group) -> None:
        """Index a group under parties and words; after it has grown, under those that are new.

        A time only gets narrower as claims join, so the weeks of the first stay enough.
        """
        keys = {party for side in group.sides for party in side} | group.words
        weeks = {week for when in (group.when, *group.other_times) for week in _weeks(when)}
        for key in keys - group.indexed:
            for week in weeks:
                self._of[key].setdefault(week, []).append(group)
        group.indexed |= keys

    def find(self, one: Likeness) -> Iterator[Group]:
        """Groups that share a party and a week, or the words, with a claim; each once."""
        seen: set[int] = set()
        weeks = _weeks(one.when)
        for key in [*one.parties, *([one.words] if one.words else [])]:
            drawers = self._of.get(key, {})
            for week in list(drawers) if None in weeks else (*weeks, None):
                for group in drawers.get(week, ()):
                    if id(group) not in seen:
                        seen.add(id(group))
                        yield group


def _weeks(when: When) -> tuple[int | None, ...]:
    first, last = when.first // _WEEK, when.last // _WEEK
    return (None,) if last - first >= _DRAWERS else tuple(range(first, last + 1))
