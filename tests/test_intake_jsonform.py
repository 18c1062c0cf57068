from typing import Any

import pytest

from dragoman.errors import ReportError
from dragoman.intake.jsonform import report_from_json


def test_all_keys_are_taken() -> None:
    row = {
        "id": "x1",
        "language": "DE",
        "published": "2025-01-13",
        "title": "Titel",
        "text": "Moskau (dpa) – Text.",
        "outlet": "Blatt",
        "url": "https://example.org",
        "retrieved": "2025-01-14",
        "claims": [],
        "unknown": {"is": "passed over"},
    }
    report = report_from_json(row)
    assert (report.id, report.language, report.published) == ("x1", "de", "2025-01-13")
    assert (report.title, report.text, report.outlet) == ("Titel", "Moskau (dpa) – Text.", "Blatt")
    assert (report.url, report.retrieved) == ("https://example.org", "2025-01-14")
    assert (report.agencies, report.dateline) == (("dpa",), "Moskau")


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ({"lang": "en"}, "language", "en"),
        ({}, "language", "fr"),
        ({"language": None}, "language", "fr"),
        ({}, "published", "2024"),
        ({"published": None}, "published", "2024"),
        ({"published": ""}, "published", "2024"),
        ({"published": "2025-01"}, "published", "2025-01"),
        ({"published": "2025-01-13 08:15:00+01:00"}, "published", "2025-01-13"),
        ({"id": 17}, "id", "17"),
        ({"title": ""}, "title", None),
        ({"title": None}, "title", None),
    ],
)
def test_missing_values_are_filled_in(row: dict[str, Any], field: str, value: str | None) -> None:
    report = report_from_json({"text": "Text.", **row}, published="2024", language="fr")
    assert getattr(report, field) == value


def test_line_of_our_own_output_is_input() -> None:
    report = report_from_json(
        {"id": "x", "report": {"id": "x", "text": "Text.", "published": "2025"}, "claims": []}
    )
    assert (report.id, report.text, report.published) == ("x", "Text.", "2025")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, 'the key "text" is missing'),
        ({"text": None}, 'the key "text" is missing'),
        ({"text": 5}, "text must be a string, found a number"),
        ({"text": ["a"]}, "text must be a string, found a list"),
        ({"text": "  "}, "empty"),
        ({"text": "x" * 1_000_001}, "characters"),
        ({"text": "a\x00b"}, "NUL"),
        ({"text": "a\ud800b"}, "surrogate"),
        ({"text": "a", "title": "\ud800"}, "surrogate"),
        ({"text": "a", "id": True}, "id must be a string, found true or false"),
        ({"text": "a", "id": 1.5}, "id must be a string, found a number"),
        ({"text": "a", "id": " "}, "id is empty"),
        ({"text": "a", "title": {}}, "title must be a string, found an object"),
        ({"text": "a", "published": "2025-13-45"}, "impossible publication date '2025-13-45'"),
        ({"text": "a", "published": "2025-02-30"}, "impossible publication date '2025-02-30'"),
        ({"text": "a", "published": "gestern"}, "impossible publication date 'gestern'"),
        ({"text": "a", "published": "2025-01-13T99:00"}, "impossible publication date"),
        ({"text": "a", "published": 2025}, "published must be a string"),
        ({"text": "a", "language": "??"}, "language tag"),
        ([], "expected a JSON object with a text, found a list"),
        ("text", "found a string"),
        (None, "found null"),
        (1, "found a number"),
    ],
)
def test_bad_rows_are_refused(row: object, reason: str) -> None:
    with pytest.raises(ReportError) as caught:
        report_from_json(row)
    assert reason in str(caught.value)
