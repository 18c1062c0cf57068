"""Two to five reports side by side, sentence by sentence: who adds, who drops, who denies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.errors import LedgerError
from dragoman.history import Act
from dragoman.language.tokens import split_sentences
from dragoman.records import Claim, Report, Span, Status
from dragoman.serialise import claim_to_dict
from dragoman.web.alignment import Sentence, align
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.history_kept import History
from dragoman.web.marking import Piece, mark_text
from dragoman.web.pages.acts import still_working

MOST_REPORTS = 5
_MOST_OFFERED = 30  # acts to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one report says in a row: its sentence with marks; how it differs from the first that says it."""

    pieces: list[Piece]
    claims: list[Claim]
    differs: list[str] = field(default_factory=list)


def show_compare(visit: Visit) -> Found:
    """The reports asked for, or those that tell one act."""
    history = visit.find_history()
    if history is None:
        return still_working("compare.title")
    ids, act = _ids_asked(visit, history)
    reports = [_report_of(visit, id) for id in ids]
    if len(reports) < 2:
        values: dict[str, Any] = {"reports": reports, "rows": [], "act": act, "newest": _to_choose(history)}
        return Found("compare.html", values, {"reports": ids, "rows": []})
    claims = {report.id: list(visit.ledger.iter_claims(report=report.id)) for report in reports}
    sentences = [list(_sentences_of(report, claims[report.id], history)) for report in reports]
    rows = [_row(row, reports, claims) for row in align(sentences)]
    values = {"reports": reports, "rows": rows, "act": act, "newest": []}
    data = {
        "reports": ids,
        "rows": [
            [
                cell
                and {
                    "text": "".join(piece.text for piece in cell.pieces),
                    "differs": cell.differs,
                    "claims": [claim_to_dict(claim) for claim in cell.claims],
                }
                for cell in row
            ]
            for row in rows
        ],
    }
    return Found("compare.html", values, data)


def _ids_asked(visit: Visit, history: History) -> tuple[list[str], Act | None]:
    params = visit.request.query_params
    claim = params.get("claim", "").strip()
    if claim:
        act = history.by_claim.get(claim)
        if act is None:
            raise NotThereError
        return [report.id for report in act.reports][:MOST_REPORTS], act
    ids = list(dict.fromkeys(id for id in params.getlist("report") if id.strip()))
    if len(ids) > MOST_REPORTS:
        raise AskedWronglyError("report")
    return ids, None


def _report_of(visit: Visit, id: str) -> Report:
    try:
        return visit.ledger.get_report(id)
    except LedgerError as error:
        raise NotThereError from error


def _sentences_of(report: Report, claims: list[Claim], history: History) -> list[Sentence]:
    acts = {claim.id: act.id for claim in claims if (act := history.by_claim.get(claim.id))}
    found = []
    for sentence in split_sentences(report.text, report.language):
        start, end = sentence.tokens[0].start, sentence.tokens[-1].end
        inside = [c for c in claims if _is_within(c.quote, start, end)]
        found.append(
            Sentence(
                text=report.text[start:end],
                start=start,
                acts=frozenset(acts[c.id] for c in inside if c.id in acts),
                claims=tuple(c.id for c in inside),
            )
        )
    return found


def _is_within(span: Span, start: int, end: int) -> bool:
    return span.part == "text" and span.start < end and span.end > start


def _row(
    row: list[Sentence | None], reports: list[Report], claims: dict[str, list[Claim]]
) -> list[Cell | None]:
    cells: list[Cell | None] = []
    first: list[Claim] | None = None
    for report, sentence in zip(reports, row, strict=True):
        if sentence is None:
            cells.append(None)
            continue
        own = [claim for claim in claims[report.id] if claim.id in sentence.claims]
        quotes = [[_shifted(claim.quote, sentence)] for claim in own]
        differs = _differences(first, own) if first is not None else []
        first = own if first is None else first
        cells.append(Cell(pieces=mark_text(sentence.text, quotes), claims=own, differs=differs))
    return cells


def _shifted(span: Span, sentence: Sentence) -> Span:
    start = max(0, span.start - sentence.start)
    return Span(start=start, end=min(len(sentence.text), span.end - sentence.start), text="", part="text")


def _differences(first: list[Claim], other: list[Claim]) -> list[str]:
    """Keys of what another report says otherwise of acts of the same type: denied, status, date, number."""
    found: list[str] = []
    for claim in other:
        mates = [mate for mate in first if mate.event == claim.event]
        if not mates:
            continue
        mate = next((mate for mate in mates if _parties_of(mate) == _parties_of(claim)), mates[0])
        if (claim.status == Status.DENIED) != (mate.status == Status.DENIED):
            found.append("denied")
        elif claim.status != mate.status:
            found.append("status")
        if claim.time and mate.time and claim.time.edtf != mate.time.edtf:
            found.append("date")
        if claim.quantity and mate.quantity and claim.quantity != mate.quantity:
            found.append("number")
    return list(dict.fromkeys(found))


def _parties_of(claim: Claim) -> tuple[set[str], set[str]]:
    return {who.code for who in claim.actors}, {who.code for who in claim.targets}


def _to_choose(history: History) -> list[Act]:
    """Acts that several reports tell, the most told first: where comparing is worth while."""
    told = [act for act in history.acts if len(act.reports) > 1]
    return sorted(told, key=lambda act: -len(act.reports))[:_MOST_OFFERED]
