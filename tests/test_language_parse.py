"""The language room as a whole: the shipped model on short sentences of our own."""

import pytest

from dragoman.errors import UnsupportedLanguageError
from dragoman.language import LANGUAGES, parse, parse_many
from dragoman.language.lemma import lemma
from dragoman.language.model import load


def test_particle_verbs_are_put_together() -> None:
    sentence = parse("Der Kreml kündigte am Montag ein Treffen an.", "de").sentences[0]
    assert sentence.root.lemma == "ankündigen"


def test_passive_is_told_by_its_relations() -> None:
    sentence = parse("Die Stadt wurde von Rebellen besetzt.", "de").sentences[0]
    relations = {word.text: word.relation for word in sentence.words}
    assert relations["Stadt"] == "nsubj:pass"
    assert relations["wurde"] == "aux:pass"


def test_reported_speech_is_subjunctive() -> None:
    sentence = parse("Der Minister sagte, er habe nichts gewusst.", "de").sentences[0]
    assert next(w for w in sentence.words if w.text == "habe").features["Mood"] == "Sub"


def test_names_are_tagged() -> None:
    sentence = parse("Angela Merkel reiste nach Paris.", "de").sentences[0]
    assert [w.name for w in sentence.words[:2]] == ["B-PER", "I-PER"]
    assert sentence.words[4].name == "B-LOC"


@pytest.mark.parametrize(
    ("language", "text", "root"),
    [
        ("en", "Tehran supplies Moscow with drones.", "supplies"),
        ("fr", "Paris a rappelé son ambassadeur.", "rappelé"),
        ("es", "Madrid firmó un acuerdo con Rabat.", "firmó"),
        ("ru", "Москва подписала договор с Тегераном.", "подписала"),
        ("pl", "Warszawa podpisała umowę.", "podpisała"),
    ],
)
def test_one_model_reads_other_languages(language: str, text: str, root: str) -> None:
    assert parse(text, language).sentences[0].root.text == root


def test_every_sentence_is_a_tree() -> None:
    text = "Oslo, so hieß es, habe zugesagt; Bern nicht. Wer zahlt? Niemand! „Ja“, sagte sie."
    for sentence in parse(text, "de").sentences:
        assert sum(word.head < 0 for word in sentence.words) == 1
        assert sentence.subtree(sentence.root.index) == list(range(len(sentence.words)))


def test_parse_many_apart_gives_the_same_as_one_by_one() -> None:
    texts = ["Oslo stimmt zu.", "", "Die Regierung in Bern lehnt das Abkommen mit der EU ab."]
    together = parse_many(texts, "de", apart=True)
    for text, parsed in zip(texts, together, strict=True):
        alone = parse(text, "de")
        assert parsed == alone  # to the last tag: a text is read the same whatever comes with it


def test_words_of_any_length_and_kind_go_through() -> None:
    words = ["x" * 3000, "😀", "\u200b", "ﷺ", "1.000.000", "北京"] * 60
    tagged = load().tag_words([(words, [True] * len(words))])[0]
    assert len(tagged) == len(words)
    assert sum(word.head < 0 for word in tagged) == 1


def test_parse_refuses_a_language_it_does_not_serve() -> None:
    with pytest.raises(UnsupportedLanguageError, match="xx"):
        parse("text", "xx")
    assert "de" in LANGUAGES


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("unterzeichnete", "VERB", "unterzeichnen"),
        ("zurückzuziehen", "VERB", "zurückziehen"),
        ("bekannten", "VERB", "bekennen"),
        ("empörte", "VERB", "empören"),
        ("Verbündeten", "NOUN", "Verbündeter"),
        ("Waffenlieferungen", "NOUN", "Waffenlieferung"),
        ("US-Soldaten", "NOUN", "US-Soldat"),
        ("wurde", "AUX", "werden"),
    ],
)
def test_lemma(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos, "de") == expected
