"""Panels of country-years and dyad-years."""

from __future__ import annotations

import pytest
from export_examples import (
    occurred,
)
from export_reading import rows
from ledger_examples import make_claims

from dragoman.records import Status


@pytest.mark.parametrize(("format", "keys"), [("country-year", 3), ("dyad-year", 5)])
def test_a_panel_never_counts_as_occurred_what_did_not(format: str, keys: int) -> None:
    for status in Status:
        found = rows(format, [occurred(status=status)])
        filled = {name for row in found for name in list(row)[keys:] if row[name] != "0"}
        assert filled and all(name.endswith(f"_{status.value}") for name in filled)


def test_country_year_counts_states_by_role() -> None:
    found = rows(
        "country-year",
        [occurred(), occurred(), occurred(date="2025-03-01/2025-04"), occurred(date="2024/2025")],
    )
    assert [(row["cow"], row["state"], row["year"]) for row in found] == [
        ("365", "RUS", "2025"),
        ("630", "IRN", "2025"),
    ]
    assert (found[0]["target_aid_occurred"], found[0]["actor_aid_occurred"]) == ("3", "0")
    assert (found[1]["target_aid_occurred"], found[1]["actor_aid_occurred"]) == ("0", "3")


def test_a_panel_counts_states_only() -> None:
    rebels = occurred(actors=(make_claims()[1].targets[1],))  # RUS:MIL is no state
    assert [row["state"] for row in rows("country-year", [rebels])] == ["RUS"]
    assert rows("dyad-year", [rebels]) == []


def test_dyad_year_counts_a_mutual_act_in_both_directions() -> None:
    mutual = occurred(event=make_claims()[2].event, actors=make_claims()[2].actors, targets=())
    found = rows("dyad-year", [mutual, mutual])
    assert [(row["state1"], row["state2"], row["consult_occurred"]) for row in found] == [
        ("RUS", "IRN", "2"),
        ("IRN", "RUS", "2"),
    ]
    assert [row["cow1"] for row in found] == ["365", "630"]
