"""What holds for acts of any claims, in any order and company."""

from __future__ import annotations

from itertools import combinations

import pytest
from history_examples import review, tell
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.edtf import is_compatible, parse_edtf
from dragoman.history import find_acts, find_disputes, find_origins

WHAT = ("CONSULT RUS IRN", "CONSULT RUS IRN TUR", "AGREE RUS IRN", "ASSAULT RUS > UKR", "ASSAULT > UKR", "ASSAULT UKR > RUS",
        "SANCTION West > RUS", "SANCTION EU > RUS IRN", "COERCE DEU > DEU:OPP")  # fmt: skip
DAYS = (None, "2025-01-10", "2025-01-11", "2025-01-17", "2025-01-XX", "2025", "[2025-01-10,2025-01-17]",
        "2025-01-09/2025-01-11", "2024-12/..", "../2025-01-12")  # fmt: skip

tellings = st.lists(
    st.builds(
        tell,
        st.sampled_from(WHAT),
        on=st.sampled_from(DAYS),
        report=st.sampled_from(("a", "b", "c", "d")),
        published=st.sampled_from((None, "2025-01", "2025-01-12", "2025-01-18")),
        status=st.sampled_from(("occurred", "occurred", "planned", "denied", "possible")),
        says=st.sampled_from(("", "RUS", "UKR", "AFP")),
        matter=st.sampled_from((None, "Gas", "Drohnen")),
        quantity=st.sampled_from((None, "3", "rund 20")),
        at=st.sampled_from((None, "UKR Charkiw", "RUS Moskau")),
    ),
    max_size=14,
)
ORDERS = st.randoms(use_true_random=False)


@settings(max_examples=150, deadline=None)
@given(tellings, ORDERS)
def test_every_claim_is_in_one_act_whatever_the_order(given_tellings, order):
    acts = find_acts(given_tellings)
    ids = [id for act in acts for id in act.claim_ids]
    assert sorted(ids) == sorted({telling.claim.id for telling in given_tellings})
    shuffled = list(given_tellings)
    order.shuffle(shuffled)
    again = find_acts(shuffled)
    assert [act.id for act in again] == [act.id for act in acts]
    assert [d.id for d in find_disputes(again)] == [d.id for d in find_disputes(acts)]


@settings(max_examples=150, deadline=None)
@given(tellings)
def test_no_act_holds_two_times_that_exclude_each_other(given_tellings):
    for act in find_acts(given_tellings):
        times = [parse_edtf(claim.time.edtf) for claim in act.claims if claim.time]
        assert all(is_compatible(a, b) for a, b in combinations(times, 2))
        if times:
            assert all(is_compatible(parse_edtf(act.time.edtf), time) for time in times)
        else:
            assert act.time is None


@settings(max_examples=80, deadline=None)
@given(tellings)
def test_types_do_not_touch_each_other(given_tellings):
    whole = {act.id for act in find_acts(given_tellings)}
    for event in {telling.claim.event for telling in given_tellings}:
        part = find_acts(telling for telling in given_tellings if telling.claim.event is event)
        assert {act.id for act in part} <= whole


@settings(max_examples=80, deadline=None)
@given(tellings, st.data())
def test_a_persons_last_word_about_two_claims_holds(given_tellings, data):
    same_type = [
        (a, b)
        for a, b in combinations(given_tellings, 2)
        if a.claim.event is b.claim.event and a.claim.id != b.claim.id
    ]
    if not same_type:
        return
    a, b = data.draw(st.sampled_from(same_type))
    verdicts = data.draw(st.lists(st.sampled_from(("merge", "split")), min_size=1, max_size=3))
    acts = find_acts(given_tellings, [review(verdict, a, b, at=n) for n, verdict in enumerate(verdicts)])
    together = any({a.claim.id, b.claim.id} <= set(act.claim_ids) for act in acts)
    assert together is (verdicts[-1] == "merge")


@pytest.mark.parametrize("one_act", [True, False])
def test_every_report_has_one_origin(one_act):
    reports = [t.report for t in (tell("AGREE RUS IRN", report=id) for id in "abcdefg")]
    origins = find_origins(reports, one_act=one_act)
    assert sorted(r.id for origin in origins for r in origin.reports) == list("abcdefg")
