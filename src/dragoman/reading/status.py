"""Whether the act happened, is planned, demanded, possible or denied: a pass over the same tree.

From the predicate outwards: its auxiliaries, negation and adverbs, adjectives on a noun
(``geplanter``), the conjunction of its clause (``falls``), then the verbs, nouns and adjectives that
govern it (``will``, ``droht zu``, ``Forderung nach``). The nearest that speaks decides; negation
turns it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.parse import Sentence, Word
from dragoman.reading.grammar import Grammar
from dragoman.reading.status_words import Shift, StatusWords
from dragoman.records import Status

_DEEPEST = 5
_VERBAL = {"VERB", "AUX"}
_CLAUSE = frozenset({"clause", "inf"})
_VERB_FIRST = ("form", "verb-first")  # *Sollte Kiew nicht zahlen, …*
_FUNCTION = {
    "advmod": "adverb",
    "det": "determiner",
    "amod": "adjective",
    "mark": "conjunction",
    "case": "preposition",
}


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, why, whether it is hearsay (``soll … haben``), and whether any word said so.

    `conditional` is what holds only in case of something else that the sentence tells.
    """

    status: Status
    how: str = "told as fact"
    hearsay: bool = False
    explicit: bool = False
    conditional: bool = False


def status_of(sentence: Sentence, index: int, words: StatusWords, grammar: Grammar) -> StatusReading:
    """The status of the act that the word at `index` names."""
    negated = False
    at = index
    for _ in range(_DEEPEST):
        word = sentence.words[at]
        reading, turned = _own(sentence, word, words, noun=at == index and word.upos not in _VERBAL)
        negated ^= turned and not _is_verbs_negation(sentence, word, words)
        if reading is not None:
            return _turn(reading, negated)
        if word.head < 0:
            break
        above = sentence.words[word.head]
        governed = _governed(sentence, word, above, words, grammar)
        if governed is None:
            governed = _governed_over_object(sentence, word, above, words, grammar)
        if governed is not None:
            return _turn(governed, negated)
        if not _climbs(sentence, word, above):
            break
        at = above.index
    if negated:
        return StatusReading(Status.DENIED, "negated", explicit=True)
    return StatusReading(Status.OCCURRED)


def _climbs(sentence: Sentence, word: Word, above: Word) -> bool:
    """Whether what is said of the word above holds for the act too."""
    if word.relation == "conj":
        own = word.features.get("VerbForm") == "Fin" or any(
            sentence.dependants(word.index, "aux", "nsubj", "aux:pass")
        )
        return not (word.upos in _VERBAL and own)
    if word.relation in {"xcomp", "csubj"}:
        return True
    if word.upos in {"NOUN", "PROPN"}:
        # the object of a verb shares its modality; a circumstance doesn't
        return word.relation in {"obj", "nsubj:pass", "nsubj", "nmod", "appos", "iobj"} and not (
            word.relation == "nsubj" and above.upos not in _VERBAL
        )
    return word.relation == "acl" and above.upos == "NOUN" and word.features.get("VerbForm") == "Inf"


def _is_verbs_negation(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """Whether a noun's *kein* negates the verb above it, which counts it itself: *es gab keine Kämpfe*."""
    return (
        word.upos in {"NOUN", "PROPN"}
        and word.relation in {"obj", "nsubj", "nsubj:pass"}
        and sentence.words[word.head].upos in _VERBAL
        and any(words.of("determiner", w.lemma) for w in sentence.dependants(word.index, "det"))
    )


def _turn(reading: StatusReading, negated: bool) -> StatusReading:
    if not negated:
        return reading
    if reading.status == Status.DENIED:
        return StatusReading(Status.OCCURRED, f"{reading.how}, negated", explicit=True)
    return StatusReading(Status.DENIED, f"{reading.how}, negated", explicit=True)


def _own(
    sentence: Sentence, word: Word, words: StatusWords, *, noun: bool
) -> tuple[StatusReading | None, bool]:
    """What auxiliaries, adverbs, adjectives and conjunctions say of a word; and whether it is negated."""
    negated = False
    found: list[tuple[StatusReading, Shift]] = []
    if word.relation == "advcl" and _behind_condition(sentence, word, words):
        return StatusReading(Status.POSSIBLE, "in case", explicit=True), negated
    for child in sentence.dependants(word.index):
        if (
            child.relation in {"obl", "nmod"}
            and child.lemma in words.conditional_nouns
            and any(sentence.dependants(child.index, "nmod", "acl", "ccomp"))
        ):
            reading = StatusReading(Status.POSSIBLE, f"under the condition „{child.text}“", explicit=True)
            return reading, negated
        for shift in _shifts_of_child(sentence, word, child, words):
            if shift.status == Status.DENIED and shift.kind in {"adverb", "particle", "determiner"}:
                negated = negated or not _is_not_only(sentence, child, words)
            else:
                found.append((_reading(shift, child), shift))
            break
    if not noun:
        negated = negated or _says_nobody(sentence, word, words)
    negated = negated or _has_negative_ending(sentence, word, words)
    auxiliary = _auxiliary(sentence, word, words, negated)
    condition = next((r for r, shift in found if shift.kind == "conjunction" and "main" in shift.on), None)
    if condition is None and not noun:
        condition = _under_condition(sentence, word, words)
    if auxiliary is not None and condition is not None and auxiliary[0].status == Status.PLANNED:
        return condition, negated and not auxiliary[1]
    if auxiliary is not None:
        return auxiliary[0], negated and not auxiliary[1]
    return (found[0][0] if found else condition), negated


def condition_of(sentence: Sentence, index: int, words: StatusWords) -> Word | None:
    """The verb of the clause on which what the word at `index` tells depends: *will pay if Rome agrees*."""
    for clause in sentence.dependants(index, "advcl"):
        marks = list(sentence.dependants(clause.index, "mark", "advmod"))
        first = sentence.words[min(sentence.subtree(clause.index))]
        before = sentence.words[first.index - 1] if first.index else first
        if {w.text.lower() for w in (first, before, *marks)} & words.forms.get("conceding", frozenset()):
            continue
        if any("main" in s.on and not s.when for w in marks for s in words.of("conjunction", w.lemma)):
            return clause
        if any(_VERB_FIRST in s.when for s in words.of("conjunction", first.text.lower())):
            return clause
    return None


def _under_condition(sentence: Sentence, word: Word, words: StatusWords) -> StatusReading | None:
    """What holds only in case of something else is possible, unless it is told of the past."""
    clause = condition_of(sentence, word.index, words)
    if clause is None:
        return None
    carriers = [word, *sentence.dependants(word.index, "aux", "aux:pass", "cop")]
    if any(w.features.get("Tense") == "Past" and w.features.get("VerbForm") == "Fin" for w in carriers):
        return None
    if any(w.lemma in words.forms["have"] for w in carriers[1:]):
        return None
    return StatusReading(Status.POSSIBLE, f"depends on „{clause.text}“", explicit=True, conditional=True)


def _behind_condition(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """``in case rebels attack``: the clause stands right behind the noun of a condition."""
    first = min(sentence.subtree(word.index))
    if first == 0 or sentence.words[first].upos == "PUNCT":
        return False
    return sentence.words[first - 1].lemma in words.conditional_nouns


def _says_nobody(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """``Bern schickt keine Soldaten``, ``nobody fired``, ``neither Bern nor Vienna``."""
    for child in sentence.dependants(word.index, "obj", "nsubj", "nsubj:pass"):
        if child.text.lower() in words.forms.get("negative_pronouns", ()):
            return True
        for other in sentence.dependants(child.index):
            if other.relation == "det" and words.of("determiner", other.lemma):
                return True
            if other.text.lower() in words.forms.get("negative_links", ()):
                return True
    return False


def _has_negative_ending(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """``didn't``: the negation is written with the auxiliary."""
    endings = tuple(words.forms.get("negative_endings", ()))
    auxiliaries = sentence.dependants(word.index, "aux", "aux:pass", "cop")
    return bool(endings) and any(w.text.lower().endswith(endings) for w in (word, *auxiliaries))


def _shifts_of_child(sentence: Sentence, word: Word, child: Word, words: StatusWords) -> list[Shift]:
    kind = _FUNCTION.get(child.relation)
    if child.relation == "advmod" and child.upos == "ADJ":
        kinds = ["adverb", "adjective"]
    elif child.upos == "PART" or child.text.lower() in words.forms["negator"]:
        kinds = ["particle", "adverb"]
    elif kind is not None:
        kinds = [kind] if kind != "conjunction" else ["conjunction", "preposition", "adverb"]
    else:
        return []
    stem = child.text.lower()
    out: list[Shift] = []
    for name in kinds:
        for lemma in (
            child.lemma,
            stem,
            stem.rstrip("".join(words.forms["endings"])),
            *(stem + e for e in words.forms["comparative"]),
        ):
            out += [
                s
                for s in words.of(name, lemma)
                if s.on & {"head", "main"} and _holds(sentence, word, child, s, words, False)
            ]
            if out:
                return out
    return out


def _auxiliary(
    sentence: Sentence, word: Word, words: StatusWords, negated: bool
) -> tuple[StatusReading, bool] | None:
    """The reading of a modal; the flag says that the negation is part of it."""
    auxiliaries = list(sentence.dependants(word.index, "aux", "aux:pass"))
    if word.upos in _VERBAL:  # the king is to visit Cairo
        copulas = words.forms.get("modal_copula", frozenset())
        auxiliaries += [w for w in sentence.dependants(word.index, "cop") if w.lemma in copulas]
    for auxiliary in auxiliaries:
        if auxiliary.lemma in words.forms["passive"] and _is_passive(word, auxiliary):
            continue
        for shift in words.of("auxiliary", auxiliary.lemma):
            if "inf" not in shift.on or not _holds(sentence, word, auxiliary, shift, words, negated):
                continue
            if shift.status == Status.OCCURRED and not shift.hearsay:
                return None
            return _reading(shift, auxiliary), any(k == "negated" and v for k, v in shift.when)
    return None


def _is_passive(word: Word, auxiliary: Word) -> bool:
    """``werden`` with a participle is a passive, with an infinitive a future."""
    form = word.features.get("VerbForm")
    if form == "Inf":
        return False
    return form == "Part" or auxiliary.relation == "aux:pass" or word.text.lower() != word.lemma


def _holds(
    sentence: Sentence, word: Word, carrier: Word, shift: Shift, words: StatusWords, negated: bool
) -> bool:
    """Whether the conditions of a shift hold; `carrier` is the shifting word."""
    below = [w.lemma for w in sentence.dependants(carrier.index)]
    if shift.with_ and not any(lemma in below for lemma in shift.with_):
        return False
    others = {w.lemma for w in sentence.dependants(word.index, "aux", "aux:pass") if w.index != carrier.index}
    perfect = _is_perfect(sentence, word, others, words)
    unreal = carrier.text.lower() in words.unreal
    subjunctive = unreal or carrier.features.get("Mood") == "Sub"
    past = unreal or _finite(sentence, carrier).features.get("Tense") == "Past" or _looks_past(carrier, words)
    for key, wanted in shift.when:
        actual: object
        match key:
            case "tense":
                actual = "Past" if past else "Pres"
            case "mood":
                actual = "Sub" if subjunctive else "Ind"
            case "infinitive":
                actual = "perfect" if perfect else "present"
            case "negated":
                actual = negated or any(
                    w.text.lower() in words.forms["negator"]
                    for w in sentence.dependants(carrier.index, "advmod")
                )
            case "reported":
                actual = subjunctive and not past
            case "told":
                actual = _is_told(sentence, word, words)
            case "subject":
                subject = next(sentence.dependants(word.index, "nsubj"), None)
                actual = "person" if subject is not None and subject.upos in {"PROPN", "PRON"} else "thing"
            case "form":
                actual = wanted if _has_form(sentence, word, carrier, str(wanted), words) else None
            case _:
                actual = None
        if actual != wanted:
            return False
    return True


def _is_told(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """Whether somebody says a clause that names no condition: he said it would leave."""
    for child in sentence.dependants(word.index, "advcl"):
        if any(words.of("conjunction", w.lemma) for w in sentence.dependants(child.index, "mark")):
            return False
    at = word
    while at.relation == "conj" and at.head >= 0:
        at = sentence.words[at.head]
    said = any(w.upos == "VERB" for w in sentence.dependants(at.index, "parataxis"))
    return said or (at.relation in {"ccomp", "parataxis"} and sentence.words[at.head].upos == "VERB")


def _finite(sentence: Sentence, carrier: Word) -> Word:
    """The word that carries the tense: of an adjective or noun its copula."""
    if carrier.upos in _VERBAL:
        return carrier
    return next(sentence.dependants(carrier.index, "cop"), carrier)


def _is_perfect(sentence: Sentence, word: Word, auxiliaries: set[str], words: StatusWords) -> bool:
    """``soll geführt haben``, ``soll begangen worden sein``; a second verb may carry it for both."""
    participle = word.features.get("VerbForm") == "Part" or word.text.lower() != word.lemma
    if auxiliaries & words.forms["have"] or (auxiliaries & words.forms["be"] and participle):
        return True
    for other in sentence.dependants(word.index, "conj"):
        lemmas = {w.lemma for w in sentence.dependants(other.index, "aux")}
        if participle and lemmas & words.forms["have"] and not lemmas & words.forms["modal"]:
            return True
    return False


def _looks_past(word: Word, words: StatusWords) -> bool:
    """Preterite forms whose subjunctive looks the same (sollte, wollte) and that the tagger may miss."""
    return (
        word.text.lower().endswith(tuple(words.forms["preterite"])) and word.features.get("Tense") != "Pres"
    )


def _has_form(sentence: Sentence, word: Word, carrier: Word, form: str, words: StatusWords) -> bool:
    if form in words.forms["infinitive"]:
        before = next((w for w in sentence.words if w.index == carrier.index - 1), None)
        if before is not None and before.upos == "PART":  # geliefert *zu haben*: the perfect, no demand
            return False
        return (
            any(w.upos == "PART" for w in sentence.dependants(word.index, "mark")) or form in word.text[1:-3]
        )
    if form in words.forms["expletive"]:
        return any(w.text.lower() == form for w in sentence.dependants(carrier.index))
    if form == "transitive":
        return any(sentence.dependants(carrier.index, "obj"))
    if form == "verb-first":
        return carrier.index == min(sentence.subtree(word.index))
    return False


def _is_not_only(sentence: Sentence, word: Word, words: StatusWords) -> bool:
    """``nicht nur … sondern auch`` negates nothing."""
    following = sentence.words[word.index + 1].text.lower() if word.index + 1 < len(sentence.words) else ""
    return following in words.forms["not_negating"]


def _governed(
    sentence: Sentence, word: Word, above: Word, words: StatusWords, grammar: Grammar
) -> StatusReading | None:
    """What the verb, noun or adjective above makes of the act in its slot."""
    slot = _slot(sentence, word, grammar)
    if slot is None:
        return None
    kinds = {"VERB": ("verb",), "AUX": ("verb", "auxiliary"), "NOUN": ("noun",), "ADJ": ("adjective", "verb")}
    for kind in kinds.get(above.upos, ()):
        shifts = words.of(kind, above.lemma)
        if kind in words.forms.get("by_form", ()):
            shifts = (*words.of(kind, above.text.lower()), *shifts)
        for shift in shifts:
            if not shift.on & slot:
                continue
            _, negated = _own(sentence, above, words, noun=False)
            if not _holds(sentence, word, above, shift, words, negated):
                continue
            reading = _reading(shift, above)
            asked = any(k == "negated" for k, _ in shift.when)
            if not negated or asked or (shift.doubt and shift.status == Status.POSSIBLE):
                return reading
            return _turn(reading, True)
    return None


def _governed_over_object(
    sentence: Sentence, word: Word, above: Word, words: StatusWords, grammar: Grammar
) -> StatusReading | None:
    """``suspects the tanker of sabotage``, where the tree hangs the act on the object."""
    if above.relation not in {"obj", "iobj"} or above.head < 0 or not grammar.clause_prepositions:
        return None
    if word.relation != "acl" or (_slot(sentence, word, grammar) or _CLAUSE) & _CLAUSE:
        return None
    return _governed(sentence, word, sentence.words[above.head], words, grammar)


def _slot(sentence: Sentence, word: Word, grammar: Grammar) -> frozenset[str] | None:
    """Names of the slot a word fills below its head."""
    relation = word.relation
    if relation in {"ccomp", "xcomp", "csubj", "csubj:pass", "acl", "advcl"}:
        return _clause_slot(sentence, word, grammar) if grammar.clause_prepositions else _CLAUSE
    if relation in {"nsubj:pass", "obj", "iobj"}:
        return frozenset({"obj"})
    if relation == "nsubj":
        return frozenset({"subj"})
    if relation in {"obl", "nmod", "obl:agent"}:
        case = grammar.case_of(sentence, word.index)
        return frozenset({case}) if case else frozenset({"gen"})
    return None


def _clause_slot(sentence: Sentence, word: Word, grammar: Grammar) -> frozenset[str] | None:
    """The slot of a clause where verbs tell infinitives, ``-ing`` forms and prepositions apart.

    Clauses that only say when or how (``after shelling …``, ``…, killing four``) are in no slot.
    """
    marks = list(sentence.dependants(word.index, "mark", "case"))
    if any(w.upos == "PART" for w in marks):
        return _CLAUSE
    form = word.features.get("VerbForm")
    if form == "Part" and word.text.lower().endswith(grammar.present_participle):
        form = "Ger"
    before = next((grammar.preposition(w) for w in marks if w.upos in {"ADP", "SCONJ"}), None)
    if before in grammar.clause_prepositions and form == "Ger":
        return frozenset({before})
    if word.relation in {"advcl", "acl"}:
        between = sentence.words[min(word.index, word.head) + 1 : max(word.index, word.head)]
        near = word.index > word.head and before is None and not any(w.text == "," for w in between)
        if form == "Ger" and word.relation == "advcl" and near:
            return frozenset({"clause", "ger"})
        finite = form == "Fin" or any(
            w.features.get("VerbForm") == "Fin" for w in sentence.dependants(word.index, "aux", "aux:pass")
        )
        return frozenset({"clause", "that"}) if word.relation == "acl" and finite else None
    if form == "Ger":
        return frozenset({"clause", "ger"})
    return _CLAUSE if word.relation == "xcomp" else frozenset({"clause", "that"})


def _reading(shift: Shift, word: Word) -> StatusReading:
    return StatusReading(shift.status, f"„{word.text}“: {shift.kind} {shift.lemma}", shift.hearsay, True)
