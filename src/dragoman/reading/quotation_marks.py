"""Passages between quotation marks, over one or several sentences.

    >>> [run.count for run in find_runs(document)]

A mark that opens is closed by its partner; what is not closed ends with its paragraph. The straight
mark opens and closes by turns, anew in each paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.parse import Word
from dragoman.reading.cues import load_cues
from dragoman.reading.document import Document

_PARTNERS = {"„": '“”"', "“": "”", "»": "«", "«": "»", '"': '"', "‚": "‘’", "''": "''", "``": "''"}
_STOPS = frozenset(".!?…")
_MOST_SENTENCES = 25


@dataclass(frozen=True, slots=True)
class QuotedRun:
    """A passage in quotation marks; `words` are (sentence, word) places without the marks."""

    words: tuple[tuple[int, int], ...]
    opening: tuple[int, int]
    closing: tuple[int, int] | None
    count: int  # words without punctuation
    capital: bool  # begins like a sentence
    ends_sentence: bool  # a full stop, question or exclamation mark before the closing mark

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences it runs through."""
        return tuple(sorted({number for number, _ in self.words}))

    def in_sentence(self, number: int) -> frozenset[int]:
        """Its words in one sentence."""
        return frozenset(index for at, index in self.words if at == number)


def find_runs(document: Document) -> list[QuotedRun]:
    """The quoted passages of a document, in text order; one inside another belongs to that."""
    out: list[QuotedRun] = []
    opening: tuple[int, int] | None = None
    closers = ""
    words: list[tuple[int, int]] = []
    for number, sentence in enumerate(document.sentences):
        if opening is not None and _is_broken_off(document, opening[0], number):
            if load_cues(document.language).reopening and sentence.words[0].text in _PARTNERS:
                _add(out, document, opening, None, words)
            opening, words = None, []
        for word in sentence.words:
            here = (number, word.index)
            if opening is None:
                if word.text in _PARTNERS and not (word.text == "“" and _closes_here(document, here)):
                    opening, closers, words = here, _PARTNERS[word.text], []
            elif word.text in closers:
                _add(out, document, opening, here, words)
                opening, words = None, []
            else:
                words.append(here)
    return out


def _add(
    out: list[QuotedRun],
    document: Document,
    opening: tuple[int, int],
    closing: tuple[int, int] | None,
    words: list[tuple[int, int]],
) -> None:
    tokens = [document.sentences[n].words[i] for n, i in words]
    count = sum(token.upos != "PUNCT" for token in tokens)
    if count:
        first = next(token for token in tokens if token.upos != "PUNCT")
        out.append(
            QuotedRun(
                tuple(words), opening, closing, count, first.text[:1].isupper(), tokens[-1].text in _STOPS
            )
        )


def _is_broken_off(document: Document, start: int, number: int) -> bool:
    """Whether an open quotation cannot reach this sentence: another part, or too far."""
    if document.parts[start] != document.parts[number] or number - start > _MOST_SENTENCES:
        return True
    first, here = document.sentences[start], document.sentences[number]
    starts_anew = here.words[0].text in _PARTNERS
    return here.paragraph != first.paragraph and (starts_anew or here.paragraph - first.paragraph > 1)


def _closes_here(document: Document, here: tuple[int, int]) -> bool:
    """Whether “ stands right behind a word, where it closes (and its opening mark is missing)."""
    words = document.sentences[here[0]].words
    mark = words[here[1]]
    return here[1] > 0 and words[here[1] - 1].end == mark.start and not _touches_next(words, here[1])


def _touches_next(words: list[Word], index: int) -> bool:
    if index + 1 >= len(words):
        return False
    return words[index + 1].start == words[index].end and words[index + 1].upos != "PUNCT"
