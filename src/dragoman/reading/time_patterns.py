"""Find time expressions: the rules of a language's times file over the token classes of a text.

A rule has a `pattern` over classes, as in ``(weekday comma?)? day:d31 dot month:month year:y4?``: a name
stands for a token of that class, ``field:class`` also puts the token's value into that field of the
`TimeForm`, ``a/b`` is either class, and ``? * | ( )`` are those of regular expressions. `before` and
`after` are context that must be there but is not part of the expression. Of overlapping finds the
longest wins, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import ResourceError, UnsupportedLanguageError
from dragoman.reading.time_forms import TimeExpression, TimeForm, TimexType
from dragoman.reading.time_lexicon import TimeLexicon, build_lexicon
from dragoman.reading.time_tokens import TimeToken
from dragoman.resources import load_yaml

_NAME = re.compile(
    r"(?:(?P<label>[a-z_]+):)?(?P<classes>[a-z_][a-z_0-9]*(?:/[a-z_][a-z_0-9]*)*)|(?P<space>\s+)"
)
_GROUP = re.compile(r"\((?!\?)")
_PLUS = "plus"  # not a field: what it labels is added to `count` ("two and a half", "twenty-one")
FIELDS = frozenset({*TimeForm.__dataclass_fields__, _PLUS})


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule, compiled."""

    name: str
    type: TimexType
    regex: re.Pattern[str]
    needs: frozenset[str]
    labels: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimeGrammar:
    """Lexicon and rules of one language; `holidays` as the file has them.

    `loose_today`: whether the word for today is the present in a text that names hardly a day.
    """

    language: str
    lexicon: TimeLexicon
    rules: tuple[TimeRule, ...]
    holidays: Mapping[str, Mapping[str, Any]]
    loose_today: bool


@cache
def load_grammar(language: str) -> TimeGrammar:
    """Grammar of a language, compiled once; raises UnsupportedLanguageError if there is none."""
    name = f"lexicon/{language}/times.yml"
    data = load_yaml(name, missing_ok=True) if language.isalpha() else None
    if data is None:
        raise UnsupportedLanguageError(f"language {language!r} has no {name}; German is 'de'")
    lexicon = build_lexicon(name, data)
    rules = tuple(_compile_rule(lexicon, rule) for rule in data["rules"])
    return TimeGrammar(language, lexicon, rules, data.get("holidays", {}), data.get("loose_today", False))


def _compile_rule(lexicon: TimeLexicon, rule: Mapping[str, Any]) -> TimeRule:
    labels: dict[str, tuple[str, ...]] = {}
    core = _translate(lexicon, rule["pattern"], labels)
    before = _translate(lexicon, rule.get("before", ""), labels)
    after = _translate(lexicon, rule.get("after", ""), labels)
    constants = rule.get("set", {})
    unknown = (set(constants) | {label.rstrip("_") for label in labels}) - FIELDS
    if unknown:
        raise ResourceError(f"{lexicon.name}: rule {rule['name']!r} sets unknown fields {sorted(unknown)}")
    needs = frozenset("".join(lexicon.characters(name) for name in rule.get("needs", "").split("/") if name))
    regex = re.compile(f"(?:{before})(?P<core>{core}){f'(?={after})' if after else ''}")
    return TimeRule(rule["name"], rule["type"], regex, needs, labels, constants)


def _translate(lexicon: TimeLexicon, pattern: str, labels: dict[str, tuple[str, ...]]) -> str:
    def character_class(match: re.Match[str]) -> str:
        if match["space"]:
            return ""
        classes = tuple(match["classes"].split("/"))
        inside = f"[{''.join(dict.fromkeys(''.join(map(lexicon.characters, classes))))}]"
        if not match["label"]:
            return inside
        label = match["label"]
        while label in labels:  # once more in another branch
            label += "_"
        labels[label] = classes
        return f"(?P<{label}>{inside})"

    return _NAME.sub(character_class, _GROUP.sub("(?:", pattern))


def find_expressions(
    text: str, grammar: TimeGrammar
) -> tuple[list[tuple[TimeExpression, int, int]], list[TimeToken]]:
    """Time expressions in order, each with its first token and the one after its last; and the tokens."""
    tokens, code = grammar.lexicon.tokens(text)
    found = []
    for start, end, rule, match in _longest(code, grammar.rules):
        first, last = tokens[start].start, tokens[end - 1].end
        form = _form(rule, match, tokens)
        expression = TimeExpression(
            start=first,
            end=last,
            text=text[first:last],
            type=rule.type,
            form=form,
            rule=rule.name,
            language=grammar.language,
        )
        found.append((expression, start, end))
    return found, tokens


def _longest(code: str, rules: tuple[TimeRule, ...]) -> list[tuple[int, int, TimeRule, re.Match[str]]]:
    present = set(code)
    finds = []
    for order, rule in enumerate(rules):
        if rule.needs and rule.needs.isdisjoint(present):
            continue
        for match in rule.regex.finditer(code):
            start, end = match.span("core")
            finds.append((start - end, order, start, end, rule, match))
    finds.sort(key=lambda find: find[:3])
    taken = bytearray(len(code))
    kept = []
    for _, _, start, end, rule, match in finds:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, rule, match))
    kept.sort(key=lambda find: find[0])
    return kept


def _form(rule: TimeRule, match: re.Match[str], tokens: list[TimeToken]) -> TimeForm:
    fields = dict(rule.constants)
    for label, classes in rule.labels.items():
        at = match.start(label)
        if at >= 0:
            has = tokens[at].classes
            fields[label.rstrip("_")] = next(has[name] for name in classes if name in has)
    if _PLUS in fields:
        fields["count"] += fields.pop(_PLUS)
    return TimeForm(**fields)
