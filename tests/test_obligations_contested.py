"""Reports that contradict the attack a question takes as given."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.ledger import Ledger
from dragoman.obligations import Answer, whatif
from dragoman.records import Attribution, Claim, Event, Participant, Report, Span, Status, Time

TEXT = "Nordkorea beschoss am 1. Juni Südkorea, teilte Seoul mit."
ASKED = "Südkorea greift Nordkorea an"


def telling(status: Status, actor: str, target: str, day: str) -> tuple[Report, Claim]:
    report = Report(id="r1", language="de", published="2025-06-02", title=None, text=TEXT, outlet="Bote")
    claim = Claim(
        report_id="r1",
        event=Event.ASSAULT,
        mode=None,
        actors=(Participant(code=actor),),
        targets=(Participant(code=target),),
        status=status,
        quote=Span(start=0, end=len(TEXT), text=TEXT),
        attribution=(Attribution(speakers=(Participant(code="KOR"),)),),
        time=Time(edtf=day, earliest=day, latest=day, basis="said"),
    )
    return report, claim


def answers(path: Path, *told: tuple[Report, Claim], **more: object) -> dict[str, tuple[Answer, list[str]]]:
    with Ledger(path / "ledger.db") as ledger:
        for report, claim in told:
            ledger.record(report, [claim])
        found = whatif(ASKED, "2025-06-01", holds=["state-of-war"], ledger=ledger, **more)  # type: ignore[arg-type]
    return {
        o.actor: (o.answer, [r.key for r in o.reasons])
        for o in found.obligations
        if o.duty == "assist"
        and o.toward == "PRK"
        and o.instrument in ("russia-dprk-2024", "china-dprk-1961")
    }


def test_without_contradiction_help_is_owed(tmp_path: Path) -> None:
    assert answers(tmp_path) == {"RUS": (Answer.OBLIGED, []), "CHN": (Answer.OBLIGED, [])}


@pytest.mark.parametrize(
    ("status", "actor", "target"), [(Status.OCCURRED, "PRK", "KOR"), (Status.DENIED, "KOR", "PRK")]
)
def test_who_attacked_is_in_dispute(tmp_path: Path, status: Status, actor: str, target: str) -> None:
    found = answers(tmp_path, telling(status, actor, target, "2025-05-31"))
    assert found["RUS"] == (Answer.UNDETERMINABLE, ["attacker_disputed"])
    assert found["CHN"] == (Answer.UNDETERMINABLE, ["attacker_disputed"])


def test_the_claim_is_the_reason_with_its_words(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        report, claim = telling(Status.OCCURRED, "PRK", "KOR", "2025-06-01")
        ledger.record(report, [claim])
        found = whatif(ASKED, "2025-06-01", holds=["state-of-war"], ledger=ledger)
    reason = next(r for o in found.obligations for r in o.reasons if r.key == "attacker_disputed")
    assert (reason.claim.quote, reason.claim.report, reason.claim.by) == (TEXT, "r1", "KOR")


@pytest.mark.parametrize("day", ["2025-05-20", "2025-06-02"])
def test_other_days_say_nothing_about_this_one(tmp_path: Path, day: str) -> None:
    assert answers(tmp_path, telling(Status.OCCURRED, "PRK", "KOR", day))["RUS"][0] is Answer.OBLIGED


def test_a_speaker_who_is_distrusted_disputes_nothing(tmp_path: Path) -> None:
    told = telling(Status.OCCURRED, "PRK", "KOR", "2025-06-01")
    assert answers(tmp_path, told, distrust=["KOR"])["RUS"][0] is Answer.OBLIGED
