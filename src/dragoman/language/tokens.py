"""Cut a text into sentences of printed tokens, each with its exact offsets.

Nothing is normalised: ``text[token.start:token.end]`` is the token. Wire prose has its own traps:
headings without a full stop, datelines (``Moskau (dpa) –``), credits (``(afp/red)``), ordinals
(``am 8. Dezember``), abbreviations, and quotations that end inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.language.orthography import Orthography, load_orthography

LONGEST_SENTENCE = 120  # tokens; a longer one is cut at a comma or semicolon, or right there

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"“”„»«]*[\w/]          # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?:[^\W\d_]\.){2,}                              # z.B., u.a., U.S.
    | \d+(?:[.,:/]\d+)*(?:[-‐][^\W\d_][\w-]*)?         # 1.500,50  12:30  50-jährig
    | [$€£¥]
    | \w+(?:[-‐’'´`&.]\w+)*[-‐]?(?!\w)                  # US-Präsident, Putin’s, Handels-
    | \w+
    | \.{2,} | -{2,} | [!?]{2,}
    | [^\w\s]
    """,
    re.VERBOSE,
)
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_DATELINE = re.compile(r"[^\S\n]*[A-ZÄÖÜ][\w .,/()-]{1,50}?\s?\([\w ./,-]{2,30}\)\s*[–—-]{1,2}\s+")
_CREDIT = re.compile(r"\s*\([\w .,/&-]{2,40}\)\s*\Z")
_DATE_HEADER = re.compile(r"\s*date[ \t]+\[?[0-9X?~%.,/-]{4,80}\]?(?=\s)")
_OPENING, _CLOSING = "„«‚‹(\"“»['", "“”»«’‘)\"]'›‹"
_END_MARKS = {".", "!", "?", "…", "。", "！", "？", "؟", "۔"}


@dataclass(slots=True)
class Token:
    """One printed token; `space` tells whether white space stands before it."""

    start: int
    end: int
    text: str
    space: bool


@dataclass(slots=True)
class TokenSentence:
    """The tokens of one sentence and the number of its paragraph; `aside` for header, dateline, credit."""

    tokens: list[Token]
    paragraph: int
    aside: bool = False


def split_sentences(text: str, language: str) -> list[TokenSentence]:
    """All sentences of a text in order; every non-space character is in exactly one token."""
    rules = load_orthography(language)
    out: list[TokenSentence] = []
    for number, (start, end) in enumerate(iter_paragraphs(text)):
        for piece_start, piece_end, aside in _iter_parts(text, start, end, first=number == 0):
            tokens = tokenize(text, piece_start, piece_end, rules)
            for sentence in _iter_sentences(text, tokens, rules):
                for part in _iter_short_enough(sentence):
                    out.append(TokenSentence(part, number, aside))
    return out


def iter_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs: blank lines end one; so does a line break unless the text is hard-wrapped there."""
    for block in re.finditer(r"\S(?:.|\n(?![^\S\n]*\n))*", text):
        lines = list(re.finditer(r"[^\n]+", block[0]))
        width = max(len(line[0]) for line in lines)
        start = block.start()
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            body = line[0].rstrip()
            wrapped = (
                following is not None
                and len(lines) > 1
                and body
                and len(body) >= 0.75 * width
                and width < 120
                and body[-1] not in '.!?:“"”»«)'
            )
            if following is None or not wrapped:
                end = block.start() + line.start() + len(body)
                if text[start:end].strip():
                    yield start, end
                start = block.start() + line.end()


def _iter_parts(text: str, start: int, end: int, *, first: bool) -> Iterator[tuple[int, int, bool]]:
    """Header, dateline and credit apart from the paragraph's body, as (start, end, aside)."""
    if first and (header := _DATE_HEADER.match(text, start, end)):
        yield start, header.end(), True
        start = header.end()
    if dateline := _DATELINE.match(text, start, end):
        yield start, dateline.end(), True
        start = dateline.end()
    credit = _CREDIT.search(text[start:end])
    if credit and (credit.start() == 0 or text[start + credit.start() - 1] in '.!?“"”»'):
        yield start, start + credit.start(), False
        yield start + credit.start(), end, True
    else:
        yield start, end, False


def tokenize(text: str, start: int, end: int, rules: Orthography) -> list[Token]:
    """Printed tokens of ``text[start:end]``; abbreviations and ordinals keep their full stop."""
    tokens: list[Token] = []
    before = start
    for found in _TOKEN.finditer(text, start, end):
        for at, stop in _iter_apart(found, rules):
            tokens.append(Token(at, stop, text[at:stop], at > before or at == start))
            before = stop
    return _join_stops(tokens, rules)


def _iter_apart(found: re.Match[str], rules: Orthography) -> Iterator[tuple[int, int]]:
    """The parts of a run of letters that are words of their own: Chinese signs, ``l'`` in l'Iran."""
    if not _HAN.search(found[0]):
        start = found.start()
        while cut := rules.elision(found[0][start - found.start() :]):
            yield start, start + cut
            start += cut
        yield start, found.end()
        return
    for part in re.finditer(r"[㐀-䶿一-鿿]|[^㐀-䶿一-鿿]+", found[0]):
        yield found.start() + part.start(), found.start() + part.end()


def _join_stops(tokens: list[Token], rules: Orthography) -> list[Token]:
    out: list[Token] = []
    for i, token in enumerate(tokens):
        previous = out[-1] if out else None
        if token.text == "." and not token.space and previous is not None:
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if _keeps_stop(previous.text, out[-2].text if len(out) > 1 else "", after, rules):
                out[-1] = Token(previous.start, token.end, previous.text + ".", previous.space)
                continue
        out.append(token)
    return out


def _keeps_stop(word: str, before: str, after: Token | None, rules: Orthography) -> bool:
    if after is None:
        return False
    follows = after.text
    if word.isdigit() and len(word) <= 3:
        small = follows[0].islower() or follows[0].isdigit() or follows in {",", "-", "–", "/"}
        return small or follows.rstrip(".") in rules.ordinal_before or before.lower() in rules.ordinal_after
    if len(word) == 1 and word.isalpha():
        return word.isupper() or follows[0].islower() or not follows[0].isalpha()
    if word in rules.abbreviations:
        return True
    return follows[0].islower() and len(word) <= 4


def _iter_sentences(text: str, tokens: list[Token], rules: Orthography) -> Iterator[list[Token]]:
    current: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        current.append(token)
        i += 1
        last = token.text[-1]
        if not (token.text in _END_MARKS or (last in _END_MARKS and len(token.text) > 1)):
            continue
        while i < len(tokens) and tokens[i].text in _CLOSING and not tokens[i].space:
            current.append(tokens[i])
            i += 1
        if i < len(tokens) and _starts_sentence(token, tokens, i, rules):
            yield current
            current = []
    if current:
        yield current


def _starts_sentence(mark: Token, tokens: list[Token], i: int, rules: Orthography) -> bool:
    """Whether the token at `i` begins a sentence after the end mark `mark`."""
    if not tokens[i].space and not _HAN.match(tokens[i].text) and mark.text not in {"。", "！", "？"}:
        return False
    while i < len(tokens) - 1 and tokens[i].text in _OPENING:
        i += 1
    first = tokens[i].text[0]
    if len(mark.text) > 1 and mark.text[0].isalnum():  # an abbreviation or ordinal kept its stop
        word = mark.text.rstrip(".")
        if word.isdigit() or word in rules.abbreviations or len(word) == 1 or "." in word:
            return False
    return first.isupper() or first.isdigit() or not (first.islower() or first in ",;–—-)")


def _iter_short_enough(tokens: list[Token]) -> Iterator[list[Token]]:
    while len(tokens) > LONGEST_SENTENCE:
        window = tokens[LONGEST_SENTENCE // 2 : LONGEST_SENTENCE]
        breaks = [i for i, token in enumerate(window) if token.text in {",", ";", ":"}]
        cut = LONGEST_SENTENCE // 2 + breaks[-1] + 1 if breaks else LONGEST_SENTENCE
        yield tokens[:cut]
        tokens = tokens[cut:]
    if tokens:
        yield tokens


@cache
def is_word(text: str) -> bool:
    """Whether a token has a letter or digit in it."""
    return any(map(str.isalnum, text))
