"""Announcing a hostile act in case another does *not* do something threatens: *will strike unless …*

The annotation guidelines make one claim of it, THREATEN, which has occurred.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of
from dragoman.reading.document import Document
from dragoman.reading.drafts import Draft
from dragoman.reading.status import StatusReading, condition_of
from dragoman.reading.status_words import StatusWords
from dragoman.records import Event, Status

_MODES: dict[Event, str | None] = {
    Event.ASSAULT: "violence",
    Event.MOBILIZE: "violence",
    Event.COERCE: "restrict",
    Event.SANCTION: "relations",
    Event.PROTEST: None,
    Event.REJECT: None,
    Event.RETREAT: None,
}
_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
_CONFIDENCE = 0.5  # at least


def turn_ultimatums(document: Document, drafts: list[Draft], words: StatusWords) -> list[Draft]:
    """The drafts, with hostile acts announced under such a condition as threats against whom it is put to.

    What the condition names as not done (*wenn Kiew die Männer nicht freilässt*) is demanded.
    """
    conditions: dict[tuple[int, int], Word] = {}
    for draft in drafts:
        event = draft.frame.entry.event
        if draft.dropped or event not in _MODES or not draft.roles.actors:
            continue
        if draft.status not in _AHEAD and draft.reading.status not in _AHEAD:
            continue
        condition = _condition(document.sentences[draft.frame.number], draft.frame.index, words)
        if condition is not None:
            conditions[draft.frame.number, draft.frame.index] = condition
    if not conditions:
        return drafts
    asked = {(number, word.index) for (number, _), word in conditions.items()}
    out = []
    for draft in drafts:
        place = draft.frame.number, draft.frame.index
        if place in conditions:
            out.append(_threat(document, draft, conditions[place]))
        elif place in asked:
            reading = StatusReading(Status.DEMANDED, "not doing so is threatened for", explicit=True)
            out.append(replace(draft, status=Status.DEMANDED, reading=reading))
        else:
            out.append(draft)
    return out


def _condition(sentence: Sentence, index: int, words: StatusWords) -> Word | None:
    """The verb of a clause on which an act's verb depends, and which is negated."""
    unless = words.forms.get("unless", frozenset())
    for clause in sentence.dependants(index, "advcl"):
        if any(w.text.lower() in unless for w in sentence.dependants(clause.index, "mark")):
            return clause
    found = condition_of(sentence, index, words)
    return found if found is not None and _is_negated(sentence, found, words) else None


def _is_negated(sentence: Sentence, clause: Word, words: StatusWords) -> bool:
    for child in sentence.dependants(clause.index):
        if child.text.lower() in words.forms["negator"]:
            return True
        if child.relation in {"obj", "nsubj", "nsubj:pass"} and any(
            shift.status == Status.DENIED
            for w in sentence.dependants(child.index, "det")
            for shift in words.of("determiner", w.lemma)
        ):
            return True
    endings = tuple(words.forms.get("negative_endings", ()))
    return bool(endings) and any(
        w.text.lower().endswith(endings) for w in sentence.dependants(clause.index, "aux", "aux:pass", "cop")
    )


def _threat(document: Document, draft: Draft, condition: Word) -> Draft:
    number, event = draft.frame.number, draft.frame.entry.event
    assert event is not None
    sentence, doers = document.sentences[number], {p.code for p in draft.roles.actors}
    subjects = sentence.dependants(condition.index, "nsubj", "nsubj:pass")
    named = [f.participant for s in subjects for f in actors_of(document, number, s.index)]
    put_to = [p for p in named if p.code not in doers | {"unknown"}]
    path = [*draft.roles.path, f"{event} unless „{condition.text}“: a threat"]
    roles = replace(draft.roles, targets=put_to or draft.roles.targets, path=path)
    entry = replace(
        draft.frame.entry, event=Event.THREATEN, mode=_MODES[event], content=False, content_status=None,
        status=None,
    )  # fmt: skip
    confidence = None if draft.confidence is None else max(draft.confidence, _CONFIDENCE)
    return replace(
        draft,
        frame=replace(draft.frame, entry=entry),
        roles=roles,
        reading=StatusReading(Status.OCCURRED),
        status=Status.OCCURRED,
        confidence=confidence,
    )
