"""The deep slots of a predicate, whatever the construction."""

from __future__ import annotations

import pytest

from dragoman.language import parse_many
from dragoman.language.parse import Sentence, Word
from dragoman.reading.grammar import load_grammar
from dragoman.reading.slot_record import find_lower
from dragoman.reading.slots import adjective_slots, noun_slots, verb_slots

GRAMMAR = load_grammar("de")


def tree(*rows: tuple[str, str, int, str], **features: dict[str, str]) -> Sentence:
    """A sentence of (text, part of speech, head counted from 1, relation); the lemma is the text."""
    words, at = [], 0
    for i, (text, upos, head, relation) in enumerate(rows):
        words.append(
            Word(i, at, at + len(text), text, text, upos, features.get(text, {}), head - 1, relation)
        )
        at += len(text) + 1
    return Sentence(words)


def named(sentence: Sentence, slots: dict[str, list[int]]) -> dict[str, list[str]]:
    return {slot: [sentence.words[i].text for i in row] for slot, row in slots.items()}


def test_slots_of_a_second_subject() -> None:
    # the parser takes both bare names for subjects; with an object beside it the second is the dative
    sentence = tree(
        ("Wien", "PROPN", 2, "nsubj"), ("sagte", "VERB", 0, "root"), ("Kiew", "PROPN", 2, "nsubj"),
        ("Panzer", "NOUN", 2, "obj"), ("zu", "ADP", 2, "compound:prt"),
    )  # fmt: skip
    slots = named(sentence, verb_slots(sentence, 1, GRAMMAR).filled)
    assert slots == {"subj": ["Wien"], "iobj": ["Kiew"], "obj": ["Panzer"]}


def test_slots_of_a_comparison_hung_on_the_object() -> None:
    sentence = tree(
        ("Oslo", "PROPN", 2, "nsubj"), ("enttarnte", "VERB", 0, "root"), ("Diplomaten", "NOUN", 2, "obj"),
        ("als", "CCONJ", 5, "cc"), ("Spione", "NOUN", 3, "conj"),
    )  # fmt: skip
    assert named(sentence, verb_slots(sentence, 1, GRAMMAR).filled)["als"] == ["Spione"]


def test_slots_find_a_preposition_below_the_object() -> None:
    sentence = tree(
        ("Wien", "PROPN", 2, "nsubj"), ("eröffnete", "VERB", 0, "root"), ("Prozesse", "NOUN", 2, "obj"),
        ("gegen", "ADP", 5, "case"), ("Journalisten", "NOUN", 3, "nmod"),
    )  # fmt: skip
    slots = verb_slots(sentence, 1, GRAMMAR)
    assert "gegen" not in slots.filled
    assert named(sentence, find_lower(sentence, slots, GRAMMAR)) == {"gegen": ["Journalisten"]}


def test_slots_of_a_noun_whose_phrases_hang_on_the_verb() -> None:
    # Nach dem Angriff Israels auf Syrien tagte Kairo: everything before the verb is one constituent
    sentence = tree(
        ("Nach", "ADP", 2, "case"), ("Angriff", "NOUN", 6, "obl"), ("Israels", "PROPN", 2, "nmod"),
        ("auf", "ADP", 5, "case"), ("Syrien", "PROPN", 6, "obl"), ("tagte", "VERB", 0, "root"),
        ("Kairo", "PROPN", 6, "nsubj"),
    )  # fmt: skip
    slots = named(sentence, noun_slots(sentence, 1, GRAMMAR, takes_object=False).filled)
    assert slots["subj"] == ["Israels"] and slots["auf"] == ["Syrien"]


def test_slots_of_a_relative_clause() -> None:
    # Truppen, die Bern schickt: the pronoun gives way to its noun, and the number says who is the subject
    sentence = tree(
        ("Truppen", "NOUN", 0, "root"), ("die", "PRON", 4, "nsubj"), ("Bern", "PROPN", 4, "nsubj"),
        ("schickt", "VERB", 1, "acl"),
        Truppen={"Number": "Plur"}, Bern={"Number": "Sing"}, schickt={"Number": "Sing"},
    )  # fmt: skip
    slots = named(sentence, verb_slots(sentence, 3, GRAMMAR).filled)
    assert slots == {"subj": ["Bern"], "obj": ["Truppen"]}


def test_slots_of_an_adjective_beside_its_verb() -> None:
    sentence = tree(
        ("Wien", "PROPN", 2, "nsubj"), ("zeigte", "VERB", 0, "root"), ("sich", "PRON", 2, "obj"),
        ("besorgt", "ADJ", 2, "advmod"), ("über", "ADP", 6, "case"), ("Pläne", "NOUN", 2, "obl"),
    )  # fmt: skip
    slots = named(sentence, adjective_slots(sentence, 3, GRAMMAR).filled)
    assert slots["subj"] == ["Wien"] and slots["über"] == ["Pläne"]


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Russland griff die Ukraine an.", "griff", {"subj": ["Russland"], "obj": ["Ukraine"]}),
        ("Kiew wird von Moskau angegriffen.", "angegriffen", {"subj": ["Moskau"], "obj": ["Kiew"]}),
        ("Moskau plant, Truppen zu schicken.", "schicken", {"subj": ["Moskau"], "obj": ["Truppen"]}),
        ("Rom fordert Bern auf, Truppen abzuziehen.", "abzuziehen", {"subj": ["Bern"], "obj": ["Truppen"]}),
    ],
)
def test_slots_of_constructions(text: str, verb: str, wanted: dict[str, list[str]]) -> None:
    sentence = parse_many([text], "de")[0].sentences[0]
    index = next(w.index for w in sentence.words if w.text == verb)
    slots = named(sentence, verb_slots(sentence, index, GRAMMAR).filled)
    assert {slot: slots.get(slot) for slot in wanted} == wanted
