"""Full-text search: reports that hold all the words, and their claims whose quotes do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.ledger.questions import Known, Question
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Rows, report_from_row
from dragoman.ledger.store import Condition, Store
from dragoman.ledger.words import WORD, find_stem, fold, is_form_or_compound, split_search, split_words
from dragoman.records import Claim, Report, Span

_MOST_FORMS = 200  # words of the ledger that one word of a search may stand for
_MOST_SEEN = 5000  # words of the vocabulary looked at for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that holds all the words: where the first of each stands, and the claims that quote them."""

    report: Report
    passages: tuple[Span, ...]
    claims: tuple[Claim, ...]


def iter_hits(
    store: Store, rows: Rows, words: str, known: Known, limit: int, valid_at: str | None = None
) -> Iterator[Hit]:
    """Reports newest first; each word of the search must stand there, inflected or in a compound.

    With `valid_at` (EDTF) only reports that tell an act which may lie then, and of their claims only such.
    """
    forms = [find_forms(word, store) for word in split_search(words)]
    if not forms or not all(forms):
        return
    search = store.find_matching("report_words", "reports", forms)
    found, wanted = search.condition
    is_open, moments = known.is_open("reports.key")
    then, days = _tells_then(valid_at, known)
    sql = f"""SELECT {REPORT_ROW} FROM {search.source} WHERE {found} AND {is_open} {then}
              ORDER BY {search.order} DESC LIMIT ?"""
    most = limit if valid_at is None else max(limit, _MOST_SEEN)
    for row in list(store.query(sql, [*wanted, *moments, *days, most])):
        told = _find_claims(store, rows, row[0], known)
        if valid_at is not None:
            told = [claim for claim in told if _may_lie(claim, valid_at)]
            if not told:
                continue
        report = report_from_row(row)
        yield Hit(
            report=report,
            passages=_find_passages(report, forms),
            claims=tuple(claim for claim in told if _quotes_all(claim, forms)),
        )
        limit -= 1
        if not limit:
            return


def _tells_then(valid_at: str | None, known: Known) -> Condition:
    """That a report tells an act which may lie then, as far as the database can say."""
    if valid_at is None:
        return "", []
    held, moments = known.is_held("claims.key")
    times = Question(valid_at=valid_at).times()
    conditions = " AND ".join(["claims.report = reports.key", held, *(sql for sql, _ in times)])
    values = [*moments, *(value for _, given in times for value in given)]
    return f"AND EXISTS (SELECT 1 FROM claims WHERE {conditions})", values


def _may_lie(claim: Claim, valid_at: str) -> bool:
    return claim.time is not None and Question(valid_at=valid_at).fits_time(claim.time.edtf)


def find_forms(word: str, store: Store) -> list[str]:
    """Words of the ledger's vocabulary that `word` stands for, itself first."""
    stem = find_stem(word)
    found = {word} if store.has_word(word) else set()
    for number, candidate in enumerate(store.iter_words_with(stem)):
        if is_form_or_compound(word, candidate, store.has_word):
            found.add(candidate)
        if len(found) >= _MOST_FORMS or number >= _MOST_SEEN:
            break
    return sorted(found, key=lambda form: (form != word, form))


def _find_claims(store: Store, rows: Rows, report: int, known: Known) -> list[Claim]:
    held, values = known.is_held("claims.key")
    sql = f"SELECT {CLAIM_ROW} FROM claims WHERE claims.report = ? AND {held} ORDER BY claims.key"
    return [held.claim for held in rows.iter_held(store.query(sql, [report, *values]))]


def _quotes_all(claim: Claim, forms: Sequence[Sequence[str]]) -> bool:
    words = fold(" ".join(span.text for span in (claim.quote, *claim.more_quotes)))
    return all(any(form in words for form in alternatives) for alternatives in forms)


def _find_passages(report: Report, forms: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """Where each word of the search first stands, in the text before the title."""
    missing = [set(alternatives) for alternatives in forms]
    spans = []
    for part, text in (("text", report.text), ("title", report.title or "")):
        for match in WORD.finditer(text) if missing else ():
            word = _fold_word(match.group())
            found = [alternatives for alternatives in missing if word in alternatives]
            if found:
                missing = [alternatives for alternatives in missing if alternatives not in found]
                spans.append(Span(start=match.start(), end=match.end(), text=match.group(), part=part))
            if not missing:
                break
    return tuple(spans)


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    return next(iter(split_words(word)), "")
