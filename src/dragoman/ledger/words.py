"""Words for the full-text search: folded, and found again in compounds and inflected forms.

A search for *Drohne* is meant to find *Kampfdrohnen*. No dictionary is asked: the ledger's own vocabulary is
searched for words that contain the word asked for, and what is left over of each decides whether it is a
form or a compound of it. See docs/adr/0007.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670]+")  # accents, Cyrillic, Arabic vowels
_VOWEL = re.compile("[aeiouyаеиоуыэюяё]")
_ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")  # cut from what is asked for, longest first
_LONG = 4  # letters a word must have for parts of others to count as it
_ENDING = 3  # letters at most that may follow a stem as its inflection
_MOST_WORDS = 64  # distinct words of a search that are looked up; nobody types more
_LONGEST = 80  # letters of a word; longer ones are no words


def fold(text: str) -> str:
    """Lower case without accents: ``Öl`` and ``ol`` are one, as are ``STRASSE`` and ``Straße``."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", normalize("NFKD", text).casefold())


def split_words(text: str) -> list[str]:
    """The distinct folded words of a text, in the order they come.

    >>> split_words("Öl, öl und Waffen-Lieferungen")
    ['ol', 'und', 'waffen', 'lieferungen']
    """
    return list(dict.fromkeys(word[:_LONGEST] for word in WORD.findall(fold(text))))


def split_search(words: str) -> list[str]:
    """The words of a search; of a very long one the first."""
    return split_words(words)[:_MOST_WORDS]


def find_stem(word: str) -> str:
    """What of a word has to stand in another that is to be found by it.

    >>> find_stem("drohnen"), find_stem("iran"), find_stem("ol")
    ('drohn', 'iran', 'ol')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LONG:
            return word[: -len(ending)]
    return word


def is_form_or_compound(typed: str, word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether `word` is an inflected form of what was typed or a compound with it.

    >>> is_form_or_compound("drohne", "kampfdrohnen", {"kampf"}.__contains__)
    True
    >>> is_form_or_compound("iran", "tirana", set().__contains__)
    False
    """
    stem, is_long = find_stem(typed), len(typed) > _LONG
    start = word.find(stem)
    while start >= 0:
        head, tail = word[:start], word[start + len(stem) :]
        if _is_head(head, is_long, is_word) and _is_tail(tail, len(stem), is_long, is_word):
            return True
        start = word.find(stem, start + 1)
    return False


def _is_head(head: str, is_long: bool, is_word: Callable[[str], bool]) -> bool:
    """What may stand before a stem: nothing, a word of the ledger, or what looks like one."""
    if not head:
        return True
    if is_long and len(head) >= _LONG and _VOWEL.search(head):
        return True
    least = 2 if is_long else _LONG
    linked = (head, head.removesuffix("s"), head.removesuffix("en"), head.removesuffix("n"), f"{head}e")
    return len(head) >= least and any(is_word(form) for form in linked if len(form) >= least)


def _is_tail(tail: str, stem: int, is_long: bool, is_word: Callable[[str], bool]) -> bool:
    """What may follow a stem: an ending, or the rest of a compound, if need be behind a linking sound."""
    if stem < _LONG and tail in ("", "s", "es"):
        return True
    if stem >= _LONG and len(tail) <= _ENDING:
        return True
    if is_long and len(tail) > _ENDING and _VOWEL.search(tail):
        return True
    return len(tail) >= _LONG and _is_rest(tail, is_word)


def _is_rest(tail: str, is_word: Callable[[str], bool]) -> bool:
    rests = [tail, *(tail.removeprefix(link) for link in ("s", "es", "n", "en", "e"))]
    forms = [rests, *([rest.removesuffix(ending) for rest in rests] for ending in _ENDINGS)]
    return any(len(form) >= _LONG and is_word(form) for group in forms for form in group)
