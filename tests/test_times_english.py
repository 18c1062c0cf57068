"""Times in English reports: what is found, what it means against the publication date, TIMEX3 values."""

import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.meantime import is_meantime, read_meantime
from dragoman.reading.time_holidays import holiday_in, islamic_day
from dragoman.reading.times import TimeExpression, find_times, resolve, timex_value
from dragoman.records import Time
from dragoman.resources import load_yaml

RULES = load_yaml("lexicon/en/times.yml")["rules"]
EXAMPLES = [(rule["name"], text, found) for rule in RULES for text, found in rule["examples"].items()]


def only(text: str) -> TimeExpression:
    """The one time expression of a text."""
    found = find_times(text, "en")
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("rule", "text", "found"), EXAMPLES, ids=[f"{n}: {t}" for n, t, _ in EXAMPLES])
def test_english_times_lexicon_examples(rule: str, text: str, found: list[str]) -> None:
    assert [expression.text for expression in find_times(text, "en")] == [str(words) for words in found], rule


@pytest.mark.parametrize("rule", RULES, ids=[rule["name"] for rule in RULES])
def test_english_times_every_rule_fires_in_its_own_example(rule: dict[str, object]) -> None:
    examples = rule["examples"]
    assert isinstance(examples, dict)
    assert rule["name"] in {e.rule for text in examples for e in find_times(text, "en")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "They may march on the capital.",
        "May the talks succeed.",
        "Prime Minister Theresa May spoke.",
        "About 1500 soldiers withdrew.",
        "It costs 1990 dollars.",
        "The 36-year-old minister is 36 years old.",
        "a 14-year-old girl and a century-old church",
        "Version 3.2 of the draft",
        "more than 1,800 wounded",
        "the fall of the government",
        "He told the Sunday Times so.",
        "A second round was held.",
        "I am here.",
        "Jan Egeland and the Arab Spring",
        "They won 3-1.",
        "a last-minute deal",
    ],
)
def test_english_times_silent_where_there_is_no_time(text: str) -> None:
    assert find_times(text, "en") == []


@pytest.mark.parametrize(
    ("text", "published", "tense", "edtf"),
    [
        # days
        ("on Friday", "2014-08-07", "past", "2014-08-01"),
        ("Friday", "2014-08-07", None, "2014-08-01"),
        ("on Friday", "2014-08-07", "future", "2014-08-08"),
        ("last Thursday", "2014-08-07", "past", "2014-07-31"),
        ("next Thursday", "2014-08-07", "future", "2014-08-14"),
        ("this Saturday", "2014-08-07", "future", "2014-08-09"),
        ("late Monday", "2014-08-07", "past", "2014-08-04"),
        ("on Friday night", "2018-05-13", "past", "2018-05-11"),
        ("on Wednesday of last week", "2014-08-07", "past", "2014-07-30"),
        ("earlier today", "2014-08-07", None, "2014-08-07"),
        ("tonight", "2014-08-07", None, "2014-08-07"),
        ("last night", "2014-08-07", "past", "2014-08-06"),
        ("overnight", "2014-08-07", "past", "2014-08-07"),
        ("tomorrow morning", "2014-08-07", "future", "2014-08-08"),
        ("the day before yesterday", "2014-03-01", None, "2014-02-27"),
        ("on January 17, 2025", None, None, "2025-01-17"),
        ("on 17 January 2025", None, None, "2025-01-17"),
        ("on January 17th", "2025-03-02", "past", "2025-01-17"),
        ("on Jan. 17", "2025-03-02", "past", "2025-01-17"),
        ("on Sept 11", "2001-10-02", "past", "2001-09-11"),
        ("on the 3rd of October", "2001-10-12", "past", "2001-10-03"),
        ("on Friday, June 6, 2014", None, None, "2014-06-06"),
        ("on 8 December", "2025-01", "past", "2024-12-08"),
        ("on 3/14/2012", None, None, "2012-03-14"),
        ("on 14/3/2012", None, None, "2012-03-14"),
        ("on 2012-03-14", None, None, "2012-03-14"),
        ("on February 30, 2010", "2020", None, None),
        # holidays
        ("at Christmas", "2017-01-12", "past", "2016-12-25"),
        ("on Good Friday 2024", None, None, "2024-03-29"),
        ("on Thanksgiving", "2023-12-02", "past", "2023-11-23"),
        ("on Memorial Day", "2023-12-02", "past", "2023-05-29"),
        ("on New Year’s Eve", "2023-12-30", "future", "2023-12-31"),
        ("during Ramadan", "2024-08-01", "past", "[2024-03-11..2024-04-09]"),
        # weeks
        ("last week", "2014-08-07", "past", "2014-07-28/2014-08-03"),
        ("this week", "2018-05-08", "future", "[2018-05-07..2018-05-13]"),
        ("earlier this week", "2018-05-11", "past", "[2018-05-07..2018-05-11]"),
        ("later this week", "2018-05-11", "future", "[2018-05-11..2018-05-13]"),
        ("over the weekend", "2018-05-08", "past", "2018-05-05/2018-05-06"),
        # months, seasons, years
        ("in October", "2025-01", "past", "2024-10"),
        ("in May", "2025-01", "past", "2024-05"),
        ("in mid-January", "2025-03-02", "past", "2025-01-XX"),
        ("in late November 2017", "2019-07-01", "past", "2017-11-XX"),
        ("in the second half of May", "2018-07-01", "past", "2018-05-XX"),
        ("in the last week of March", "2018-07-01", "past", "2018-03-XX"),
        ("next month", "2014-12-07", "future", "2015-01"),
        ("in the spring of 2006", "2012", None, "2006-21"),
        ("in the fall of 2008", "2014-08-07", "past", "2008-23"),
        ("last year", "2025-01", "past", "2024"),
        ("at the end of 2003", "2005-01-01", "past", "2003"),
        ("in 2003", None, None, "2003"),
        ("in fiscal 2009", "2012-02-03", "past", "2009"),
        ("in the third quarter of 2010", "2012-02-03", "past", "2010-07/2010-09"),
        ("in Q1", "2012-05-03", "past", "2012-01/2012-03"),
        ("in the first half of 2007", "2012-02-03", "past", "2007-01/2007-06"),
        ("in the 2021/22 season", "2023-05-02", "past", "2021/2022"),
        ("in the 1990s", "2020-01-01", "past", "199X"),
        ("in the late seventies", "2013-08-19", "past", "197X"),
        ("in the 19th century", "2020-01-01", "past", "18XX"),
        # lengths
        ("three days ago", "2014-08-07", "past", "2014-08-04"),
        ("two weeks ago", "2018-05-24", "past", "2018-05-XX"),
        ("almost a month ago", "2018-05-24", "past", "2018-04-XX"),
        ("four years ago", "2018-05-24", "past", "2014"),
        ("several days ago", "2018-05-24", "past", "2018-05-XX"),
        ("years ago", "2018-05-24", "past", None),
        ("within two days", "2014-08-07", "future", "2014-08-09"),
        ("six months from now", "2018-05-24", "future", "2018-11-XX"),
        ("in recent weeks", "2018-05-14", "past", "2018-04/2018-05"),
        ("over the past week", "2018-05-08", "past", "2018-05-01/2018-05-08"),
        ("in the last ten years", "2018-05-08", "past", "2008/2018"),
        ("in the coming days", "2025-01", "future", "2025-01-XX"),
        ("for two years", "2014-08-07", "past", None),
        # since, until
        ("since February", "2018-05-04", None, "2018-02/2018-05"),
        ("since 2012", "2018-05-04", "past", "2012/2018"),
        ("since July 9, 2017", "2018-05-04", None, "2017-07-09/2018-05-04"),
        ("by Friday", "2018-05-09", "future", "2018-05-09/2018-05-11"),
        ("by the end of the month", "2018-05-14", "future", "2018-05-14/2018-05"),
        ("before 2003", "2014-08-07", "past", "/2003"),
        ("starting Monday", "2014-08-07", "future", "2014-08-11/.."),
        # unknown
        ("on Friday", None, None, None),
        ("every Monday", "2014-08-07", None, None),
        ("recently", "2014-08-07", "past", None),
        ("next year", "9999-12-31", "future", None),
    ],
)
def test_english_times_resolve(text: str, published: str | None, tense: str | None, edtf: str | None) -> None:
    time_ = resolve(only(text), published, tense)
    assert (time_.edtf if time_ else None) == edtf


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("from 2001 to 2004", None, "2001/2004"),
        ("between March and May", "2018-08-04", "2018-03/2018-05"),
        ("between July 9, 2015 and May 2, 2016", "2018-05-04", "2015-07-09/2016-05-02"),
        ("on May 11-12", "2018-05-14", "2018-05-11/2018-05-12"),
        ("from 28 May to 3 June", "2020-07-01", "2020-05-28/2020-06-03"),
        ("between March 3 and 5, 2009", None, "2009-03-03/2009-03-05"),
    ],
)
def test_english_times_both_ends_of_a_range_mean_the_range(
    text: str, published: str | None, edtf: str
) -> None:
    found = find_times(text, "en")
    assert len(found) == 2
    times = [resolve(expression, published, "past") for expression in found]
    assert [time_.edtf if time_ else None for time_ in times] == [edtf, edtf]


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("since then", "2024-06-19", "2024-06-19/2025-01"),
        ("the following day", "2024-06-19", "2024-06-20"),
        ("on the previous day", "2024-06-19", "2024-06-18"),
        ("that same day", "2024-06-19", "2024-06-19"),
        ("three days earlier", "2024-06-19", "2024-06-16"),
        ("three weeks later", "2024-06-19", "2024-07-XX"),
        ("two years later", "2011", "2013"),
    ],
)
def test_english_times_counted_from_what_was_told_before(text: str, anchor: str, edtf: str) -> None:
    told = Time(edtf=anchor, earliest=None, latest=None, basis="told elsewhere")
    time_ = resolve(only(text), "2025-01", "past", [told])
    assert time_ is not None
    assert time_.edtf == edtf


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last week", "2010-W07"),
        ("the weekend", "2010-W07-WE"),
        ("three days", "P3D"),
        ("nearly two and a half years", "P2.5Y"),
        ("a year and a half", "P1.5Y"),
        ("thirty-five days", "P35D"),
        ("half an hour", "PT0.5H"),
        ("for years", "PXY"),
        ("a five-year plan", "P5Y"),
        ("two years and five months", "P2Y5M"),
        ("three days ago", "2010-02-22"),
        ("two weeks ago", "2010-W06"),
        ("a year ago", "2009"),
        ("decades ago", "PAST_REF"),
        ("the summer of 2006", "2006-SU"),
        ("in the nineties", "199"),
        ("fiscal year 2009", "FY2009"),
        ("FY2009", "FY2009"),
        ("Q1 2009", "2009-Q1"),
        ("the second half of 2009", "2009-H2"),
        ("in the 20th century", "19"),
        ("currently", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("soon", "FUTURE_REF"),
        ("yesterday evening", "2010-02-24TEV"),
        ("Monday morning", "2010-02-22TMO"),
        ("at 6:40 p.m.", "2010-02-25T18:40"),
        ("at 6.40pm", "2010-02-25T18:40"),
        ("at 12 a.m.", "2010-02-25T00:00"),
        ("at noon", "2010-02-25T12:00"),
        ("at 0830 GMT", "2010-02-25T08:30Z"),
        ("at half past eight", "2010-02-25T08:30"),
        ("daily", "P1D"),
        ("twice a week", "P1W"),
        ("every four years", "P4Y"),
        ("every Monday", "XXXX-WXX-1"),
        ("$350 a day", "P1D"),
    ],
)
def test_english_times_timex_value(text: str, value: str) -> None:
    assert timex_value(only(text), "2010-02-25") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell in 2004 and rose two years later.", "2006"),
        ("He left on 3 March 2009; three days later he died.", "2009-03-06"),
        ("On June 1, 2009 the plant closed. It reopened the following day.", "2009-06-02"),
        ("It closed on Tuesday, June 2, at 16:15 GMT.", "2010-06-02T16:15Z"),
        ("It starts at 16:15 GMT, June 2.", None),
    ],
)
def test_english_times_counted_from_a_time_in_the_text(text: str, value: str | None) -> None:
    found = find_times(text, "en")
    hour = next((e for e in found if e.type == "TIME"), found[-1])
    assert timex_value(hour, "2010-06-05") == (value or "2010-06-02T16:15Z")


def test_english_times_signal_keeps_its_extent() -> None:
    text = "The governments negotiate until the 9th of July."
    found = only(text)
    assert found.signal == "until"
    assert text[found.signal_start : found.signal_end] == "until the 9th of July"
    assert (found.form.month, found.form.day) == (7, 9)


def test_english_times_offsets_are_exact_and_in_order() -> None:
    text = "Yesterday — “at 5 p.m.” 😀 — and on May\u00a03, then again\nsince New Year’s\u00a0Day; late 2017."
    found = find_times(text, "en")
    assert [text[e.start : e.end] for e in found] == [e.text for e in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [e.text for e in found] == [
        "Yesterday", "5 p.m.", "May\u00a03", "New Year’s\u00a0Day", "late 2017",
    ]  # fmt: skip


def test_english_times_are_found_in_linear_time() -> None:
    text = "On Friday, June 6, 2014, at 2:42 p.m., for three days and by the end of next week. " * 400
    find_times("today", "en")
    start = time.perf_counter()
    assert len(find_times(text, "en")) == 1600
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("islamic", "day"),
    [((1445, 9, 1), "2024-03-11"), ((1422, 9, 1), "2001-11-17"), ((1446, 1, 1), "2024-07-08")],
)
def test_time_holidays_islamic_calendar(islamic: tuple[int, int, int], day: str) -> None:
    assert islamic_day(*islamic).isoformat() == day


def test_time_holidays_nth_weekday_and_years_before_islam() -> None:
    assert holiday_in({"month": 9, "weekday": 0, "nth": 1}, 2025).start == date(2025, 9, 1)
    with pytest.raises(ValueError, match="Islamic"):
        holiday_in({"islamic": [9, 1]}, 100)


def test_benchmark_dates_reads_meantime(tmp_path: Path) -> None:
    words = [(0, "Plant"), (0, "closes"), (1, "June"), (1, "2"), (2, "It"), (2, "closed"), (2, "("), (2, "Monday"),
             (2, ")"), (2, "."), (6, "Never"), (6, "today")]  # fmt: skip
    tokens = "".join(f'<token t_id="{i}" sentence="{s}">{word}</token>' for i, (s, word) in enumerate(words))
    marks = (
        '<TIMEX3 functionInDocument="CREATION_TIME" value="02-06-2009" type="DATE"><token_anchor t_id="2"/>'
        '<token_anchor t_id="3"/></TIMEX3><TIMEX3 value="2009-06-01" type="DATE"><token_anchor t_id="7"/></TIMEX3>'
        '<TIMEX3 value="2009-06-02" type="DATE"><token_anchor t_id="11"/></TIMEX3><TIMEX3 value="2010"/>'
    )
    folder = tmp_path / "intra-doc_annotation" / "part"
    folder.mkdir(parents=True)
    (folder / "a.xml").write_text(f"<Document>{tokens}<Markables>{marks}</Markables></Document>")
    assert is_meantime(tmp_path)
    [(day, text, gold)] = read_meantime(tmp_path)
    assert day == "2009-06-02"
    assert text.split() == ["Plant", "closes", "It", "closed", "(Monday)."]
    assert [(text[start:end], value) for start, end, value, _ in gold] == [("Monday", "2009-06-01")]
