"""Two actors with more claims between them than are brought together at once."""

from datetime import UTC, datetime

import pytest
from history_examples import Example

from dragoman.history import relations
from dragoman.history.forms import relation_to_dict
from dragoman.ledger.between import Kind, count_between, list_tellings
from dragoman.records import Event

DAYS = [f"{year}-{month:02}-05" for year in (2023, 2024) for month in range(1, 13)]


@pytest.fixture
def empty(place):
    example = Example(place)
    yield example
    example.ledger.close()


@pytest.fixture
def many(empty):
    """24 attacks, one a month, told by two reports each; answers to some; a pact and a plan."""
    for outlet in ("one", "two"):
        for day in DAYS:
            empty.add(f"{outlet}-{day}", ("ASSAULT RUS > UKR", day), published=day)
    for day in DAYS[:3]:
        empty.add(f"back-{day}", ("ASSAULT UKR > RUS", day), published=day)
    empty.add("pact", ("AGREE UKR RUS", "2023"), published="2023-05-01")
    empty.add("plan", ("AID RUS > UKR", "2024-11-05", "planned"), ("AID RUS > UKR", None))
    return empty


def strands_of(found):
    return [(s.event.value, s.doer, s.claims, len(s.acts), s.happened) for s in found.strands]


def test_a_few_claims_are_all_brought_together(many):
    found = relations(many.ledger, "RUS", "UKR", limit=27)  # with up to twice as many all are
    assert found.is_whole
    assert not relations(many.ledger, "RUS", "UKR").is_whole
    assert relations(many.ledger, "RUS", "UKR", limit=None) == found
    assert (found.claims, found.brought_together) == (54, 54)
    assert strands_of(found) == [
        ("AGREE", None, 1, 1, 1),
        ("AID", "RUS", 2, 2, 1),
        ("ASSAULT", "RUS", 48, 24, 24),
        ("ASSAULT", "UKR", 3, 3, 3),
    ]


def test_of_many_the_newest_are_brought_together_and_all_are_counted(many):
    found = relations(many.ledger, "rus", "ukr", limit=9)
    assert not found.is_whole
    assert (found.a, found.b, found.claims, found.brought_together) == ("RUS", "UKR", 54, 9)
    assert strands_of(found) == [
        ("AGREE", None, 1, 0, 0),
        ("AID", "RUS", 2, 1, 0),
        ("ASSAULT", "RUS", 48, 4, 4),
        ("ASSAULT", "UKR", 3, 0, 0),
    ]
    (assaults,) = (s for s in found.strands if s.event is Event.ASSAULT and s.doer == "RUS")
    assert [act.time.edtf for act in assaults.acts] == DAYS[-4:]
    assert {len(act.tellings) for act in assaults.acts} == {2}


def test_classes_over_time_count_the_claims_of_all_that_is_told_as_done(many):
    found = relations(many.ledger, "UKR", "RUS", limit=9, by_year=True)
    assert [(p.period, p.verbal_cooperation, p.material_cooperation, p.material_conflict) for p in found.periods] == [
        ("2023", 1, 0, 27),
        ("2024", 0, 0, 24),
    ]  # fmt: skip
    months = relations(many.ledger, "UKR", "RUS", limit=9).periods
    assert [p.period for p in months] == ["2023", *(day[:7] for day in DAYS)]
    assert relation_to_dict(found)["plover_counts"] == "claims"


def test_who_is_named_first_makes_no_difference(many):
    one, other = (relations(many.ledger, *pair, limit=9) for pair in (("RUS", "UKR"), ("UKR", "RUS")))
    assert one.strands == other.strands
    assert one.periods == other.periods


def test_filters_choose_among_many(many):
    found = relations(many.ledger, "RUS", "UKR", limit=4, since="2024-07", event="ASSAULT")
    assert (found.claims, found.brought_together) == (12, 4)
    assert strands_of(found) == [("ASSAULT", "RUS", 12, 2, 2)]
    few = relations(many.ledger, "RUS", "UKR", limit=4, event="ASSAULT", until="2023-01-31")
    assert strands_of(few) == [("ASSAULT", "RUS", 2, 1, 1), ("ASSAULT", "UKR", 1, 1, 1)]
    set_of_days = relations(many.ledger, "RUS", "UKR", limit=4, valid_at="[2023-01-05,2024-12-05]")
    assert set_of_days.claims == 6  # the year of the pact may hold either day


def test_what_is_asked_for_by_its_words_is_always_brought_together(many):
    found = relations(many.ledger, "RUS", "UKR", limit=4, text="pact0")
    assert found.is_whole
    assert strands_of(found) == [("AGREE", None, 1, 1, 1)]


def test_as_known_then(many):
    before = datetime(2025, 2, 1, 12, 30, tzinfo=UTC).isoformat()  # twelve reports have come
    found = relations(many.ledger, "RUS", "UKR", limit=5, known_at=before)
    assert (found.claims, found.brought_together) == (12, 5)
    assert [act.time.edtf for act in found.strands[0].acts] == DAYS[7:12]
    many.ledger.withdraw("two-2024-12-05", "never printed")
    assert relations(many.ledger, "RUS", "UKR", limit=9).claims == 53
    again = relations(many.ledger, "RUS", "UKR", limit=5, known_at=before)
    assert relation_to_dict(again) == relation_to_dict(found)


def test_counts_say_who_acts_on_whom(empty):
    empty.add("a", ("CONSULT PRK CHN", "2024-05-02"), ("THREATEN PRK CHN > PRK CHN", None, "denied"))
    counted = count_between(empty.ledger, "PRK", "chn", newest=1)
    assert counted.claims == 2
    assert counted.counts == {Kind(Event.CONSULT, 3): 1, Kind(Event.THREATEN, 3): 1}
    assert counted.done == {(Kind(Event.CONSULT, 3), "2024-05"): 1}
    (newest,) = list_tellings(empty.ledger, counted.newest)
    assert newest.claim.event is Event.CONSULT
    turned = count_between(empty.ledger, "CHN", "PRK", newest=0)
    assert (turned.counts, turned.newest) == (counted.counts, ())
    both = relations(empty.ledger, "PRK", "CHN", limit=1)
    assert [(s.event.value, s.doer, s.claims) for s in both.strands] == [
        ("CONSULT", None, 1),
        ("THREATEN", "CHN", 1),
        ("THREATEN", "PRK", 1),
    ]
    with pytest.raises(ValueError, match="by text"):
        count_between(empty.ledger, "PRK", "CHN", newest=1, text="a")


def test_the_newest_come_in_the_order_in_which_they_were_recorded(empty):
    for id, day in (("b", "2024-06-05"), ("a", "2024-05-05"), ("c", "2024-04-05")):
        empty.add(id, ("ACCUSE IRN > ISR", day))
    keys = count_between(empty.ledger, "ISR", "IRN", newest=2).newest
    assert [t.report.id for t in list_tellings(empty.ledger, keys)] == ["b", "a"]
