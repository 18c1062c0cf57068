"""People's decisions and withdrawals: what they do to answers, from when, and what stays."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_examples import TEXT, make_claims, make_report

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, Outcome
from dragoman.records import Claim, Review, Verdict

ACCUSING, GIVING, TALKING = (claim.id for claim in make_claims())


@pytest.fixture
def ledger(place: str | Path) -> Iterator[Ledger]:
    """A ledger in which every write comes a day after the one before, from 2 January 2025."""
    days = (datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(1, 100))
    with Ledger(place, clock=lambda: next(days)) as opened:
        opened.record(make_report(), make_claims())
        yield opened
        assert opened.check() == []


def decide(ledger: Ledger, verdict: str, *claims: str, **changes: Any) -> str:
    return ledger.review(
        Review(
            verdict=Verdict(verdict),
            claims=claims,
            by="E. Muster",
            reason="geprüft",
            changes=tuple(changes.items()),
        )
    )


def events(ledger: Ledger, **asked: Any) -> list[str]:
    return [claim.event.value for claim in ledger.iter_claims(**asked)]


def only(ledger: Ledger, **asked: Any) -> Claim:
    (claim,) = ledger.iter_claims(**asked)
    return claim


def test_rejected_claim_leaves_the_answers_and_stays_known(ledger: Ledger) -> None:
    assert decide(ledger, "reject", GIVING) == "2025-01-03T12:00:00.000000Z"
    assert events(ledger) == ["ACCUSE", "CONSULT"]
    assert events(ledger, known_at="2025-01-02") == ["ACCUSE", "AID", "CONSULT"]
    assert events(ledger, rejected=True) == ["AID"]
    assert events(ledger, rejected=True, known_at="2025-01-02") == []
    (telling,) = ledger.iter_tellings(rejected=True)
    assert telling.superseded_at == "2025-01-03T12:00:00.000000Z"


def test_accepting_takes_up_what_was_rejected(ledger: Ledger) -> None:
    decide(ledger, "reject", GIVING, TALKING)
    decide(ledger, "accept", GIVING)
    assert events(ledger) == ["ACCUSE", "AID"]
    assert only(ledger, event="AID") == make_claims()[1]
    assert events(ledger, rejected=True) == ["CONSULT"]
    assert events(ledger, rejected=True, known_at="2025-01-03") == ["AID", "CONSULT"]


def test_corrected_claim_is_answered_from_then_on(ledger: Ledger) -> None:
    decide(ledger, "correct", GIVING, actors=["PRK"], date="2024-12", place=None, quantity="drei")
    corrected = only(ledger, event="AID")
    assert [p.code for p in corrected.actors] == ["PRK"]
    assert corrected.time is not None
    assert (corrected.time.earliest, corrected.time.basis) == ("2024-12-01", "review")
    assert (corrected.place, corrected.quantity, corrected.matter) == (None, "drei", "Drohnen")
    assert only(ledger, event="AID", known_at="2025-01-02") == make_claims()[1]
    assert events(ledger, actor="PRK") == ["AID"]
    assert events(ledger, actor="IRN") == ["CONSULT"]
    assert events(ledger, actor="IRN", known_at="2025-01-02") == ["AID", "CONSULT"]
    assert events(ledger, rejected=True) == []


@pytest.mark.parametrize("named", ["as it was read", "as it was corrected"])
def test_later_decisions_win_by_either_id(ledger: Ledger, named: str) -> None:
    decide(ledger, "correct", GIVING, actors=["PRK"])
    first = only(ledger, event="AID").id
    decide(ledger, "correct", first, targets=["BLR"])
    claim = only(ledger, event="AID")
    assert ([p.code for p in claim.actors], [p.code for p in claim.targets]) == (["PRK"], ["BLR"])
    decide(ledger, "reject", GIVING if named == "as it was read" else claim.id)
    assert events(ledger) == ["ACCUSE", "CONSULT"]
    decide(ledger, "accept", GIVING)
    assert only(ledger, event="AID") == make_claims()[1]
    decide(ledger, "accept", first)
    assert only(ledger, event="AID").id == first


def test_decisions_hold_for_the_same_claims_of_a_new_version(ledger: Ledger) -> None:
    decide(ledger, "reject", ACCUSING)
    decide(ledger, "correct", GIVING, quantity="drei")
    ledger.record(make_report(text=TEXT + " Neu."), make_claims())
    assert events(ledger) == ["AID", "CONSULT"]
    assert only(ledger, event="AID").quantity == "drei"
    assert events(ledger, rejected=True) == ["ACCUSE"]
    decide(ledger, "accept", ACCUSING)
    assert sorted(events(ledger)) == ["ACCUSE", "AID", "CONSULT"]
    assert list(ledger.diff("2025-01-04", "2025-01-05")) == []


def test_merging_and_splitting_are_kept_and_change_no_answer(ledger: Ledger) -> None:
    before = list(ledger.iter_tellings())
    decide(ledger, "merge", GIVING, TALKING)
    decide(ledger, "split", GIVING[:8], TALKING[:8])
    assert list(ledger.iter_tellings()) == before
    merged, split = ledger.iter_reviews()
    assert (merged.verdict, merged.claims, merged.by, merged.reason) == (
        Verdict.MERGE,
        (GIVING, TALKING),
        "E. Muster",
        "geprüft",
    )
    assert split.claims == (GIVING, TALKING)
    assert [review.verdict for review in ledger.iter_reviews(known_at="2025-01-03")] == [Verdict.MERGE]


def test_decision_follows_a_claim_that_was_corrected(ledger: Ledger) -> None:
    decide(ledger, "merge", GIVING, TALKING)
    decide(ledger, "correct", GIVING, actors=["PRK"])
    corrected = only(ledger, event="AID").id
    assert corrected != GIVING
    assert [r.claims for r in ledger.iter_reviews()] == [(GIVING, TALKING), (GIVING,)]
    assert [r.claims for r in ledger.iter_reviews(current=True)] == [(corrected, TALKING), (corrected,)]
    (merged,) = ledger.iter_reviews(current=True, known_at="2025-01-03")
    assert merged.claims == (GIVING, TALKING)
    decide(ledger, "reject", corrected)
    assert next(ledger.iter_reviews(current=True)).claims == (GIVING, TALKING)


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        ({"claims": ("f" * 32,)}, "no claim 'ffff"),
        ({"claims": ("zzzz",)}, "no claim 'zzzz'"),
        ({"claims": ("ab",)}, "at least its first 4"),
        ({"claims": ()}, "about a claim"),
        ({"by": " "}, "needs the name"),
        ({"reason": ""}, "needs its reason"),
        ({"verdict": Verdict.MERGE}, "two claims or more"),
        ({"verdict": Verdict.MERGE, "claims": (GIVING, GIVING[:6])}, "two claims or more"),
        ({"verdict": Verdict.CORRECT}, "needs what is changed"),
        ({"changes": (("matter", "x"),)}, "nothing else may have it"),
        ({"verdict": Verdict.CORRECT, "changes": (("id", "x"),)}, "has no 'id'"),
        ({"verdict": Verdict.CORRECT, "changes": (("colour", "red"),)}, "has no 'colour'"),
        ({"verdict": Verdict.CORRECT, "changes": (("date", "gestern"),)}, "date cannot become 'gestern'"),
        ({"verdict": Verdict.CORRECT, "changes": (("event", "WAR"),)}, "'WAR'"),
        ({"verdict": Verdict.CORRECT, "changes": (("actors", [3]),)}, "a code such as RUS"),
        ({"verdict": Verdict.CORRECT, "changes": (("matter", 3),)}, "a string or null"),
        (
            {"verdict": Verdict.CORRECT, "changes": (("quote", {"start": 0, "end": 4, "text": "Wien"}),)},
            "'Wien' does not stand",
        ),
    ],
)
def test_review_that_cannot_be_kept_leaves_nothing(
    ledger: Ledger, review: dict[str, Any], reason: str
) -> None:
    whole = {"verdict": Verdict.REJECT, "claims": (GIVING,), "by": "E. Muster", "reason": "x", **review}
    with pytest.raises(LedgerError, match=reason):
        ledger.review(Review(**whole))
    assert list(ledger.iter_reviews()) == []
    assert list(ledger.iter_claims()) == make_claims()


def test_beginning_of_an_id_must_be_of_one_claim(ledger: Ledger) -> None:
    ledger._clock = lambda: datetime(2025, 6, 1, tzinfo=UTC)
    ledger.record_many((make_report(f"x{n}"), make_claims(f"x{n}")) for n in range(300))
    beginnings = Counter(claim.id[:4] for claim in ledger.iter_claims())
    (beginning, number), *_ = beginnings.most_common(1)  # 903 ids, 65,536 beginnings
    assert number > 1
    with pytest.raises(LedgerError, match="several claims begin with"):
        decide(ledger, "reject", beginning)


def test_withdrawn_report_is_known_for_the_time_before(ledger: Ledger) -> None:
    ledger.record(make_report("r2"), make_claims("r2"))
    assert ledger.withdraw("r1", "Dublette") == "2025-01-04T12:00:00.000000Z"
    assert ledger.withdraw("r1", "noch einmal") == "2025-01-04T12:00:00.000000Z"
    assert {claim.report_id for claim in ledger.iter_claims()} == {"r2"}
    assert len(list(ledger.iter_claims(known_at="2025-01-03"))) == 6
    assert ledger.get_report("r1", known_at="2025-01-03") == make_report()
    with pytest.raises(LedgerError, match="it was withdrawn: Dublette"):
        ledger.get_report("r1")
    assert ledger.record(make_report(), make_claims()).outcome == Outcome.WITHDRAWN
    assert ledger.record(make_report(text=TEXT + " Neu."), make_claims()).outcome == Outcome.SUPERSEDED
    assert len(list(ledger.iter_claims())) == 6


@pytest.mark.parametrize(
    ("report", "why", "reason"), [("r9", "x", "no report 'r9'"), ("r1", " ", "needs its reason")]
)
def test_withdrawal_that_cannot_be_kept(ledger: Ledger, report: str, why: str, reason: str) -> None:
    with pytest.raises(LedgerError, match=reason):
        ledger.withdraw(report, why)


def test_difference_between_two_times(ledger: Ledger) -> None:
    ledger.record(make_report(text=TEXT + " Neu."), make_claims()[:2])
    decide(ledger, "correct", GIVING, quantity="drei")
    ledger.record(make_report("r2"), make_claims("r2")[:1])

    def changes(a: str, b: str, **asked: Any) -> list[tuple[str, str, str]]:
        found = []
        for change in ledger.diff(a, b, **asked):
            side = change.after or change.before
            assert side is not None
            found.append((change.kind.value, side.claim.event.value, change.reason))
        return found

    fell = ("fell", "CONSULT", "not in the report's new version")
    corrected = ("changed", "AID", "correct by E. Muster: geprüft")
    assert changes("2025-01-01", "2025-01-02") == [
        ("known", e, "new report") for e in ("ACCUSE", "AID", "CONSULT")
    ]
    assert changes("2025-01-02", "2025-01-03") == [fell]
    assert changes("2025-01-03", "2025-01-04") == [corrected]
    assert changes("2025-01-02", "2025-01-05") == [corrected, fell, ("known", "ACCUSE", "new report")]
    assert changes("2025-01-02", "2025-01-05", event="AID") == [corrected]
    assert changes("2025-01-05", "2025-01-05") == []
    ledger.withdraw("r2", "Dublette")
    assert changes("2025-01-05", "2025-01-06") == [("fell", "ACCUSE", "report withdrawn: Dublette")]
    with pytest.raises(LedgerError, match="give the earlier time first"):
        list(ledger.diff("2025-01-05", "2025-01-02"))


def test_telling_says_what_was_known_then(ledger: Ledger) -> None:
    before = list(ledger.iter_tellings(known_at="2025-01-02"))
    assert {(t.recorded_at[:10], t.superseded_at) for t in before} == {("2025-01-02", None)}
    assert before[0].report == make_report()
    ledger.withdraw("r1", "Dublette")
    assert list(ledger.iter_tellings(known_at="2025-01-02")) == before
