"""Which claims come together to one act, which stay apart, and why."""

import random

import pytest
from history_examples import review, tell

from dragoman.edtf import parse_edtf
from dragoman.history import Standing, find_acts
from dragoman.history.codes import is_member, may_be_one_side, may_mean, party_key
from dragoman.history.customs import custom_of
from dragoman.history.when import meet, when_of
from dragoman.records import Event

FRIDAYS = "[2025-01-03,2025-01-10,2025-01-17,2025-01-24]"


def sizes(*tellings, reviews=()):
    return sorted((len(act.claims) for act in find_acts(tellings, reviews)), reverse=True)


def test_every_type_has_its_customs():
    assert all(custom_of(event).undated > 0 for event in Event)


TOGETHER = [
    ("the same day", tell("AGREE RUS IRN", on="2025-01-17"), tell("AGREE IRN RUS", on="2025-01-17")),
    ("a set and one of its days", tell("AGREE RUS IRN", on=FRIDAYS), tell("AGREE RUS IRN", on="2025-01-17")),
    ("a month and a day", tell("CONSULT RUS IRN", on="2025-01-XX"), tell("CONSULT RUS IRN", on="2025-01-17")),
    ("a year and a day", tell("AGREE RUS PRK", on="2024"), tell("AGREE RUS PRK", on="2024-06-19")),
    ("plan and deed", tell("AGREE RUS IRN", on="2025-01-17", status="planned"), tell("AGREE RUS IRN", on="2025-01-17")),
    ("announced without a date", tell("SANCTION EU > RUS", status="planned", published="2025-01-10"), tell("SANCTION EU > RUS", on="2025-02-24")),
    ("told without a date", tell("AGREE RUS IRN", published="2025-01-18"), tell("AGREE RUS IRN", on="2025-01-17")),
    ("no doer", tell("ASSAULT > UKR", on="2025-01-11"), tell("ASSAULT RUS > UKR", on="2025-01-11")),
    ("organs of the state", tell("COERCE BLR:JUD > BLR:OPP", on="2025-01-11", at="BLR Minsk"), tell("COERCE BLR > BLR:OPP", on="2025-01-11", at="BLR Minsk")),
    ("the West is the EU", tell("SANCTION West > RUS", on="2025-01"), tell("SANCTION EU > RUS", on="2025-01-24")),
    ("one more party", tell("CONSULT RUS IRN TUR", on="2025-01-11"), tell("CONSULT RUS IRN", on="2025-01-11")),
    ("modes of one kind", tell("ASSAULT RUS > UKR", on="2025-01-11", mode="drone"), tell("ASSAULT RUS > UKR", on="2025-01-11", mode="aerial")),
    ("a summit of days", tell("CONSULT RUS IRN", on="2024-10-22/2024-10-24"), tell("CONSULT RUS IRN", on="2024-10-23")),
    ("demanded, then done, with nobody to whom", tell("RETREAT THA", status="demanded", mode="resign", published="2006-03-26"), tell("RETREAT THA", on="2006-04-04", mode="resign")),
    ("within a country, of one matter", tell("ACCUSE DEU:PTY > DEU", matter="Haushalt"), tell("ACCUSE DEU:PTY > DEU", matter="Haushalt")),
    ("a relation, without dates", tell("ALLIANCE RUS SYR", published="2024-12-09"), tell("ALLIANCE RUS SYR", published="2025-01-18")),
    ("a relation, since when", tell("ALLIANCE RUS SYR", on="2015-09/.."), tell("ALLIANCE RUS SYR", published="2025-01-18")),
    ("something that lasts", tell("ASSAULT RUS > UKR", on="2022-02-24/.."), tell("ASSAULT RUS > UKR", on="2022-02/..")),
]  # fmt: skip

APART = [
    ("types", tell("AGREE RUS IRN", on="2025-01-17"), tell("CONSULT RUS IRN", on="2025-01-17")),
    ("meetings a week apart", tell("CONSULT RUS IRN", on="2025-01-10"), tell("CONSULT RUS IRN", on="2025-01-17")),
    ("attacks on two days", tell("ASSAULT RUS > UKR", on="2025-01-11"), tell("ASSAULT RUS > UKR", on="2025-01-12")),
    ("who does it to whom", tell("ASSAULT RUS > UKR", on="2025-01-11"), tell("ASSAULT UKR > RUS", on="2025-01-11")),
    ("other doers", tell("ASSAULT RUS > UKR", on="2025-01-11"), tell("ASSAULT PRK > UKR", on="2025-01-11")),
    ("the opposition is not the state", tell("CONSULT RUS:OPP DEU", on="2025-01-11"), tell("CONSULT RUS DEU", on="2025-01-11")),
    ("a member is not its union", tell("SANCTION DEU > RUS", on="2025-01-11"), tell("SANCTION EU > RUS", on="2025-01-11")),
    ("sites", tell("ASSAULT RUS > UKR", on="2025-01-11", at="UKR Charkiw"), tell("ASSAULT RUS > UKR", on="2025-01-11", at="UKR Odessa")),
    ("countries", tell("CONSULT USA RUS", on="2025-02", at="SAU Riad"), tell("CONSULT USA RUS", on="2025-02", at="TUR Istanbul")),
    ("a call is no visit", tell("CONSULT USA RUS", on="2025-02-12", mode="phone"), tell("CONSULT USA RUS", on="2025-02-12", mode="visit")),
    ("matters", tell("AID IRN > RUS", on="2024", matter="Drohnen"), tell("AID IRN > RUS", on="2024", matter="Raketenteile")),
    ("a war and a day of it", tell("ASSAULT RUS > UKR", on="2022-02-24/.."), tell("ASSAULT RUS > UKR", on="2025-01-11")),
    ("undated, weeks apart", tell("ACCUSE UKR > RUS", published="2025-01-01"), tell("ACCUSE UKR > RUS", published="2025-01-18")),
    ("nothing known of one side", tell("ASSAULT > UKR", published="2025-01-11"), tell("ASSAULT RUS > UKR", published="2025-01-11")),
    ("within a country, of no matter", tell("ACCUSE DEU:PTY > DEU"), tell("ACCUSE DEU:PTY > DEU")),
    ("arrests on one day", tell("COERCE DEU:POL > DEU:CVL", on="2025-01-11", mode="arrest"), tell("COERCE DEU:POL > DEU:CVL", on="2025-01-11", mode="arrest")),
    ("parliament is not the people", tell("PROTEST DEU:LEG > DEU", on="2025-01-11", matter="Haushalt"), tell("PROTEST DEU:CVL > DEU", on="2025-01-11", matter="Haushalt")),
    ("a month and no date", tell("ASSAULT RUS > UKR", on="2025-01"), tell("ASSAULT RUS > UKR", published="2025-01-12")),
    ("a year of sanctions and one of them", tell("SANCTION USA > CHN", on="2018"), tell("SANCTION USA > CHN", on="2018-09-24")),
    ("demanded long before", tell("SANCTION EU > RUS", status="demanded", published="2025-01-10"), tell("SANCTION EU > RUS", on="2025-02-24")),
    ("relations of others", tell("ALLIANCE RUS SYR"), tell("ALLIANCE IRN SYR")),
    ("a relation that had ended", tell("ALLIANCE RUS SUN", on="1955/1991"), tell("ALLIANCE RUS SUN", on="2025")),
    ("nobody in common", tell("ASSAULT RUS >", on="2025-01-11"), tell("ASSAULT > UKR", on="2025-01-11")),
    ("no date at all", tell("AGREE RUS IRN", published=None), tell("AGREE RUS IRN", on="2025-01-17")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_claims_that_tell_one_act(a, b):
    assert sizes(a, b) == sizes(b, a) == [2]


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_claims_that_tell_two_acts(a, b):
    assert sizes(a, b) == sizes(b, a) == [1, 1]


def test_the_narrowest_time_wins_with_its_reason():
    (act,) = find_acts(
        [
            tell("AGREE RUS IRN", on=FRIDAYS, report="a", published="2025-01", status="planned"),
            tell("AGREE RUS IRN", on="2025-01-17", report="b"),
        ]
    )
    assert act.time.edtf == act.time.earliest == act.time.latest == "2025-01-17"
    assert any(FRIDAYS in reason for reason in act.time.why) and act.time.why[-1].endswith("2025-01-17")
    assert any(FRIDAYS in reason for reason in act.why)


def test_an_act_without_a_date_in_any_report_has_none():
    (act,) = find_acts([tell("SANCTION EU > RUS"), tell("SANCTION EU > RUS", report="r2")])
    assert act.time is None and len(act.reports) == 2


def test_a_vague_claim_that_fits_two_acts_joins_neither_and_says_so():
    first, second = tell("CONSULT RUS IRN", on="2025-01-10"), tell("CONSULT RUS IRN", on="2025-01-17")
    vague = tell("CONSULT RUS IRN", on="2025-01-XX")
    acts = find_acts([first, vague, second])
    assert [len(act.claims) for act in acts] == [1, 1, 1]
    (unsure,) = [act for act in acts if act.could_be]
    assert set(unsure.could_be) == {first.claim.id, second.claim.id}


def test_of_two_acts_that_fit_the_one_at_the_same_place_is_taken():
    kazan = tell("CONSULT RUS IRN", on="2025-01-10", at="RUS Kasan")
    moscow = tell("CONSULT RUS IRN", on="2025-01-17", at="RUS Moskau")
    vague = tell("CONSULT RUS IRN", on="2025-01-XX", at="RUS Moskau")
    acts = find_acts([kazan, moscow, vague])
    assert [len(act.claims) for act in acts] == [1, 2]


def test_an_undated_claim_is_the_act_nearest_before_its_report():
    acts = find_acts(
        [
            tell("AGREE RUS IRN", on="2025-01-10"),
            tell("AGREE RUS IRN", on="2025-01-17"),
            tell("AGREE RUS IRN", published="2025-01-18"),
        ]
    )
    assert [len(act.claims) for act in acts] == [1, 2]


def test_times_do_not_drift_along_a_chain():
    days = [f"2025-01-{day:02}" for day in range(1, 29, 2)]
    acts = find_acts(tell("ASSAULT RUS > UKR", report=f"r{day}", published=day) for day in days)
    assert len(acts) >= 7  # each neighbour pair fits, no act spans more than its claims allow together


def test_sides_do_not_drift_along_a_chain():
    acts = find_acts(
        tell(f"CONSULT {who}", on="2025-01-11")
        for who in ("DEU FRA GBR", "FRA GBR ITA", "GBR ITA POL", "ITA POL ESP")
    )
    assert all(len(set.intersection(*({p.code for p in c.actors} for c in act.claims))) >= 2 for act in acts)
    assert len(acts) >= 2


def test_parts_of_a_joint_act_join_it():
    act, *rest = find_acts(
        tell(f"SANCTION {who} > RUS", on="2025-01-10", matter="Öl") for who in ("USA GBR", "USA", "GBR")
    )
    assert not rest and {who.code for who in act.actors} == {"USA", "GBR"}


def test_copied_words_are_one_act_even_where_a_side_is_not_named():
    words = "griffen in der Nacht einen Hafen an"
    a = tell("ASSAULT > UKR", words=words, report="a", published="2025-01-11")
    b = tell("ASSAULT > UKR", words=words, report="b", published="2025-01-12")
    assert sizes(a, b) == [2]


def test_order_and_company_make_no_difference():
    tellings = [row[n] for row in (*TOGETHER, *APART) for n in (1, 2)]
    whole = [act.id for act in find_acts(tellings)]
    for seed in range(5):
        random.Random(seed).shuffle(tellings)
        assert [act.id for act in find_acts(tellings)] == whole
    for event in {telling.claim.event for telling in tellings}:
        part = {act.id for act in find_acts(t for t in tellings if t.claim.event is event)}
        assert part <= set(whole)


def test_every_joined_claim_says_why():
    for _, a, b in TOGETHER:
        (act,) = find_acts([a, b])
        assert len(act.why) == 1 and act.event.value in act.why[0]


class TestReviews:
    first = tell("CONSULT RUS IRN", on="2025-01-10", report="a")
    second = tell("CONSULT RUS IRN", on="2025-01-17", report="b")
    again = tell("CONSULT RUS IRN", on="2025-01-17", report="c")

    def test_merge_joins_what_the_rules_keep_apart(self):
        merge = review("merge", self.first, self.second)
        (act, *rest) = find_acts([self.first, self.second], [merge])
        assert not rest and act.reviews == (merge,)
        assert "Ada" in act.why[0]

    def test_others_still_join_a_merged_act(self):
        assert sizes(
            self.first, self.second, self.again, reviews=[review("merge", self.first, self.second)]
        ) == [3]

    def test_split_parts_what_the_rules_join_and_the_later_decision_wins(self):
        split = review("split", self.again, self.second, at=1)
        assert sizes(self.second, self.again, reviews=[split]) == [1, 1]
        assert sizes(
            self.second, self.again, reviews=[split, review("merge", self.second, self.again, at=2)]
        ) == [2]
        assert sizes(
            self.second, self.again, reviews=[split, review("merge", self.second, self.again, at=0)]
        ) == [1, 1]

    def test_a_split_is_not_undone_by_an_older_merge_of_a_third_claim(self):
        reviews = [
            review("merge", self.first, self.second, self.again),
            review("split", self.first, self.second, at=1),
        ]
        acts = find_acts([self.first, self.second, self.again], reviews)
        assert not any({"a", "b"} <= {r.id for r in act.reports} for act in acts)


STANDINGS = [
    ([("planned", "", "2025-01-13"), ("occurred", "", "2025-01-17")], ["planned", "occurred"], "occurred"),
    ([("planned", "", "2025-01-13"), ("denied", "", "2025-01-15")], ["planned", "called off"], "called off"),
    ([("occurred", "UKR", "2025-01-13"), ("denied", "RUS", "2025-01-14")], ["alleged", "denied"], "disputed"),
    ([("occurred", "UKR", "2025-01-13"), ("occurred", "RUS", "2025-01-14")], ["alleged", "admitted"], "admitted"),
    ([("possible", "", "2025-01-13")], ["possible"], "possible"),
    ([("denied", "RUS", "2025-01-13"), ("occurred", "", "2025-01-14")], ["denied", "occurred"], "disputed"),
    ([("occurred", "", "2025-01-13"), ("planned", "", "2025-01-14")], ["occurred", "planned"], "occurred"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "steps", "now"), STANDINGS)
def test_status_history(told, steps, now):
    tellings = [
        tell("ASSAULT RUS > UKR", on="2025-01-12", status=status, says=says, report=f"r{n}", published=day)
        for n, (status, says, day) in enumerate(told)
    ]
    (act,) = find_acts(tellings)
    assert ([step.standing.value for step in act.history], act.standing) == (steps, Standing(now))


def test_codes():
    assert (party_key("RUS:JUD"), party_key("RUS:OPP"), party_key("NATO")) == ("RUS", "RUS:OPP", "NATO")
    assert may_mean("West", "USA") and not may_mean("EU", "DEU")
    assert is_member("DEU", "EU", "2025-01-17") and not is_member("GBR", "EU", "2025-01-17")
    assert not may_be_one_side(frozenset({"RUS", "CHN", "IRN"}), frozenset({"RUS", "PRK", "BLR"}))


def test_meeting_of_times_is_the_same_both_ways():
    custom = custom_of(Event.CONSULT)
    times = [
        FRIDAYS,
        "2025-01-XX",
        "2025-01-17",
        "2025",
        "2022-02-24/..",
        "2025-01-10/2025-01-19",
        None,
        "../2025-01-12",
    ]
    found = [when_of(t.claim, t.report, custom) for t in (tell("CONSULT RUS IRN", on=on) for on in times)]
    for a in found:
        for b in found:
            one, other = meet(a, b), meet(b, a)
            assert (one is None) == (other is None)
            if one and one.edtf:
                assert other.edtf.earliest == one.edtf.earliest and parse_edtf(one.edtf.text)
