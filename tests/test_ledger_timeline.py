"""Counts a month or a year agree with the claims they count."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import make_claims, make_report

from benchmarks.claim_generator import ClaimGenerator
from dragoman.ledger import Ledger
from dragoman.ledger.encoding import find_period
from dragoman.records import Review, Verdict


@pytest.fixture(scope="module")
def ledger(shared_place: str | Path) -> Iterator[Ledger]:
    with Ledger(shared_place) as opened:
        opened.record_many(ClaimGenerator(3).iter_readings(800))
        first = [claim.id for claim in opened.iter_claims(limit=5)]
        opened.review(Review(verdict=Verdict.REJECT, claims=tuple(first), by="A. B.", reason="x"))
        opened.withdraw("wire-3", "x")
        yield opened


@pytest.mark.parametrize("by_year", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"known_at": "9999"},
        {"known_at": "2000"},
        {"known_at": "half"},
        {"actor": "USA"},
        {"actor": "RUS:*", "known_at": "half"},
        {"actor": "USA", "target": "RUS"},
        {"target": "usa", "event": "AID"},
        {"pair": ("RUS", "USA")},
        {"pair": ("USA", "RUS"), "known_at": "half"},
        {"pair": ("USA", "RUS"), "event": "CONSULT"},
        {"pair": ("USA", "USA")},
        {"speaker": "USA", "status": "occurred"},
        {"valid_at": "2015-01-01"},
        {"since": "2015", "until": "2015-02"},
        {"report": "wire-7"},
        {"confidence": 0.7},
        {"pair": ("USA", "RUS"), "confidence": 0.7},
        {"speaker": "USA", "actor": "RUS", "target": "UKR"},
    ],
)
def test_counts_are_of_the_claims(ledger: Ledger, asked: dict[str, Any], by_year: bool) -> None:
    if asked.get("known_at") == "half":
        moments = [telling.recorded_at for telling in ledger.iter_tellings()]
        asked = {**asked, "known_at": moments[len(moments) // 2]}
    expected = Counter(
        (find_period(claim)[: 4 if by_year else 7] or None, claim.event, claim.status)
        for claim in ledger.iter_claims(**asked)
    )
    counts = ledger.timeline(by_year=by_year, **asked)
    assert {(c.period, c.event, c.status): c.claims for c in counts} == expected
    assert [c.period or "~" for c in counts] == sorted(c.period or "~" for c in counts)


def test_claim_of_a_year_is_in_no_month(ledger: Ledger) -> None:
    periods = {count.period for count in ledger.timeline()}
    assert {"2014", "2015-01", None} <= periods


def test_generator_gives_the_same_claims_again_and_words_that_stand_there() -> None:
    first, again = (list(ClaimGenerator(5).iter_readings(100)) for _ in range(2))
    assert first == again
    assert first[0][0].text != next(ClaimGenerator(6).iter_readings(1))[0].text
    for report, claims in first:
        assert all(report.text[c.quote.start : c.quote.end] == c.quote.text for c in claims)


def test_pair_is_two_codes_either_way(ledger: Ledger) -> None:
    both = {claim.id for claim in ledger.iter_claims(pair=("RUS", "USA"))}
    one, other = (
        {claim.id for claim in ledger.iter_claims(actor=a, target=b)}
        for a, b in (("RUS", "USA"), ("USA", "RUS"))
    )
    assert both == one | other
    assert one and other


def test_text_is_no_filter_of_a_timeline(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no filter by text"):
        ledger.timeline(text="Drohnen")


def test_many_reports_are_acknowledged_once_they_are_there(place: str | Path) -> None:
    with Ledger(place) as ledger, Ledger(place, read_only=True) as other:

        def acknowledge(report: object, recorded: object) -> None:
            seen.append(other.counts()["reports"])

        seen: list[int] = []
        readings = [(make_report(str(n)), make_claims(str(n))) for n in range(5)]
        assert ledger.record_many(readings, acknowledge=acknowledge, chunk=2) == 15
        assert seen == [2, 2, 4, 4, 5]
        faulty = [(make_report("a"), make_claims("a")), (make_report("b"), make_claims("a"))]
        with pytest.raises(ValueError, match="belongs to report a"):
            ledger.record_many(faulty)
        assert ledger.counts()["reports"] == 6
        assert ledger.check() == []
