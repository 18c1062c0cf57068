"""Questions to a ledger: filters choose among acts and never change them; relations, sources, actors."""

import json

import pytest
from history_examples import Example

import dragoman
from dragoman.history import Standing, actors, disputes, events, relations, sources
from dragoman.history.forms import (
    act_to_dict,
    actor_to_dict,
    dispute_to_dict,
    relation_to_dict,
    speaker_to_dict,
)
from dragoman.records import Event, Verdict


@pytest.fixture
def example(place):
    example = Example(place)
    example.add(
        "a",
        ("AGREE RUS IRN", None, "planned", "RUS"),
        ("ASSAULT RUS > UKR", "2025-01-11", "occurred", "UKR"),
        published="2025-01-13",
    )
    example.add("b", ("AGREE RUS IRN", "2025-01-17"), ("AID IRN > RUS", "2024-12-01", "occurred", "UKR"))
    example.add("c", ("ASSAULT RUS > UKR", "2025-01-11", "denied", "RUS"), ("AID IRN > RUS", "2024-12-01"))
    example.add("d", ("SANCTION EU > RUS", "2025-01-10"), ("REQUEST UKR > IRN", "2025-01-12"))
    yield example
    example.ledger.close()


def kinds(found):
    return sorted(act.event.value for act in found)


def test_events_choose_by_claims_and_by_the_acts_own_time(example):
    ledger = example.ledger
    assert len(events(ledger)) == 5
    assert kinds(events(ledger, actor="rus")) == ["AGREE", "ASSAULT"]
    assert kinds(events(ledger, speaker="UKR")) == ["AID", "ASSAULT"]
    assert kinds(events(ledger, valid_at="2025-01-17")) == ["AGREE"]
    assert kinds(events(ledger, since="2025-01-12", until="2025-01")) == ["AGREE", "REQUEST"]
    (planned,) = events(ledger, status="planned")
    assert [step.standing for step in planned.history] == [Standing.PLANNED, Standing.OCCURRED]


def test_no_filter_changes_an_act(example):
    whole = {act.id for act in events(example.ledger)}
    for filters in (
        {"actor": "RUS"},
        {"speaker": "RUS"},
        {"report": "c"},
        {"status": "denied"},
        {"event": "AID"},
    ):
        found = events(example.ledger, **filters)
        assert found and {act.id for act in found} <= whole


def test_what_was_known_then(example):
    first = "2025-02-01T01:30:00Z"
    (agreed,) = events(example.ledger, event="AGREE", known_at=first)
    assert (agreed.standing, agreed.time) == (Standing.PLANNED, None)
    assert disputes(example.ledger, known_at=first) == []
    (found,) = disputes(example.ledger)
    assert found.event is Event.ASSAULT


def test_disputes_are_chosen_by_their_acts(example):
    assert len(disputes(example.ledger, actor="RUS")) == 1
    assert disputes(example.ledger, actor="IRN") == []


def test_reviews_hold_from_when_they_were_made_and_can_be_taken_back(example):
    ids = {claim.report_id: claim.id for claim in example.ledger.iter_claims(event="AGREE")}
    example.review("split", ids["a"], ids["b"])
    assert kinds(events(example.ledger, event="AGREE")) == ["AGREE", "AGREE"]
    assert kinds(events(example.ledger, event="AGREE", known_at="2025-02-01T04:30:00Z")) == ["AGREE"]
    example.review("merge", ids["a"], ids["b"])
    assert kinds(events(example.ledger, event="AGREE")) == ["AGREE"]
    example.review("reject", ids["b"])
    (left,) = events(example.ledger, event="AGREE")
    assert left.claim_ids == (ids["a"],)
    example.review("accept", ids["b"])
    assert len(events(example.ledger, event="AGREE")[0].claims) == 2


def test_what_was_decided_about_a_claim_holds_after_its_correction(example):
    ids = {claim.report_id: claim.id for claim in example.ledger.iter_claims(event="AGREE")}
    example.review("split", ids["a"], ids["b"])
    example.review("correct", ids["a"], status="occurred", date="2025-01-17")
    found = events(example.ledger, event="AGREE")
    assert [act.time.edtf for act in found] == ["2025-01-17", "2025-01-17"]
    (corrected,) = (act for act in found if act.reports[0].id == "a")
    assert corrected.claim_ids != (ids["a"],)
    assert [review.verdict for review in corrected.reviews] == [Verdict.SPLIT, Verdict.CORRECT]


def test_relations(example):
    found = relations(example.ledger, "rus", "irn")
    assert (found.a, found.b) == ("RUS", "IRN")
    assert [(s.event.value, s.doer, s.happened, s.binds) for s in found.strands] == [
        ("AGREE", None, 1, True),
        ("AID", "IRN", 1, True),
    ]
    assert [(p.period, p.verbal_cooperation, p.material_cooperation) for p in found.periods] == [
        ("2024-12", 0, 1),
        ("2025-01", 1, 0),
    ]
    (assault,) = relations(example.ledger, "RUS", "UKR", by_year=True).dividing
    assert (assault.doer, assault.quad.name, assault.acts[0].standing) == (
        "RUS",
        "material conflict",
        Standing.DISPUTED,
    )
    assert relations(example.ledger, "DEU", "FRA").strands == ()
    assert len(relations(example.ledger, "RUS", "IRN", event="AID").strands) == 1


def test_sources(example):
    (ukraine,) = sources(example.ledger, "ukr")
    assert kinds(ukraine.asserts) == ["AID", "ASSAULT"]
    assert kinds(ukraine.denied_by_others) == ["ASSAULT"]
    assert kinds(ukraine.borne_out) == ["AID"]
    assert ukraine.neither == ()
    (russia,) = sources(example.ledger, "RUS")
    assert (kinds(russia.asserts), kinds(russia.denies), kinds(russia.borne_out)) == (
        ["AGREE"],
        ["ASSAULT"],
        ["AGREE"],
    )
    assert [speaker.code for speaker in sources(example.ledger)] == ["UKR", "RUS"]


def test_a_copy_of_what_quotes_the_speaker_bears_nothing_out(example):
    example.add("e", ("THREATEN PRK > KOR", "2025-01-15", "occurred", "KOR"), outlet="Blatt")
    example.add("f", ("THREATEN PRK > KOR", "2025-01-15"), outlet="Blatt")
    (korea,) = sources(example.ledger, "KOR")
    assert kinds(korea.neither) == ["THREATEN"]


def test_actors(example):
    found = {actor.code: actor for actor in actors(example.ledger)}
    russia = found["RUS"]
    assert (russia.does, russia.receives, russia.speaks, russia.reports) == (4, 3, 2, 4)
    assert (russia.first, russia.last) == ("2024-12-01", "2025-01-17")
    assert next(iter(found)) == "RUS"
    assert set(a.code for a in actors(example.ledger, event="SANCTION")) == {"EU", "RUS"}


def test_the_facade_has_the_questions(example):
    assert kinds(dragoman.events(example.ledger, event="AID")) == ["AID"]
    assert dragoman.relations(example.ledger, "RUS", "IRN").strands
    assert (
        dragoman.sources(example.ledger)
        and dragoman.actors(example.ledger)
        and dragoman.disputes(example.ledger)
    )
    assert dragoman.Act is type(dragoman.events(example.ledger)[0])


def test_an_earlier_answer_stays_as_it_was(example):
    def answers(known_at):
        ledger = example.ledger
        return json.dumps(
            [
                [act_to_dict(act) for act in events(ledger, known_at=known_at)],
                [dispute_to_dict(found) for found in disputes(ledger, known_at=known_at)],
                [speaker_to_dict(speaker) for speaker in sources(ledger, known_at=known_at)],
                [actor_to_dict(actor) for actor in actors(ledger, known_at=known_at)],
                relation_to_dict(relations(ledger, "RUS", "IRN", known_at=known_at)),
            ]
        )

    moments = [f"2025-02-01T0{hour}:30:00Z" for hour in range(1, 5)]
    before = [answers(moment) for moment in moments]
    ids = {claim.report_id: claim.id for claim in example.ledger.iter_claims(event="AGREE")}
    example.review("split", ids["a"], ids["b"])
    example.review("correct", ids["a"], status="denied")
    example.review("reject", ids["b"])
    example.add("b", ("AGREE RUS IRN", "2025-01-18"), published="2025-01-19")
    example.ledger.withdraw("c", "taken back")
    assert [answers(moment) for moment in moments] == before
    assert answers(None) != before[-1]
