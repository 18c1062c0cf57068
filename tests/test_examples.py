"""The stories that ``make demo`` reads: enough reports, told apart, dated, in two languages, with copies."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from dragoman.history.origins import find_origins
from dragoman.intake.detection import find_language
from dragoman.intake.sources import iter_reports
from dragoman.records import Report

STORIES = Path(__file__).parent.parent / "examples" / "stories"


@pytest.fixture(scope="module")
def stories() -> dict[str, list[Report]]:
    taken: defaultdict[str, list[Report]] = defaultdict(list)
    for path in sorted(STORIES.glob("*.jsonl")):
        for report in iter_reports(path):
            assert isinstance(report, Report), report
            taken[path.stem].append(report)
    return dict(taken)


@pytest.fixture(scope="module")
def reports(stories: dict[str, list[Report]]) -> list[Report]:
    return [report for story in stories.values() for report in story]


def test_there_are_enough_stories_and_reports(
    stories: dict[str, list[Report]], reports: list[Report]
) -> None:
    assert len(stories) >= 6
    assert len(reports) >= 30
    assert all(len(story) >= 5 for story in stories.values())


def test_ids_are_unique(reports: list[Report]) -> None:
    assert [name for name, times in Counter(report.id for report in reports).items() if times > 1] == []


def test_each_report_says_its_day_and_its_id_names_story_and_day(stories: dict[str, list[Report]]) -> None:
    for story, told in stories.items():
        for report in told:
            assert report.published is not None, report.id
            assert date(2022, 1, 1) <= date.fromisoformat(report.published) <= date(2025, 12, 31), report.id
            assert report.id.startswith(f"{story}-{report.published}-"), report.id


def test_a_story_is_told_in_the_order_of_its_days(stories: dict[str, list[Report]]) -> None:
    for story, told in stories.items():
        days = [report.published or "" for report in told]
        assert days == sorted(days), story


def test_both_languages_are_there_and_said_rightly(reports: list[Report]) -> None:
    spoken = Counter(report.language for report in reports)
    assert spoken["de"] >= 24
    assert spoken["en"] >= 8
    assert [report.id for report in reports if find_language(report.text) != report.language] == []


def test_each_story_has_several_outlets_and_both_languages(stories: dict[str, list[Report]]) -> None:
    for story, told in stories.items():
        assert len({report.outlet for report in told}) >= 2, story
        assert {report.language for report in told} == {"de", "en"}, story


def test_no_outlet_tells_a_story_twice_on_a_day(reports: list[Report]) -> None:
    told = Counter((report.outlet, report.published, report.id.rsplit("-", 4)[0]) for report in reports)
    assert max(told.values()) == 1
    assert all(report.outlet and report.title for report in reports)


def test_reports_are_of_a_length_to_read_in_a_minute(reports: list[Report]) -> None:
    assert [report.id for report in reports if not 90 <= len(report.text.split()) <= 170] == []


def test_each_story_has_a_report_that_another_outlet_took_over(stories: dict[str, list[Report]]) -> None:
    for story, told in stories.items():
        shared = [origin for origin in find_origins(told) if len(origin.outlets) > 1]
        assert shared, story
        assert any("(Nordfunk)" in report.text for origin in shared for report in origin.reports), story
