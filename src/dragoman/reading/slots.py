"""Deep slots of a predicate: who does it, to whom, with what, whatever the construction.

Active, passive, participle, relative clause, infinitive under control, shared arguments of a
coordination and nominalisation all come out as the same slots: ``subj obj iobj gen pred refl clause``
and one slot for each preposition. A slot holds word positions of the sentence; how each was found is
kept for ``--explain``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.parse import Sentence, Word
from dragoman.reading.grammar import Grammar
from dragoman.reading.slot_record import Slots, case_of_phrase, phrases_below

CLAUSES = {"ccomp", "xcomp", "csubj", "csubj:pass"}
ARGUMENTS = {"obl", "obl:agent", "nmod", "advmod"}
BARE = {"iobj", "obl", "expl", "dep", "nmod"}
_DEEPEST = 6  # how far up control and coordination are followed


def is_passive(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    """Whether the verb is in the passive: auxiliary or subject say so, or the verb it is joined to."""
    word = sentence.words[index]
    participle = word.features.get("VerbForm") == "Part"
    own = False
    for child in sentence.dependants(index):
        if child.relation in {"aux:pass", "nsubj:pass", "csubj:pass"} or (
            participle and child.relation == "cop"
        ):
            return True
        own = own or child.relation in {"aux", "nsubj"}
    if participle and not own and word.relation == "conj" and sentence.words[word.head].upos == word.upos:
        return is_passive(sentence, word.head, grammar)  # wurde verhört und verhaftet
    return word.features.get("Voice") == "Pass"


def verb_slots(sentence: Sentence, index: int, grammar: Grammar, *, participle: bool = False) -> Slots:
    """Slots of a verb; `participle` says that it is tagged as an adjective (``bleiben inhaftiert``)."""
    slots = Slots()
    word = sentence.words[index]
    if participle and (word.relation == "xcomp" or any(sentence.dependants(index, "cop"))):
        slots.passive = True
    if word.relation in {"amod", "acl"} and _is_participle(word):
        _participle(sentence, word, slots, grammar)
    slots.passive = slots.passive or is_passive(sentence, index, grammar)
    slots.stative = slots.passive and any(
        w.lemma in grammar.copula for w in sentence.dependants(index, "aux", "aux:pass", "cop")
    )
    _own_arguments(sentence, index, slots, grammar)
    if word.relation == "acl:relcl" or (word.relation == "acl" and _has_relative(sentence, index, grammar)):
        _relative(sentence, index, slots, grammar)
    if not slots.filled.get("subj" if not slots.passive else "obj"):
        _borrow_subject(sentence, index, slots, grammar)
    _borrow_object(sentence, index, slots, grammar)
    return slots


def adjective_slots(sentence: Sentence, index: int, grammar: Grammar) -> Slots:
    """Slots of an adjective; of one that goes with a verb (``zeigte sich besorgt``) the verb's too."""
    slots = verb_slots(sentence, index, grammar)
    word = sentence.words[index]
    if word.relation == "amod":
        slots.add("subj", word.head, "the noun it describes")
    elif word.relation in {"advmod", "xcomp", "obj", "obl"} and sentence.words[word.head].upos == "VERB":
        for slot, row in verb_slots(sentence, word.head, grammar).filled.items():
            for other in row if slot not in slots.filled and slot != "pred" else ():
                slots.add(slot, other, f"{slot} of {sentence.words[word.head].text}")
    return slots


def _is_participle(word: Word) -> bool:
    return word.features.get("VerbForm") == "Part" or word.upos == "ADJ" or word.relation == "amod"


def is_present_participle(word: Word, grammar: Grammar) -> bool:
    """``liefernd(e)``, ``supplying``: the head noun is the doer."""
    stem = word.text.lower().rstrip(grammar.inflection)
    return stem.endswith(grammar.present_participle) or word.lemma.endswith(grammar.present_participle)


def _participle(sentence: Sentence, word: Word, slots: Slots, grammar: Grammar) -> None:
    if word.head < 0:
        return
    if is_present_participle(word, grammar):
        slots.add("subj", word.head, f"{word.relation}: the noun it describes does it")
    elif word.relation == "amod" or sentence.words[word.head].upos in {"NOUN", "PROPN", "PRON"}:
        if word.relation == "acl" and word.features.get("VerbForm") != "Part":
            return
        slots.passive = True
        slots.add("obj", word.head, f"{word.relation}: the noun it describes undergoes it")


def _own_arguments(sentence: Sentence, index: int, slots: Slots, grammar: Grammar) -> None:
    agents = []
    doubled = set(_doubled_subjects(sentence, index))
    particles = list(sentence.dependants(index, "compound:prt"))  # the tree may hang arguments on them
    for child in (*sentence.dependants(index), *(w for p in particles for w in sentence.dependants(p.index))):
        relation = child.relation
        case = grammar.case_of(sentence, child.index)
        if _compared(sentence, child, slots, grammar):
            continue
        if relation in {"nsubj", "nsubj:pass"}:
            if child.index in doubled or _is_zu_infinitive(sentence, index):
                # a second subject, or one of an infinitive: the parser took a bare name for one
                dative = case_of_phrase(sentence, child) == "Dat" or any(sentence.dependants(index, "obj"))
                slots.add("iobj" if dative else "obj", child.index, "bare object")
            else:
                passive = relation == "nsubj:pass" or slots.passive
                slots.add("obj" if passive else "subj", child.index, relation)
        elif relation == "obj" or (relation in BARE and _bare(sentence, child, grammar)):
            _object(sentence, child, slots, grammar)
        elif relation in ARGUMENTS or (case is not None and relation in {"xcomp", "ccomp", "acl", "dep"}):
            if case is None:
                if child.upos == "ADV":  # zusammen mit ihm, gemeinsam mit den USA
                    _adverb_arguments(sentence, child, slots, grammar)
            else:
                slots.add(case, child.index, f"{relation} with {case}")
                if relation == "obl:agent" or (slots.passive and case in grammar.agent):
                    agents.append((child.index, case))
        elif (
            relation in CLAUSES and child.upos == "NOUN" and not any(sentence.dependants(child.index, "cop"))
        ):
            slots.add("pred", child.index, "predicative noun")
        elif relation in CLAUSES or (relation == "advcl" and _is_infinitive_clause(sentence, child)):
            slots.add("clause", child.index, relation)
        elif relation in {"advcl", "acl"}:
            _clause_behind(sentence, child, slots, grammar)
        if child.upos == "ADJ" and relation in {"xcomp", "advmod", "obj", "ccomp", "acl", "dep"}:
            slots.add("pred", child.index, "predicative adjective")
    for agent, case in agents:
        slots.add("subj", agent, f"agent with {case}")


def _doubled_subjects(sentence: Sentence, index: int) -> list[int]:
    """Of several subjects all but the true one: ``Berlin sagte Kiew Panzer zu``."""
    rows = list(sentence.dependants(index, "nsubj", "nsubj:pass"))
    if len(rows) < 2:
        return []
    true = [w for w in rows if case_of_phrase(sentence, w) in {"Nom", None} and not _is_expletive(w)] or rows
    number = _number_of_verb(sentence, index)
    true = [w for w in true if number == _number(sentence, w)] or true
    return [w.index for w in rows if w is not true[0]]


def _number_of_verb(sentence: Sentence, index: int) -> str | None:
    finite = [w for w in sentence.dependants(index, "aux", "aux:pass", "cop") if "Number" in w.features]
    return (finite[0] if finite else sentence.words[index]).features.get("Number")


def _number(sentence: Sentence, word: Word) -> str | None:
    """Singular or plural, as the verb agrees with it: a coordination is plural, a relative like its noun."""
    clause = sentence.words[word.head]
    if word.upos == "PRON" and clause.relation.startswith("acl"):
        word = sentence.words[clause.head]
    return "Plur" if any(sentence.dependants(word.index, "conj")) else word.features.get("Number")


def _is_expletive(word: Word) -> bool:
    return word.upos == "PRON" and word.features.get("Gender") == "Neut"


def _is_zu_infinitive(sentence: Sentence, index: int) -> bool:
    """Whether the verb is an infinitive with its particle: no finite auxiliary, no subject."""
    if any(w.features.get("VerbForm") == "Fin" for w in sentence.dependants(index, "aux", "aux:pass", "cop")):
        return False
    return any(w.upos == "PART" and w.relation == "mark" for w in sentence.dependants(index))


def _compared(sentence: Sentence, child: Word, slots: Slots, grammar: Grammar) -> bool:
    """``als Terrorgruppe einstufen``: trees hang the word with als in several ways."""
    found = False
    for word in (child, *sentence.dependants(child.index, "conj", "nmod", "appos", "acl")):
        if word.upos not in {"NOUN", "PROPN", "ADJ", "PRON"}:
            continue
        for mark in sentence.dependants(word.index, "case", "cc", "mark", "advmod"):
            if mark.text.lower() in grammar.comparing:
                slots.add(mark.text.lower(), word.index, f"{word.relation} with {mark.text}")
                found = found or word is child
    return found


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
    if child.relation == "nmod" and sentence.words[child.head].upos in {"NOUN", "PROPN"}:
        return False
    return case_of_phrase(sentence, child) is not None


def _object(sentence: Sentence, child: Word, slots: Slots, grammar: Grammar) -> None:
    case = case_of_phrase(sentence, child)
    if child.lemma in grammar.reflexive or child.text.lower() in grammar.reflexive:
        slots.add("refl", child.index, "reflexive")
    elif child.relation == "iobj" or case == "Dat":
        slots.add("iobj", child.index, "dative")
    elif case == "Gen":
        slots.add("gen", child.index, "genitive object")
    else:
        slots.add("obj", child.index, child.relation)


def _is_infinitive_clause(sentence: Sentence, child: Word) -> bool:
    has_zu = any(w.upos == "PART" for w in sentence.dependants(child.index, "mark"))
    has_other = any(w.upos in {"SCONJ", "ADP"} for w in sentence.dependants(child.index, "mark"))
    return (has_zu and not has_other) or (child.features.get("VerbForm") == "Inf" and not has_other)


def _clause_behind(sentence: Sentence, child: Word, slots: Slots, grammar: Grammar) -> None:
    """``accused of spying``: a clause behind a preposition, in that preposition's slot too."""
    mark = next(
        (w for w in sentence.dependants(child.index, "mark", "case") if w.upos in {"SCONJ", "ADP"}), None
    )
    if (
        mark is None
        or child.features.get("VerbForm") == "Fin"
        or any(sentence.dependants(child.index, "nsubj"))
    ):
        return
    preposition = grammar.preposition(mark)
    if preposition in grammar.clause_prepositions:
        slots.add("clause", child.index, f"clause behind {preposition}")
        slots.add(preposition, child.index, f"clause behind {preposition}")


def _has_relative(sentence: Sentence, index: int, grammar: Grammar) -> bool:
    return any(
        w.upos == "PRON" and w.text.lower() in grammar.relative and w.index < index
        for child in sentence.dependants(index)
        for w in (child, *sentence.dependants(child.index))
    )


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
            finite = not _is_infinitive_clause(sentence, word)
            if finite and relation in {"ccomp", "advcl", "parataxis", "nmod"}:
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
        if (
            above is not None
            and above.lemma in grammar.object_control
            and head.relation in {"obj", "iobj", "nsubj:pass", "obl"}
        ):
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
    doubled = _doubled_subjects(sentence, head.index)
    if head.lemma in grammar.object_control:
        objects = doubled or [
            w.index
            for w in sentence.dependants(head.index, "obj", "iobj", "obl", "nsubj:pass", "nmod")
            if w.upos in {"NOUN", "PROPN", "PRON"}
            and w.lemma not in grammar.reflexive
            and (w.relation != "obl" or grammar.case_of(sentence, w.index) in {None, *grammar.addressing})
            and w.features.get("Case") != "Gen"
        ]
        if objects:
            yield from objects[:1]
            return
    yield from (i for i in _subjects(sentence, head.index) if i not in doubled)


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
    if not slots.filled.get("obj"):
        for child in sentence.dependants(index, "obl", "obl:arg"):
            before = sentence.dependants(child.index, "case", "det")
            if child.index > index and any(w.text.lower() in grammar.partitive for w in before):
                slots.add("obj", child.index, "with an article that looks like a preposition")


def noun_slots(sentence: Sentence, index: int, grammar: Grammar, *, takes_object: bool) -> Slots:
    """Slots of a noun that names an act; a genitive is the object where the entry has one."""
    slots = Slots()
    word = sentence.words[index]
    for child in sentence.dependants(index):
        if child.relation in {"amod", "det"}:
            if child.lemma in grammar.possessive or (
                child.text.lower().startswith(tuple(grammar.possessive)) and child.relation == "det"
            ):
                slots.add("subj", child.index, "possessive")
            elif child.relation == "amod":
                slots.add("adjective", child.index, "adjective")
        elif child.relation in {"nmod", "obl", "appos", "obl:agent", "compound", "flat"}:
            case = grammar.case_of(sentence, child.index)
            if case in grammar.genitive:
                slots.add("obj" if takes_object else "subj", child.index, f"{child.relation} with {case}")
                slots.add("gen", child.index, f"{child.relation} with {case}")
            if case is not None:
                _noun_phrase(child, case, slots, grammar, takes_object=takes_object)
            elif child.relation not in {"appos", "flat"} or _is_genitive_name(word, child):
                owner = "obj" if takes_object and child.index > index else "subj"
                slots.add(owner, child.index, "genitive")
                slots.add("gen", child.index, "genitive")
        elif child.relation in {"acl", "ccomp", "xcomp"}:
            slots.add("clause", child.index, child.relation)
    for sibling in _following(sentence, word):
        case = grammar.case_of(sentence, sibling.index)
        if case is not None and case not in slots.filled:
            _noun_phrase(sibling, case, slots, grammar, takes_object=takes_object)
        elif case is None and _owns(sentence, word, sibling, grammar) and not slots.filled.get("gen"):
            slots.add("obj" if takes_object else "subj", sibling.index, "genitive")
            slots.add("gen", sibling.index, "genitive")
    # der Überfall Deutschlands auf Polen, die Lieferung von Panzern an Kiew: the rest may hang too low
    for child, depth in list(phrases_below(sentence, index, 3)):
        case = grammar.case_of(sentence, child.index)
        under_owner = depth == 2 and child.head in slots.filled.get("gen", ())
        if case is None or depth == 1 or case in slots.filled:
            continue
        if under_owner or case not in grammar.belonging:
            _noun_phrase(child, case, slots, grammar, takes_object=takes_object)
    _carry_noun(sentence, word, slots, grammar)
    return slots


def _noun_phrase(child: Word, case: str, slots: Slots, grammar: Grammar, *, takes_object: bool) -> None:
    slots.add(case, child.index, f"{child.relation} with {case}")
    if case in grammar.doer:
        slots.filled["subj"] = [child.index]
        slots.path["subj"] = f"{child.relation} with {case}"
    elif case in grammar.agent:
        slots.add("obj" if takes_object else "subj", child.index, f"{child.relation} with {case}")


def _is_genitive_name(word: Word, child: Word) -> bool:
    """``der Antrag Moldaus``: a name right behind the noun, its genitive ending not known to the tagger."""
    return child.upos == "PROPN" and child.index == word.index + 1 and child.text.endswith("s")


def _owns(sentence: Sentence, word: Word, sibling: Word, grammar: Grammar) -> bool:
    """``Es gab Schelte der EU``: a bare phrase behind a noun that takes place is its genitive."""
    case = case_of_phrase(sentence, sibling)
    return sentence.words[word.head].lemma in grammar.happening_verbs and case in {"Gen", "Dat"}


def _following(sentence: Sentence, word: Word) -> Iterator[Word]:
    """Phrases right behind the noun that the tree hangs on its verb."""
    if word.head < 0:
        return
    end = sentence.subtree(word.index)[-1]
    for sibling in sentence.dependants(word.head):
        if sibling.index <= end:
            continue
        span = sentence.subtree(sibling.index)
        if span[0] != end + 1 or sibling.relation not in {"obl", "obl:agent", "nmod"}:
            return
        yield sibling
        end = span[-1]


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
