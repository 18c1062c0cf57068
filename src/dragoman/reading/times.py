"""Find time expressions in a text and work out the days they mean."""
from __future__ import annotations
from dragoman.reading.time_forms import TimeExpression
from dragoman.reading.time_patterns import find_expressions, load_grammar
from dragoman.reading.time_context import with_context
from dragoman.reading.time_timex import timex_value as _tv

def find_times(text: str, language: str) -> list[TimeExpression]:
    found, tokens = find_expressions(text, load_grammar(language))
    return with_context(found, tokens)

def timex_value(e,p): return _tv(e,p,load_grammar('de').holidays)
