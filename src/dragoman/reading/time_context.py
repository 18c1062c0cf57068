"""What stands around a time expression: its preposition, the other end of its range, tense, its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reading.time_forms import TimeExpression, TimeForm
from dragoman.reading.time_tokens import TimeToken

Found = tuple[TimeExpression, int, int]  # with its first token and the one after its last
_REACH = 12  # tokens; an auxiliary further away seldom belongs to the same clause
_COUNTED_FROM_DAY = frozenset({"day", "week"})
_BESIDE = 1  # tokens between an hour and the day that follows it
_DAY_REACH = 30  # tokens; a time of day seldom means a day named earlier than that


def with_context(
    found: Sequence[Found], tokens: Sequence[TimeToken], *, loose_today: bool
) -> list[TimeExpression]:
    """Expressions with `signal`, `partner`, `tense` and `day` filled in."""
    seen = [_with_signal(item, tokens) for item in found]
    _join_ranges(seen, tokens)
    is_dispatch = not loose_today or _tells_days([expression for expression, _, _ in seen])
    days: list[tuple[int, TimeForm]] = []
    told: list[tuple[int, TimeForm]] = []  # the same, and years
    finished = []
    for index, (expression, first, last) in enumerate(seen):
        form, day = _dated(expression.form, days, first), None
        if expression.rule == "today" and not is_dispatch:
            form = replace(form, reference="PRESENT")
        is_day = expression.type in ("DATE", "TIME") and (_names_day(form) or form.month is not None)
        is_hour = expression.type == "TIME" and not _names_day(form) and form.shift is None
        if is_hour or (form.anchored and form.unit in _COUNTED_FROM_DAY):
            day = _day_beside(seen, index, last) if is_hour else None
            day = day or next((near for at, near in reversed(days) if first - at <= _DAY_REACH), None)
        elif expression.is_length and form.anchored:
            day = next((near for at, near in reversed(told) if first - at <= _DAY_REACH), None)
        elif is_day:
            days.append((last, form))
        if is_day or (expression.type == "DATE" and form.year is not None):
            told.append((last, form))
        finished.append(replace(expression, form=form, day=day, tense=_tense(tokens, first, last)))
    return finished


def _day_beside(seen: Sequence[Found], index: int, last: int) -> TimeForm | None:
    """The day said right after an hour: "at 16:15, June 1", "um 15 Uhr am 3. Mai"."""
    if index + 1 == len(seen):
        return None
    expression, first, _ = seen[index + 1]
    is_day = expression.type == "DATE" and _names_day(expression.form)
    return expression.form if is_day and first - last <= _BESIDE else None


def _tells_days(expressions: Sequence[TimeExpression]) -> bool:
    """Whether "heute" is the day of the report, or the present of an essay that names hardly a day."""
    days = sum(expression.type == "TIME" or _names_day(expression.form) for expression in expressions)
    return days >= sum(expression.rule == "today" for expression in expressions)


def _dated(form: TimeForm, days: Sequence[tuple[int, TimeForm]], at: int) -> TimeForm:
    """The year of a date named before: "im Juli 1987 … am 9. Juli", "im August desselben Jahres"."""
    if form.month is None or form.year or form.short_year is not None:
        return form
    dated = [d for end, d in reversed(days) if d.year]
    if form.anchored and form.unit == "year":
        return replace(form, year=dated[0].year, unit=None, shift=None, anchored=False) if dated else form
    if form.day is None or form.shift is not None:
        return form
    near = (
        d.year for end, d in reversed(days) if at - end <= _DAY_REACH and d.year and d.month == form.month
    )
    return replace(form, year=next(near, None))


def _with_signal(item: Found, tokens: Sequence[TimeToken]) -> Found:
    """The preposition before ("seit", "bis zum") or the adverb after ("drei Tage zuvor")."""
    expression, first, last = item
    ending = tokens[last - 1].classes.get("follows")
    if ending is None and last < len(tokens):
        ending = tokens[last].classes.get("follows") if expression.type == "DURATION" else None
        last_word = tokens[last]
    else:
        last_word = tokens[last - 1]
    if ending is not None:
        changed = replace(expression, signal=ending, signal_start=expression.start, signal_end=last_word.end)
        return changed, first, last
    at = first - 1
    while at >= 0 and first - at <= 3 and tokens[at].classes.keys() & {"at", "article"}:
        if at and "signal" in tokens[at - 1].classes:
            at -= 1
            break
        if "signal" in tokens[at].classes:
            break
        at -= 1
    word = tokens[at] if at >= 0 else None
    if word is None or "signal" not in word.classes:
        return item
    signal = word.classes["signal"]
    return replace(expression, signal=signal, signal_start=word.start, signal_end=expression.end), first, last


def _join_ranges(seen: list[Found], tokens: Sequence[TimeToken]) -> None:
    """ "zwischen A und B", "von A bis B", "A bis B", "A–B", "am 11. und 12. Mai"."""
    for i in range(len(seen) - 1):
        (a, first_a, last_a), (b, first_b, last_b) = seen[i], seen[i + 1]
        between = tokens[last_a:first_b]
        is_pair = a.type == b.type and a.type in ("DATE", "TIME") and a.signal != "to"
        if not is_pair or not 1 <= len(between) <= 3:
            continue
        words: set[str] = set().union(*(word.classes.keys() for word in between))
        if not all(word.classes.keys() & {"to", "and", "dash", "slash", "at", "article"} for word in between):
            continue
        is_joined = a.signal == "between" or _next_days(a.form, b.form)
        if words & {"to", "dash", "slash"} or ("and" in words and is_joined):
            shared = _completed(a.form, b.form)
            seen[i] = replace(a, form=shared, partner=b.form, signal="from"), first_a, last_a
            seen[i + 1] = replace(b, partner=shared, signal="to"), first_b, last_b


def _next_days(a: TimeForm, b: TimeForm) -> bool:
    """Days that follow one another: the 11th and 12th, Friday and Saturday."""
    if a.day is not None and b.day is not None:
        return b.day == a.day + 1 and a.month in (None, b.month)
    return a.weekday is not None and b.weekday == (a.weekday + 1) % 7


def _completed(a: TimeForm, b: TimeForm) -> TimeForm:
    """The first end with month and year borrowed from the second where it says none."""
    month = b.month if a.month is None and a.day is not None else a.month
    if a.year is None and a.short_year is None and a.shift is None and (a.month or a.day or a.season):
        return replace(a, month=month, year=b.year, short_year=b.short_year)
    return replace(a, month=month)


def _names_day(form: TimeForm) -> bool:
    is_other_day = form.unit == "day" and form.shift not in (None, 0)
    return form.day is not None or form.weekday is not None or is_other_day


def _tense(tokens: Sequence[TimeToken], first: int, last: int) -> str | None:
    """Tense of the nearest auxiliary in the sentence, looking back and ahead in turn."""
    back, ahead = first - 1, last
    for _ in range(_REACH):
        if 0 <= back < first:
            if "tense" in tokens[back].classes:
                return str(tokens[back].classes["tense"])
            back = -1 if _ends_sentence(tokens, back) else back - 1
        if last <= ahead < len(tokens):
            if "tense" in tokens[ahead].classes:
                return str(tokens[ahead].classes["tense"])
            ahead = len(tokens) if _ends_sentence(tokens, ahead) else ahead + 1
    return None


def _ends_sentence(tokens: Sequence[TimeToken], at: int) -> bool:
    classes = tokens[at].classes
    if "stop" in classes or "break" in classes:
        return True
    return "dot" in classes and (at == 0 or not tokens[at - 1].text[0].isdigit())
