"""What became known, changed or fell between two moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dragoman.ledger.questions import Known, Question
from dragoman.ledger.rows import Held, Rows
from dragoman.ledger.store import Condition, Store
from dragoman.records import Claim, Telling


class Kind(StrEnum):
    """What happened to a claim."""

    KNOWN = "known"
    CHANGED = "changed"
    FELL = "fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: a claim that became known (`after`), fell (`before`) or changed (both), and why."""

    kind: Kind
    before: Telling | None
    after: Telling | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Side:
    held: Held
    telling: Telling


def iter_changes(
    store: Store, rows: Rows, question: Question, earlier: Known, later: Known
) -> Iterator[Change]:
    """Changes by report; of one report first what changed, then what fell, then what is new.

    A claim of a new version with the words of an old one, the same type of act and the same parties is that
    claim; where nothing else of it changed either, there is no difference to tell.
    """
    fell, new = _fell(earlier, later), _became_known(earlier, later)
    wanted = _ids(store, rows, question, fell, new)
    for report in sorted({report for report, _ in wanted}):
        of_report = Question(report=report)
        before = _load(store, rows, of_report, fell)
        after = _load(store, rows, of_report, new)
        for change in _compare(store, before, after):
            sides = [side.claim for side in (change.before, change.after) if side is not None]
            if any((claim.report_id, claim.id) in wanted for claim in sides):
                yield change


def _ids(
    store: Store, rows: Rows, question: Question, fell: Condition, new: Condition
) -> set[tuple[str, str]]:
    return {
        (held.report.id, held.claim.id)
        for window in (fell, new)
        for held in rows.iter_held(store.query(*question.to_sql_within([window], store)))
        if question.fits(held.claim)
    }


def _fell(earlier: Known, later: Known) -> Condition:
    held, values = earlier.is_held("claims.key")
    sql = (
        f"{held} AND EXISTS (SELECT 1 FROM claim_closings AS c WHERE c.claim = claims.key AND c.moment <= ?)"
    )
    return sql, [*values, later.moment]


def _became_known(earlier: Known, later: Known) -> Condition:
    held, values = later.is_held("claims.key")
    return f"claims.key > ? AND {held}", [earlier.last_claim, *values]


def _load(store: Store, rows: Rows, question: Question, window: Condition) -> list[_Side]:
    found = list(rows.iter_held(store.query(*question.to_sql_within([window], store))))
    return [_Side(held, telling) for held, telling in zip(found, iter_tellings(store, found), strict=True)]


def iter_tellings(store: Store, found: list[Held], upto: int | None = None) -> Iterator[Telling]:
    """Claims with the time the ledger knew them; a closing after the moment `upto` is not told."""
    if not found:
        return
    keys = [held.key for held in found]
    marks = ", ".join("?" * len(keys))
    limit = "" if upto is None else f"AND k.moment <= {upto:d}"
    closed: dict[int, str] = dict(
        store.query(
            f"""SELECT k.claim, moments.recorded_at FROM claim_closings AS k
                JOIN moments ON moments.moment = k.moment WHERE k.claim IN ({marks}) {limit}""",
            keys,
        )
    )
    moments = sorted({held.moment for held in found})
    marks = ", ".join("?" * len(moments))
    recorded: dict[int, str] = dict(
        store.query(f"SELECT moment, recorded_at FROM moments WHERE moment IN ({marks})", moments)
    )
    for held in found:
        yield Telling(
            claim=held.claim,
            report=held.report,
            recorded_at=recorded[held.moment],
            superseded_at=closed.get(held.key),
        )


def _compare(store: Store, before: list[_Side], after: list[_Side]) -> Iterator[Change]:
    left = list(after)
    unmatched = []
    for old in before:
        match = _find_match(old, left)
        if match is None:
            unmatched.append(old)
            continue
        left.remove(match)
        if match.held.claim != old.held.claim:
            yield Change(
                kind=Kind.CHANGED, before=old.telling, after=match.telling, reason=_why_new(store, match)
            )
    for old in unmatched:
        yield Change(kind=Kind.FELL, before=old.telling, after=None, reason=_why_fell(store, old))
    for new in left:
        yield Change(kind=Kind.KNOWN, before=None, after=new.telling, reason=_why_new(store, new))


def _find_match(old: _Side, left: list[_Side]) -> _Side | None:
    """A revision of the same claim; else one of another version with the same act, best in the same words."""
    for new in left:
        if (new.held.report_key, new.held.ordinal) == (old.held.report_key, old.held.ordinal):
            return new
    acts = [new for new in left if _act(new.held.claim) == _act(old.held.claim)]
    same = [new for new in acts if new.held.claim.quote.text == old.held.claim.quote.text]
    return next(iter(same or acts), None)


def _act(claim: Claim) -> tuple[object, ...]:
    return claim.event, {p.code for p in claim.actors}, {p.code for p in claim.targets}


def _why_new(store: Store, side: _Side) -> str:
    if side.held.review is not None:
        return _why_reviewed(store, side.held.review)
    return (
        "new report" if side.held.report.version == 1 else f"version {side.held.report.version} of the report"
    )


def _why_fell(store: Store, side: _Side) -> str:
    row = store.first(
        """SELECT k.review, withdrawals.reason FROM claim_closings AS k
           LEFT JOIN report_closings AS r ON r.report = ? AND r.moment = k.moment
           LEFT JOIN withdrawals ON withdrawals.key = r.withdrawal WHERE k.claim = ?""",
        (side.held.report_key, side.held.key),
    )
    review, withdrawn = row or (None, None)
    if review is not None:
        return _why_reviewed(store, review)
    return f"report withdrawn: {withdrawn}" if withdrawn is not None else "not in the report's new version"


def _why_reviewed(store: Store, review: int) -> str:
    row = store.first("SELECT verdict, author, reason FROM reviews WHERE key = ?", (review,))
    verdict, author, reason = row or ("", "", "")
    return f"{verdict} by {author}: {reason}"
