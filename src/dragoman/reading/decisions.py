"""Join what the rules found with what the learned part says: one list of drafts for the claims.

A predicate of the lexicon is kept unless the network finds it unlikely; a word without an entry tells
an act where the network is sure enough. Roles, status and time are the network's, which has seen the
rules' own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dragoman.language.parse import Sentence, Word
from dragoman.reading.document import Document
from dragoman.reading.drafts import RECIPROCAL, Draft, Roles
from dragoman.reading.evidence import EVENTS
from dragoman.reading.judge import Judgement, Sides
from dragoman.reading.lexicon import Entry, Lexicon
from dragoman.reading.predicates import Frame, depth_of
from dragoman.reading.slots import adjective_slots, noun_slots, verb_slots
from dragoman.reading.status import StatusReading, status_of
from dragoman.reading.status_words import StatusWords
from dragoman.records import MUTUAL_EVENTS, Event, Status, Time

KEPT = 0.1  # an entry's act is kept from this probability on,
WHOLE = 0.02  # a verb's from here on whose parties the clause itself names
FOUND = 0.45  # a word without an entry tells an act from here on
SURE = 0.4  # an act is kept whose parties are as likely as this in the mean
SIDE = 0.45  # an actor takes a role from here on;
DOER = 0.1  # the likeliest doer from here on,
TARGET = 0.2  # the likeliest target,
PARTY = 0.1  # and the two likeliest parties of a mutual act
AIMED = 0.05  # the likeliest target of an act that hardly ever goes without one, the doer itself too
UNKNOWN_DOER = 0.25  # the likeliest doer of an act that is often told without one
PLACED = 0.3  # of how likely one does an act that the report names as its place only
CLOSELY = 3  # steps in the tree
RULES = 0.15  # weight of the roles that the rules found
CONTROLLED = "subj [controlled by"  # how the rules found a doer
COUPS = "@coups"  # the class of the lexicon
_CONTENT = frozenset({Event.ACCUSE, Event.REQUEST, Event.THREATEN})
_UNKNOWN_DOERS = frozenset({Event.ASSAULT, Event.COERCE, Event.ACCUSE, Event.SANCTION, Event.RETREAT})
_AIMED = frozenset(
    {Event.COERCE, Event.CONCEDE, Event.SANCTION, Event.THREATEN, Event.REJECT, Event.REQUEST, Event.ACCUSE}
)
_DAY = len("2025-01-17")
_NOMINAL = {"NOUN", "PROPN", "X", "NUM"}
_PARTICLES = {"PART", "ADV", "INTJ"}


def _is_whole(draft: Draft) -> bool:
    """Whether a verb's own clause names its doer and its target, or two parties of a mutual act."""
    frame, roles = draft.frame, draft.roles
    if frame.entry.word_class != "verb" or roles.by_reference:
        return False
    actors = [p for p in roles.actors if p.mention is not None]
    if frame.entry.event in MUTUAL_EVENTS and len(actors) > 1:
        return True
    return bool(actors) and any(p.mention is not None for p in roles.targets)


def _bearer(sentence: Sentence, word: Word) -> Word:
    """The word that a claim is told by: for a mere ``not`` or ``never`` the verb it belongs to."""
    head = sentence.words[word.head] if word.head >= 0 else word
    return head if word.upos in _PARTICLES and head.upos in {"VERB", "AUX"} else word


@dataclass(slots=True)
class Decider:
    """Turns the rules' drafts of one report into the final ones."""

    judgement: Judgement
    lexicon: Lexicon
    status_words: StatusWords

    @property
    def _document(self) -> Document:
        return self.judgement.evidence.document

    def decide(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts to build claims from, each sentence's outer ones first."""
        events = self.judgement.events
        starts = self.judgement.evidence.starts
        out: list[Draft] = []
        taken: set[tuple[int, int]] = set()
        for draft in drafts:
            frame, entry = draft.frame, draft.frame.entry
            if entry.event is None:
                out.append(draft)
                if not entry.content:  # what the lexicon lists as no act is none
                    taken.add((frame.number, frame.index))
                continue
            places = [frame.index, *frame.asked]
            column = 1 + EVENTS.index(entry.event)
            likely = [float(events[starts[frame.number] + i, column]) for i in places]
            best = int(np.argmax(likely))
            if likely[best] >= (WHOLE if _is_whole(draft) else KEPT):
                taken.update((frame.number, i) for i in places)
                out.append(self._judged(draft, places[best], likely[best]))
            elif (beside := self._told_beside(frame, column)) is not None:
                taken.update((frame.number, i) for i in (*places, beside))
                told = float(events[starts[frame.number] + beside, column])
                out.append(self._judged(draft, frame.index, told))
            else:
                out.append(replace(draft, dropped=True))
        kept = [d for d in out if not d.dropped and d.frame.entry.event is not None]
        for number, sentence in enumerate(self._document.sentences):
            if sentence.aside:
                continue
            for word in sentence.words:
                row = events[starts[number] + word.index]
                column = 1 + int(row[1:].argmax())
                if row[column] < FOUND or (number, word.index) in taken:
                    continue
                event = Event(EVENTS[column - 1])
                if any(self._is_same(d, number, word, event) for d in kept):
                    continue
                place = _bearer(sentence, word)
                if place is not word and (number, place.index) in taken:
                    continue
                reading = status_of(sentence, word.index, self.status_words, self._document.grammar)
                new = self._new(number, sentence, place, event, reading)
                found = self._judged(new, word.index, float(row[column]))
                taken.add((number, place.index))
                out.append(found)
                kept.append(found)
        sentences = self._document.sentences
        agreed = {(d.frame.number, d.frame.index) for d in kept if d.frame.entry.event == Event.AGREE}
        for draft in kept:
            if draft.frame.entry.event == Event.ALLIANCE and self._is_below(draft, agreed):
                draft.dropped = True  # what is agreed on does not stand yet: eine Partnerschaft vereinbaren
        return sorted(
            out,
            key=lambda d: (d.frame.number, depth_of(sentences[d.frame.number], d.frame.index), d.frame.index),
        )

    def _told_beside(self, frame: Frame, column: int) -> int | None:
        """The word joined to a frame's in the tree that the network takes for the same act's, if it does:
        ``mit Sanktionen belegt``, where the verb shows who and the noun what.
        """
        words = self._document.sentences[frame.number].words
        base = self.judgement.evidence.starts[frame.number]
        at = words[frame.index]
        found = [
            (float(row[column]), w.index)
            for w in words
            for row in [self.judgement.events[base + w.index]]
            if (w.head == at.index or w.index == at.head)
            and row[column] >= FOUND
            and row[1:].argmax() + 1 == column
            and self.judgement.evidence.draft_at(frame.number, w.index) is None
        ]
        return max(found)[1] if found else None

    def _is_same(self, draft: Draft, number: int, word: Word, event: Event) -> bool:
        """Whether a draft already tells this act: ``üben`` with ``Kritik``."""
        if draft.frame.number != number or draft.frame.entry.event != event:
            return False
        head = self._document.sentences[number].words[draft.frame.index].head
        return word.head == draft.frame.index or (head == word.index and word.relation != "root")

    def _is_below(self, draft: Draft, places: set[tuple[int, int]]) -> bool:
        """Whether a draft's word hangs closely on one of the places."""
        words, at = self._document.sentences[draft.frame.number].words, draft.frame.index
        for _ in range(CLOSELY):
            at = words[at].head
            if at < 0:
                return False
            if (draft.frame.number, at) in places:
                return True
        return False

    def _judged(self, draft: Draft, index: int, likely: float) -> Draft:
        """The draft with roles, status and time of the network, which looks at the word `index`."""
        number, entry = draft.frame.number, draft.frame.entry
        assert entry.event is not None
        sides = _with_rules(draft, self.judgement.roles(number, index, entry.event))
        roles = self._at_home(draft, self._roles(draft, entry, _as_controlled(draft, sides)))
        statuses = self.judgement.status(number, index, entry.event)
        status = max(statuses, key=lambda s: statuses[s])
        found, sure = self.judgement.time(number, index, entry.event)
        mutual = entry.event in MUTUAL_EVENTS and entry.mode != "visit"
        dropped = not roles.actors and not roles.targets
        dropped |= entry.event == Event.ALLIANCE and mutual and len(roles.actors) < 2
        dropped |= roles.likely < SURE
        notes = [f"learned: {entry.event} {likely:.2f}", f"learned: {status} {statuses[status]:.2f}"]
        if found is not None:
            notes.append(f"learned: time {sure:.2f}")
        return replace(
            draft,
            roles=roles,
            status=Status(status),
            time=found.time if found is not None else self._told(draft),
            dropped=dropped,
            confidence=round(likely * roles.likely, 2),
            how=tuple(notes),
        )

    def _told(self, draft: Draft) -> Time | None:
        """The rules' time in a report of no certain day: the network has seen hardly any."""
        published = self._document.report.published or ""
        return None if len(published) == _DAY and "X" not in published else draft.time

    def _roles(self, draft: Draft, entry: Entry, sides: list[Sides]) -> Roles:
        """Who takes part. An act has a doer and mostly a target: the likeliest are taken from lower on."""
        if RECIPROCAL in draft.roles.path:
            return draft.roles
        roles = Roles(path=list(draft.roles.path))
        if entry.event in MUTUAL_EVENTS and entry.mode != "visit":
            rows = [(max(s.actor, s.target), s) for s in sides]
            chosen = [("actor", value, side) for value, side in _likeliest(rows, 2, PARTY)]
        else:
            if entry.event in _UNKNOWN_DOERS:
                chosen = _doer_and_target([self._as_place(side) for side in sides], UNKNOWN_DOER)
            else:
                chosen = _doer_and_target(sides, DOER)
            if entry.event in _AIMED and sides and all(name != "target" for name, _, _ in chosen):
                likeliest = max(sides, key=lambda s: s.target)
                if likeliest.target >= AIMED:
                    chosen.append(("target", likeliest.target, likeliest))
        for name, value, side in chosen:
            (roles.actors if name == "actor" else roles.targets).append(side.candidate.participant)
            if side.candidate.number == draft.frame.number and side.candidate.index >= 0:
                roles.words.append(side.candidate.index)
            roles.path.append(f"learned: {name} {side.candidate.participant.code} {value:.2f}")
        if chosen:
            roles.likely = sum(value for _, value, _ in chosen) / len(chosen)
        for row in (roles.actors, roles.targets):
            row.sort(key=lambda p: p.mention.start if p.mention else -1)
        return roles

    def _at_home(self, draft: Draft, roles: Roles) -> Roles:
        """A coup is done by people of the country it happens in; nobody else named beside it does it."""
        word = self._document.sentences[draft.frame.number].words[draft.frame.index]
        if not self.lexicon.fits(word.lemma, COUPS) or not roles.targets:
            return roles
        home = roles.targets[0]
        country = home.code.partition(":")[0]
        if all(p.code.partition(":")[0] != country for p in roles.actors):
            roles.actors = [replace(home, code=country)]
            roles.path.append(f"a coup at home: {country}")
        return roles

    def _as_place(self, side: Sides) -> Sides:
        """A state that is only named as the place of an act (*ein Anschlag in Kenia*) hardly does it."""
        number, index = side.candidate.number, side.candidate.index
        mention = self._document.mentions[number].get(index) if index >= 0 else None
        if mention is None or not mention.is_place:
            return side
        grammar = self._document.grammar
        case = grammar.case_of(self._document.sentences[number], index)
        return replace(side, actor=PLACED * side.actor) if case in grammar.place_prepositions else side

    def _new(
        self, number: int, sentence: Sentence, word: Word, event: Event, reading: StatusReading
    ) -> Draft:
        """A draft for a word that no entry covers."""
        grammar = self._document.grammar
        if word.upos in _NOMINAL:
            word_class = "noun"
            slots = noun_slots(sentence, word.index, grammar, takes_object=False)
        elif word.upos == "ADJ" and word.features.get("VerbForm") != "Part":
            word_class = "adj"
            slots = adjective_slots(sentence, word.index, grammar)
        else:
            word_class = "verb"
            slots = verb_slots(sentence, word.index, grammar, participle=word.upos == "ADJ")
        known = [e for e in self.lexicon.of_any_class(word.lemma) if e.event == event]
        entry = Entry(
            id=f"learned/{word.lemma}", lemma=word.lemma, word_class=word_class, event=event,
            mode=known[0].mode if known else None, actor=(), target=(), parties=(),
            matter=("obj",) if event == Event.REQUEST else (), needs=(), content=event in _CONTENT,
            content_status=Status.DEMANDED if event == Event.REQUEST else None, status=None,
        )  # fmt: skip
        return Draft(Frame(entry, number, word.index, slots), Roles(), reading, reading.status)


def _with_rules(draft: Draft, sides: list[Sides]) -> list[Sides]:
    """The sides with some weight for whom the rules found in a place of the entry."""
    actors = {p.code for p in draft.roles.actors if p.mention is not None}
    targets = {p.code for p in draft.roles.targets if p.mention is not None}

    def joined(value: float, code: str, found: set[str]) -> float:
        return (1 - RULES) * value + RULES * (code in found) if found else value

    return [
        Sides(s.candidate, joined(s.actor, code, actors), joined(s.target, code, targets))
        for s in sides
        for code in [s.candidate.participant.code]
    ]


def _doer_and_target(sides: list[Sides], doer: float) -> list[tuple[str, float, Sides]]:
    """Doers and targets; nobody is both unless that is likely, and no other target is (acts at home)."""
    doers = _likeliest([(s.actor, s) for s in sides], 1, doer)
    targets = _likeliest([(s.target, s) for s in sides], 1, TARGET)
    either = {id(d[1]) for d in doers} & {id(t[1]) for t in targets}
    other = any(s.target >= TARGET for s in sides if id(s) not in either)
    weak = {id(s): s for s in sides if id(s) in either and (other or min(s.actor, s.target) < SIDE)}
    for side in weak.values():
        if side.actor >= side.target:
            others = [(s.target, s) for s in sides if id(s) not in weak]
            targets = _likeliest(others, 1, TARGET)
        else:
            others = [(s.actor, s) for s in sides if id(s) not in weak]
            doers = _likeliest(others, 1, doer)
    return [*(("actor", *d) for d in doers), *(("target", *t) for t in targets)]


def _as_controlled(draft: Draft, sides: list[Sides]) -> list[Sides]:
    """Where the tree shows whose infinitive it is (*accused X of having attacked*) nobody else does it."""
    doers = {p.code for p in draft.roles.actors}
    if draft.frame.entry.event in MUTUAL_EVENTS or not any(CONTROLLED in step for step in draft.roles.path):
        return sides
    if not any(s.candidate.participant.code in doers for s in sides):
        return sides
    return [
        replace(s, actor=max(s.actor, SIDE), target=min(s.target, PLACED * s.target))
        if s.candidate.participant.code in doers
        else replace(s, actor=PLACED * s.actor)
        for s in sides
    ]


def _likeliest(rows: list[tuple[float, Sides]], count: int, least: float) -> list[tuple[float, Sides]]:
    """All from SIDE on, and the first `count` from `least` on."""
    ranked = sorted(rows, key=lambda r: -r[0])
    return [r for place, r in enumerate(ranked) if r[0] >= SIDE or (place < count and r[0] >= least)]
