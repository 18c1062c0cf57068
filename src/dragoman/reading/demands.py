"""Telling what another must do demands it: *Oslo said Minsk must free the crew* is a request of its own.

The annotation guidelines give a demand two claims: the demanding and what is demanded. Where a verb or a
noun demands, its own entry makes the first; where only the mood of reported speech does (*must*, *solle*),
it is made here.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of
from dragoman.reading.document import Document
from dragoman.reading.drafts import Draft, Roles
from dragoman.reading.lexicon import Entry
from dragoman.reading.predicates import Frame
from dragoman.reading.scopes import Scope
from dragoman.reading.slots import verb_slots
from dragoman.reading.status import StatusReading, status_of
from dragoman.reading.status_words import StatusWords
from dragoman.reading.timing import TimeFinder
from dragoman.records import Event, Participant, Status

_CONFIDENCE = 0.5
_OBLIGATION = "auxiliary"  # the kind of word in the reading's reason
_TOLD = frozenset({None, "confirm", "demand"})  # stances of a scope that leave a demand a demand
_SUBJECTS = ("nsubj", "nsubj:pass")
_NO_VOICE = frozenset({"unknown"})
_ENTRY = Entry(
    id="told/must", lemma="must", word_class="verb", event=Event.REQUEST, mode=None, actor=(), target=(),
    parties=(), matter=(), needs=(), content=False, content_status=None, status=None,
)  # fmt: skip


def find_demands(
    document: Document,
    scopes: list[list[Scope]],
    drafts: list[Draft],
    words: StatusWords,
    times: TimeFinder,
) -> Iterator[Draft]:
    """A draft for each clause in which a speaker says that another actor must or should do something.

    Where `drafts` hold a request for the clause, or above it, there is none to add.
    """
    requests = {
        (d.frame.number, d.frame.index)
        for d in drafts
        if not d.dropped and d.frame.entry.event in {Event.REQUEST, Event.THREATEN}
    }
    for number, rows in enumerate(scopes):
        sentence = document.sentences[number]
        done: set[int] = set()
        for scope in rows:
            if not scope.speakers or scope.cue_word < 0 or scope.stance not in _TOLD:
                continue
            for word in _obliged(sentence, scope):
                if word.index in done or _is_asked(sentence, word, number, requests):
                    continue
                reading = status_of(sentence, word.index, words, document.grammar)
                if reading.status != Status.DEMANDED or _OBLIGATION not in reading.how:
                    continue
                asked = _asked(document, number, word, scope.speakers)
                if not asked:
                    continue
                done.add(word.index)
                yield _draft(document, number, word, scope, asked, times)


def _obliged(sentence: Sentence, scope: Scope) -> Iterator[Word]:
    """Verbs in what is said that have a subject and an auxiliary of their own."""
    for index in sorted(scope.words):
        word = sentence.words[index]
        if word.relation in {"aux", "aux:pass", "cop"}:
            continue
        if any(sentence.dependants(index, *_SUBJECTS)) and any(sentence.dependants(index, "aux")):
            yield word


def _is_asked(sentence: Sentence, word: Word, number: int, requests: set[tuple[int, int]]) -> bool:
    """Whether a request is told by the clause's own words or by one above it."""
    below = {(number, i) for i in (word.index, *(w.index for w in sentence.dependants(word.index)))}
    at = word
    while at.head >= 0:
        at = sentence.words[at.head]
        below.add((number, at.index))
    return not below.isdisjoint(requests)


def _asked(
    document: Document, number: int, word: Word, speakers: tuple[Participant, ...]
) -> list[Participant]:
    """Who must do it: the subject, where it is known and none of those who speak."""
    saying = {_country(p) for p in speakers}
    if saying <= _NO_VOICE or any(p.code.endswith(":MED") for p in speakers):
        return []
    sentence = document.sentences[number]
    subjects = sentence.dependants(word.index, *_SUBJECTS)
    found = [f.participant for s in subjects for f in actors_of(document, number, s.index)]
    known = [p for p in found if p.code != "unknown"]
    return [] if any(_country(p) in saying for p in known) else known


def _draft(
    document: Document,
    number: int,
    word: Word,
    scope: Scope,
    asked: list[Participant],
    times: TimeFinder,
) -> Draft:
    sentence = document.sentences[number]
    roles = Roles(actors=list(scope.speakers), targets=asked, by_reference=True)
    roles.path.append(f"„{sentence.words[scope.cue_word].text}“: who says what another must do demands it")
    slots = verb_slots(sentence, word.index, document.grammar)
    return Draft(
        Frame(_ENTRY, number, word.index, slots),
        roles,
        StatusReading(Status.OCCURRED),
        Status.OCCURRED,
        time=times.time_of(number, scope.cue_word, {word.index}).time,
        confidence=_CONFIDENCE,
    )


def _country(participant: Participant) -> str:
    return participant.code.partition(":")[0]
