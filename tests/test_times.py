"""Times in German reports: what is found, what it means against the publication date, TIMEX3 values."""

import time
from itertools import pairwise

import pytest

from benchmarks.dates import Timex, matches, read_timeml
from dragoman.errors import EDTFError, UnsupportedLanguageError
from dragoman.reading.time_calendar import easter
from dragoman.reading.times import Anchor, TimeExpression, find_times, resolve, timex_value
from dragoman.records import Time
from dragoman.resources import load_yaml

RULES = load_yaml("lexicon/de/times.yml")["rules"]
EXAMPLES = [(rule["name"], text, found) for rule in RULES for text, found in rule["examples"].items()]


def only(text: str) -> TimeExpression:
    """The one time expression of a text."""
    found = find_times(text, "de")
    assert len(found) == 1, found
    return found[0]


def at(edtf: str) -> Time:
    return Time(edtf=edtf, earliest=None, latest=None, basis="told elsewhere")


@pytest.mark.parametrize(("rule", "text", "found"), EXAMPLES, ids=[f"{n}: {t}" for n, t, _ in EXAMPLES])
def test_times_lexicon_examples(rule: str, text: str, found: list[str]) -> None:
    assert [expression.text for expression in find_times(text, "de")] == [str(words) for words in found], rule


@pytest.mark.parametrize("rule", RULES, ids=[rule["name"] for rule in RULES])
def test_times_every_rule_fires_in_its_own_example(rule: dict[str, object]) -> None:
    examples = rule["examples"]
    assert isinstance(examples, dict)
    fired = {e.rule for text in examples for e in find_times(text, "de")}
    assert rule["name"] in fired or not examples


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "Am Rande des Treffens sprachen beide.",
        "Etwa 1500 Soldaten zogen ab.",
        "Es kostet 1990 Euro.",
        "Kinder unter 14 Jahren zahlen nichts.",
        "Punkt 3.2 der Tagesordnung",
        "²³½",
        "Der 36-jährige Minister",
        "mehr als 1.800 Verletzte",
        "früher oder später",
    ],
)
def test_times_silent_where_there_is_no_time(text: str) -> None:
    assert find_times(text, "de") == []


@pytest.mark.parametrize(
    ("text", "published", "tense", "edtf"),
    [
        # days
        ("am Freitag", "2014-08-07", "past", "2014-08-01"),
        ("am Freitag", "2014-08-07", None, "2014-08-01"),
        ("am Freitag", "2014-08-07", "future", "2014-08-08"),
        ("am Donnerstag", "2014-08-07", "past", "2014-08-07"),
        ("am vergangenen Donnerstag", "2014-08-07", "past", "2014-07-31"),
        ("am kommenden Donnerstag", "2014-08-07", "future", "2014-08-14"),
        ("am Freitagabend", "2018-05-13", "past", "2018-05-11"),
        ("am Mittwoch vergangener Woche", "2014-08-07", "past", "2014-07-30"),
        ("heute", "2014-08-07", None, "2014-08-07"),
        ("vorgestern", "2014-03-01", None, "2014-02-27"),
        ("übermorgen", "2014-12-31", "future", "2015-01-02"),
        ("am 8. Dezember", "2025-01", "past", "2024-12-08"),
        ("am 8. Dezember 2023", None, None, "2023-12-08"),
        ("am 8. Dez. 2023", None, None, "2023-12-08"),
        ("am 29. Februar", "2021-05-01", "past", "2020-02-29"),
        ("am 31. Februar 2010", "2020", None, None),
        ("am 14.11.2012", "2018-05-04", None, "2012-11-14"),
        ("in der Nacht von Montag auf Dienstag", "2018-05-11", "past", "2018-05-08"),
        ("in der Nacht zum Sonntag", "2014-08-07", "past", "2014-08-03"),
        ("in der Nacht zum 3. Mai 2019", "2019-07-01", "past", "2019-05-03"),
        ("an Weihnachten", "2017-01-12", "past", "[2016-12-24,2016-12-25,2016-12-26]"),
        ("am Karfreitag 2024", None, None, "2024-03-29"),
        ("am Pfingstmontag", "2014-08-07", "past", "2014-06-09"),
        # weeks
        ("vergangene Woche", "2014-08-07", "past", "2014-07-28/2014-08-03"),
        ("noch in dieser Woche", "2018-05-08", "future", "[2018-05-07..2018-05-13]"),
        ("zu Beginn der Woche", "2018-05-11", "past", "[2018-05-07,2018-05-08]"),
        ("Ende der nächsten Woche", "2018-05-04", "future",
         "[2018-05-10,2018-05-11,2018-05-12,2018-05-13]"),
        ("am Wochenende", "2018-05-08", "past", "2018-05-05/2018-05-06"),
        # months, seasons, years
        ("im Oktober", "2025-01", "past", "2024-10"),
        ("im Oktober", "2025-01", "future", "2025-10"),
        ("zuletzt im Jänner", "2025-03-02", "past", "2025-01"),
        ("Ende November 2017", "2019-07-01", "past", "2017-11-XX"),
        ("für die zweite Maihälfte", "2018-02-06", "future", "2018-05-XX"),
        ("im Frühjahr 2006", "2012", None, "2006-21"),
        ("im vergangenen Jahr", "2025-01", "past", "2024"),
        ("im Vorjahr", "2025-01-13", "past", "2024"),
        ("Ende 1997", "2012-02-03", "past", "1997"),
        ("im dritten Quartal 2010", "2012-02-03", "past", "2010-07/2010-09"),
        ("in der Saison 2021/22", "2023-05-02", "past", "2021/2022"),
        ("in den 1990er Jahren", "2020-01-01", "past", "199X"),
        ("in den siebziger Jahren", "2013-08-19", "past", "197X"),
        ("im 19. Jahrhundert", "2020-01-01", "past", "18XX"),
        # lengths
        ("vor drei Tagen", "2014-08-07", "past", "2014-08-04"),
        ("vor zwei Wochen", "2018-05-24", "past", "2018-05-XX"),
        ("vor fast einem Monat", "2018-05-24", "past", "2018-04-XX"),
        ("vor vier Jahren", "2018-05-24", "past", "2014"),
        ("vor knapp zwei Jahren", "2018-05-24", "past", "[2016-05,2016-06,2016-07]"),
        ("in zwei Tagen", "2014-08-07", "future", "2014-08-09"),
        ("in drei bis vier Monaten", "2018-05-24", "future", "2018-08/2018-09"),
        ("in den letzten Tagen", "2018-05-04", "past", "2018-04-27/2018-05-04"),
        ("in den letzten Wochen", "2018-05-14", "past", "2018-04/2018-05"),
        ("in den kommenden Tagen", "2025-01", "future", "2025-01-XX"),
        ("in den kommenden Tagen", "2014-08-30", "future", "[2014-08-31..2014-09-06]"),
        ("drei Jahre lang", "2014-08-07", "past", None),
        # since, until, between
        ("seit vier Tagen", "2018-05-04", None, "2018-04-30/2018-05-04"),
        ("seit Tagen", "2018-05-04", "past", "/2018-05-04"),
        ("seit dem 9. Juli 2017", "2018-05-04", None, "2017-07-09/2018-05-04"),
        ("seit Februar", "2018-05-04", None, "2018-02/2018-05"),
        ("seit letztem Jahr", "2018-05-04", None, "2017/2018-05"),
        ("seit vier Jahren", "2018-05-04", None, "2014/2018-05"),
        ("seit Anfang 2013", "2018-05-04", None, "2013/.."),
        ("seit 2012", "2018-05-04", "past", "2012/2018"),
        ("seit 2008", None, None, "2008/.."),
        ("bis Freitag", "2018-05-09", "future", "2018-05-09/2018-05-11"),
        ("bis Mittwoch", "2018-05-09", "past", "2018-05-09"),
        ("ab Montag", "2014-08-07", "future", "2014-08-11/.."),
        ("seit Montag", "2014-08-07", None, "2014-08-04/2014-08-07"),
        # dates off the calendar or unknown
        ("am Freitag", None, None, None),
        ("gestern", "0001-01-01", None, None),
        ("nächstes Jahr", "9999-12-31", "future", None),
        ("vor drei Tagen", "-0044", None, None),
        ("jeden Montag", "2014-08-07", None, None),
        ("damals", "2014-08-07", "past", None),
    ],
)  # fmt: skip
def test_times_resolve(text: str, published: str | None, tense: str | None, edtf: str | None) -> None:
    time_ = resolve(only(text), published, tense)
    assert (time_.edtf if time_ else None) == edtf
    assert time_ is None or time_.basis.endswith(".")


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("zwischen dem 9. Juli 2015 und dem 2. Mai 2016", "2018-05-04", "2015-07-09/2016-05-02"),
        ("von Februar bis Juli 2013", "2018-05-04", "2013-02/2013-07"),
        ("zwischen Juli 1951 und April 1953", "2018-05-04", "1951-07/1953-04"),
        ("zwischen 1990 und 1995", None, "1990/1995"),
        ("am 11. und 12. Mai", "2018-05-14", "2018-05-11/2018-05-12"),
        ("vom 28. Mai bis 3. Juni", "2020-07-01", "2020-05-28/2020-06-03"),
        ("zwischen November und Februar", "2020-03-01", "2019-11/2020-02"),
    ],
)
def test_times_both_ends_of_a_range_mean_the_range(text: str, published: str | None, edtf: str) -> None:
    found = find_times(text, "de")
    assert len(found) == 2
    for expression in found:
        time_ = resolve(expression, published, "past")
        assert time_ is not None
        assert time_.edtf == edtf


def test_times_planned_day_counts_from_its_announcement_in_a_report_of_a_month() -> None:
    text = "Der Präsident werde am Freitag kommen, kündigte der Palast am Montag an."
    friday, monday = find_times(text, "de")
    said = resolve(monday, "2025-01", "past")
    assert said is not None
    assert said.edtf == "[2025-01-06,2025-01-13,2025-01-20,2025-01-27]"
    planned = resolve(friday, "2025-01", "future", [Anchor(role="said", time=said)])
    assert planned is not None
    assert planned.edtf == "[2025-01-10,2025-01-17,2025-01-24,2025-01-31]"
    assert (planned.earliest, planned.latest) == ("2025-01-10", "2025-01-31")
    assert "announcement" in planned.basis


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("am Montag", "2025-01", "[2025-01-06,2025-01-13,2025-01-20,2025-01-27]"),
        ("gestern", "2025-01", "2025-01-XX"),
        ("vergangene Woche", "2025-01", "[2024-12-23..2025-01-26]"),
        ("im Oktober", "2025", "[2024-10,2025-10]"),
        ("im vergangenen Jahr", "2025", "2024"),
        ("am Montag", "201X", None),
        ("am Montag", "2025-01-10/2025-01-14", "2025-01-13"),
        ("am Montag", "[2025-01-14,2025-01-21]", "[2025-01-13,2025-01-20]"),
    ],
)
def test_times_imprecise_publication_leaves_candidates(text: str, published: str, edtf: str | None) -> None:
    time_ = resolve(only(text), published, "past")
    assert (time_.edtf if time_ else None) == edtf


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("seitdem", "2024", "2024/2025-01"),
        ("seither", "2024-06-19", "2024-06-19/2025-01"),
        ("am Tag darauf", "2024-06-19", "2024-06-20"),
        ("am Vortag", "2024-06-19", "2024-06-18"),
        ("drei Tage zuvor", "2024-06-19", "2024-06-16"),
        ("zwei Jahre später", "2011", "2013"),
    ],
)
def test_times_counted_from_what_was_told_before(text: str, anchor: str, edtf: str) -> None:
    time_ = resolve(only(text), "2025-01", "past", [at(anchor)])
    assert time_ is not None
    assert time_.edtf == edtf


def test_times_since_then_without_anchor_is_unknown() -> None:
    assert resolve(only("seitdem"), "2025-01") is None


def test_times_faulty_publication_date_raises() -> None:
    with pytest.raises(EDTFError):
        resolve(only("am Freitag"), "7. August 2014")


def test_times_language_without_lexicon_raises() -> None:
    with pytest.raises(UnsupportedLanguageError):
        find_times("on Friday", "xx")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vergangene Woche", "2010-W07"),
        ("am Wochenende", "2010-W07-WE"),
        ("drei Tage", "P3D"),
        ("zwei Stunden", "PT2H"),
        ("eineinhalb Jahre", "P1.5Y"),
        ("seit Jahren", "PXY"),
        ("zwei Jahre und fünf Monate", "P2Y5M"),
        ("im Sommer 2006", "2006-SU"),
        ("in den neunziger Jahren", "199"),
        ("im 20. Jahrhundert", "19"),
        ("jetzt", "PRESENT_REF"),
        ("damals", "PAST_REF"),
        ("demnächst", "FUTURE_REF"),
        ("gestern Abend", "2010-02-24TEV"),
        ("am Montagvormittag", "2010-02-22TMO"),
        ("täglich", "P1D"),
        ("alle vier Jahre", "P4Y"),
        ("nachts", "PT1NI"),
        ("wirkt bis heute nach", "PRESENT_REF"),
    ],
)
def test_times_timex_value(text: str, value: str) -> None:
    assert timex_value(only(text), "2010-02-25") == value


def test_times_clock_belongs_to_the_day_named_before() -> None:
    _, clock = find_times("Am Dienstag, 8. Mai, um 9.15 Uhr beginnt die Sitzung.", "de")
    assert timex_value(clock, "2018-05-04") == "2018-05-08T09:15"
    time_ = resolve(clock, "2018-05-04", "future")
    assert time_ is not None
    assert time_.edtf == "2018-05-08"


def test_times_signal_keeps_its_extent() -> None:
    text = "Die Regierung verhandelt bis zum 9. Juli."
    found = only(text)
    assert found.signal == "until"
    assert text[found.signal_start : found.signal_end] == "bis zum 9. Juli"
    assert (found.form.month, found.form.day) == (7, 9)


def test_times_year_of_a_date_comes_from_the_same_month_before() -> None:
    _, second = find_times("Im Juli 1987 zerfiel der Rat. Am 9. Juli trat er zurück.", "de")
    assert second.form.year == 1987


def test_times_offsets_are_exact_and_in_order() -> None:
    text = "Gestern — „um 5“ 😀 — und am 3.\u00a0Mai, dann wieder\nseit dem Vorjahr; Ende November\u00a02017."
    found = find_times(text, "de")
    assert [text[e.start : e.end] for e in found] == [e.text for e in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [e.text for e in found] == ["Gestern", "3.\u00a0Mai", "dem Vorjahr", "Ende November\u00a02017"]


@pytest.mark.parametrize(
    ("year", "day"), [(2024, "03-31"), (2025, "04-20"), (1961, "04-02"), (2000, "04-23")]
)
def test_time_calendar_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


def test_times_are_found_in_linear_time() -> None:
    text = "Am Freitag, den 6. Juni 2014, um 14.42 Uhr, seit drei Tagen und bis Ende der Woche. " * 400
    find_times("heute", "de")
    start = time.perf_counter()
    assert len(find_times(text, "de")) == 1600
    assert time.perf_counter() - start < 5


def test_benchmark_dates_reads_timeml_and_matches() -> None:
    source = (
        '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2014-08-07">7</TIMEX3></DCT>\n<TEXT>Es war '
        'A &amp; B <TIMEX3 tid="t1" type="DATE" value="2014-08-01">am Freitag</TIMEX3> bis '
        '<TIMEX3 tid="t2" type="DATE" value="2014"/>'
        '<TIMEX3 tid="t3" type="DATE" value="2014">2014</TIMEX3>.</TEXT>'
    )
    day, text, gold = read_timeml(source)
    assert day == "2014-08-07"
    assert [text[t.start : t.end] for t in gold] == ["am Freitag", "2014"]
    friday = Timex(gold[0].start + 3, gold[0].end, "2014-08-01", "DATE")
    assert matches(gold, [friday, gold[1]]) == [(gold[1], gold[1]), (gold[0], friday)]
