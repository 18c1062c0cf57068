"""Find the words of a sentence that stand for an act, with their frame's slots.

One entry fires at most for each word: among those whose conditions hold, the one with most
conditions. A noun that a verb's entry asked for (``Sanktionen verhängen``) doesn't fire itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from dragoman.language.lemma import lemma as lemma_of
from dragoman.language.lemma import with_particle
from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of
from dragoman.reading.document import Document
from dragoman.reading.grammar import Grammar
from dragoman.reading.lexicon import CONDITIONS, Entry, Lexicon
from dragoman.reading.slot_record import Slots, find_lower, lift_arguments
from dragoman.reading.slots import adjective_slots, noun_slots, verb_slots
from dragoman.records import Event

_VERBAL = {"VERB", "AUX"}
# relations of a participle that is tagged as an adjective
_PARTICIPLES = {"amod", "acl", "root", "ccomp", "conj", "xcomp"}
# where a slot's word may be found as well: names show no case
_STAND_INS = {"iobj": ("gen", "obj"), "obj": ("iobj", "gen"), "pred": ("obj",)}
_KINDS = ("kind:", "sector:")  # conditions on whom a word names
_LOOSE = {"advmod", "xcomp", "compound:prt", "obl", "dep"}  # relations of a particle the tree didn't know


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
    agreed = {f.index for f in frames if f.entry.event == Event.AGREE}
    frames = [
        f  # what is agreed on does not stand yet: eine Partnerschaft vereinbaren
        for f in frames
        if not (f.entry.event == Event.ALLIANCE and sentence.words[f.index].head in agreed)
    ]
    return sorted(frames, key=lambda f: (depth_of(sentence, f.index), f.index))


def depth_of(sentence: Sentence, index: int) -> int:
    """Steps from a word up to the root."""
    depth = 0
    while sentence.words[index].head >= 0:
        index = sentence.words[index].head
        depth += 1
    return depth


def _verb_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    lemma = word.lemma
    if word.upos == "ADJ" or (word.upos == "NOUN" and word.text[:1].islower()):
        if word.features.get("VerbForm") != "Part" and word.relation not in _PARTICIPLES:
            return None
        lemma = lemma_of(word.text, "VERB", document.language)
    elif word.upos not in _VERBAL:
        return None
    sentence = document.sentences[number]
    bare = word.relation == "amod" and not sentence.children[word.index]
    if bare or word.relation in {"aux", "aux:pass", "cop"}:
        return None  # der gesuchte Mann: a bare participle describes and tells no act
    slots: Slots | None = None
    for name in (*_with_particle(sentence, word, lemma, document.language), lemma):
        entries = lexicon.verbs(name)
        if entries:
            slots = slots or verb_slots(
                sentence, word.index, document.grammar, participle=word.upos not in _VERBAL
            )
            frame = _best(document, number, word, entries, slots, lexicon)
            if frame is not None:
                return frame
    return None


def _with_particle(sentence: Sentence, word: Word, lemma: str, language: str) -> Iterator[str]:
    """Lemmas of the verb with a word of its clause as particle: ``machte … mobil``, ``ließ … fallen``."""
    for child in sentence.dependants(word.index):
        if child.upos == "AUX":
            yield word.text.lower() + child.lemma
            continue
        is_loose = child.relation in _LOOSE and child.upos in {"ADV", "ADJ", "VERB", "ADP"}
        if is_loose and not sentence.children[child.index] and not lemma.startswith(child.text.lower()):
            yield with_particle(lemma, child.text.lower(), language)


def _noun_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    if word.upos not in {"NOUN", "PROPN"}:
        return None
    sentence = document.sentences[number]
    entries = lexicon.nouns(word.lemma)
    if not lexicon.closed_compounds and word.index > 0:  # peace talks
        before = sentence.words[word.index - 1]
        if before.head == word.index:
            entries = lexicon.nouns(f"{before.lemma.lower()} {word.lemma}") or entries
    if not entries:
        return None
    if not _tells_event(sentence, word, document.grammar):
        return None
    takes_object = any("obj" in e.slots for e in entries)
    slots = noun_slots(sentence, word.index, document.grammar, takes_object=takes_object)
    if any(sentence.dependants(word.index, "cop")):
        for subject in sentence.dependants(word.index, "nsubj"):
            slots.add("copula", subject.index, "subject of a copula")
            if entries[0].event == "ALLIANCE" or "pred" in entries[0].slots:
                slots.add("subj", subject.index, "subject of a copula")
    _drop_places(document, number, slots)
    _drop_descriptions(document, number, slots)
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


def _drop_places(document: Document, number: int, slots: Slots) -> None:
    """``die Anschläge von Madrid``, ``der Vertrag von Lissabon``: a city behind von is where it was."""
    mentions = document.mentions[number]
    behind = {
        i for case in document.grammar.agent - document.grammar.doer for i in slots.filled.get(case, ())
    }
    for slot in ("subj", *document.grammar.agent):
        for index in list(slots.filled.get(slot, ())):
            mention = mentions.get(index)
            if index in behind and mention is not None and mention.kind in {"city", "capital"}:
                slots.filled[slot].remove(index)


def _drop_descriptions(document: Document, number: int, slots: Slots) -> None:
    """``drone attack``: the first word of a compound takes part in the act only where it names somebody."""
    words, mentions = document.sentences[number].words, document.mentions[number]
    for slot in ("subj", "obj", "gen"):
        row = slots.filled.get(slot, [])
        for index in [i for i in row if words[i].relation == "compound" and i not in mentions]:
            row.remove(index)


def _add_modifiers(document: Document, number: int, word: Word, slots: Slots) -> None:
    """The doer in an adjective (``russischer Angriff``) or a compound's first part (``US-Angriff``)."""
    for index in slots.filled.pop("adjective", []):
        adjective = document.sentences[number].words[index]
        if document.finder.adjective(adjective) and not slots.filled.get("subj"):
            slots.add("subj", index, "adjective of nationality")
    left, dash, _ = word.text.rpartition("-")
    if dash and left.split("-")[0] in document.gazetteer.prefixes:
        slots.add("compound", word.index, "first part of the compound")


def _adjective_frame(document: Document, number: int, word: Word, lexicon: Lexicon) -> Frame | None:
    if word.upos not in {"ADJ", "ADV"}:
        return None
    stem = word.text.lower().rstrip(document.grammar.inflection)
    entries = lexicon.adjectives(word.lemma.lower()) or lexicon.adjectives(stem)
    if not entries:
        return None
    slots = adjective_slots(document.sentences[number], word.index, document.grammar)
    if word.relation == "amod" and len(slots.filled) < 2:
        return None
    return _best(document, number, word, entries, slots, lexicon)


def _best(
    document: Document, number: int, word: Word, entries: list[Entry], slots: Slots, lexicon: Lexicon
) -> Frame | None:
    lower = find_lower(document.sentences[number], slots, document.grammar)
    best: Frame | None = None
    met: frozenset[int] = frozenset()
    for entry in entries:
        if best is not None and entry.weight <= best.entry.weight:
            continue
        fitted = _fit(document, number, entry, slots, lower, lexicon)
        if fitted is not None:
            best, met = Frame(entry, number, word.index, fitted[0], fitted[1]), fitted[2]
    if best is not None:
        _complete(document, best, lower, met)
    return best


def _fit(
    document: Document, number: int, entry: Entry, slots: Slots, lower: dict[str, list[int]], lexicon: Lexicon
) -> tuple[Slots, frozenset[int], frozenset[int]] | None:
    """The slots as the entry sees them, the nouns it asks for, all words that meet its conditions."""
    sentence = document.sentences[number]
    own = slots.copy()
    if slots.stative and "obj" not in entry.slots and "subj" in entry.slots and not own.filled.get("subj"):
        own.move("obj", "subj", "subject of a perfect with sein")
    met_all: set[int] = set()
    asked: set[int] = set()
    for slot, wanted in entry.needs:
        if wanted == ("empty",):
            if own.filled.get(slot):
                return None
            continue
        for row, origin in _rows(own, slot, lower, met_all):
            members = [m for i in row for m in (i, *(w.index for w in sentence.dependants(i, "conj")))]
            met = [i for i in members if any(_meets(document, number, i, w, lexicon) for w in wanted)]
            if met:
                for index in met if origin else ():
                    own.take(index, origin, slot)
                break
        else:
            return None
        met_all.update(met)
        if slot in {"obj", "subj"} and wanted[0] not in CONDITIONS:
            asked.update(met)  # a noun asked for elsewhere (bei einem Anschlag) tells its own act
    return own, frozenset(asked), frozenset(met_all)


def _rows(
    slots: Slots, slot: str, lower: dict[str, list[int]], used: set[int]
) -> Iterator[tuple[list[int], str]]:
    """Words that may fill a slot, with the slot they are taken from: names show no case."""
    if slots.filled.get(slot):
        yield slots.filled[slot], ""
    for other in _STAND_INS.get(slot, ()):
        row = [i for i in slots.filled.get(other, []) if i not in used]
        if row:
            yield row, other
    if lower.get(slot):
        yield lower[slot], "lower"


def _complete(document: Document, frame: Frame, lower: dict[str, list[int]], met: frozenset[int]) -> None:
    """Fill the roles' slots from what hangs too low, and follow a word that names nobody."""
    sentence, slots, entry = document.sentences[frame.number], frame.slots, frame.entry
    if entry.word_class != "noun":
        lift_arguments(sentence, slots, met, document.grammar)
    roles = (*entry.actor, *entry.target, *entry.parties, *entry.matter)
    for slot in roles:
        if slot in lower and not slots.filled.get(slot) and slot not in document.grammar.belonging:
            for index in lower[slot]:
                slots.add(slot, index, f"{slot}, hangs too low")
    if "iobj" in roles and not slots.filled.get("iobj"):  # two bare objects: the first is the dative
        row = slots.filled.get("obj", [])
        if len(row) > 1 and not sentence.words[row[0]].relation.startswith("conj"):
            first = min(row)
            if first not in frame.asked:
                slots.take(first, "obj", "iobj")
    for slot in (*entry.actor, *entry.target, *entry.parties):
        if slot != "subj":
            _reach(
                document,
                frame.number,
                slots,
                slot,
                set() if slot in entry.actor else document.grammar.reaching,
            )


def _reach(document: Document, number: int, slots: Slots, slot: str, through: Set[str]) -> None:
    """``Truppen an die Grenze zu Finnland``: the actor below a word that names none."""
    row = slots.filled.get(slot, [])
    if not row or any(actors_of(document, number, i) for i in row):
        return
    sentence, grammar = document.sentences[number], document.grammar
    level = list(row)
    for _ in range(3):
        level = [w.index for i in level for w in sentence.dependants(i, "nmod", "obl", "appos")]
        named = [
            i
            for i in level
            if grammar.case_of(sentence, i) in {None, *through} and actors_of(document, number, i)
        ]
        if named:
            for index in named:
                slots.add(slot, index, f"below the word in {slot}")
            return


def _meets(document: Document, number: int, index: int, wanted: str, lexicon: Lexicon) -> bool:
    word = document.sentences[number].words[index]
    if wanted == "actor":
        return bool(actors_of(document, number, index))
    if wanted == "named":
        mention = document.mentions[number].get(index)
        return mention is not None and mention.code is not None
    if wanted in {"filled", "empty"}:
        return wanted == "filled"
    if wanted.startswith(_KINDS):
        return _is_of_kind(document, number, index, frozenset({wanted}))
    if wanted.startswith("@") and _is_of_kind(document, number, index, lexicon.kinds(wanted[1:])):
        return True
    return lexicon.fits(word.lemma, wanted) or word.text == wanted or word.text.lower() == wanted


def _is_of_kind(document: Document, number: int, index: int, kinds: frozenset[str]) -> bool:
    """Whether the word names somebody of a kind or sector the class takes in (``sector:REB``)."""
    mention = document.mentions[number].get(index) if kinds else None
    if mention is None:
        return False
    sector = (mention.code or "").partition(":")[2] or (mention.role.code if mention.role else None)
    return f"kind:{mention.kind}" in kinds or f"sector:{sector}" in kinds
