"""What must be true of every answer, over instruments and questions drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import QuestionError
from dragoman.obligations.areas import Place
from dragoman.obligations.engine import Answer, Obligation, WhatIf, what_if
from dragoman.obligations.instruments import build_instruments, load_instruments
from dragoman.obligations.proofs import iter_lines, iter_needed, prove
from dragoman.obligations.records import Instrument

STATES = ("FRA", "DEU", "POL", "CHN", "BRA")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOURCE = {"source": "text", "certainty": "A"}


def days(low: int = 1990, high: int = 2030) -> st.SearchStrategy[date]:
    return st.dates(date(low, 1, 1), date(high, 12, 31))


@st.composite
def clauses(draw: st.DrawFn) -> dict[str, Any]:
    duty = draw(
        st.sampled_from(["assist", "consult", "not_assist_aggressor", "nonaggression", "no_hostile_alliance"])
    )
    row: dict[str, Any] = {
        "article": "Art. 1",
        "duty": duty,
        "trigger": draw(st.sampled_from(["armed_attack", "aggression", "threat", "internal", "always"])),
        "determination": draw(st.sampled_from(["each_party", "jointly", "organ", "unstated"])),
        "activation": draw(st.sampled_from(["automatic", "on_request", "unstated"])),
        "conditions": draw(st.lists(st.sampled_from(["state_of_war"]), max_size=1)),
        **SOURCE,
    }
    if duty == "assist":
        row["strength"] = "all_means"
    if draw(st.booleans()):
        row["third_party_only"] = True
    return row


@st.composite
def instruments(draw: st.DrawFn) -> list[Instrument]:
    rows = []
    for number in range(draw(st.integers(1, 3))):
        begin = draw(days(1995, 2020))
        parties = []
        for code in draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=4, unique=True)):
            party: dict[str, Any] = {"codes": [code], "signed": str(begin), **SOURCE}
            if draw(st.integers(0, 3)):
                party["in_force"] = str(begin + timedelta(days=draw(st.integers(0, 900))))
                if not draw(st.integers(0, 3)):
                    party["left"] = str(date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 900))))
            parties.append(party)
        row = {
            "id": f"pact-{number}",
            "names": {"en": [f"Pact {number}"]},
            "form": "treaty",
            "signed": {"on": str(begin), **SOURCE},
            "in_force": {"on": str(begin), **SOURCE} if draw(st.integers(0, 4)) else SOURCE,
            "parties": parties,
            "clauses": [
                {**clause, "id": f"c{n}"}
                for n, clause in enumerate(draw(st.lists(clauses(), min_size=1, max_size=3)))
            ],
        }
        if not draw(st.integers(0, 4)):
            row["ended"] = {"on": str(begin + timedelta(days=draw(st.integers(1000, 9000)))), **SOURCE}
        rows.append((f"{row['id']}.yml", row))
    return list(build_instruments(rows))


@st.composite
def questions(draw: st.DrawFn) -> WhatIf:
    attacker, attacked = draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=2, unique=True))
    return WhatIf(attacker=attacker, attacked=attacked, on=draw(days()))


def key(o: Obligation) -> tuple[str, ...]:
    return o.instrument, o.clause, o.actor, o.duty, o.toward


def answers(found: list[Instrument], question: WhatIf) -> dict[tuple[str, ...], Obligation]:
    return {key(o): o for o in what_if(found, question).obligations}


def changed(question: WhatIf, **fields: Any) -> WhatIf:
    values = {name: getattr(question, name) for name in WhatIf.__slots__}
    return WhatIf(**{**values, **fields})


@SLOW
@given(instruments(), questions())
def test_nobody_is_bound_before_force_or_after_leaving(found: list[Instrument], question: WhatIf) -> None:
    by_id = {i.id: i for i in found}
    for o in what_if(found, question).obligations:
        if o.answer not in (Answer.OBLIGED, Answer.CONDITIONAL):
            continue
        instrument = by_id[o.instrument]
        assert (
            instrument.in_force.on is not None and date.fromisoformat(instrument.in_force.on) <= question.on
        )
        assert instrument.ended is None or question.on < date.fromisoformat(str(instrument.ended.on))
        for party in {o.actor, question.attacked if o.duty == "not_assist_aggressor" else o.toward}:
            (spell,) = [m for m in instrument.memberships if m.party == party]
            assert spell.in_force is not None and date.fromisoformat(spell.in_force) <= question.on
            assert spell.left is None or question.on < date.fromisoformat(spell.left)


@SLOW
@given(instruments(), questions())
def test_an_assumption_changes_only_the_instrument_it_is_about(
    found: list[Instrument], question: WhatIf
) -> None:
    before = answers(found, question)
    for instrument in found:
        try:
            after = answers(found, changed(question, assume=frozenset({instrument.id})))
        except QuestionError:
            continue  # in force or ended: nothing to assume
        assert set(before) == set(after)
        for name, o in after.items():
            if name[0] != instrument.id:
                assert o == before[name]
            elif o != before[name] and o.answer is not Answer.NOT_TRIGGERED:
                assert o.answer is not Answer.OBLIGED
                assert o.answer is Answer.UNDETERMINABLE or f"planned:{instrument.id}" in o.conditions


@SLOW
@given(
    instruments(),
    questions(),
    st.sampled_from(["state_of_war", "request", "joint_finding", "organ_decision"]),
)
def test_a_condition_taken_as_given_changes_only_what_waited_for_it(
    found: list[Instrument], question: WhatIf, condition: str
) -> None:
    before, after = answers(found, question), answers(found, changed(question, holds=frozenset({condition})))
    assert set(before) == set(after)
    for name, o in after.items():
        if condition not in before[name].conditions:
            assert (o.answer, o.conditions) == (before[name].answer, before[name].conditions)
        else:
            rest = tuple(c for c in before[name].conditions if c != condition)
            assert (o.answer, o.conditions) == (Answer.CONDITIONAL if rest else Answer.OBLIGED, rest)


@SLOW
@given(instruments(), questions(), st.data())
def test_without_a_claim_no_answer_rests_on_it(
    found: list[Instrument], question: WhatIf, data: st.DataObject
) -> None:
    before = answers(found, question)
    claims = sorted({claim.id for o in before.values() for claim in o.proof})
    if not claims:
        return
    removed = data.draw(st.sampled_from(claims))
    after = answers(found, changed(question, without=frozenset({removed})))
    for name, o in before.items():
        if removed in {claim.id for claim in o.proof} and o.answer in (Answer.OBLIGED, Answer.CONDITIONAL):
            assert name not in after
    for name, o in after.items():
        assert removed not in {claim.id for claim in o.proof}
        if name in before and removed not in {claim.id for claim in before[name].proof}:
            assert o.answer is before[name].answer or o.answer is not Answer.NOT_TRIGGERED


@pytest.mark.parametrize(
    ("attacker", "attacked", "on"),
    [("RUS", "POL", "2025-06-01"), ("KOR", "PRK", "2025-06-01"), ("TUR", "GRC", "2025-06-01"), ("NGA", "NER", "2024-02-01")],
)  # fmt: skip
def test_claims_of_the_files_carry_their_answers(attacker: str, attacked: str, on: str) -> None:
    """Over the real files: every third claim of the duties that arise, taken away one at a time."""
    question = WhatIf(attacker=attacker, attacked=attacked, on=date.fromisoformat(on))
    before = answers(list(load_instruments()), question)
    arising = {n: o for n, o in before.items() if o.answer in (Answer.OBLIGED, Answer.CONDITIONAL)}
    claims = sorted({claim.id for o in arising.values() for claim in o.proof})
    for removed in claims[:: max(1, len(claims) // 6)]:
        after = answers(list(load_instruments()), changed(question, without=frozenset({removed})))
        gone = {n for n, o in arising.items() if removed in {c.id for c in o.proof}}
        assert gone and not gone & set(after)


def test_every_answer_unfolds_into_claims_with_their_sources() -> None:
    question = WhatIf(attacker="TUR", attacked="GRC", on=date(2025, 6, 1), place=Place("GRC", "GRC"))
    for o in what_if(load_instruments(), question).obligations:
        tree = prove(o, question)
        assert tree.rule == o.answer and tree.steps[0].rule == "attack"
        told = [step.claim for step in tree.steps if step.claim]
        assert {c.id for c in told} == {c.id for c in o.proof} and all(c.source for c in told)
        lines = list(iter_lines(tree))
        assert any(line.strip().startswith("source") for line in lines)
        assert (o.answer is Answer.OBLIGED) == (not list(iter_needed(o)))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"attacked": "RUS"}, "cannot attack itself"),
        ({"holds": frozenset({"sunshine"})}, "no such condition: sunshine; there are state_of_war"),
        ({"assume": frozenset({"atlantis"})}, "no instrument 'atlantis' to assume"),
        (
            {"assume": frozenset({"north-atlantic-treaty"})},
            "is in force on 2025-06-01: there is nothing to assume",
        ),
        ({"assume": frozenset({"warsaw-pact"})}, "has ended before 2025-06-01"),
    ],
)
def test_a_question_that_cannot_be_put(fields: dict[str, Any], message: str) -> None:
    question = WhatIf(**{"attacker": "RUS", "attacked": "POL", "on": date(2025, 6, 1), **fields})
    with pytest.raises(QuestionError, match=message):
        what_if(load_instruments(), question)


def test_members_of_two_alliances_stand_between_them() -> None:
    question = WhatIf(attacker="NGA", attacked="NER", on=date(2024, 2, 1))
    found = what_if(load_instruments(), question)
    between = {(c.actor, c.instrument, c.other_instrument) for c in found.conflicts}
    assert {
        (a, "liptako-gourma-charter-2023", "ecowas-defence-protocol-1981") for a in ("BFA", "MLI")
    } <= between
    later = what_if(load_instruments(), changed(question, on=date(2025, 3, 1)))
    assert not [c for c in later.conflicts if c.other_instrument == "ecowas-defence-protocol-1981"]


def test_the_rules_name_no_treaty() -> None:
    from dragoman.resources import resource_path

    text = resource_path("rules/obligations.lp").read_text(encoding="utf-8")
    assert not [i.id for i in load_instruments() if i.id in text]
