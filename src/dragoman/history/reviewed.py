"""Claims as people have decided about them: what was rejected, corrected, merged and split.

Reviews are read in the order in which they were recorded; a later one wins over an earlier one about the
same claim or the same pair of claims. Nothing is lost: every decision can be taken back by a further one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from dragoman.edtf import parse_edtf
from dragoman.errors import DragomanError, ReportError
from dragoman.records import Claim, Event, Review, Status, Telling, Verdict
from dragoman.serialise import claim_from_dict, claim_to_dict

Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim under comparison: the id it was recorded with, what it says now, and the reviews about it."""

    id: str
    claim: Claim
    telling: Telling
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided about single claims, and about pairs of them.

    `merged` are pairs that somebody holds for one act, the latest decision first, `split` those held for two.
    """

    about: dict[str, tuple[Review, ...]]
    merged: dict[Pair, Review]
    split: dict[Pair, Review]


def read_decisions(reviews: Iterable[Review]) -> Decisions:
    """Sort reviews by what they are about; the latest about a pair stands, and stands last."""
    about: dict[str, tuple[Review, ...]] = {}
    pairs: dict[Pair, Review] = {}
    for review in sorted(reviews, key=lambda review: review.recorded_at or "9"):
        if review.verdict in (Verdict.MERGE, Verdict.SPLIT):
            for pair in _pairs_of(review):
                pairs.pop(pair, None)
                pairs[pair] = review
        for claim in review.claims:
            about[claim] = (*about.get(claim, ()), review)
    latest_first = list(pairs.items())[::-1]
    return Decisions(
        about=about,
        merged={pair: review for pair, review in latest_first if review.verdict is Verdict.MERGE},
        split={pair: review for pair, review in latest_first if review.verdict is Verdict.SPLIT},
    )


def review_cases(tellings: Iterable[Telling], decisions: Decisions) -> list[Case]:
    """Tellings as cases, without those a person rejected, in the order of their ids."""
    latest: dict[str, Telling] = {}
    for telling in tellings:
        known = latest.get(telling.claim.id)
        if known is None or known.recorded_at < telling.recorded_at:
            latest[telling.claim.id] = telling
    cases = []
    for id, telling in sorted(latest.items()):
        reviews = decisions.about.get(id, ())
        if not _is_rejected(reviews):
            cases.append(
                Case(id=id, claim=_corrected(telling.claim, reviews), telling=telling, reviews=reviews)
            )
    return cases


def correct_claim(claim: Claim, changes: Iterable[tuple[str, object]]) -> Claim:
    """The claim with fields replaced; `changes` names keys of its JSON form.

    ``actors``, ``targets`` and ``date`` may be given as the plain codes and EDTF string that JSON shows:
    the participants then have no words, and the date's basis says that a person gave it.
    Raises ReportError for a key or a value that a claim cannot have.
    """
    row = claim_to_dict(claim)
    for key, value in changes:
        if key not in row:
            raise ReportError(f"a claim has no {key!r}; it has {', '.join(row)}")
        _set(row, key, value)
    try:
        return replace(claim_from_dict(row), event=Event(row["event"]), status=Status(row["status"]))
    except ValueError as error:
        raise ReportError(f"claim {claim.id}: {error}") from error


def _set(row: dict[str, Any], key: str, value: Any) -> None:
    row[key] = value
    if key in ("actors", "targets"):
        known = {p["code"]: p for p in row["participants"][key]}
        row["participants"][key] = [known.get(code) or _unnamed(code) for code in value]
    elif key == "date":
        row["time"] = None if value is None else _given_time(value)
    elif key == "place":
        row["location"] = None if value is None else {"code": value, "name": value, "mention": None}
    elif key == "speakers":
        speakers = [_unnamed(code) for code in value]
        said = {"speakers": speakers, "cue": None, "manner": "indirect", "channel": None, "said_on": None}
        row["attribution"] = [said] if speakers else []


def _unnamed(code: str) -> dict[str, Any]:
    return {"code": code, "name": None, "qid": None, "mention": None}


def _given_time(text: str) -> dict[str, Any]:
    time = parse_edtf(text)
    bounds = (day.isoformat() if day else None for day in (time.earliest, time.latest))
    earliest, latest = bounds
    return {"edtf": time.text, "earliest": earliest, "latest": latest, "basis": "corrected by a person",
            "phrase": None}  # fmt: skip


def _pairs_of(review: Review) -> list[Pair]:
    claims = list(dict.fromkeys(review.claims))
    if review.verdict is Verdict.SPLIT:
        return [frozenset((claims[0], other)) for other in claims[1:]]
    return [frozenset(pair) for pair in combinations(claims, 2)]


def _is_rejected(reviews: Iterable[Review]) -> bool:
    """The last of accept, correct and reject counts: what a person has put right is no longer rejected."""
    single = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT)
    verdicts = [review.verdict for review in reviews if review.verdict in single]
    return bool(verdicts) and verdicts[-1] is Verdict.REJECT


def _corrected(claim: Claim, reviews: Iterable[Review]) -> Claim:
    for review in reviews:
        if review.verdict is Verdict.CORRECT and review.changes:
            try:
                claim = correct_claim(claim, review.changes)
            except DragomanError:
                continue  # a correction that does not fit its claim changes nothing
    return claim
