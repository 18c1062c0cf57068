"""Who stands where, and which contradictions are found, and which differences are none."""

from dataclasses import replace

import pytest
from history_examples import tell

from dragoman.history import find_acts
from dragoman.history.amounts import read_amount
from dragoman.history.disputes import Matter, find_disputes
from dragoman.history.sides import Side, Stand, positions_of, side_of


def disputes(*tellings):
    return find_disputes(find_acts(tellings))


SIDES = [
    ("ASSAULT RUS > UKR", "RUS", Side.DOER),
    ("ASSAULT RUS > UKR", "UKR:JUD", Side.RECEIVER),
    ("ASSAULT RUS > UKR", "UKR:ALLIES", Side.RECEIVERS_ALLY),
    ("ASSAULT RUS > UKR", "RUS:OPP", Side.DOERS_ADVERSARY),
    ("ASSAULT RUS > UKR:REB", "UKR", Side.RECEIVERS_ADVERSARY),
    ("ASSAULT RUS > POL", "NATO", Side.RECEIVERS_ALLY),
    ("ASSAULT RUS > POL", "UN", Side.THIRD),
    ("ASSAULT RUS > UKR", "RUS:MED", Side.THIRD),
    ("ASSAULT RUS > UKR", "AFP", Side.THIRD),
    ("ASSAULT RUS > UKR", None, Side.REPORT),
    ("AGREE DEU FRA", "EU", Side.DOERS_ALLY),
]


@pytest.mark.parametrize(("what", "speaker", "side"), SIDES)
def test_sides(what, speaker, side):
    (act,) = find_acts([tell(what, on="2025-01-11")])
    assert side_of(speaker, act) is side


def test_positions_tell_who_asserts_denies_and_is_only_passed_on():
    (act,) = find_acts(
        [
            tell("ASSAULT RUS > UKR", on="2025-01-11", says="UKR"),
            tell("ASSAULT RUS > UKR", on="2025-01-11", says="RUS", status="denied"),
            tell("ASSAULT RUS > UKR", on="2025-01-11"),
        ]
    )
    assert [(p.speaker, p.stand) for p in positions_of(act)] == [
        ("RUS", Stand.DENIES),
        ("UKR", Stand.ASSERTS),
        (None, Stand.ASSERTS),
    ]


def test_denied_against_asserted():
    (found,) = disputes(
        tell("ASSAULT RUS > UKR", on="2025-01-11", says="UKR", report="a"),
        tell("ASSAULT RUS > UKR", says="RUS", status="denied", report="b", published="2025-01-13"),
    )
    assert (found.matter, found.opposed) == (Matter.FACT, True)
    assert [v.speakers for v in found.versions] == [("UKR",), ("RUS",)]
    assert [v.reports for v in found.versions] == [("a",), ("b",)]


NO_DISPUTE = [
    ("a plan called off", [tell("CONSULT RUS USA", on="2025-01-17", status="planned", published="2025-01-10"), tell("CONSULT RUS USA", on="2025-01-17", status="denied", published="2025-01-15")]),
    ("a plan carried out", [tell("CONSULT RUS USA", on="2025-01-17", status="planned"), tell("CONSULT RUS USA", on="2025-01-17")]),
    ("two days apart and told by one report", [tell("AGREE RUS IRN", on="2025-01-15"), tell("AGREE RUS IRN", on="2025-01-17")]),
    ("weeks apart", [tell("AGREE RUS IRN", on="2025-01-01", report="a"), tell("AGREE RUS IRN", on="2025-01-17", report="b")]),
    ("another matter", [tell("AGREE RUS IRN", on="2025-01-15", report="a", matter="Gas"), tell("AGREE RUS IRN", on="2025-01-17", report="b", matter="Luftverkehr")]),
    ("planned for one day and done on another", [tell("AGREE RUS IRN", on="2025-01-15", report="a", status="planned"), tell("AGREE RUS IRN", on="2025-01-17", report="b")]),
    ("meetings", [tell("CONSULT RUS IRN", on="2025-01-15", report="a"), tell("CONSULT RUS IRN", on="2025-01-17", report="b")]),
    ("a number rounded", [tell("AID PRK > RUS", on="2024-10", quantity="10.900"), tell("AID PRK > RUS", on="2024-10", quantity="rund 11.000")]),
    ("a least number", [tell("AID PRK > RUS", on="2024-10", quantity="mehr als 10.000"), tell("AID PRK > RUS", on="2024-10", quantity="12.000")]),
    ("numbers of two things", [tell("AID PRK > RUS", on="2024-10-03", quantity="12.000", matter="Soldaten"), tell("AID PRK > RUS", on="2024-10-03", quantity="100", matter="Raketen")]),
    ("attacks on two sites", [tell("ASSAULT Hamas > ISR", on="2025-01-11", at="ISR Sderot", says="Hamas"), tell("ASSAULT Hezbollah > ISR", on="2025-01-11", at="ISR Haifa", says="Hezbollah")]),
]  # fmt: skip


@pytest.mark.parametrize("tellings", [row[1] for row in NO_DISPUTE], ids=[row[0] for row in NO_DISPUTE])
def test_no_contradiction(tellings):
    assert disputes(*tellings) == []


def test_two_days_for_one_signature():
    (found,) = disputes(
        tell("AGREE RUS IRN", on="2025-01-17", report="a", matter="Abkommen"),
        tell("AGREE IRN RUS", on="2025-01-18", report="b", matter="Partnerschaftsabkommen"),
    )
    assert found.matter is Matter.DATE and len(found.acts) == 2
    assert found.why == "2025-01-17 in a against 2025-01-18 in b"


def test_numbers_that_exclude_each_other():
    (found,) = disputes(
        tell("AID PRK > RUS", on="2024-10", quantity="12.000", matter="Soldaten", says="KOR", report="a"),
        tell(
            "AID PRK > RUS", on="2024-10", quantity="dreitausend", matter="Soldaten", says="USA", report="b"
        ),
    )
    assert found.matter is Matter.NUMBER
    assert {v.says: v.speakers for v in found.versions} == {"12.000": ("KOR",), "dreitausend": ("USA",)}


def test_one_attack_claimed_by_two():
    (found,) = disputes(
        tell(
            "ASSAULT IS > AFG", on="2024-03-21", at="AFG Kandahar", says="IS", report="a", mode="explosives"
        ),
        tell("ASSAULT AFG:REB > AFG", on="2024-03-21", at="AFG Kandahar", says="AFG:REB", report="b"),
    )
    assert found.matter is Matter.DOER and {v.says for v in found.versions} == {"IS", "AFG:REB"}


AMOUNTS = [
    ("drei", 3, 3, ""),
    ("rund 20", 15, 25, ""),
    ("mehr als 1.500", 1500, None, ""),
    ("at least two", 2, None, ""),
    ("less than 40", 0, 40, ""),
    ("1,5 Milliarden Euro", 1.5e9, 1.5e9, "EUR"),
    ("$ 300 Millionen", 3e8, 3e8, "USD"),
    ("tausend", 1000, 1000, ""),
    ("zehn tausend", 10000, 10000, ""),
    ("tausende", 1000, 100000, ""),
    ("10 Dutzend", 120, 120, ""),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), AMOUNTS)
def test_amounts(text, low, high, unit):
    amount = read_amount(text)
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


def test_no_amount():
    assert read_amount("viel") is None


def test_amounts_of_two_currencies_do_not_contradict():
    assert not read_amount("50 Euro").contradicts(read_amount("60 Dollar"))
    assert read_amount("50 Euro").contradicts(read_amount("60 Euro"))
    assert read_amount("weniger als 50").contradicts(read_amount("mindestens 60"))


@pytest.mark.parametrize(("outer", "stand"), [("AFP", Stand.ASSERTS), ("UKR", Stand.IS_SAID_TO)])
def test_what_a_party_puts_into_anothers_mouth_is_only_said_to_be_said(outer, stand):
    telling = tell("ASSAULT RUS > POL", on="2025-01-11", says=outer)
    inner = tell("ASSAULT RUS > POL", says="BLR").claim.attribution
    both = replace(telling, claim=replace(telling.claim, attribution=(*telling.claim.attribution, *inner)))
    (act,) = find_acts([both])
    assert {p.speaker: p.stand for p in positions_of(act)} == {outer: Stand.ASSERTS, "BLR": stand}
