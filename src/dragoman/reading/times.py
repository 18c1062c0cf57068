"""Find time expressions in a text and work out the days they mean.

    >>> [e.text for e in find_times("Der Gipfel begann am 8. Dezember.", "de")]
    ['8. Dezember']
    >>> resolve(find_times("am Freitag", "de")[0], "2014-08-07", "past").edtf
    '2014-08-01'

The engine knows no language: words and rules are in ``resources/lexicon/<language>/times.yml``.
Extents and values follow TIMEX3 (TimeML 1.2.1), dates EDTF. `time_tokens`, `time_lexicon` and
`time_patterns` find, `time_context` looks around, `time_calendar` and `time_holidays` count days,
`time_resolve` puts them together.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reading.time_context import with_context
from dragoman.reading.time_forms import TimeExpression, TimeForm
from dragoman.reading.time_patterns import find_expressions, load_grammar
from dragoman.reading.time_resolve import resolve_time
from dragoman.reading.time_scene import Anchor
from dragoman.reading.time_timex import value_of
from dragoman.records import Time

__all__ = ["Anchor", "TimeExpression", "TimeForm", "find_times", "resolve", "timex_value"]


def find_times(text: str, language: str) -> list[TimeExpression]:
    """Time expressions of a text in order, not overlapping; raises UnsupportedLanguageError.

    Some 2 ms for a report of 300 words; the first call for a language loads its rules (70 ms).
    """
    grammar = load_grammar(language)
    found, tokens = find_expressions(text, grammar)
    return with_context(found, tokens, loose_today=grammar.loose_today)


def resolve(
    expression: TimeExpression,
    published: str | None,
    tense: str | None = None,
    anchors: Sequence[Time | Anchor] = (),
) -> Time | None:
    """The time an expression means in a report; None where it means none, or nothing can be known.

    `published` is EDTF, a day or vaguer, or None. `tense` is that of the governing verb, ``past`` or
    ``future``; without it the past is taken, as newswire mostly tells what happened.
    `anchors` are times from elsewhere in the report: a plain `Time` is that of the claim before
    ("seitdem", "am Tag darauf"), an `Anchor` with role ``said`` the day a plan was announced.
    Raises EDTFError if `published` is not EDTF.
    """
    return resolve_time(expression, published, tense, anchors, load_grammar(expression.language).holidays)


def timex_value(expression: TimeExpression, published: str) -> str:
    """The TIMEX3 `value` in a document of that day, e.g. ``2006-W23``; empty where there is none."""
    return value_of(expression, published, load_grammar(expression.language).holidays)
