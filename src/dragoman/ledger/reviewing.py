"""What a person's decision does to claims: close one, take one up again, write a corrected one.

The revisions of a claim stand under one report and ordinal; at most one is open. A decision about the id
of any of them is a decision about that claim:

accept   the revision with that id is open
reject   none is open
correct  a new revision with the changed fields is open
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dragoman.edtf import parse_edtf
from dragoman.errors import DragomanError, LedgerError
from dragoman.ledger.encoding import check_digest, encode_body
from dragoman.ledger.questions import Known
from dragoman.ledger.rows import CLAIM_ROW, Held, Rows
from dragoman.ledger.store import Row, Store
from dragoman.ledger.writing import Draft, Writer, encode_drafts
from dragoman.records import Claim, Report, Review, Verdict
from dragoman.serialise import claim_from_dict, claim_to_dict

REVIEW_COLUMNS = ("verdict", "claims", "author", "reason", "changes")
_ROW = """reviews.key, verdict, claims, author, reason, changes, reviews.moment, reviews.digest,
          moments.recorded_at"""
_FIXED = {"id", "report_id"}
_CLAIM_ID = 32  # characters
_SHORTEST = 4  # characters of an id that are taken for its beginning


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision with what closed it."""

    held: Held
    is_open: bool
    closing_review: int | None


def check_review(review: Review) -> None:
    """Raises LedgerError for a review that says too little, or something that no review can say."""
    verdict = Verdict(review.verdict)
    if not review.by.strip():
        raise LedgerError("a review needs the name of who decided (--by)")
    if not review.reason.strip():
        raise LedgerError("a review needs its reason (--reason)")
    least = 2 if verdict in (Verdict.MERGE, Verdict.SPLIT) else 1
    if len(set(review.claims)) < least:
        raise LedgerError(f"{verdict} is about {'two claims or more' if least == 2 else 'a claim'}")
    if verdict is Verdict.CORRECT and len(review.claims) != 1:
        raise LedgerError("correct is about one claim; correct others by a review of their own")
    if bool(review.changes) != (verdict is Verdict.CORRECT):
        raise LedgerError("correct needs what is changed (--set key=value), and nothing else may have it")


def find_claim_id(store: Store, id: str) -> str:
    """The whole id of one that may be cut short. Raises LedgerError when none or several begin so."""
    if len(id) >= _CLAIM_ID:
        found = list(store.query("SELECT id FROM claims WHERE id = ? LIMIT 1", (id,)))
    elif len(id) < _SHORTEST or not id.isalnum():
        raise LedgerError(f"{id!r} is no claim id; give at least its first {_SHORTEST} characters")
    else:
        found = list(
            store.query(
                "SELECT DISTINCT id FROM claims WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (id, f"{id}~")
            )
        )
    if not found:
        raise LedgerError(f"no claim {id!r} in {store.place}")
    if len(found) > 1:
        raise LedgerError(f"several claims begin with {id!r}, such as {found[0][0]} and {found[1][0]}")
    return str(found[0][0])


def write_review(writer: Writer, rows: Rows, review: Review) -> None:
    """Write the review, whose claim ids are whole, and what follows from it, in the writer's moment."""
    columns = (
        review.verdict.value, json.dumps(review.claims), review.by, review.reason,
        json.dumps(review.changes, ensure_ascii=False),
    )  # fmt: skip
    key = writer.add_row("reviews", REVIEW_COLUMNS, columns)
    if review.verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT):
        for id in dict.fromkeys(review.claims):
            for family in list(_iter_families(writer.store, rows, id)):
                _decide(writer, family, id, review, key)


def apply_changes(claim: Claim, changes: tuple[tuple[str, object], ...], report: Report) -> Claim:
    """The claim with fields of its JSON form replaced; codes, a date and a place may be given plainly.

    Raises LedgerError for an unknown field or a value that does not fit.
    """
    form = claim_to_dict(claim)
    for key, value in changes:
        if key in _FIXED or key not in form:
            known = ", ".join(name for name in form if name not in _FIXED)
            raise LedgerError(f"a claim has no {key!r} that could be corrected; there are {known}")
        try:
            _change(form, key, json.loads(json.dumps(value)))
        except (DragomanError, TypeError, ValueError, KeyError, AttributeError) as error:
            raise LedgerError(f"{key} cannot become {value!r}: {error}") from error
    try:
        changed = claim_from_dict(form)
        encode_body(changed, report)
    except DragomanError as error:
        raise LedgerError(f"the corrected claim is not sound: {error}") from error
    return changed


def carry_over(
    store: Store, rows: Rows, last_report: int, report: Report, drafts: list[Draft]
) -> list[Draft]:
    """Drafts of a new version, with what people decided about the same claims (ids) of the last version."""
    if store.first("SELECT 1 FROM reviews LIMIT 1") is None:
        return drafts
    decided: dict[str, Draft] = {}
    for family in _iter_report_families(store, rows, last_report):
        standing = _find_standing(family)
        if standing is not None:
            decided[family[0].held.claim.id] = standing
    out = []
    for draft in drafts:
        standing = decided.get(draft.claim.id)
        if standing is None or not _is_sound(standing.claim, report):
            out.append(draft)
            continue
        out.append(replace(draft, review=standing.review, is_closed=True))
        if not standing.is_closed:
            out.append(replace(standing, ordinal=draft.ordinal, revision=1))
    return out


def iter_reviews(store: Store, upto: int | None) -> Iterator[Review]:
    """Reviews in the order they were written, up to a moment."""
    condition, values = ("", []) if upto is None else ("WHERE reviews.moment <= ?", [upto])
    sql = f"SELECT {_ROW} FROM reviews JOIN moments ON moments.moment = reviews.moment {condition}"
    for row in store.query(f"{sql} ORDER BY reviews.key", values):
        yield review_from_row(row)


def with_current_ids(store: Store, review: Review, known: Known) -> Review:
    """The review with each claim named as it is now: a correction may have given it another id."""
    return replace(review, claims=tuple(_find_current_id(store, id, known) for id in review.claims))


def _find_current_id(store: Store, id: str, known: Known) -> str:
    """The id of the revision that is held; the same where that, or none, is."""
    held, values = known.is_held("claims.key")
    sql = f"""SELECT claims.id FROM claims AS named JOIN claims
              ON claims.report = named.report AND claims.ordinal = named.ordinal
              WHERE named.id = ? AND {held} ORDER BY claims.key DESC"""
    found = [current for (current,) in store.query(sql, [id, *values])]
    return found[0] if found and id not in found else id


def review_from_row(row: Row) -> Review:
    """A review of a row, checked."""
    *columns, found, recorded_at = row
    check_digest(found, f"review number {columns[0]}", *columns)
    _, verdict, claims, author, reason, changes, _ = columns
    return Review(
        verdict=Verdict(verdict),
        claims=tuple(json.loads(claims)),
        by=author,
        reason=reason,
        changes=tuple((key, value) for key, value in json.loads(changes)),
        recorded_at=recorded_at,
    )


def _decide(writer: Writer, family: list[Revision], id: str, review: Review, key: int) -> None:
    now_open = next((revision.held for revision in family if revision.is_open), None)
    if now_open is not None and now_open.claim.id == id:
        meant = now_open
    else:
        meant = [revision.held for revision in family if revision.held.claim.id == id][-1]
    wanted: Claim | None = meant.claim
    if review.verdict is Verdict.REJECT:
        wanted = None
    elif review.verdict is Verdict.CORRECT:
        wanted = apply_changes(meant.claim, review.changes, meant.report)
    if wanted == (now_open and now_open.claim):
        return
    if now_open is not None:
        writer.close_claim(now_open.key, key)
    if wanted is not None:
        revision = 1 + max(member.held.revision for member in family)
        draft = Draft(wanted, meant.ordinal, revision, review=key)
        writer.add_claims(meant.report_key, encode_drafts(meant.report, [draft]))
    writer.flush()


def _iter_families(store: Store, rows: Rows, id: str) -> Iterator[list[Revision]]:
    """All revisions of every claim that has this id in one of them, in the reports now held."""
    places = store.query(
        """SELECT DISTINCT report, ordinal FROM claims WHERE id = ? AND NOT EXISTS
           (SELECT 1 FROM report_closings AS k WHERE k.report = claims.report) ORDER BY report, ordinal""",
        (id,),
    )
    for report, ordinal in list(places):
        yield _load(store, rows, "claims.report = ? AND claims.ordinal = ?", (report, ordinal))


def _iter_report_families(store: Store, rows: Rows, report: int) -> Iterator[list[Revision]]:
    families: dict[int, list[Revision]] = {}
    for revision in _load(store, rows, "claims.report = ?", (report,)):
        families.setdefault(revision.held.ordinal, []).append(revision)
    yield from families.values()


def _load(store: Store, rows: Rows, condition: str, values: tuple[object, ...]) -> list[Revision]:
    sql = f"""SELECT {CLAIM_ROW}, k.claim, k.review FROM claims LEFT JOIN claim_closings AS k
              ON k.claim = claims.key WHERE {condition} ORDER BY claims.key"""
    found = list(store.query(sql, values))
    return [
        Revision(held, row[-2] is None, row[-1])
        for row, held in zip(found, rows.iter_held(iter(found)), strict=True)
    ]


def _find_standing(family: list[Revision]) -> Draft | None:
    """How the claim stood when its report was last held: rejected (a closed draft), revised, or as read."""
    last = family[-1]
    if last.closing_review is not None:
        return Draft(last.held.claim, last.held.ordinal, review=last.closing_review, is_closed=True)
    if last.held.revision > 0:
        return Draft(last.held.claim, last.held.ordinal, review=last.held.review)
    return None


def _is_sound(claim: Claim, report: Report) -> bool:
    try:
        encode_body(claim, report)
    except DragomanError:
        return False
    return True


def _change(form: dict[str, Any], key: str, value: Any) -> None:
    """Set one field in a claim's JSON form; what is shown plainly there stands in a fuller field too."""
    if key in ("actors", "targets"):
        form["participants"][key] = _to_people(form["participants"][key], _as_codes(value))
    elif key == "speakers":
        form["attribution"] = _to_attribution(form["attribution"], _as_codes(value))
    elif key == "date":
        form["time"] = None if value is None else _to_time(value)
    elif key == "place":
        form["location"] = None if value is None else _to_place(form["location"], _as_code(value))
    elif key in ("matter", "quantity", "mode", "parent") and not (value is None or isinstance(value, str)):
        raise ValueError("a string or null is wanted")
    elif key == "confidence" and not (isinstance(value, int | float) and 0 <= value <= 1):
        raise ValueError("a number from 0 to 1 is wanted")
    elif key == "time" and value is not None:
        form["time"] = _to_time(value["edtf"]) | value
    else:
        form[key] = value


def _as_codes(value: Any) -> list[str]:
    return [_as_code(code) for code in ([value] if isinstance(value, str) else value)]


def _as_code(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a code such as RUS is wanted")
    return value


def _to_people(people: list[dict[str, Any]], codes: list[str]) -> list[dict[str, Any]]:
    """Who was there before keeps its name and words."""
    known = {who["code"]: who for who in people}
    return [known.get(code, {"code": code, "name": None, "qid": None, "mention": None}) for code in codes]


def _to_attribution(chain: list[dict[str, Any]], codes: list[str]) -> list[dict[str, Any]]:
    """One saying by these speakers, with the words of the outermost one where there was one."""
    if not codes:
        return []
    first = chain[0] if chain else {"cue": None, "manner": "indirect", "channel": None, "said_on": None}
    people = [who for said in chain for who in said["speakers"]]
    return [{**first, "speakers": _to_people(people, codes)}]


def _to_time(edtf: str) -> dict[str, Any]:
    read = parse_edtf(edtf)
    return {
        "edtf": read.text,
        "earliest": read.earliest and read.earliest.isoformat(),
        "latest": read.latest and read.latest.isoformat(),
        "basis": "review",
        "phrase": None,
    }


def _to_place(place: dict[str, Any] | None, code: str) -> dict[str, Any]:
    """Another country for the same words; without words, the code names it."""
    return {"code": code, "name": place["name"] if place else code, "mention": place and place["mention"]}
