"""The reported-speech subjunctive by its form, where a language shows it.

German *habe, werde, leite* with a subject of the third person can be nothing else, though the treebanks
hold too few for the tagger to learn it: the form is the infinitive without its last letter.
"""

from __future__ import annotations

from dragoman.language.model import Tagged
from dragoman.language.orthography import Orthography

_VERBAL = {"VERB", "AUX"}


def mark_subjunctive(words: list[str], tagged: list[Tagged], lemmas: list[str], rules: Orthography) -> None:
    """Set Mood=Sub and Tense=Pres on the finite verbs whose form says so."""
    if not rules.subjunctive_forms:
        return
    for i, tag in enumerate(tagged):
        form = words[i].lower()
        if tag.upos not in _VERBAL or not _is_form(form, lemmas[i], rules):
            continue
        if _has_third_person_subject(words, tagged, i, rules):
            tag.features |= {"Mood": "Sub", "Tense": "Pres", "VerbForm": "Fin"}


def _is_form(form: str, lemma: str, rules: Orthography) -> bool:
    return form in rules.subjunctive_forms or (len(form) > 3 and lemma.endswith(form + rules.infinitive))


def _has_third_person_subject(words: list[str], tagged: list[Tagged], index: int, rules: Orthography) -> bool:
    """A subject beside the verb, or beside the verb whose auxiliary it is, that is not *ich*."""
    tag = tagged[index]
    verb = tag.head if tag.relation in {"aux", "aux:pass", "cop"} else index
    subjects = [
        words[j].lower()
        for j, other in enumerate(tagged)
        if other.head == verb and other.relation in {"nsubj", "nsubj:pass", "expl", "csubj"}
    ]
    return bool(subjects) and not any(subject in rules.first_person for subject in subjects)
