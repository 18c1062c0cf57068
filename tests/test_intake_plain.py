import pytest

from dragoman.errors import ReportError
from dragoman.intake.plain import report_from_text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (" date 2025-01 Russland und der Iran verhandeln.", "2025-01"),
        ("date 2025-01-13\nRussland und der Iran verhandeln.", "2025-01-13"),
        ("\n\n  date 2025\r\n\r\nRussland und der Iran verhandeln.", "2025"),
        ("date 2025-01-XX Russland verhandelt.", "2025-01-XX"),
        ("date [2025-01-10, 2025-01-17] Russland verhandelt.", "[2025-01-10,2025-01-17]"),
        ("date 2025-01-13T08:00:00Z Russland verhandelt.", "2025-01-13"),
        ("Russland verhandelt, date 2025-01 steht im Text.", None),
        ("date night in Paris was cancelled.", None),
        ("update 2025-01 folgt.", None),
    ],
)
def test_header_gives_date_and_text_stays_whole(text: str, published: str | None) -> None:
    report = report_from_text(text)
    assert report.published == published
    assert report.text == text


def test_header_goes_before_the_given_date() -> None:
    assert report_from_text("date 2025-01 Text.", published="2024").published == "2025-01"
    assert report_from_text("Text.", published="2024").published == "2024"


def test_credits_are_read_behind_the_header() -> None:
    report = report_from_text("date 2025-01\nMoskau (dpa) – Text. (dpa/red)")
    assert (report.agencies, report.dateline) == (("dpa",), "Moskau")


def test_report_without_id_is_named_by_its_words() -> None:
    assert report_from_text("Text.").id == report_from_text("Text.").id
    assert report_from_text("Text.").id != report_from_text("Ein anderer.").id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("date 2025-01\n", "empty"),
        ("date 2025-13-45 Russland verhandelt.", "2025-13-45"),
        ("date 2025-02-30 Russland verhandelt.", "2025-02-30"),
        ("x" * 1_000_001, "1,000,001 characters"),
        ("date 2025-01-13T25:00:00Z Russland verhandelt.", "2025-01-13T25"),
    ],
)
def test_bad_text_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        report_from_text(text)


def test_language_tag_is_cut_to_its_language() -> None:
    assert report_from_text("Text.", language="de-AT").language == "de"
    with pytest.raises(ReportError, match="language tag"):
        report_from_text("Text.", language="deutsch!")
