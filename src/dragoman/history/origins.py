"""Which reports go back to one text or one newsroom, so that they count once.

Ten outlets that print one dispatch are one source. Seen from credits and datelines, and from the texts
themselves: outlets cut, put another lead and headline, move paragraphs and add their own. Candidates come
from MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman, Ullman, *Mining of Massive Datasets*,
ch. 3); every pair is then compared exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.history.shingles import containment, runs_of, shingles_of
from dragoman.records import Report, content_hash

COPY = 0.25  # of the shorter text's word sequences: independent reports of one act share about 0.02 to 0.1
SAME_AGENCY = 0.12  # where both credit one agency, or come from one dateline of it, less will do
SAME_OUTLET = 0.75  # an outlet repeats sentences of its own in many reports, and prints a dispatch once
_LEAST = 6  # shared sequences of three words, and of six words
_LEAST_RUNS = 2  # because one set phrase stands in many reports ("am Freitag in Moskau ein Abkommen")
_FEW = 40  # reports; fewer are all compared
_PERMUTATIONS, _BANDS, _SEED = 256, 128, 20250117  # bands of two: a pair that shares 15 % is found with 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Reports that count as one source, in the order of their dates, and why they are together."""

    reports: tuple[Report, ...]
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    why: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Hash of the ids of its reports."""
        return content_hash(*sorted(report.id for report in self.reports))[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bond:
    a: Report
    b: Report
    strength: float
    why: str


def find_origins(reports: Iterable[Report], *, one_act: bool = False) -> tuple[Origin, ...]:
    """Group reports by origin; the order in which they are given makes no difference.

    With `one_act` the reports all tell the same act: then two that credit only the same agency count once,
    whatever their words, and so do two of one outlet that name no agency. Among reports about different
    matters these would say nothing.
    """
    unique = {report.id: report for report in sorted(reports, key=lambda r: (r.id, r.version))}
    ordered = sorted(unique.values(), key=lambda report: (report.published or "9", report.id))
    if len(ordered) == 1:
        return (_make_origin(ordered, ()),)
    bonds = [bond for a, b in _candidates(ordered) if (bond := _find_bond(a, b)) is not None]
    if one_act:
        bonds += [bond for a, b in combinations(ordered, 2) if (bond := _find_newsroom(a, b)) is not None]
    groups = _join(ordered, bonds)
    return tuple(_make_origin(group, bonds) for group in groups)


def _find_bond(a: Report, b: Report) -> _Bond | None:
    """Compare two texts exactly."""
    x, y = shingles_of(a), shingles_of(b)
    shared, share = len(x & y), containment(x, y)
    if x == y and x:
        return _Bond(a=a, b=b, strength=1.0, why=f"{a.id} and {b.id} have the same text")
    agency = sorted(set(a.agencies) & set(b.agencies))
    least = SAME_AGENCY if agency else COPY
    if a.outlet is not None and a.outlet == b.outlet:
        least = SAME_OUTLET
    if shared < _LEAST or share < least or len(runs_of(a) & runs_of(b)) < _LEAST_RUNS:
        return None
    credit = f" and both credit {', '.join(agency)}" if agency else ""
    return _Bond(
        a=a, b=b, strength=share, why=f"{a.id} and {b.id} share {share:.0%} of their word sequences{credit}"
    )


def _find_newsroom(a: Report, b: Report) -> _Bond | None:
    if a.agencies and a.agencies == b.agencies and len(a.agencies) == 1:
        return _Bond(
            a=a, b=b, strength=0.0, why=f"{a.id} and {b.id} credit {a.agencies[0]} alone for this act"
        )
    if a.outlet and a.outlet == b.outlet and not a.agencies and not b.agencies:
        return _Bond(a=a, b=b, strength=0.0, why=f"{a.id} and {b.id} are {a.outlet}'s own")
    return None


def _candidates(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Pairs worth comparing."""
    if len(reports) <= _FEW:
        yield from combinations(reports, 2)
        return
    from rensa import RMinHash, RMinHashLSH

    tokens = [sorted(shingles_of(report)) or ["\0" + report.id] for report in reports]
    signatures = RMinHash.from_token_sets(tokens, num_perm=_PERMUTATIONS, seed=_SEED)
    bands = RMinHashLSH(threshold=0.0, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for number, signature in enumerate(signatures):
        for other in sorted(bands.query(signature)):
            yield reports[other], reports[number]
        bands.insert(number, signature)


def _join(reports: Sequence[Report], bonds: Sequence[_Bond]) -> list[list[Report]]:
    """Groups that hang together by bonds.

    A report that credits several agencies was put together from their dispatches: it goes to the group it
    shares most with, and joins no two of them.
    """
    group = {report.id: report.id for report in reports}

    def find(id: str) -> str:
        while group[id] != id:
            group[id] = group[group[id]]
            id = group[id]
        return id

    mixed = {report.id for report in reports if len(report.agencies) > 1}
    for bond in sorted(bonds, key=lambda bond: (bond.a.id, bond.b.id)):
        if not {bond.a.id, bond.b.id} & mixed:
            group[find(bond.b.id)] = find(bond.a.id)
    attached: set[str] = set()
    for bond in sorted(bonds, key=lambda bond: (-bond.strength, bond.a.id, bond.b.id)):
        for own, other in ((bond.a.id, bond.b.id), (bond.b.id, bond.a.id)):
            if own in mixed and own not in attached and find(own) != find(other):
                group[find(own)] = find(other)
                attached.add(own)
    gathered: dict[str, list[Report]] = {}
    for report in reports:
        gathered.setdefault(find(report.id), []).append(report)
    return list(gathered.values())


def _make_origin(reports: Sequence[Report], bonds: Sequence[_Bond]) -> Origin:
    ids = {report.id for report in reports}
    return Origin(
        reports=tuple(reports),
        agencies=tuple(sorted({agency for report in reports for agency in report.agencies})),
        outlets=tuple(sorted({report.outlet for report in reports if report.outlet})),
        why=tuple(dict.fromkeys(bond.why for bond in bonds if {bond.a.id, bond.b.id} <= ids)),
    )
