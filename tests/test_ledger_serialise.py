import json
from dataclasses import fields, replace

import pytest
from ledger_examples import make_claims, make_report

from dragoman.errors import ReportError
from dragoman.records import Claim, Report
from dragoman.serialise import (
    claim_from_dict,
    claim_to_dict,
    reading_from_dict,
    reading_to_dict,
    report_from_dict,
    report_to_dict,
)


def test_reading_survives_json_unchanged() -> None:
    report, claims = make_report(version=3), make_claims()
    line = json.dumps(reading_to_dict(report, claims))
    assert reading_from_dict(json.loads(line)) == (report, claims)


def test_examples_use_every_field() -> None:
    """Else a field could get lost and the tests would not see it."""
    claims, report = make_claims(), make_report(version=3)
    bare = replace(claims[0], entry="", actors=(), targets=())
    for field in fields(Claim):
        assert any(getattr(claim, field.name) not in ((), None, "", 1.0) for claim in claims), field.name
    assert all(getattr(report, field.name) for field in fields(Report))
    assert claim_from_dict(claim_to_dict(bare)) == bare


def test_claim_begins_with_plain_values() -> None:
    row = claim_to_dict(make_claims()[1])
    assert (row["event"], row["mode"], row["status"]) == ("AID", "military", "occurred")
    assert (row["actors"], row["targets"]) == (["IRN"], ["RUS", "RUS:MIL"])
    assert row["speakers"] == ["IRN:GOV", "UKR", "unknown"]
    assert (row["date"], row["place"]) == ("[2025-01-10,2025-01-17]", "RUS")
    assert row["quote"] == {
        "start": 24,
        "end": 72,
        "text": "Moskau im Januar in Kasan zwei Drohnen geliefert",
    }
    assert row["more_quotes"][0] == {"text": "Drohnen", "part": "title", "title_start": 12, "title_end": 19}
    assert row["parent"] == make_claims()[0].id


def test_report_row_holds_text_and_hash() -> None:
    report = make_report()
    row = report_to_dict(report)
    assert row["sha256"] == report.sha256
    assert report_from_dict(row) == report


@pytest.mark.parametrize("key", ["event", "participants", "quote", "attribution", "time"])
def test_missing_key_is_named(key: str) -> None:
    row = claim_to_dict(make_claims()[0])
    del row[key]
    with pytest.raises(ReportError, match=f"the key '{key}' is missing"):
        claim_from_dict(row)


def test_unknown_event_is_refused() -> None:
    with pytest.raises(ReportError, match="'WAR' is not a valid Event"):
        claim_from_dict(claim_to_dict(make_claims()[0]) | {"event": "WAR"})
