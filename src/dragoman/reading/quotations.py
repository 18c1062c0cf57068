"""Quotations of a text as spans: what is said, by whom, with which cue."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reading.document import Document
from dragoman.reading.scopes import Scope
from dragoman.records import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says: spans of the content (in text order), the speaker's words, the cue."""

    spans: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    manner: str


def find_quotations(document: Document, scopes: list[list[Scope]]) -> list[Quotation]:
    """One quotation for each scope; sentences that continue a quotation are joined to it."""
    found: list[Quotation] = []
    for number, rows in enumerate(scopes):
        for scope in rows:
            spans = tuple(_spans(document, number, scope))
            if not spans:
                continue
            previous = found[-1] if found else None
            if scope.cue_word < 0 and previous is not None and previous.speaker == scope.speaker_span:
                found[-1] = Quotation(previous.spans + spans, previous.speaker, previous.cue, previous.manner)
            else:
                found.append(Quotation(spans, scope.speaker_span, scope.cue, scope.manner))
    return found


def _spans(document: Document, number: int, scope: Scope) -> list[Span]:
    """Contiguous runs of the scope's words, without marks at their edges."""
    words = document.sentences[number].words
    runs: list[list[int]] = []
    for index in sorted(scope.words):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    out = []
    for run in runs:
        while run and words[run[0]].text in {",", ".", ":", ";", "–"}:
            run.pop(0)
        while run and words[run[-1]].text in {",", ".", ":", ";", "–"}:
            run.pop()
        if any(words[i].upos != "PUNCT" for i in run):
            out.append(document.span(number, run[0], run[-1]))
    return out
