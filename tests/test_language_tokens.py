"""Cutting wire prose into sentences and tokens."""

import pytest

from dragoman.language.tokens import split_sentences


def sentences(text: str, language: str = "de") -> list[str]:
    return [text[s.tokens[0].start : s.tokens[-1].end] for s in split_sentences(text, language)]


CASES = {
    "plain": ("Oslo stimmt zu. Bern lehnt ab.", ["Oslo stimmt zu.", "Bern lehnt ab."]),
    "ordinal before month": ("Am 8. Dezember fiel die Stadt. Danach floh er.", ["Am 8. Dezember fiel die Stadt.", "Danach floh er."]),
    "ordinal after article": ("Das ist der 12. Gipfel. Er endet heute.", ["Das ist der 12. Gipfel.", "Er endet heute."]),
    "year ends a sentence": ("Das war im Jahr 2005. Später kam mehr.", ["Das war im Jahr 2005.", "Später kam mehr."]),
    "abbreviations": ("Dr. Meier u.a. kamen am 3. Mai bzw. später an.", ["Dr. Meier u.a. kamen am 3. Mai bzw. später an."]),
    "initial": ("John F. Miller reiste ab.", ["John F. Miller reiste ab."]),
    "quotation closes after the stop": ("„Wir gehen.“ Das sagte er.", ["„Wir gehen.“", "Das sagte er."]),
    "nested quotation": ("Er nannte es „ein »großes« Wort“. Sie schwieg.", ["Er nannte es „ein »großes« Wort“.", "Sie schwieg."]),
    "question goes on": ("„Warum?“, fragte er.", ["„Warum?“, fragte er."]),
    "heading without stop": ("Hilfe bei Angriff\n\nDer Vertrag gilt.", ["Hilfe bei Angriff", "Der Vertrag gilt."]),
    "dateline": ("Moskau (dpa) – Der Rat tagt.", ["Moskau (dpa) –", "Der Rat tagt."]),
    "credit": ("Der Rat tagt. (afp/red)", ["Der Rat tagt.", "(afp/red)"]),
    "date header": ("date 2025-01 Der Rat tagt.", ["date 2025-01", "Der Rat tagt."]),
    "hard-wrapped lines": (
        "Die Außenminister der beiden Staaten haben am Dienstag in der\nHauptstadt über die Grenze gesprochen und danach\nein Papier gezeigt.",
        ["Die Außenminister der beiden Staaten haben am Dienstag in der\nHauptstadt über die Grenze gesprochen und danach\nein Papier gezeigt."],
    ),
    "decimal number": ("Es waren 1.500,50 Euro. Mehr nicht.", ["Es waren 1.500,50 Euro.", "Mehr nicht."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_split_sentences(name: str) -> None:
    text, expected = CASES[name]
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [text for text, _ in CASES.values()] + ["Putin’s Ziel: 50-jährige US-Verträge!", "北京和莫斯科。", ""],
)
def test_split_sentences_offsets_are_exact_and_nothing_is_lost(text: str) -> None:
    tokens = [t for s in split_sentences(text, "de") for t in s.tokens]
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(text.split())


def test_split_sentences_marks_asides() -> None:
    kinds = [s.aside for s in split_sentences("Kiew (afp) - Der Rat tagt. (afp/red)", "de")]
    assert kinds == [True, False, True]


def test_split_sentences_cuts_endless_sentences() -> None:
    text = "und so weiter, " * 400
    assert max(len(s.tokens) for s in split_sentences(text, "de")) <= 120
