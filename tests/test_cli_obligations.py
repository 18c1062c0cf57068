"""``dragoman obligations`` and ``dragoman whatif`` as people and programs use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ledger_examples import make_report
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import QuestionError
from dragoman.ledger import Ledger

TEXT = "Chile und Peru haben einen Vertrag geschlossen. Er sieht vor, dass beide einander bei einem Angriff Hilfe leisten."
ON = ["--on", "2025-06-01"]


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger(path) as opened:
        opened.record(make_report(text=TEXT, published="2024-03"), [])
    monkeypatch.setenv("DRAGOMAN_LEDGER", str(path))
    return path


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def rows(*words: str) -> list[dict[str, Any]]:
    code, out, _ = run(*words, "--json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def claims_of(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "claim" in step:
        yield step["claim"]
    for below in step.get("because", ()):
        yield from claims_of(below)


@pytest.mark.parametrize(
    "question",
    [
        "Russland greift Polen an",
        "Russia attacks Poland",
        "RUS attacks POL",
        "Polen wird von Russland angegriffen",
    ],
)
def test_as_people_type_it(question: str) -> None:
    found = rows("whatif", question, *ON)
    helpers = {
        o["actor"]
        for o in found
        if o["instrument"] == "north-atlantic-treaty" and o["answer"] == "obliged" and o["duty"] == "assist"
    }
    assert {"USA", "DEU", "TUR"} <= helpers and len(helpers) == 31
    assert {o["toward"] for o in found if o["duty"] == "assist" and o["answer"] == "obliged"} == {"POL"}


def test_json_has_what_programs_need() -> None:
    (found,) = [
        o for o in rows("whatif", "Südkorea greift Nordkorea an", *ON)
        if (o["actor"], o["duty"], o["instrument"]) == ("RUS", "assist", "russia-dprk-2024")
    ]  # fmt: skip
    assert (found["toward"], found["article"], found["answer"]) == ("PRK", "Art. 4", "conditional")
    assert found["conditions"] == ["state_of_war"] and found["would_have_to_hold"] == [
        "a state of war exists"
    ]
    claims = list(claims_of(found["proof"]))
    assert len(claims) == 4 and all(c["source"] and c["certainty"] in "ABC" for c in claims)


def test_conditions_taken_as_given() -> None:
    found = rows("whatif", "KOR attacks PRK", *ON, "--holds", "state-of-war")
    assert {
        o["answer"] for o in found if o["instrument"] == "russia-dprk-2024" and o["duty"] == "assist"
    } >= {"obliged"}


def test_the_place_decides() -> None:
    def usa(*where: str) -> set[str]:
        found = rows("whatif", "China greift Japan an", *ON, *where)
        return {
            o["answer"]
            for o in found
            if o["instrument"] == "us-japan-1960" and o["actor"] == "USA" and o["duty"] == "assist"
        }

    assert usa("--in", "Senkaku") == {"obliged"}
    falklands = rows("whatif", "Argentinien greift Großbritannien an", *ON, "--in", "FLK")
    nato = {
        o["answer"]
        for o in falklands
        if o["instrument"] == "north-atlantic-treaty" and o["duty"] == "assist" and o["actor"] == "USA"
    }
    assert nato == {"not_triggered"}


def test_what_a_report_says_is_answered_with_its_words() -> None:
    (found,) = [
        o for o in rows("whatif", "Bolivien greift Chile an", *ON) if o["instrument"].startswith("reported-")
    ]
    assert (found["actor"], found["answer"]) == ("PER", "obliged")
    assert TEXT[TEXT.index("Er sieht") :] in [c["quote"] for c in claims_of(found["proof"])]
    assert not [
        o
        for o in rows("whatif", "Bolivien greift Chile an", *ON, "--no-reported")
        if o["actor"] == "PER" and o["instrument"].startswith("reported-")
    ]
    assert not [
        o
        for o in rows("whatif", "Bolivien greift Chile an", *ON, "--distrust", "AFP")
        if o["instrument"].startswith("reported-")
    ]


def test_with_an_empty_treaty_folder_the_reports_answer_alone(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    found = rows("whatif", "Bolivien greift Chile an", *ON, "--treaties", str(folder))
    assert [(o["actor"], o["duty"], o["toward"]) for o in found] == [("PER", "assist", "CHL")]


def test_without_a_ledger_the_files_answer_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dragoman.ledger.find_ledger", lambda path: path or tmp_path / "nothing.db")
    assert rows("whatif", "Russia attacks Poland", *ON)


def test_table_and_explanation() -> None:
    code, out, err = run("whatif", "Tunesien greift Algerien an", *ON)
    assert code == 0 and "note:" in out
    code, out, err = run("whatif", "KOR attacks PRK", *ON, "--explain", "--all")
    assert code == 0
    for words in (
        "would have to hold: a state of war exists",
        "source treaty text, Art. 4 (KCNA) [A]",
        "is the attacker, not the attacked",
    ):
        assert words in out
    code, out, err = run("whatif", "KOR attacks PRK", *ON)
    assert "state of war" in out and "--all shows them" in err


def test_obligations_of_an_actor() -> None:
    found = rows("obligations", "Frankreich", *ON)
    assert {o["actor"] for o in found} == {"FRA"}
    (greece,) = [o for o in found if o["instrument"] == "france-greece-2021" and o["duty"] == "assist"]
    assert greece["answer"] == "conditional" and {"armed_attack", "joint_finding"} <= set(
        greece["conditions"]
    )
    code, out, _ = run("obligations", "Peru", *ON)
    assert code == 0 and "CHL" in out


def test_pictures(tmp_path: Path) -> None:
    dot, svg = tmp_path / "a.dot", tmp_path / "a.svg"
    assert run("whatif", "Russia attacks Poland", *ON, "--dot", str(dot), "--svg", str(svg))[0] == 0
    assert dot.read_text("utf-8").startswith("digraph") and '"RUS" -> "POL"' in dot.read_text("utf-8")
    root = ElementTree.fromstring(svg.read_text("utf-8"))
    words = " ".join(t.text or "" for t in root.iter() if t.tag.endswith("text"))
    assert (
        "RUS attacks POL on 2025-06-01" in words
        and "North Atlantic Treaty, Art. 5" in words
        and "EST" in words
    )
    code, _, err = run("whatif", "Russia attacks Poland", *ON, "--svg", str(tmp_path / "no" / "a.svg"))
    assert code == 2 and "cannot be written" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["whatif", "Atlantis attacks Poland"], "no known actor 'Atlantis'"),
        (["whatif", "Rusia attacks Polnd"], "no known actor"),
        (["whatif", "Poland"], "does not say that somebody attacks"),
        (["whatif", "Russia attacks"], "names no two actors"),
        (["whatif", "Russia attacks Russia"], "cannot attack itself"),
        (["whatif", "Russia attacks Poland", "--on", "2025-02-30"], "is no day of the calendar"),
        (["whatif", "Russia attacks Poland", "--on", "soon"], "is no day of the calendar"),
        (["whatif", "Russia attacks Poland", "--in", "Lummerland"], "no known place 'Lummerland'"),
        (["whatif", "Russia attacks Poland", "--holds", "sunshine"], "no such condition"),
        (["whatif", "Russia attacks Poland", "--holds", "state-of-war", "--holds", "no-state-of-war"], "cannot both hold"),
        (["whatif", "Russia attacks Poland", "--assume", "planned:none"], "no instrument 'none' to assume"),
        (["whatif", "Russia attacks Poland", *ON, "--assume", "planned:north-atlantic-treaty"], "nothing to assume"),
        (["whatif", "Russia attacks Poland", "--distrust", "Lummerland"], "no known actor 'Lummerland'"),
        (["whatif", "Russia attacks Poland", "--treaties", "/nowhere"], "no such folder"),
        (["obligations", "Lummerland"], "no known actor 'Lummerland'"),
        (["obligations", "RUS", "--ledger", "/nowhere/ledger.db"], "there is no ledger"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_says_what_to_do(words: list[str], message: str) -> None:
    code, out, err = run(*words)
    assert code == 2 and message in err and "Traceback" not in err and not out


def test_a_treaty_file_with_a_wrong_field(tmp_path: Path) -> None:
    (tmp_path / "pact.yml").write_text("id: pact\ncolour: red\n", encoding="utf-8")
    code, _, err = run("whatif", "Russia attacks Poland", "--treaties", str(tmp_path))
    assert code == 2 and "pact.yml" in err


def test_from_python(ledger: Path) -> None:
    found = dragoman.whatif("Russia attacks Poland", on="2025-06-01")
    assert found.question.on == date(2025, 6, 1)
    assert {o.actor for o in dragoman.obligations_of("Peru", "2025-06-01")} == {"PER"}
    with Ledger(ledger, read_only=True) as opened:
        told = dragoman.whatif("Bolivia attacks Chile", on=date(2025, 6, 1), ledger=opened)
    assert "PER" in {o.actor for o in told.obligations if o.instrument.startswith("reported-")}
    with pytest.raises(QuestionError, match="2025-13-01"):
        dragoman.obligations_of("Peru", "2025-13-01")
