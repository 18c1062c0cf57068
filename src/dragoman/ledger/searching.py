"""Full-text search: reports that hold all the words, and their claims whose quotes do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.ledger.questions import Known
from dragoman.ledger.rows import CLAIM_ROW, REPORT_ROW, Rows, report_from_row
from dragoman.ledger.store import Store
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


def iter_hits(store: Store, rows: Rows, words: str, known: Known, limit: int) -> Iterator[Hit]:
    """Reports newest first; each word of the search must stand there, inflected or in a compound."""
    forms = [find_forms(word, store) for word in split_search(words)]
    if not forms or not all(forms):
        return
    search = store.find_matching("report_words", "reports", forms)
    found, wanted = search.condition
    is_open, moments = known.is_open("reports.key")
    sql = f"""SELECT {REPORT_ROW} FROM {search.source} WHERE {found} AND {is_open}
              ORDER BY {search.order} DESC LIMIT ?"""
    for row in list(store.query(sql, [*wanted, *moments, limit])):
        report = report_from_row(row)
        yield Hit(
            report=report,
            passages=_find_passages(report, forms),
            claims=_find_claims(store, rows, row[0], forms, known),
        )


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


def _find_claims(
    store: Store, rows: Rows, report: int, forms: Sequence[Sequence[str]], known: Known
) -> tuple[Claim, ...]:
    held, values = known.is_held("claims.key")
    sql = f"SELECT {CLAIM_ROW} FROM claims WHERE claims.report = ? AND {held} ORDER BY claims.key"
    claims = [held.claim for held in rows.iter_held(store.query(sql, [report, *values]))]
    return tuple(claim for claim in claims if _quotes_all(claim, forms))


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
