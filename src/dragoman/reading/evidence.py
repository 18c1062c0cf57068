"""What the learned part is told beside the words: everything the rules found in a report.

Words come with their tags and with what the lexicon and the cues say of them; actors and times are
candidates that a trigger (a word that tells an act) may be joined to, each pair with its way through
the tree. All of it is counted from closed lists, in any language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import candidates_at
from dragoman.reading.document import Document
from dragoman.reading.drafts import Draft
from dragoman.reading.lexicon import Lexicon
from dragoman.reading.scopes import Scope
from dragoman.reading.timing import TimeFinder
from dragoman.records import Event, Participant, Status, Time

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
RELATIONS = [
    "acl",
    "acl:relcl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "ccomp",
    "clf",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:pass",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
]
KINDS = [
    "state",
    "capital",
    "seat",
    "organ",
    "city",
    "people",
    "organisation",
    "bloc",
    "court",
    "group",
    "person",
    "company",
    "media",
    "role",
    "ngo",
    "party",
    "armed_group",
    "movement",
    "adjective",
    "other",
]
SECTORS = [
    "OPP",
    "REB",
    "JUD",
    "LEG",
    "PTY",
    "CVL",
    "MED",
    "BUS",
    "CRM",
    "REL",
    "NGO",
    "UAF",
    "POL",
    "ALLIES",
]
MANNERS = ("direct", "indirect", "reported", "free")
STANCES = ("confirm", "deny", "possible", "plan", "demand", "accuse")
CASES = ("Nom", "Acc", "Dat", "Gen")
EVENTS = [str(e) for e in Event]
STATUSES = [str(s) for s in Status]
HOWS = ("named", "role", "adjective", "pronoun", "before", "belongs", "allies", "inferred")

WORD_SIZES = {
    "upos": len(UPOS) + 1, "relation": len(RELATIONS) + 1, "name": 4, "kind": len(KINDS) + 1,
    "event": len(EVENTS) + 1, "lemma_event": len(EVENTS) + 1, "status": len(STATUSES) + 1, "dropped": 2,
    "manner": len(MANNERS) + 1, "stance": len(STANCES) + 1, "title": 2, "mood": 3, "tense": 4, "form": 4,
    "timed": 2,
}  # fmt: skip
ACTOR_SIZES = {
    "kind": len(KINDS) + 1, "how": len(HOWS), "sector": len(SECTORS) + 1, "home": 2, "preposition": 6,
    "case": len(CASES) + 1, "place": len(RELATIONS) + 1, "often": 5, "sentences": 9, "words": 14, "up": 6,
    "down": 6, "relation": len(RELATIONS) + 2, "own_relation": len(RELATIONS) + 2, "between": 5, "rule": 6,
    "speaker": 2,
}  # fmt: skip
TIME_SIZES = {
    "sentences": 9, "words": 14, "up": 6, "down": 6, "relation": len(RELATIONS) + 2,
    "own_relation": len(RELATIONS) + 2, "rule": 4, "paragraph": 2, "back": 7, "lead": 2, "form": 6, "age": 7,
}  # fmt: skip
NEAR = 3  # sentences on either side in which a trigger's actors are looked for; and times after it
BACK = 15  # sentences before it in which times are looked for
_STEPS = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that names an actor; `index` is -1 for one that is only understood."""

    number: int
    index: int
    participant: Participant
    how: int
    kind: int


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """A time expression with the time it means, or, when `turned`, would mean in the other tense."""

    number: int
    index: int
    time: Time
    turned: bool = False


@dataclass(slots=True)
class Evidence:
    """All that is known of one report; words are counted through (`starts` of each sentence)."""

    document: Document
    starts: list[int]
    words: NDArray[np.int64]  # (words, features)
    candidates: list[Candidate]
    times: list[TimeCandidate]
    drafts: list[Draft]
    by_word: dict[tuple[int, int], Draft]  # by sentence and word, the words an entry asked for included
    scopes: list[list[Scope]]
    counts: Counter[str]  # how often each actor is named
    named: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _ways: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for candidate in self.candidates:
            self.named[candidate.number].append((candidate.index, candidate.participant.code))

    def draft_at(self, number: int, index: int) -> Draft | None:
        """What the lexicon made of a word."""
        return self.by_word.get((number, index))

    def actors_near(self, number: int, index: int) -> tuple[list[Candidate], NDArray[np.int64]]:
        """Candidates for the roles of a trigger, and (candidates, features)."""
        draft = self.draft_at(number, index)
        actors = {p.code for p in draft.roles.actors} if draft else set()
        targets = {p.code for p in draft.roles.targets} if draft else set()
        speakers = {
            p.code
            for s in self.scopes[number]
            if index in s.words and s.cue_word != index
            for p in s.speakers
        }
        chosen, rows = [], []
        for candidate in self.candidates:
            code = candidate.participant.code
            rule = 0
            if draft is not None:
                rule = 1 + (code in actors) + 2 * (code in targets)
                rule = 5 if rule == 1 and draft.dropped else rule
            if candidate.index < 0:
                if rule not in {2, 3, 4} and candidate.number != -1:
                    continue
            elif not self._is_near(number, candidate.number):
                continue
            if (candidate.number, candidate.index) == (number, index) and rule < 2:
                continue
            chosen.append(candidate)
            rows.append(
                [*self._own(candidate), *self._way(number, index, candidate.number, candidate.index),
                 self._between(number, index, candidate), rule, int(code in speakers)]
            )  # fmt: skip
        return chosen, np.array(rows, np.int64).reshape(len(rows), len(ACTOR_SIZES))

    def times_near(self, number: int, index: int) -> tuple[list[TimeCandidate], NDArray[np.int64]]:
        """Candidates for the time of a trigger, and (candidates, features)."""
        draft = self.draft_at(number, index)
        chosen, rows = [], []
        sentences = self.document.sentences
        lead = self.document.parts.index("text") if "text" in self.document.parts else 0
        for candidate in self.times:
            back = number - candidate.number
            if back > BACK or not (self._is_near(number, candidate.number) or self._is_before(number, back)):
                continue
            rule = 3 if candidate.turned else 0
            if draft is not None and draft.time is not None and not candidate.turned:
                rule = 1 + (draft.time.phrase == candidate.time.phrase)
                if rule == 2:  # the rules have seen what the phrase refers to
                    candidate = replace(candidate, time=draft.time)
            same = sentences[number].paragraph == sentences[candidate.number].paragraph
            chosen.append(candidate)
            rows.append(
                [*self._way(number, index, candidate.number, candidate.index), rule, int(same),
                 _class(back, (0, 1, 2, 4, 8)) + 1 if back >= 0 else 0, int(candidate.number <= lead + 1),
                 *_looks(candidate.time, self.document.report.published)]
            )  # fmt: skip
        return chosen, np.array(rows, np.int64).reshape(len(rows), len(TIME_SIZES))

    def _is_before(self, number: int, back: int) -> bool:
        parts = self.document.parts
        return back >= 0 and parts[number] == parts[number - back]

    def _is_near(self, number: int, other: int) -> bool:
        parts = self.document.parts
        if parts[number] != parts[other]:
            return abs(number - other) <= NEAR and parts[number] == "title"
        return abs(number - other) <= NEAR

    def _own(self, candidate: Candidate) -> list[int]:
        document = self.document
        country, _, sector = candidate.participant.code.partition(":")
        preposition = case = place = 0
        if candidate.index >= 0:
            sentence, grammar = document.sentences[candidate.number], document.grammar
            at = candidate.index
            form = grammar.case_of(sentence, at)
            for value, words in enumerate(
                (grammar.agent, grammar.inside, grammar.between, grammar.reaching), 1
            ):
                if form in words:
                    preposition = value
                    break
            else:
                preposition = 5 if form else 0
            case = _place(CASES, sentence.words[at].features.get("Case"))
            place = _place(RELATIONS, sentence.words[at].relation)
        return [
            candidate.kind, candidate.how, _place(SECTORS, sector), int(country == document.home),
            preposition, case, place, _class(self.counts[candidate.participant.code], (1, 2, 4, 8)),
        ]  # fmt: skip

    def _between(self, number: int, index: int, candidate: Candidate) -> int:
        """How many other actors stand between a trigger and a candidate of its sentence."""
        if candidate.number != number or candidate.index < 0:
            return 4
        low, high = sorted((index, candidate.index))
        others = {code for at, code in self.named.get(number, ()) if low < at < high}
        return min(len(others - {candidate.participant.code}), 3)

    def _chain(self, number: int, index: int) -> list[int]:
        """The word and all above it."""
        key = (number, index)
        if key not in self._ways:
            words, chain = self.document.sentences[number].words, [index]
            while words[chain[-1]].head >= 0:
                chain.append(words[chain[-1]].head)
            self._ways[key] = chain
        return self._ways[key]

    def _way(self, number: int, index: int, other: int, at: int) -> list[int]:
        """Distance in sentences and words, and the way through the tree."""
        if at < 0:
            return [8, 0, 5, 5, len(RELATIONS) + 1, len(RELATIONS) + 1]
        distance = max(-NEAR, min(NEAR, other - number)) + NEAR
        if self.document.parts[number] != self.document.parts[other]:
            distance = 7
        if other != number:
            word = self.document.sentences[other].words[at]
            return [distance, 0, 5, 5, 1 + RELATIONS.index(word.relation), 0]
        own, his = self._chain(number, index), self._chain(number, at)
        above = set(own)
        down = next((i for i, w in enumerate(his) if w in above), len(his) - 1)
        up = own.index(his[down]) if his[down] in above else len(own) - 1
        words = self.document.sentences[number].words
        relation = 1 + RELATIONS.index(words[his[down - 1]].relation) if down else 0
        own_relation = 1 + RELATIONS.index(words[own[up - 1]].relation) if up else 0
        return [distance, _steps(at - index), min(up, 4), min(down, 4), relation, own_relation]


def _steps(distance: int) -> int:
    """A signed distance in words as one of 13 classes from 1."""
    size = sum(abs(distance) > s for s in _STEPS) + 1 if distance else 0
    return 7 + size if distance > 0 else 7 - size


def _class(value: int, limits: tuple[int, ...]) -> int:
    """The first limit that is not exceeded."""
    return sum(value > limit for limit in limits)


def _looks(time: Time, published: str | None) -> list[int]:
    """The form of a time (day, month, year, range, set, else) and how old it was when published."""
    text = time.edtf
    form = 4 if text.startswith("[") else 3 if "/" in text else {10: 0, 7: 1, 4: 2}.get(len(text), 5)
    day = (published or "")[:10]
    if len(day) < 10 or not time.earliest or "X" in day:
        return [form, 6]
    try:
        days = date.fromisoformat(day) - date.fromisoformat(time.earliest[:10])
    except ValueError:  # before the year 1 or after 9999
        return [form, 5]
    return [form, _class(days.days, (-1, 0, 3, 31, 366))]


def _place(values: list[str] | tuple[str, ...], value: str | None) -> int:
    return 1 + values.index(value) if value is not None and value in values else 0


def _time_candidates(times: TimeFinder) -> Iterator[TimeCandidate]:
    for number, index, time, other in times.all_times():
        yield TimeCandidate(number, index, time)
        if other is not None:
            yield TimeCandidate(number, index, other, turned=True)


def gather(
    document: Document, drafts: list[Draft], scopes: list[list[Scope]], times: TimeFinder, lexicon: Lexicon
) -> Evidence:
    """Collect the evidence of one report after the rules have read it."""
    by_word: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        for index in (draft.frame.index, *draft.frame.asked):
            by_word.setdefault((draft.frame.number, index), draft)
    starts: list[int] = []
    rows: list[list[int]] = []
    candidates: list[Candidate] = []
    for number, sentence in enumerate(document.sentences):
        starts.append(len(rows))
        found: dict[int, int] = {}
        for word in sentence.words:
            for how, kind, participant in candidates_at(document, number, word.index):
                place = KINDS.index(kind) if kind in KINDS else len(KINDS) - 1
                candidates.append(Candidate(number, word.index, participant, HOWS.index(how), 1 + place))
                found.setdefault(word.index, 1 + place)
        timed = times.words_of(number)
        rows += [
            _word_row(document, number, sentence, word, by_word, scopes[number], lexicon, found, timed)
            for word in sentence.words
        ]
    known = {c.participant.code for c in candidates}
    for draft in drafts:
        for participant in (*draft.roles.actors, *draft.roles.targets):
            if participant.code not in known:
                known.add(participant.code)
                candidates.append(Candidate(-2, -1, participant, HOWS.index("inferred"), 0))
    return Evidence(
        document,
        starts,
        np.array(rows, np.int64).reshape(len(rows), len(WORD_SIZES)),
        candidates,
        list(_time_candidates(times)),
        drafts,
        by_word,
        scopes,
        Counter(c.participant.code for c in candidates),
    )


def _word_row(
    document: Document,
    number: int,
    sentence: Sentence,
    word: Word,
    drafts: dict[tuple[int, int], Draft],
    scopes: list[Scope],
    lexicon: Lexicon,
    found: dict[int, int],
    timed: set[int],
) -> list[int]:
    draft = drafts.get((number, word.index))
    event = draft.frame.entry.event if draft else None
    inner = min((s for s in scopes if word.index in s.words), key=lambda s: len(s.words), default=None)
    features = word.features
    return [
        _place(UPOS, word.upos),
        _place(RELATIONS, word.relation),
        _place(("PER", "ORG", "LOC"), word.name[2:]),
        found.get(word.index, 0),
        _place(EVENTS, event),
        _place(EVENTS, _lemma_event(word, lexicon)),
        _place(STATUSES, draft.status if draft else None),
        int(draft is not None and draft.dropped),
        _place(MANNERS, inner.manner if inner else None),
        _place(STANCES, inner.stance if inner else None),
        int(document.parts[number] == "title"),
        {"Ind": 1, "Sub": 2}.get(features.get("Mood", ""), 0),
        {"Past": 1, "Pres": 2, "Fut": 3}.get(features.get("Tense", ""), 0),
        {"Fin": 1, "Inf": 2, "Part": 3}.get(features.get("VerbForm", ""), 0),
        int(word.index in timed),
    ]


def _lemma_event(word: Word, lexicon: Lexicon) -> Event | None:
    """The event of the first entry of the lemma, whether its frame fits or not."""
    if word.upos in {"VERB", "AUX"}:
        entries = lexicon.verbs(word.lemma)
    elif word.upos in {"NOUN", "PROPN"}:
        entries = lexicon.nouns(word.lemma)
    elif word.upos == "ADJ":
        entries = lexicon.adjectives(word.lemma.lower())
    else:
        return None
    return next((e.event for e in entries if e.event is not None), None)
