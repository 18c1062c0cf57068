"""French: elision, names, times, status words, and one report as a whole."""

import pytest

from dragoman.language import parse_many
from dragoman.language.tokens import split_sentences
from dragoman.reading import Reader
from dragoman.reading.gazetteer import load_gazetteer
from dragoman.reading.grammar import load_grammar
from dragoman.reading.status import status_of
from dragoman.reading.status_words import load_status_words
from dragoman.reading.times import find_times
from dragoman.records import Report
from dragoman.resources import load_yaml

RULES = load_yaml("lexicon/fr/times.yml")["rules"]
TIMES = [(text, found) for rule in RULES for text, found in rule["examples"].items()]
STATUS_FLOOR = 0.88  # the rest are mostly participles behind their noun (le retrait annoncé)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("L'Iran s'est tu.", ["L'", "Iran", "s'", "est", "tu", "."]),
        ("jusqu’à l’arrivée d’un émissaire", ["jusqu’", "à", "l’", "arrivée", "d’", "un", "émissaire"]),
        ("Aujourd'hui, O'Neill reste.", ["Aujourd'hui", ",", "O'Neill", "reste", "."]),
    ],
)
def test_elided_words_are_tokens_of_their_own(text: str, tokens: list[str]) -> None:
    assert [t.text for s in split_sentences(text, "fr") for t in s.tokens] == tokens


def test_elision_is_only_french() -> None:
    assert next(t.text for s in split_sentences("L'Iran schweigt.", "de") for t in s.tokens) == "L'Iran"


def test_names_with_an_elided_word_are_indexed_as_they_are_cut() -> None:
    rows = load_gazetteer("fr").names["Côte"]
    assert (("Côte", "d'", "Ivoire"), "CIV") in [(tokens, named.code) for tokens, named in rows]


@pytest.mark.parametrize(("text", "found"), TIMES)
def test_times_of_the_lexicon(text: str, found: list[str]) -> None:
    assert [expression.text for expression in find_times(text, "fr")] == [str(words) for words in found]


def test_status_words_of_the_lexicon() -> None:
    words, grammar = load_status_words("fr"), load_grammar("fr")
    examples = [(s, *s.example) for rows in words.shifts.values() for s in rows if s.example]
    right = 0
    for (shift, _, act), parse in zip(examples, parse_many([e[1] for e in examples], "fr"), strict=True):
        found = [
            status_of(cut, token.index, words, grammar)
            for cut in parse.sentences
            for token in cut.words
            if token.text == act
        ]
        assert found, f"{act!r} is not in its example"
        right += (found[-1].status, found[-1].hearsay) == (shift.status, shift.hearsay)
    assert len(examples) >= 200
    assert right / len(examples) >= STATUS_FLOOR


def test_a_report_is_read() -> None:
    text = (
        "L'Iran a livré des drones à la Russie le 3 mai 2024. Paris aurait rappelé son ambassadeur à Téhéran."
    )
    report = Report(id="1", language="fr", published="2024-05-15", title=None, text=text)
    claims = Reader("fr", learned=False).read(report)
    told = [(str(c.event), [p.code for p in c.actors], [p.code for p in c.targets]) for c in claims]
    assert ("AID", ["IRN"], ["RUS"]) in told
    assert ("SANCTION", ["FRA"], ["IRN"]) in told
    assert claims[0].time is not None
    assert claims[0].time.edtf == "2024-05-03"
