"""A report's text as the set of its word sequences, without what an outlet puts around a dispatch."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.intake.credits import find_agencies
from dragoman.records import Report

SHINGLE = 3  # words; names of two words and set phrases must not make two reports alike
RUN = 6  # words; what stands so in two texts was copied, unless it is one set phrase
_FEW = 12  # shingles; a text with fewer outside its quotations is compared with them

_END = re.compile(r"[.!?:;…]\s|\n")
_WORD = re.compile(r"\w+")
_HEADER = re.compile(r"\Adate [\d-]+\s*\n")
_OPENING = re.compile(
    r"\A\s*(?:[^\n().!?:;]|(?<=\b\w)\.|(?<=\b\w\w)\.){2,60}\((?P<credit>[^()\n]{2,60})\)\s*(?:[-–—:.]|\n)"
)
_CREDIT = re.compile(r"[(\[](?P<credit>[^()\[\]\n]{2,60})[)\]]")
_QUOTED = re.compile(r"„[^“”\"]{20,}[“”\"]|“[^“”]{20,}”|»[^»«]{20,}«|«[^»«]{20,}»|\"[^\"]{20,}\"")


def shingles_of(report: Report) -> frozenset[str]:
    """Sequences of three words of the text, case-folded; of fewer words where the text has no more.

    Dateline and credits are left out, and quotations too: two reporters who hear the same statement quote
    the same words. The title is left out, for every outlet writes its own.
    """
    return _sequences_of(report, SHINGLE)


def runs_of(report: Report) -> frozenset[str]:
    """Sequences of six words, by the same rules."""
    return _sequences_of(report, RUN)


@lru_cache(maxsize=8192)
def _sequences_of(report: Report, length: int) -> frozenset[str]:
    return frozenset(
        " ".join(words[i : i + length])
        for words in _stretches_of(report)
        for i in range(max(1, len(words) - length + 1))
    )


@lru_cache(maxsize=8192)
def _stretches_of(report: Report) -> tuple[list[str], ...]:
    """The words between full stops and line ends, without quotations where enough is left.

    Sequences across the end of a sentence belong to the order of sentences, which outlets change.
    """
    text = strip_credits(report.text)
    unquoted = _split(_QUOTED.sub(" … ", text))
    return unquoted if sum(max(1, len(words) - SHINGLE + 1) for words in unquoted) >= _FEW else _split(text)


def _split(text: str) -> tuple[list[str], ...]:
    stretches = (_WORD.findall(stretch) for stretch in _END.split(text.casefold()))
    return tuple(words for words in stretches if words)


def strip_credits(text: str) -> str:
    """The text without a date header, dateline and agency marks."""
    text = _HEADER.sub("", text)
    opening = _OPENING.match(text)
    if opening and find_agencies(opening["credit"]):
        text = text[opening.end() :]
    return _CREDIT.sub(lambda match: "" if find_agencies(match["credit"]) else match[0], text)


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter text stands in the other; 0 to 1 (Broder 1997).

    A cut dispatch lies within the whole one, however short the cut: that is why the measure is not the
    share of both (Jaccard).
    """
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
