"""The language room: text in, sentences with words, features, trees and names out.

>>> parse("Teheran liefert Moskau Drohnen.", "de").sentences[0].root.lemma
'liefern'
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from dragoman.errors import UnsupportedLanguageError
from dragoman.language import model
from dragoman.language.lemma import lemmas
from dragoman.language.mood import mark_subjunctive
from dragoman.language.orthography import load_orthography
from dragoman.language.parse import Parse, Sentence, Word
from dragoman.language.tokens import TokenSentence, split_sentences

LANGUAGES = ("de", "en", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar", "fa", "he", "zh", "ko")

_CHUNK = 64  # texts tagged together while those before are built
_Read = tuple[list[model.Tagged], model.Encoded | None]
_Text = tuple[str, list[tuple[TokenSentence, tuple[list[str], list[bool]], _Read]]]

__all__ = ["LANGUAGES", "Parse", "Sentence", "Word", "parse", "parse_many"]


def parse(text: str, language: str, *, threads: int | None = None) -> Parse:
    """Parse one text. Raises UnsupportedLanguageError for a language the model does not serve."""
    return parse_many([text], language, threads=threads)[0]


def parse_many(
    texts: Sequence[str],
    language: str,
    *,
    threads: int | None = None,
    apart: bool = False,
    vectors: bool = False,
) -> list[Parse]:
    """Parse texts of one language together, on all cores; the same order comes back.

    Sentences of several texts go through the network together, which is fastest; but int8 rounds over
    all that goes through at once, so that company may tip a close decision. `apart` keeps each text by
    itself: its trees are then the same whatever comes with it, at three quarters of the speed.
    With `vectors` every sentence keeps the vectors of its pieces (`Sentence.encoded`).
    """
    if language not in LANGUAGES:
        raise UnsupportedLanguageError(
            f"no reader for language {language!r}; there is one for {', '.join(LANGUAGES)}"
        )
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    if len(chunks) < 2:
        return [
            parsed
            for chunk in chunks
            for parsed in _build(_tagged(chunk, language, threads, apart, vectors), language)
        ]
    parses: list[Parse] = []
    with ThreadPoolExecutor(1) as ahead:  # the network reads the next texts while these get their lemmas
        waiting = ahead.submit(_tagged, chunks[0], language, threads, apart, vectors)
        for chunk in chunks[1:]:
            ready = waiting.result()
            waiting = ahead.submit(_tagged, chunk, language, threads, apart, vectors)
            parses += _build(ready, language)
        parses += _build(waiting.result(), language)
    return parses


def _tagged(
    texts: Sequence[str], language: str, threads: int | None, apart: bool, vectors: bool
) -> list[_Text]:
    """Cut texts and tag their sentences together."""
    cut = [split_sentences(text, language) for text in texts]
    lists = [
        ([t.text for t in s.tokens], [t.space for t in s.tokens]) for sentences in cut for s in sentences
    ]
    owners = [number if apart else 0 for number, sentences in enumerate(cut) for _ in sentences]
    tagged = iter(zip(lists, model.load(threads).encode_words(lists, owners, vectors=vectors), strict=True))
    return [(text, [(s, *next(tagged)) for s in own]) for text, own in zip(texts, cut, strict=True)]


def _build(tagged: list[_Text], language: str) -> list[Parse]:
    return [
        Parse(text, language, [_sentence(cut, words, tags, language) for cut, words, tags in rows])
        for text, rows in tagged
    ]


def _sentence(
    cut: TokenSentence, words: tuple[list[str], list[bool]], tagged: _Read, language: str
) -> Sentence:
    tags, encoded = tagged
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
        encoded,
    )  # fmt: skip
