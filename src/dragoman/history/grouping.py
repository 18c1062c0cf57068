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

from dragoman.history.fitting import Fit, Group, find_fit, iter_reasons
from dragoman.history.likeness import Likeness, likeness_of
from dragoman.history.reviewed import Case, Decisions, Pair
from dragoman.history.when import When, meet

_WEEK = 7  # days in a drawer of the index; an act lies in every drawer its time touches
_DRAWERS = 60  # what touches more lies in one drawer for all times


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
    reasons = tuple(iter_reasons(best))
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


def _fits(unit: list[Likeness], drawers: _Drawers, decisions: Decisions) -> list[Fit]:
    """Acts that a claim, or one of merged claims, may belong to, each once."""
    fits: dict[int, Fit] = {}
    for one in unit:
        first, last = one.when.first, one.when.last
        for group in drawers.find(one):
            if group.when.first > last or group.when.last < first:
                if not group.other_times and one.words not in group.words:
                    continue
            if id(group) not in fits and (fit := find_fit(one, group)) is not None:
                fits[id(group)] = fit
    return [fit for fit in fits.values() if not _are_split(unit, fit.group, decisions)]


def _are_split(unit: list[Likeness], group: Group, decisions: Decisions) -> bool:
    split = decisions.split
    pairs: Iterator[Pair] = (frozenset((a.case.id, b.case.id)) for a in unit for b in group.members)
    return bool(split) and any(pair in split for pair in pairs)


def _choose(fits: Sequence[Fit], one: Likeness) -> Fit | None:
    """The best of them; None where none fits, or two fit equally well."""
    if not fits:
        return None
    ranked = sorted(fits, key=lambda fit: (tuple(-n for n in fit.score), fit.distance))
    if len(ranked) > 1 and (ranked[0].score, ranked[0].distance) == (ranked[1].score, ranked[1].distance):
        return None
    return ranked[0]


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
