"""What a time expression says before it is worked out against the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeForm:
    """The normal form of a time expression: only what its words say.

    "am 8. Dezember" is month 12, day 8; "vergangene Woche" is unit week, shift -1; "drei Tage" is unit
    day, count 3. `weekday` counts from 0 (Monday). `shift` counts `unit`s from the publication, or from
    the anchor if `anchored`. `vague` says that the number is left open ("einige Tage"); `low` is the
    lower end of "zwei bis drei". `decade` is its first year, `century` counts from 1 (the 20th: 20),
    `part` is START, MID or END; `reference` is PRESENT, PAST, FUTURE or ANCHOR ("seitdem").
    """

    year: int | None = None
    short_year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None  # SP, SU, FA, WI
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    short_decade: int | None = None
    century: int | None = None
    millennium: int | None = None
    holiday: str | None = None
    part: str | None = None
    side: int | None = None  # "earlier this week": -1, "later this week": 1
    unit: str | None = None
    shift: int | None = None
    anchored: bool = False
    count: float | None = None
    low: float | None = None
    vague: bool = False
    second_unit: str | None = None
    second_count: float | None = None
    modifier: str | None = None  # APPROX, LESS_THAN, MORE_THAN
    hour: int | None = None
    minute: int | None = None
    clock: int | None = None  # "0830 UTC": 830
    meridiem: int | None = None  # "a.m.": 0, "p.m.": 12
    zone: str | None = None  # Z where the hour is that of Greenwich
    half_to: int | None = None  # "halb neun": 9
    daypart: str | None = None  # MO, MI, AF, EV, NI, DT
    reference: str | None = None
    every: bool = False
    times: float | None = None  # "dreimal täglich": 3
    nth: int | None = None  # "die dritte Woche": 3
    fiscal: bool = False  # "fiscal 2009"

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        said = (f"{name}={value!r}" for name, value in shown if value is not None and value is not False)
        return f"TimeForm({', '.join(said)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that say when, how long or how often: ``text[start:end]`` with their normal form.

    The extent follows TIMEX3: without the preposition, which is kept as `signal` (``ago``, ``since``,
    ``until`` …) with the extent of all in `signal_start` and `signal_end`. In a range such as
    "zwischen 1990 und 1995" each end has the other's form as `partner` and says `from` or `to`.
    `tense` is a guess from the auxiliary nearest by, for readers without a parse. `rule` names the
    rule in the lexicon that fired. `day` is the form of the day that a time of day belongs to.
    """

    start: int
    end: int
    text: str
    type: TimexType
    form: TimeForm
    rule: str
    language: str
    signal: str | None = None
    signal_start: int = -1
    signal_end: int = -1
    partner: TimeForm | None = None
    tense: str | None = None
    day: TimeForm | None = None

    @property
    def is_length(self) -> bool:
        """Whether it tells a length, be it to count from a day with ("vor drei Tagen", "two days ago")."""
        is_counted = self.form.count is not None or self.form.vague
        return self.type == "DURATION" or (self.type == "DATE" and is_counted)
