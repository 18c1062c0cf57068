"""Every example in lexicon/en/status.yml is read with the status its entry gives; and own English snippets."""

import pytest

from dragoman.language import parse_many
from dragoman.reading.grammar import load_grammar
from dragoman.reading.status import StatusReading, status_of
from dragoman.reading.status_words import load_status_words

WORDS = load_status_words("en")
EXAMPLES = [(shift, *shift.example) for rows in WORDS.shifts.values() for shift in rows if shift.example]
FLOOR = 0.96  # share of the examples read right; the rest are trees or frames not handled yet


def readings() -> list[tuple[str, str, StatusReading | None, object]]:
    parses = parse_many([sentence for _, sentence, _ in EXAMPLES], "en")
    out = []
    for (shift, sentence, word), parse in zip(EXAMPLES, parses, strict=True):
        found = None
        for cut in parse.sentences:
            for token in cut.words:
                if token.text == word:
                    found = status_of(cut, token.index, WORDS, load_grammar("en"))
        out.append((sentence, word, found, shift))
    return out


def test_there_are_enough_entries() -> None:
    assert len(EXAMPLES) >= 200


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
        ("The harbour master closed the pier.", "closed", "occurred"),
        ("The harbour master will close the pier.", "close", "planned"),
        ("The harbour master won't close the pier.", "close", "denied"),
        ("The harbour master didn't close the pier.", "close", "denied"),
        ("The mayor has not closed the pier.", "closed", "denied"),
        ("The mayor had to close the pier.", "close", "occurred"),
        ("The mayor has to close the pier.", "close", "demanded"),
        ("The mayor is said to have closed the pier.", "closed", "occurred"),
        ("The mayor urged the company to close the pier.", "close", "demanded"),
        ("The mayor failed to close the pier.", "close", "denied"),
        ("No ship reached the pier.", "reached", "denied"),
        ("There were no clashes at the pier.", "clashes", "denied"),
        ("No talks were held at the pier.", "talks", "denied"),
        ("Nobody reached the pier.", "reached", "denied"),
        ("The crew stopped to repair the pier.", "repair", "occurred"),
        ("The crew left after repairing the pier.", "repairing", "occurred"),
        ("The crew refused, killing all hope.", "killing", "occurred"),
        ("The company denied that it had damaged the pier.", "damaged", "denied"),
        ("The company announced that it had repaired the pier.", "repaired", "occurred"),
        ("If the storm destroys the pier, the town will rebuild it.", "destroys", "possible"),
        ("The plan approved by the town pleased the crew.", "approved", "occurred"),
        ("Not only did the storm damage the pier.", "damage", "occurred"),
        ("The storm might not have damaged the pier.", "damaged", "possible"),
        ("The town said it would close the pier.", "close", "planned"),
        ("The town said it would close the pier if the storm came.", "close", "possible"),
        ("The town would close the pier in May, officials said.", "close", "planned"),
        ("The town is about to close the pier.", "close", "planned"),
    ],
)
def test_status_of(sentence: str, word: str, status: str) -> None:
    cut = parse_many([sentence], "en")[0].sentences[0]
    index = next(w.index for w in cut.words if w.text == word)
    assert status_of(cut, index, WORDS, load_grammar("en")).status == status


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The mayor is said to have closed the pier.", "closed"),
        ("The pier was reportedly damaged.", "damaged"),
        ("The alleged theft divides the town.", "theft"),
    ],
)
def test_hearsay(sentence: str, word: str) -> None:
    cut = parse_many([sentence], "en")[0].sentences[0]
    index = next(w.index for w in cut.words if w.text == word)
    assert status_of(cut, index, WORDS, load_grammar("en")).hearsay
