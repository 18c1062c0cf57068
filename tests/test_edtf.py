"""EDTF: what is read, what is refused, bounds, comparison and narrowing."""

from datetime import date

import pytest

from dragoman.edtf import EDTF, compare, days_to_edtf, is_compatible, narrow, parse_edtf
from dragoman.errors import EDTFError


@pytest.mark.parametrize(
    ("text", "kind", "earliest", "latest"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2025-01", "month", "2025-01-01", "2025-01-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-01-17", "day", "2025-01-17", "2025-01-17"),
        ("2025-01-17T09:30:00Z", "day", "2025-01-17", "2025-01-17"),
        ("2025-01-17T09:30:00+02:00", "day", "2025-01-17", "2025-01-17"),
        ("2025-01-XX", "month", "2025-01-01", "2025-01-31"),
        ("2025-XX-XX", "year", "2025-01-01", "2025-12-31"),
        ("2025-XX", "year", "2025-01-01", "2025-12-31"),
        ("201X", "decade", "2010-01-01", "2019-12-31"),
        ("19XX", "century", "1900-01-01", "1999-12-31"),
        ("000X", "decade", "0001-01-01", "0009-12-31"),
        ("2006-21", "season", "2006-03-01", "2006-05-31"),
        ("2006-24", "season", "2006-12-01", "2007-02-28"),
        ("2007-24", "season", "2007-12-01", "2008-02-29"),
        ("9999-24", "season", "9999-12-01", None),
        ("2006-08/2006-09", "interval", "2006-08-01", "2006-09-30"),
        ("2007/..", "interval", "2007-01-01", None),
        ("../2007", "interval", None, "2007-12-31"),
        ("2007/", "interval", "2007-01-01", None),
        ("/2007-05", "interval", None, "2007-05-31"),
        ("2006?", "year", "2006-01-01", "2006-12-31"),
        ("2006-05~", "month", "2006-05-01", "2006-05-31"),
        ("2006-05-01%", "day", "2006-05-01", "2006-05-01"),
        ("2004~/2006?", "interval", "2004-01-01", "2006-12-31"),
        ("[2025-01-10,2025-01-17]", "set", "2025-01-10", "2025-01-17"),
        ("[2018-05-07..2018-05-13]", "set", "2018-05-07", "2018-05-13"),
        ("[2016-12,2017-01]", "set", "2016-12-01", "2017-01-31"),
        ("[..2003-01]", "set", None, "2003-01-31"),
        ("-0044", "year", None, None),
        ("0000", "year", None, None),
        ("-0044-02-29", "day", None, None),
        ("Y170000002", "year", None, None),
        ("-004X", "decade", None, None),
        ("-0044/2025", "interval", None, "2025-12-31"),
    ],
)
def test_edtf_reads_with_bounds(text: str, kind: str, earliest: str | None, latest: str | None) -> None:
    value = parse_edtf(text)
    assert value.kind == kind
    assert value.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert value.latest == (date.fromisoformat(latest) if latest else None)
    assert str(value) == text
    assert parse_edtf(str(value)) == value


def test_edtf_writes_a_set_without_spaces() -> None:
    assert str(parse_edtf(" [2025-01-10, 2025-01-17] ")) == "[2025-01-10,2025-01-17]"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "25",
        "2025-13",
        "2025-00",
        "2025-01-32",
        "2025-02-29",
        "2025-04-31",
        "2025-01-00",
        "20X5",
        "2025-XX-17",
        "201X-05",
        "XXXX",
        "2025-1-7",
        "17.01.2025",
        "2025/2024",
        "/",
        "2024/2025/2026",
        "[]",
        "[,]",
        "[2025-01-10,]",
        "{2025,2026}",
        "2006-25",
        "2006-21-01",
        "2025-01T10:00",
        "2025-01-17T25:00",
        "２０２５",
        "2025??",
        "[2025-01-17..2025-01-10]",
        "2025-01-17T10:00?",
        "Y2025",
        "2025-01-17\n2025",
        "2025--01",
    ],
)
def test_edtf_refuses_what_is_not_level_0_or_1(text: str) -> None:
    with pytest.raises(EDTFError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "count", "first"),
    [
        ("2025-01-17", 1, "2025-01-17"),
        ("2025-01-XX", 31, "2025-01-01"),
        ("[2025-01-17,2025-01-10]", 2, "2025-01-10"),
        ("[2025-01-10..2025-01-12,2025-01-12]", 3, "2025-01-10"),
        ("2024-12-31/2025-01-02", 3, "2024-12-31"),
        ("9999-12-30/9999-12-31", 2, "9999-12-30"),
        ("2007/..", 0, None),
        ("-0044", 0, None),
    ],
)
def test_edtf_candidate_days(text: str, count: int, first: str | None) -> None:
    days = list(parse_edtf(text).iter_days())
    assert len(days) == count == len(set(days))
    assert not first or days[0].isoformat() == first


def test_edtf_one_day_differs_from_all_of_a_month() -> None:
    assert parse_edtf("2025-01-XX").one_day
    assert not parse_edtf("2025-01").one_day
    assert parse_edtf("[2025-01-10,2025-01-17]").one_day


@pytest.mark.parametrize(
    ("a", "b", "order", "compatible"),
    [
        ("2024", "2025", -1, False),
        ("2025-02", "2025-01-XX", 1, False),
        ("2025-01", "2025-01-17", None, True),
        ("2025-01-17", "2025-01-17", 0, True),
        ("2007/..", "2030", None, True),
        ("../2007", "2008", -1, False),
        ("[2025-01-10,2025-01-17]", "2025-01-14", None, False),
        ("[2025-01-10,2025-01-17]", "[2025-01-17,2025-01-24]", None, True),
        ("-0044", "2025", None, True),
    ],
)
def test_edtf_compares(a: str, b: str, order: int | None, compatible: bool) -> None:
    one, other = parse_edtf(a), parse_edtf(b)
    assert compare(one, other) == order
    assert compare(other, one) == (-order if order else order)
    assert is_compatible(one, other) is is_compatible(other, one) is compatible


@pytest.mark.parametrize(
    ("candidates", "constraint", "left"),
    [
        ("[2025-01-10,2025-01-17,2025-01-24]", "2025-01-15/..", "[2025-01-17,2025-01-24]"),
        ("[2025-01-10,2025-01-17]", "2025-01-17", "2025-01-17"),
        ("[2025-01-10,2025-01-17]", "[2025-01-17,2025-01-24]", "2025-01-17"),
        ("[2025-01-10,2025-01-17]", "2025-02", None),
        ("2025-01", "2025-01-17", "2025-01-17"),
        ("2025-01-XX", "2025", "2025-01-XX"),
        ("2025-XX-XX", "2025-01", "2025-01-XX"),
        ("2025-01-XX", "2025-01-15/..", "[2025-01-15..2025-01-31]"),
        ("2007/..", "2006/2010", "2007/2010"),
        ("2007/2012", "2010/2015", "2010/2012"),
        ("2007/..", "2009", "2009"),
        ("2024", "2025", None),
        ("2024-12-20/2025-01-15", "2025-01", "2025-01/2025-01-15"),
        ("[2025-01-10..2025-01-12,2025-02]", "2025-01-11/..", "[2025-01-11..2025-01-12,2025-02]"),
        ("[2025-01-10..2025-01-12,2025-02]", "../2025-02-03", "[2025-01-10..2025-01-12,2025-02..2025-02-03]"),
    ],
)
def test_edtf_narrows(candidates: str, constraint: str, left: str | None) -> None:
    narrowed = narrow(parse_edtf(candidates), parse_edtf(constraint))
    assert (narrowed.text if narrowed else None) == left


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (["2025-01-17"], "2025-01-17"),
        (["2025-01-17", "2025-01-10", "2025-01-10"], "[2025-01-10,2025-01-17]"),
        ([f"2025-02-{day:02}" for day in range(1, 29)], "2025-02-XX"),
        ([f"2025-02-{day:02}" for day in range(3, 10)], "[2025-02-03..2025-02-09]"),
    ],
)
def test_edtf_from_days(days: list[str], text: str) -> None:
    value = days_to_edtf(date.fromisoformat(day) for day in days)
    assert isinstance(value, EDTF)
    assert value.text == text


def test_edtf_from_no_days_raises() -> None:
    with pytest.raises(EDTFError):
        days_to_edtf([])
