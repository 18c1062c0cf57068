"""Find the words of a sentence that stand for an act, with their frame's slots.

One entry fires at most for each word: among those whose conditions hold, the one with most
conditions. A noun that a verb's entry asked for (``Sanktionen verhängen``) doesn't fire itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.lemma import lemma as lemma_of
from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of
from dragoman.reading.document import Document
from dragoman.reading.grammar import Grammar
from dragoman.reading.lexicon import Entry, Lexicon
from dragoman.reading.slots import Slots, lift_arguments, noun_slots, verb_slots

_VERBAL = {"VERB", "AUX"}


@dataclass(slots=True)
class Frame:
    """One entry that fires at one word."""

    entry: Entry
    number: int
    index: int
    slots: Slots
    asked: frozenset[int] = frozenset()  # words that met the entry's conditions


def find_frames(document: Document, number: int, lexicon: Lexicon) -> list[Frame]:
    """Frames of a sentence, the outer ones first."""
    sentence = document.sentences[number]
    frames = []
    for word in sentence.words:
        frame = _verb_frame(document, number, word, lexicon)
        frame = frame or _noun_frame(document, number, word, lexicon)
        frame = frame or _adjective_frame(document, number, word, lexicon)
        if frame is not None:
            frames.append(frame)
    asked = {i for f in frames for i in f.asked if f.entry.word_class != "noun" and not f.entry.content}
    frames = [f for f in frames if f.index not in asked]
    return sorted(frames, key=lambda f: (_depth(sentence, f.index), f.index))


def _depth(sentence: Sentence, index: int) -> int:
    depth = 0
    while sentence.words[index].head >= 0:
        index = sentence.words[index].head
        depth += 1
    return depth


def _verb_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    lemma = word.lemma
    if word.upos == "ADJ" or (word.upos == "NOUN" and word.text[:1].islower()):
        if word.features.get("VerbForm") != "Part" and word.relation not in {"amod", "acl", "root", "ccomp", "conj"}:
            return None
        lemma = lemma_of(word.text, "VERB", document.language)
    elif word.upos not in _VERBAL:
        return None
    entries = lexicon.by_lemma.get(("verb", lemma))
    if not entries or word.relation in {"aux", "aux:pass", "cop"}:
        return None
    sentence = document.sentences[number]
    slots = verb_slots(sentence, word.index, document.grammar)
    frame = _best(document, number, word, entries, slots, lexicon)
    if frame is not None:
        lift_arguments(sentence, slots, frame.asked, document.grammar)
    return frame


def _noun_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    if word.upos not in {"NOUN", "PROPN"}:
        return None
    entries = lexicon.nouns(word.lemma)
    if not entries:
        return None
    sentence = document.sentences[number]
    if not _tells_event(sentence, word, document.grammar):
        return None
    takes_object = any("obj" in e.slots for e in entries)
    slots = noun_slots(sentence, word.index, document.grammar, takes_object=takes_object)
    if any(sentence.dependants(word.index, "cop")):
        for subject in sentence.dependants(word.index, "nsubj"):
            slots.add("copula", subject.index, "subject of a copula")
            if entries[0].event == "ALLIANCE" or "pred" in entries[0].slots:
                slots.add("subj", subject.index, "subject of a copula")
    _add_modifiers(document, number, word, slots)
    return _best(document, number, word, entries, slots, lexicon)


def _tells_event(sentence: Sentence, word: Word, grammar: Grammar) -> bool:
    """Whether a noun stands where it tells that its act happens, and does not only describe."""
    if word.relation in {"obl", "nmod", "obl:agent"}:
        case = grammar.case_of(sentence, word.index)
        if case is None:
            return word.relation == "nmod" and word.head >= 0 and sentence.words[word.head].upos == "NOUN"
        return case in grammar.event_prepositions
    if word.relation == "conj" and word.head >= 0:
        return _tells_event(sentence, sentence.words[word.head], grammar)
    return word.relation not in {"flat", "compound", "case", "fixed"}


def _add_modifiers(document: Document, number: int, word: Word, slots: Slots) -> None:
    """The doer in an adjective (``russischer Angriff``) or a compound's first part (``US-Angriff``)."""
    for index in slots.filled.pop("adjective", []):
        adjective = document.sentences[number].words[index]
        if document.finder.adjective(adjective) and not slots.filled.get("subj"):
            slots.add("subj", index, "adjective of nationality")
    left, dash, _ = word.text.rpartition("-")
    if dash and left.split("-")[0] in document.gazetteer.prefixes and not slots.filled.get("subj"):
        slots.add("compound", word.index, "first part of the compound")


def _adjective_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    if word.upos != "ADJ":
        return None
    entries = lexicon.by_lemma.get(("adj", word.lemma.lower())) or lexicon.by_lemma.get(
        ("adj", word.text.lower().rstrip("nmrse"))
    )
    if not entries:
        return None
    slots = verb_slots(document.sentences[number], word.index, document.grammar)
    if word.relation == "amod":
        slots.add("subj", word.head, "the noun it describes")
    return _best(document, number, word, entries, slots, lexicon)


def _best(
    document: Document, number: int, word: Word, entries: list[Entry], slots: Slots, lexicon: Lexicon
) -> Frame | None:
    best: Frame | None = None
    for entry in entries:
        asked = _asked(document, number, entry, slots, lexicon)
        if asked is not None and (best is None or len(entry.needs) > len(best.entry.needs)):
            best = Frame(entry, number, word.index, slots, frozenset(asked))
    return best


def _asked(
    document: Document, number: int, entry: Entry, slots: Slots, lexicon: Lexicon
) -> set[int] | None:
    """The words that meet the entry's conditions; None if one is not met."""
    sentence = document.sentences[number]
    asked: set[int] = set()
    for slot, wanted in entry.needs:
        row = slots.filled.get(slot, [])
        if wanted == ("empty",):
            if row:
                return None
            continue
        if not row:
            return None
        if wanted == ("filled",):
            continue
        if wanted == ("actor",):
            if not any(actors_of(document, number, i) for i in row):
                return None
            continue
        members = [m for i in row for m in (i, *(w.index for w in sentence.dependants(i, "conj")))]
        met = [i for i in members if any(_meets(document, number, i, w, lexicon) for w in wanted)]
        if not met:
            return None
        if slot in {"obj", "subj"}:  # a noun asked for elsewhere (bei einem Anschlag) tells its own act
            asked.update(met)
    return asked


def _meets(document: Document, number: int, index: int, wanted: str, lexicon: Lexicon) -> bool:
    word = document.sentences[number].words[index]
    if wanted == "actor":
        return bool(actors_of(document, number, index))
    if wanted in {"filled", "empty"}:
        return wanted == "filled"
    return lexicon.fits(word.lemma, wanted) or word.text == wanted or word.text.lower() == wanted
