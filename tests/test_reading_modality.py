"""What is said must be done, what is threatened for, and what depends on something else, in three languages."""

from functools import cache

import pytest

from dragoman.reading import Reader
from dragoman.records import Claim, Event, Report


@cache
def reader(language: str, *, learned: bool) -> Reader:
    return Reader(language, learned=learned)


def read(language: str, text: str, *, learned: bool = False) -> list[Claim]:
    report = Report(id="t", language=language, published="2024-05-15", title=None, text=text)
    return reader(language, learned=learned).read(report)


def told(claims: list[Claim]) -> set[tuple[str, str, str, str]]:
    """Event, actors, targets and status of each."""
    return {
        (
            c.event.value,
            ",".join(sorted(p.code for p in c.actors)),
            ",".join(sorted(p.code for p in c.targets)),
            c.status.value,
        )
        for c in claims
    }


DEMANDS = [
    ("en", "Latvia said on Monday that Belarus must release the two fishermen.", "LVA", "BLR"),
    ("en", "Ghana announced that Togo must pull its patrols out of the village.", "GHA", "TGO"),
    ("en", "Bolivia should return the stolen paintings, the Peruvian minister said.", "PER", "BOL"),
    ("de", "Lettland erklärte am Montag, Belarus müsse die Fischer freilassen.", "LVA", "BLR"),
    ("de", "Bolivien solle die Gemälde zurückgeben, sagte der peruanische Minister.", "PER", "BOL"),
]


@pytest.mark.parametrize(("language", "text", "asking", "asked"), DEMANDS)
@pytest.mark.parametrize("learned", [False, True])
def test_who_says_what_another_must_do_demands_it(
    language: str, text: str, asking: str, asked: str, learned: bool
) -> None:
    found = [c for c in read(language, text, learned=learned) if c.event is Event.REQUEST]
    assert told(found) == {("REQUEST", asking, asked, "occurred")}
    assert found[0].speakers == ()  # the report itself says that it was said


def test_the_demand_has_the_day_on_which_it_was_made() -> None:
    (demand,) = (c for c in read("en", DEMANDS[0][1]) if c.event is Event.REQUEST)
    assert demand.time is not None
    assert demand.time.edtf == "2024-05-13"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Latvia must wait for the verdict."),  # nobody says so
        ("en", "Latvia said that it must sell the ferry."),  # of itself
        ("en", "Latvia said that the weather must improve."),  # of no actor
        ("en", "Latvia said that Belarus had to release the fishermen."),  # told of the past
        ("de", "Lettland musste auf das Urteil warten."),
        ("de", "Die Fähre müsse verkauft werden, sagte der lettische Minister."),
    ],
)
def test_other_duties_are_no_demands(language: str, text: str) -> None:
    assert all(c.event is not Event.REQUEST for c in read(language, text))


def test_a_demand_told_by_its_own_word_is_told_once() -> None:
    found = read("en", "Iran demanded that Iraq must expel the rebels.")
    assert [c.event for c in found].count(Event.REQUEST) == 1


THREATS = [
    ("en", "Algeria will attack Mali unless the Malian army leaves the oasis.", "DZA", "MLI"),
    ("en", "Serbia said it would boycott the talks unless Kosovo frees the officers.", "SRB", "XKX"),
    ("en", "Iran will bomb the base if Iraq does not expel the rebels.", "IRN", "IRQ"),
    ("de", "Serbien will die Gespräche boykottieren, falls das Kosovo die Beamten nicht freilässt.", "SRB", "XKX"),
    ("de", "Sollte Kiew nicht zahlen, werde Moskau die Grenze schließen, erklärte der Minister.", "RUS", "UKR"),
    ("de", "Falls Togo keine Fischer freilässt, verhängt Ghana Sanktionen gegen Togo.", "GHA", "TGO"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "doer", "other"), THREATS)
def test_a_hostile_act_in_case_another_does_not_do_something_is_a_threat(
    language: str, text: str, doer: str, other: str
) -> None:
    assert ("THREATEN", doer, other, "occurred") in told(read(language, text))


def test_what_is_threatened_for_is_demanded() -> None:
    assert ("COERCE", "IRQ", "IRN:REB", "demanded") in told(read("en", THREATS[2][1]))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Algeria will attack Mali if the Malian army enters the oasis."),
        ("en", "Algeria attacked Mali because the Malian army did not leave the oasis."),
        ("de", "Norwegen liefert der Ukraine Panzer, wenn Schweden nicht liefert."),  # nothing hostile
    ],
)
def test_other_conditions_are_no_threats(language: str, text: str) -> None:
    assert all(c.event is not Event.THREATEN for c in read(language, text))


@pytest.mark.parametrize("learned", [False, True])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If Russia attacks Moldova, Poland supplies arms to Moldova."),
        ("en", "Poland will supply arms to Moldova if Russia attacks."),
        ("de", "Wenn Russland Moldau angreift, liefert Polen Waffen an Moldau."),
        ("de", "Polen wird Moldau Waffen liefern, falls Russland angreift."),
        ("fr", "Si la Russie attaque la Moldavie, la Pologne livrera des armes à la Moldavie."),
    ],
)
def test_what_depends_on_something_else_is_possible(language: str, text: str, learned: bool) -> None:
    (aid,) = (c for c in read(language, text, learned=learned) if c.event is Event.AID)
    assert aid.status.value == "possible"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Even if Russia attacks, Poland supplies arms to Moldova."),
        ("de", "Auch wenn Russland droht, liefert Polen Waffen an Moldau."),
        ("de", "Polen lieferte Waffen an Moldau, wenn Russland angriff."),
        ("de", "Polen hat Waffen an Moldau geliefert, wenn Russland angriff."),
    ],
)
def test_what_comes_about_in_any_case_or_has_come_about_is_told_as_done(language: str, text: str) -> None:
    (aid,) = (c for c in read(language, text) if c.event is Event.AID)
    assert aid.status.value == "occurred"


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_out_of_the_question_is_denied(language: str) -> None:
    text = {
        "de": "Ein Abzug aus Syrien kommt für die Türkei nicht in Frage.",
        "en": "A withdrawal from Syria is out of the question for Turkey.",
    }[language]
    (retreat,) = (c for c in read(language, text) if c.event is Event.RETREAT)
    assert retreat.status.value == "denied"
