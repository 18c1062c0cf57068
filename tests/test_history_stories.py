"""Stories of several reports, read into a ledger, end in the acts and disputes a person would write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from dragoman.history import disputes, events
from dragoman.intake.credits import read_credits
from dragoman.ledger import Ledger
from dragoman.reading import Reader
from dragoman.records import MUTUAL_EVENTS, Report

STORIES = yaml.safe_load((Path(__file__).parent / "data" / "stories.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def reader():
    return Reader("de")


def make_report(row):
    credits = read_credits(row["text"])
    return Report(
        id=row["id"],
        language="de",
        published=str(row["published"]),
        title=None,
        text=row["text"],
        outlet=row["outlet"],
        agencies=credits.agencies,
        dateline=credits.dateline,
    )


def steps_of(story):
    """What happens to the ledger, one after the other."""
    yield from (("report", row) for row in story["reports"])
    yield from (("withdraw", id) for id in story.get("withdrawn", ()))


def act_line(act):
    actors, targets = (" ".join(sorted(who.code for who in people)) for people in (act.actors, act.targets))
    parties = actors if act.event in MUTUAL_EVENTS and not targets else f"{actors} > {targets}"
    return " | ".join(
        (
            " ".join(f"{act.event} {parties}".split()),
            act.time.edtf if act.time else "–",
            ", ".join(step.standing for step in act.history),
            " ".join(sorted(report.id for report in act.reports)),
            str(act.independent),
        )
    )


def dispute_line(dispute):
    accounts = sorted(", ".join(sorted(v.speakers)) or "reports" for v in dispute.versions)
    if dispute.matter == "who did it":
        accounts = sorted(v.says for v in dispute.versions)
    return f"{dispute.matter}: {' / '.join(accounts)}"


def told(ledger, known_at=None):
    return {
        "acts": sorted(act_line(act) for act in events(ledger, known_at=known_at)),
        "disputes": sorted(dispute_line(found) for found in disputes(ledger, known_at=known_at)),
    }


def expected(row):
    return {"acts": sorted(row["acts"]), "disputes": sorted(row["disputes"])}


def test_there_are_stories_enough():
    assert len(STORIES) >= 8
    assert all(3 <= len(story["reports"]) <= 6 for story in STORIES)


@pytest.mark.parametrize("story", STORIES, ids=[story["story"] for story in STORIES])
def test_story(story, reader, tmp_path):
    now = datetime(2025, 3, 1, tzinfo=UTC)
    moments = []

    def clock():
        return now + timedelta(hours=len(moments))

    with Ledger(tmp_path / "ledger.db", clock=clock) as ledger:
        for kind, what in steps_of(story):
            moments.append(clock())
            if kind == "report":
                report = make_report(what)
                ledger.record(report, reader.read(report))
            else:
                ledger.withdraw(what, "the agency took it back")
        before = moments[-1].isoformat()
        assert told(ledger) == expected(story)
        if "before_the_last" in story:
            assert told(ledger, known_at=before) == expected(story["before_the_last"])
        for claim in ledger.iter_claims():
            text = ledger.get_report(claim.report_id).text
            assert text[claim.quote.start : claim.quote.end] == claim.quote.text
