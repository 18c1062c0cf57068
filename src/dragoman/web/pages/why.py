"""Why the reader read a claim as it did: its sentence's tree, each word's part, the steps."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import DragomanError, LedgerError
from dragoman.language import parse
from dragoman.language.parse import Sentence
from dragoman.records import Claim, Report, Span
from dragoman.serialise import claim_to_dict
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.picture_tree import draw_tree

_MOST_SENTENCES = 3  # drawn; a quote over more is shown by its first
_LONGEST = 20_000  # characters of a text that is parsed for one question


def show_why(visit: Visit) -> Found:
    """A claim's sentences as trees. They are parsed anew: the ledger keeps claims and texts, no trees."""
    id, known_at = visit.get("claim"), visit.asked.given.get("known_at")
    claim, report = _find(visit, id, known_at)
    sentences = list(_sentences(claim, report))[:_MOST_SENTENCES]
    trees = [(sentence, draw_tree(sentence, _parts(sentence, claim))) for sentence in sentences]
    values = {"claim": claim, "report": report, "trees": trees}
    data = {
        "claim": claim_to_dict(claim),
        "sentences": [
            [
                {"text": w.text, "lemma": w.lemma, "upos": w.upos, "head": w.head, "relation": w.relation}
                for w in sentence.words
            ]
            for sentence in sentences
        ],
    }
    return Found("why.html", values, data)


def _find(visit: Visit, id: str, known_at: str | None) -> tuple[Claim, Report]:
    report_id = visit.get("report")
    try:
        report = visit.ledger.get_report(report_id, known_at=known_at)
    except LedgerError as error:
        raise NotThereError from error
    for claim in visit.ledger.iter_claims(report=report_id, known_at=known_at):
        if claim.id == id:
            return claim, report
    raise NotThereError


def _sentences(claim: Claim, report: Report) -> Iterator[Sentence]:
    """The sentences that hold words of the quote; none where the language has no trees."""
    text = (report.title or "") if claim.quote.part == "title" else report.text
    if len(text) > _LONGEST:
        text = text[: claim.quote.end + 1000]
    try:
        sentences = parse(text, report.language).sentences
    except DragomanError:
        return
    for sentence in sentences:
        if sentence.start < claim.quote.end and claim.quote.start < sentence.end:
            yield sentence


def _parts(sentence: Sentence, claim: Claim) -> dict[int, str]:
    """Words by the part they have in the claim; the quote's other words have the part ``quote``."""
    named = [
        *(("time", claim.time.phrase) for _ in [0] if claim.time),
        *(("place", claim.place.mention) for _ in [0] if claim.place),
        *(("speaker", person.mention) for person in claim.speakers),
        *(("cue", said.cue) for said in claim.attribution),
        *(("target", person.mention) for person in claim.targets),
        *(("actor", person.mention) for person in claim.actors),
    ]
    parts: dict[int, str] = {}
    for word in sentence.words:
        if _holds(claim.quote, claim.quote.part, word.start):
            parts[word.index] = "quote"
        for part, span in named:
            if span is not None and _holds(span, claim.quote.part, word.start):
                parts[word.index] = part
    return parts


def _holds(span: Span, part: str, start: int) -> bool:
    return span.part == part and span.start <= start < span.end
