"""The language room: text in, sentences with words, features, trees and names out.

>>> parse("Teheran liefert Moskau Drohnen.", "de").sentences[0].root.lemma
'liefern'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.errors import UnsupportedLanguageError
from dragoman.language import model
from dragoman.language.lemma import lemmas
from dragoman.language.mood import mark_subjunctive
from dragoman.language.orthography import load_orthography
from dragoman.language.parse import Parse, Sentence, Word
from dragoman.language.tokens import TokenSentence, split_sentences

LANGUAGES = ("de", "en", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar", "fa", "he", "zh", "ko")

__all__ = ["LANGUAGES", "Parse", "Sentence", "Word", "parse", "parse_many"]


def parse(text: str, language: str, *, threads: int | None = None) -> Parse:
    """Parse one text. Raises UnsupportedLanguageError for a language the model does not serve."""
    return parse_many([text], language, threads=threads)[0]


def parse_many(texts: Sequence[str], language: str, *, threads: int | None = None) -> list[Parse]:
    """Parse texts of one language together, on all cores; the same order comes back."""
    if language not in LANGUAGES:
        raise UnsupportedLanguageError(
            f"no reader for language {language!r}; there is one for {', '.join(LANGUAGES)}"
        )
    cut = [split_sentences(text, language) for text in texts]
    flat = [sentence for sentences in cut for sentence in sentences]
    lists = [([t.text for t in s.tokens], [t.space for t in s.tokens]) for s in flat]
    owners = [number for number, sentences in enumerate(cut) for _ in sentences]
    tagged = iter(zip(flat, lists, model.load(threads).tag_words(lists, owners), strict=True))
    parses = []
    for text, sentences in zip(texts, cut, strict=True):
        own = [_sentence(*next(tagged), language) for _ in sentences]
        parses.append(Parse(text, language, own))
    return parses


def _sentence(
    cut: TokenSentence, words: tuple[list[str], list[bool]], tagged: Iterable[model.Tagged], language: str
) -> Sentence:
    tags = list(tagged)
    found = lemmas(words[0], tags, language)
    mark_subjunctive(words[0], tags, found, load_orthography(language))
    return Sentence(
        [
            Word(
                i, token.start, token.end, token.text, lemma, tag.upos, tag.features, tag.head, tag.relation,
                tag.name,
            )
            for i, (token, tag, lemma) in enumerate(zip(cut.tokens, tags, found, strict=True))
        ],
        cut.paragraph,
        cut.aside,
    )  # fmt: skip
