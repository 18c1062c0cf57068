"""Deep slots of a predicate: who does it, to whom, with what, whatever the construction.

Active, passive, participle, relative clause, infinitive under control, shared arguments of a
coordination and nominalisation all come out as the same slots: ``subj obj iobj gen pred refl clause``
and one slot for each preposition. A slot holds word positions of the sentence; how each was found is
kept for ``--explain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.language.parse import Sentence, Word
from dragoman.reading.grammar import Grammar

CLAUSES = {"ccomp", "xcomp", "csubj", "csubj:pass"}
ARGUMENTS = {"obl", "obl:agent", "nmod", "advmod"}
_DEEPEST = 6  # how far up control and coordination are followed


@dataclass(slots=True)
class Slots:
    """Filled slots: name -> word positions, and the step by which each was found."""

    filled: dict[str, list[int]] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    passive: bool = False

    def add(self, slot: str, index: int, path: str) -> None:
        """Put a word into a slot, once."""
        row = self.filled.setdefault(slot, [])
        if index not in row:
            row.append(index)
            self.path.setdefault(slot, path)

    def first(self, *names: str) -> list[int]:
        """Words of the first of the named slots that is filled."""
        return next((self.filled[name] for name in names if self.filled.get(name)), [])


def is_passive(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb is in the passive: auxiliary or subject say so, or werden with a participle."""
    word = sentence.words[index]
    infinitive = _is_zu_infinitive(sentence, index)
    for child in sentence.dependants(index):
        if child.relation == "aux:pass" or (child.relation in {"nsubj:pass", "csubj:pass"} and not infinitive):
            return True
    if word.features.get("Voice") == "Pass":
        return True
    return False


def verb_slots(sentence: Sentence, index: int, grammar: Grammar) -> Slots:
    """Slots of a verb (or of a participle used as an adjective)."""
    slots = Slots()
    word = sentence.words[index]
    if word.relation in {"amod", "acl"} and _is_participle(word):
        _participle(sentence, word, slots, grammar)
    slots.passive = slots.passive or is_passive(sentence, index, grammar)
    _own_arguments(sentence, index, slots, grammar)
    if word.relation == "acl:relcl":
        _relative(sentence, index, slots, grammar)
    if not slots.filled.get("subj" if not slots.passive else "obj"):
        _borrow_subject(sentence, index, slots, grammar)
    _borrow_object(sentence, index, slots, grammar)
    return slots


def _is_participle(word: Word) -> bool:
    return word.features.get("VerbForm") == "Part" or word.upos == "ADJ" or word.relation == "amod"


def is_present_participle(word: Word) -> bool:
    """``liefernd(e)``: the head noun is the doer."""
    stem = word.text.lower().rstrip("nmrse")
    return stem.endswith("end") or word.lemma.endswith("end")


def _participle(sentence: Sentence, word: Word, slots: Slots, grammar: Grammar) -> None:
    if word.head < 0:
        return
    if is_present_participle(word):
        slots.add("subj", word.head, f"{word.relation}: the noun it describes does it")
    elif word.relation == "amod" or sentence.words[word.head].upos in {"NOUN", "PROPN", "PRON"}:
        if word.relation == "acl" and word.features.get("VerbForm") != "Part":
            return
        slots.passive = True
        slots.add("obj", word.head, f"{word.relation}: the noun it describes undergoes it")


def _own_arguments(sentence: Sentence, index: int, slots: Slots, grammar: Grammar) -> None:
    agents = []
    for child in sentence.dependants(index):
        relation = child.relation
        if relation in {"nsubj", "nsubj:pass"} and _is_zu_infinitive(sentence, index):
            # an infinitive has no subject of its own: the parser took a bare name for one
            slots.add("iobj" if any(sentence.dependants(index, "obj")) else "obj", child.index, "object of infinitive")
        elif relation in {"nsubj", "nsubj:pass"}:
            passive = relation == "nsubj:pass" or slots.passive
            slots.add("obj" if passive else "subj", child.index, relation)
        elif relation == "obj" or (relation in {"iobj", "obl", "expl", "dep", "nmod"} and _bare(sentence, child, grammar)):
            _object(child, slots, grammar)
        elif relation in ARGUMENTS:
            case = grammar.case_of(sentence, child.index)
            if case is None:
                if child.upos == "ADV":  # zusammen mit ihm, gemeinsam mit den USA
                    _adverb_arguments(sentence, child, slots, grammar)
                continue
            slots.add(case, child.index, f"{relation} with {case}")
            if relation == "obl:agent" or (slots.passive and case in grammar.agent):
                agents.append((child.index, case))
        elif relation in CLAUSES or (relation == "advcl" and _is_infinitive_clause(sentence, child)):
            slots.add("clause", child.index, relation)
        if child.upos == "ADJ" and relation in {"xcomp", "advmod", "obj", "ccomp", "acl", "dep"}:
            slots.add("pred", child.index, "predicative adjective")
        if relation not in {"obl", "nmod", "nsubj", "obj"}:
            _compared(sentence, child, slots, grammar)
    for agent, case in agents:
        slots.add("subj", agent, f"agent with {case}")


def _is_zu_infinitive(sentence: Sentence, index: int) -> bool:
    """Whether the verb is an infinitive with its particle: no finite auxiliary, no subject."""
    if any(w.features.get("VerbForm") == "Fin" for w in sentence.dependants(index, "aux", "aux:pass", "cop")):
        return False
    return any(w.upos == "PART" and w.relation == "mark" for w in sentence.dependants(index))


def _compared(sentence: Sentence, child: Word, slots: Slots, grammar: Grammar) -> None:
    """``als Terrorgruppe einstufen``: trees hang the word with als in several ways."""
    if child.upos not in {"NOUN", "PROPN", "ADJ", "PRON"}:
        return
    for mark in sentence.dependants(child.index, "case", "cc", "mark", "advmod"):
        if mark.text.lower() in grammar.comparing:
            slots.add(mark.text.lower(), child.index, f"{child.relation} with {mark.text}")


def lift_arguments(sentence: Sentence, slots: Slots, nouns: frozenset[int], grammar: Grammar) -> None:
    """What hangs on the noun of a light verb is the verb's: ``Haftbefehl gegen X erlassen``."""
    for noun in nouns:
        for child in sentence.dependants(noun, "nmod", "obl"):
            case = grammar.case_of(sentence, child.index)
            if case and not slots.filled.get(case):
                slots.add(case, child.index, f"{case} beside {sentence.words[noun].text}")


def _adverb_arguments(sentence: Sentence, adverb: Word, slots: Slots, grammar: Grammar) -> None:
    for inner in sentence.dependants(adverb.index, "obl", "nmod", "advmod"):
        case = grammar.case_of(sentence, inner.index)
        if case:
            slots.add(case, inner.index, f"{adverb.text} {case}")


def _bare(sentence: Sentence, child: Word, grammar: Grammar) -> bool:
    """A noun phrase without preposition that is no adverbial of time or measure."""
    if child.relation in {"iobj", "expl"}:
        return True
    if child.upos not in {"NOUN", "PROPN", "PRON"} or grammar.case_of(sentence, child.index) is not None:
        return False
    return child.features.get("Case") in {"Dat", "Acc", "Nom"} and child.upos != "ADV" and child.relation != "nmod"


def _object(child: Word, slots: Slots, grammar: Grammar) -> None:
    if child.lemma in grammar.reflexive or child.text.lower() in grammar.reflexive:
        slots.add("refl", child.index, "reflexive")
    elif child.relation == "iobj" or child.features.get("Case") == "Dat":
        slots.add("iobj", child.index, "dative")
    elif child.features.get("Case") == "Gen":
        slots.add("gen", child.index, "genitive object")
    else:
        slots.add("obj", child.index, child.relation)


def _is_infinitive_clause(sentence: Sentence, child: Word) -> bool:
    has_zu = any(w.upos == "PART" for w in sentence.dependants(child.index, "mark"))
    has_other = any(w.upos in {"SCONJ", "ADP"} for w in sentence.dependants(child.index, "mark"))
    return (has_zu and not has_other) or (child.features.get("VerbForm") == "Inf" and not has_other)


def _relative(sentence: Sentence, index: int, slots: Slots, grammar: Grammar) -> None:
    """Put the noun for its relative pronoun."""
    antecedent = sentence.words[index].head
    for slot, row in slots.filled.items():
        for place, at in enumerate(row):
            word = sentence.words[at]
            if word.upos in {"PRON", "DET"} and word.text.lower() in grammar.relative:
                row[place] = antecedent
                slots.path[slot] = f"relative pronoun in {slot}"
    if not slots.filled.get("subj") and not slots.filled.get("obj"):
        return
    own = [w for w in sentence.dependants(index) if w.text.lower() in grammar.relative]
    if not own and not slots.filled.get("subj"):
        slots.add("subj", antecedent, "relative clause")


def _borrow_subject(sentence: Sentence, index: int, slots: Slots, grammar: Grammar) -> None:
    """The subject of an infinitive, of a coordinated verb, or of a verb under a copied frame."""
    wanted = "obj" if slots.passive else "subj"
    at = index
    for _ in range(_DEEPEST):
        word = sentence.words[at]
        if word.head < 0:
            return
        head = sentence.words[word.head]
        relation = word.relation
        if relation == "conj" and head.upos in {"VERB", "AUX", "ADJ", "NOUN"}:
            found = _subjects(sentence, head.index)
            if found and not (slots.filled.get(wanted)):
                passive_head = is_passive(sentence, head.index, grammar)
                place = wanted if passive_head == slots.passive else "subj" if not slots.passive else "obj"
                for subject in found:
                    slots.add(place, subject, "shared subject of a coordination")
                if sentence.words[head.index].relation == "acl:relcl":
                    _relative(sentence, head.index, slots, grammar)
                return
            at = head.index
            continue
        if relation in {"xcomp", "ccomp", "advcl", "acl", "csubj", "obj", "dep", "nmod", "parataxis"}:
            if relation in {"ccomp", "advcl", "parataxis", "nmod"} and not _is_infinitive_clause(sentence, word):
                return
            controllers = list(_controllers(sentence, head, grammar))
            for controller in controllers:
                slots.add(wanted, controller, f"controlled by {head.text}")
            if controllers:
                return
            at = head.index
            continue
        return


def _subjects(sentence: Sentence, index: int) -> list[int]:
    return [w.index for w in sentence.dependants(index, "nsubj", "nsubj:pass")]


def _controllers(sentence: Sentence, head: Word, grammar: Grammar) -> Iterator[int]:
    """Who is understood as the subject of an infinitive that hangs on `head`."""
    if head.upos in {"NOUN", "PROPN"}:
        # a noun that names somebody under an object-control verb: „beschuldigen Teheran, … zu liefern“
        above = sentence.words[head.head] if head.head >= 0 else None
        if above is not None and above.lemma in grammar.object_control and head.relation in {"obj", "iobj", "nsubj:pass", "obl"}:
            yield head.index
            return
        owners = [
            w.index
            for w in sentence.dependants(head.index, "nmod", "det")
            if w.lemma in grammar.possessive
            or (w.relation == "nmod" and grammar.case_of(sentence, w.index) in {None, *grammar.belonging})
        ]
        if owners:
            yield from owners
        elif above is not None and above.upos in {"VERB", "AUX", "ADJ"}:
            yield from _subjects(sentence, above.index)
        return
    if head.lemma in grammar.object_control:
        objects = [
            w.index
            for w in sentence.dependants(head.index, "obj", "iobj", "obl", "nsubj:pass", "nmod")
            if w.upos in {"NOUN", "PROPN", "PRON"}
            and w.lemma not in grammar.reflexive
            and (w.relation != "obl" or grammar.case_of(sentence, w.index) in {None, "an"})
            and w.features.get("Case") != "Gen"
        ]
        if objects:
            yield from objects[:1]
            return
    yield from _subjects(sentence, head.index)


def _borrow_object(sentence: Sentence, index: int, slots: Slots, grammar: Grammar) -> None:
    """``überfielen und plünderten das Dorf``: the first of two verbs shares the second's object."""
    if slots.filled.get("obj") or slots.passive:
        return
    word = sentence.words[index]
    for child in sentence.dependants(index, "conj"):
        if child.upos == "VERB" and child.index - index <= 3:
            for found in sentence.dependants(child.index, "obj"):
                slots.add("obj", found.index, "shared object of a coordination")
    if word.relation == "conj" and word.head >= 0 and index - word.head <= 3:
        for found in sentence.dependants(word.head, "obj"):
            if word.head < found.index or sentence.words[word.head].features.get("VerbForm") != "Fin":
                slots.add("obj", found.index, "shared object of a coordination")


def noun_slots(sentence: Sentence, index: int, grammar: Grammar, *, takes_object: bool) -> Slots:
    """Slots of a noun that names an act; a genitive is the object where the entry has one."""
    slots = Slots()
    word = sentence.words[index]
    for child in sentence.dependants(index):
        if child.relation in {"amod", "det"}:
            if child.lemma in grammar.possessive or child.text.lower().startswith(tuple(grammar.possessive)) and child.relation == "det":
                slots.add("subj", child.index, "possessive")
            elif child.relation == "amod":
                slots.add("adjective", child.index, "adjective")
        elif child.relation in {"nmod", "obl", "appos", "obl:agent", "compound", "flat"}:
            case = grammar.case_of(sentence, child.index)
            if case is None:
                if child.relation in {"appos", "flat"}:
                    continue
                before = child.index < index
                slots.add("obj" if takes_object and not before else "subj", child.index, "genitive")
                slots.add("gen", child.index, "genitive")
            else:
                slots.add(case, child.index, f"{child.relation} with {case}")
                if case == "durch":
                    slots.add("subj", child.index, f"{child.relation} with {case}")
                elif case in {"von", "seitens"}:
                    slots.add("obj" if takes_object else "subj", child.index, f"{child.relation} with {case}")
        elif child.relation in {"acl", "ccomp", "xcomp"}:
            slots.add("clause", child.index, child.relation)
    for owner in slots.filled.get("gen", []):  # der Überfall Deutschlands auf Polen: auf may hang too low
        for child in sentence.dependants(owner, "nmod", "obl"):
            case = grammar.case_of(sentence, child.index)
            if case and not slots.filled.get(case):
                slots.add(case, child.index, f"{case} below the genitive")
                if case == "durch":
                    slots.filled["subj"] = [child.index]
    _carry_noun(sentence, word, slots, grammar)
    return slots


def _carry_noun(sentence: Sentence, word: Word, slots: Slots, grammar: Grammar) -> None:
    """What the verb lends its noun: ``Die USA planen einen Angriff auf …``."""
    if word.head < 0:
        return
    verb = sentence.words[word.head]
    if verb.upos not in {"VERB", "AUX"}:
        return
    if word.relation in {"obj", "nsubj:pass", "obl"} and verb.lemma in grammar.light_verbs:
        own = verb_slots(sentence, verb.index, grammar)
        for subject in own.filled.get("subj", []):
            if subject != word.index and not slots.filled.get("subj"):
                slots.add("subj", subject, f"subject of {verb.lemma}")
    if (word.relation in {"obj", "nsubj", "nsubj:pass"}) and (
        verb.lemma in grammar.light_verbs or verb.lemma in grammar.happening_verbs
    ):
        for child in sentence.dependants(verb.index, "obl"):
            case = grammar.case_of(sentence, child.index)
            if case and case not in slots.filled:
                slots.add(case, child.index, f"{case} beside {verb.lemma}")
