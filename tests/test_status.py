"""Every example in status.yml is read with the status its entry gives."""

import pytest

from dragoman.language import parse_many
from dragoman.reading.grammar import load_grammar
from dragoman.reading.status import StatusReading, status_of
from dragoman.reading.status_words import load_status_words

WORDS = load_status_words("de")
EXAMPLES = [(shift, *shift.example) for rows in WORDS.shifts.values() for shift in rows if shift.example]
FLOOR = 0.86  # share of the examples read right; the rest are trees or frames not handled yet


def readings() -> list[tuple[str, str, StatusReading | None, object]]:
    parses = parse_many([sentence for _, sentence, _ in EXAMPLES], "de")
    out = []
    for (shift, sentence, word), parse in zip(EXAMPLES, parses, strict=True):
        found = None
        for cut in parse.sentences:
            for token in cut.words:
                if token.text == word:
                    found = status_of(cut, token.index, WORDS, load_grammar("de"))
        out.append((sentence, word, found, shift))
    return out


def test_examples_name_a_word_of_their_sentence() -> None:
    for sentence, word, found, _ in readings():
        assert found is not None, f"{word!r} is not in {sentence!r}"


def test_examples_get_their_status() -> None:
    wrong = [(s, w, f) for s, w, f, shift in readings() if f is None or f.status != shift.status]
    share = 1 - len(wrong) / len(EXAMPLES)
    assert share >= FLOOR, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("sentence", "word", "status"),
    [
        ("Bern liefert Munition.", "liefert", "occurred"),
        ("Bern will Munition liefern.", "liefern", "planned"),
        ("Bern hat keine Munition geliefert.", "geliefert", "denied"),
        ("In Mali gab es keine Kämpfe.", "Kämpfe", "denied"),
        ("Zwischen Bern und Rom fanden keine Gespräche statt.", "Gespräche", "denied"),
        ("Rom bereitet keinen Angriff vor.", "Angriff", "denied"),
        ("Paris schließt keinen Angriff aus.", "Angriff", "possible"),
        ("Es gibt keine Berichte über Kämpfe.", "Kämpfe", "denied"),
        ("Die Miliz soll Geiseln genommen haben.", "genommen", "occurred"),
    ],
)
def test_status_of(sentence: str, word: str, status: str) -> None:
    cut = parse_many([sentence], "de")[0].sentences[0]
    index = next(w.index for w in cut.words if w.text == word)
    assert status_of(cut, index, WORDS, load_grammar("de")).status == status
