"""Agreements as reports tell of them, from claims and text to answers with the sentence as proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledger_examples import make_report

from dragoman.errors import QuestionError
from dragoman.ledger import Ledger
from dragoman.obligations.ask import ask
from dragoman.obligations.engine import Answer, Cascade, Obligation
from dragoman.obligations.instruments import load_instruments
from dragoman.obligations.records import Instrument
from dragoman.obligations.reported import instruments_of, read_reported
from dragoman.records import Attribution, Claim, Event, Participant, Span, Status, Time

TEXT = (
    "Russland und der Iran wollen nach Angaben aus Moskau in Kürze ein Abkommen über eine Partnerschaft schließen.\n\n"
    "Mit Nordkorea hatte Russland im vergangenen Jahr einen Vertrag geschlossen. "
    "Er sieht vor, dass beide Länder einander im Falle eines Angriffs sofort militärische Hilfe leisten."
)
PROVISION = TEXT[TEXT.index("Er sieht") :]
REPORT = replace(
    make_report(), id="r-1", language="de", published="2025-01", title=None, text=TEXT, outlet="Bote"
)
DAY = date(2025, 6, 1)


def agree(quote: str, parties: str, status: Status, when: str | None = None, by: str | None = None) -> Claim:
    start = TEXT.index(quote)
    return Claim(
        report_id=REPORT.id,
        event=Event.AGREE,
        mode=None,
        actors=tuple(Participant(code=code) for code in parties.split()),
        targets=(),
        status=status,
        quote=Span(start=start, end=start + len(quote), text=quote),
        time=Time(edtf=when, earliest=None, latest=None, basis="test") if when else None,
        attribution=(Attribution(speakers=(Participant(code=by),)),) if by else (),
    )


CLAIMS = [
    agree("Russland und der Iran wollen", "RUS IRN", Status.PLANNED, "2025-01-XX", "RUS"),
    agree("Mit Nordkorea hatte Russland", "RUS PRK", Status.OCCURRED, "2024"),
]


def told(text: str, published: str = "2025-01", language: str = "de") -> list[Instrument]:
    report = replace(REPORT, text=text, published=published, language=language)
    return instruments_of(report, [], load_instruments())


def asked(
    instruments: list[Instrument], question: str, *, on: date = DAY, assume: str = "", distrust: str = ""
) -> Cascade:
    return ask(
        instruments,
        question,
        on=on,
        assume=[assume] if assume else [],
        distrust=[distrust] if distrust else [],
    )


def duty(found: Cascade, actor: str, kind: str = "assist") -> Obligation:
    return next(o for o in found.obligations if (o.actor, o.duty) == (actor, kind))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger(tmp_path / "ledger.db")
    opened.record(REPORT, CLAIMS)
    return opened


def test_the_report_alone_binds_both(ledger: Ledger) -> None:
    reported = list(read_reported(ledger))
    for attacked, helper in (("Nordkorea", "RUS"), ("Russland", "PRK")):
        found = duty(asked(reported, f"Die USA greifen {attacked} an"), helper)
        assert found.answer is Answer.OBLIGED
        assert PROVISION in [claim.quote for claim in found.proof]
        assert all(claim.report == "r-1" for claim in found.proof)
        assert found.military


def test_before_the_year_it_names_nobody_is_bound(ledger: Ledger) -> None:
    reported = list(read_reported(ledger))
    assert duty(asked(reported, "USA attack PRK", on=date(2023, 6, 1)), "RUS").answer is Answer.NOT_TRIGGERED
    assert duty(asked(reported, "USA attack PRK", on=date(2024, 6, 1)), "RUS").answer is Answer.UNDETERMINABLE


def test_the_announced_one_binds_nobody_yet(ledger: Ledger) -> None:
    reported = list(read_reported(ledger))
    planned = next(i for i in reported if i.planned)
    assert set(planned.parties) == {"RUS", "IRN"} and planned.reported_by == "RUS"
    found = duty(asked(reported, "Israel attacks Iran"), "RUS", "cooperate")
    assert found.answer is Answer.NOT_TRIGGERED
    assert "planned" in {reason.key for reason in found.reasons}
    assumed = duty(asked(reported, "Israel attacks Iran", assume=f"planned:{planned.id}"), "RUS", "cooperate")
    assert assumed.answer is Answer.CONDITIONAL
    assert assumed.conditions == (f"planned:{planned.id}",)


def test_an_unknown_plan_is_answered_with_those_there_are(ledger: Ledger) -> None:
    with pytest.raises(QuestionError, match="reported-irn-rus-2025"):
        asked(list(read_reported(ledger)), "Israel attacks Iran", assume="planned:nothing")


def test_only_what_concerns_the_question_is_looked_for(ledger: Ledger) -> None:
    assert not read_reported(ledger, about=["FRA"])
    assert len(read_reported(ledger, about=["PRK"])) == 1


def test_a_provision_is_found_without_any_claim(tmp_path: Path) -> None:
    with Ledger(tmp_path / "bare.db") as bare:
        bare.record(REPORT, [])
        assert {frozenset(i.parties) for i in read_reported(bare, about=["PRK", "USA"])} == {
            frozenset({"RUS", "PRK"})
        }


def test_attached_to_the_treaty_file_and_seen_to_disagree(ledger: Ledger) -> None:
    filed = list(load_instruments())
    reported = read_reported(ledger, filed)
    assert {i.concerns for i in reported} == {"russia-dprk-2024", "russia-iran-2025"}
    found = asked([*filed, *reported], "USA attack North Korea")
    answers = {o.instrument: o.answer for o in found.obligations if (o.actor, o.duty) == ("RUS", "assist")}
    assert answers["russia-dprk-2024"] is Answer.CONDITIONAL
    assert answers["reported-prk-rus-2024"] is Answer.OBLIGED
    (disagreement,) = [d for d in found.disagreements if d.instrument == "russia-dprk-2024"]
    assert (disagreement.about, disagreement.filed) == ("conditions", "state of war")
    assert disagreement.quote == PROVISION


def test_the_treaty_file_stays_as_it_is(ledger: Ledger) -> None:
    before = load_instruments()
    read_reported(ledger, before)
    assert load_instruments() == before


def test_a_duty_that_a_report_denies() -> None:
    found = told(
        "Russland und Nordkorea schlossen 2024 einen Vertrag. Er verpflichtet beide nicht zu Beistand bei einem Angriff."
    )
    assert not found[0].clauses and found[0].denied
    cascade = asked([*load_instruments(), *found], "USA attack North Korea")
    assert ("duty", "no assist") in {(d.about, d.told) for d in cascade.disagreements}
    assert not [o for o in cascade.obligations if o.instrument == found[0].id]


def test_alone_where_no_file_knows_it() -> None:
    (found,) = told("Chile und Peru haben einen Beistandspakt geschlossen.")
    assert found.concerns is None
    answer = duty(asked([found], "Bolivien greift Chile an"), "PER")
    assert answer.answer is Answer.OBLIGED and answer.proof[-1].source.startswith(
        "report r-1, Bote, AFP, dpa, 2025-01"
    )


def test_a_fresh_signature_is_no_entry_into_force() -> None:
    (found,) = told("Chile and Peru signed a mutual defence treaty.", language="en")
    assert duty(asked([found], "Bolivia attacks Chile"), "PER").conditions == ("in_force",)
    (later,) = told(
        "Chile and Peru signed a mutual defence treaty that has not yet been ratified.", language="en"
    )
    assert duty(asked([later], "Bolivia attacks Chile"), "PER").answer is Answer.NOT_TRIGGERED


def test_one_that_has_ended() -> None:
    (found,) = told(
        "Der Vertrag zwischen Chile und Peru ist ausgelaufen; er verpflichtete beide zum Beistand."
    )
    assert duty(asked([found], "Bolivien greift Chile an"), "PER").answer is Answer.NOT_TRIGGERED


def test_a_one_sided_word() -> None:
    (found,) = told(
        "Australia pledged to come to the aid of Papua New Guinea if it were attacked.", language="en"
    )
    assert found.form == "statement"
    cascade = asked([found], "China attacks Papua New Guinea")
    assert duty(cascade, "AUS").answer is Answer.OBLIGED
    assert not [o for o in asked([found], "China attacks Australia").obligations if o.actor == "PNG"]


@pytest.mark.parametrize("speaker", ["Minsk", "Bote", "r-1"])
def test_distrust_takes_away_what_the_speaker_says(speaker: str) -> None:
    text = "Nach Angaben aus Minsk verpflichtet der Vertrag Chile, Peru bei einem Angriff zu verteidigen."
    found = told(text)
    assert duty(asked(found, "Bolivia attacks Peru"), "CHL").answer is Answer.OBLIGED
    assert not asked(found, "Bolivia attacks Peru", distrust=speaker).obligations
    assert asked(found, "Bolivia attacks Peru", distrust="France").obligations


def test_two_reports_have_two_ids(tmp_path: Path) -> None:
    with Ledger(tmp_path / "two.db") as two:
        for number in (1, 2):
            two.record(replace(REPORT, id=f"r-{number}", text=f"{TEXT} ({number})"), [])
        ids = [i.id for i in read_reported(two, about=["PRK"])]
    assert len(ids) == len(set(ids)) == 2


def test_a_report_that_only_tells_of_talks(tmp_path: Path) -> None:
    assert not told(
        "Russland und China sprachen über Gas. Ein Abkommen über Lieferungen wurde unterzeichnet."
    )
