"""Quotations of a text as spans: what is said, by whom, with which cue."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reading.document import Document
from dragoman.reading.scopes import Scope
from dragoman.records import Span

_EDGES = frozenset(",.:;–-") | {"„", "“", "”", "»", "«", '"'}


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says: spans of the content (in text order), the speaker's words, the cue."""

    spans: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    manner: str
    how: str = ""


def find_quotations(document: Document, scopes: list[list[Scope]]) -> list[Quotation]:
    """The quotations the scopes stand for; those of one run over several sentences are one."""
    found: list[Quotation] = []
    runs: dict[int, int] = {}
    for number, rows in enumerate(scopes):
        seen: set[frozenset[int]] = set()
        for scope in rows:
            words = scope.frame or scope.words
            spans = () if scope.aside or words in seen else tuple(_spans(document, number, words))
            if not spans:
                continue
            seen.add(words)
            place = runs.get(scope.run)
            if place is not None:
                old = found[place]
                found[place] = Quotation(old.spans + spans, old.speaker, old.cue, old.manner, old.how)
                continue
            if scope.run >= 0:
                runs[scope.run] = len(found)
            found.append(Quotation(spans, scope.speaker_span, scope.cue, scope.manner, scope.how))
    return found


def _spans(document: Document, number: int, chosen: frozenset[int]) -> list[Span]:
    """Contiguous runs of the words, without marks at their edges."""
    words = document.sentences[number].words
    runs: list[list[int]] = []
    for index in sorted(chosen):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    out = []
    for run in runs:
        while run and words[run[0]].text in _EDGES:
            run.pop(0)
        while run and words[run[-1]].text in _EDGES:
            run.pop()
        if any(words[i].upos != "PUNCT" for i in run):
            out.append(document.span(number, run[0], run[-1]))
    return out
