"""Claims in the columns of POLECAT and of GDELT 2."""

from __future__ import annotations

import io

import pytest
from export_examples import (
    iter_hostile,
    occurred,
    tell,
)
from export_reading import COUNT, rows
from ledger_examples import make_claims, make_report

from dragoman.export import get_format
from dragoman.records import Event, Status


@pytest.mark.parametrize("format", ["gdelt", "polecat"])
def test_event_data_hold_only_what_occurred_on_a_known_day(format: str) -> None:
    left_out = [
        *(occurred(status=status) for status in Status if status is not Status.OCCURRED),
        occurred(date="2025-01"),
        occurred(actors=(), targets=()),
        occurred(event=Event.ALLIANCE),
        tell(make_claims()[0], make_report()),
    ]
    stream = io.BytesIO()
    result = get_format(format).write([occurred(), *left_out], stream)
    assert COUNT[format](stream.getvalue()) == 1
    assert sum(int(note.split(": ")[-1]) for note in result.notes) == len(left_out)


def test_gdelt_codes_a_claim() -> None:
    (row,) = rows("gdelt", [occurred()])
    assert len(row) == 61
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20250117",
        "202501",
        "2025",
        "2025.0438",
    )
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2CountryCode"]) == ("IRN", "IRAN", "RUS")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("070", "070", "07")
    assert (row["QuadClass"], row["GoldsteinScale"], row["AvgTone"]) == ("2", "7.0", "")
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"], row["ActionGeo_CountryCode"]) == (
        "4",
        "Kasan, Russia",
        "RS",
    )
    assert (row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("55.79", "49.12")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20250114080000", "https://example.org/r1")


def test_polecat_codes_a_claim() -> None:
    (row,) = rows("polecat", [occurred()])
    assert (row["Event Date"], row["Event Type"], row["Event Mode"]) == ("2025-01-17", "AID", "military")
    assert (row["Quad Code"], row["Actor Country"], row["Actor COW"]) == (
        "MATERIAL COOPERATION",
        "IRN",
        "630",
    )
    assert (row["Primary Actor Sector"], row["Recipient Name"], row["Recipient Name Raw"]) == (
        "GOV",
        "Russia",
        "Moskau",
    )
    assert (row["City"], row["Country"], row["Latitude"]) == ("Kasan", "Russia", "55.79")
    assert (row["Publication Date"], row["Intensity"]) == ("None", "None")


@pytest.mark.parametrize("format", ["gdelt", "polecat"])
def test_a_mutual_act_gives_both_directions(format: str) -> None:
    claim = occurred(event=make_claims()[2].event, actors=make_claims()[2].actors, targets=())
    found = rows(format, [claim])
    sides = ("Actor1Code", "Actor2Code") if format == "gdelt" else ("Actor Country", "Recipient Country")
    assert [[row[side] for side in sides] for row in found] == [["RUS", "IRN"], ["IRN", "RUS"]]
    assert len({row["GlobalEventID" if format == "gdelt" else "Event ID"] for row in found}) == 2


def test_every_event_id_is_unique() -> None:
    for format, name in (("gdelt", "GlobalEventID"), ("polecat", "Event ID")):
        found = [row[name] for row in rows(format, [*[occurred()] * 3, *iter_hostile()])]
        assert len(set(found)) == len(found) > 3
