"""The commands about acts: tables for people, JSON lines for programs, the same answers as in Python."""

import json

import pytest
from ledger_examples import make_claims, make_report
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.ledger import Ledger

COMMANDS = [["events"], ["disputes"], ["relations", "IRN", "RUS"], ["sources"], ["actors"]]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "ledger.db"
    with Ledger(path) as opened:
        opened.record(make_report("r1"), make_claims("r1"))
        opened.record(make_report("r2", outlet="Anderes Blatt"), make_claims("r2"))
    return path


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def lines(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


def test_events_as_json(ledger):
    acts = lines("events", "--ledger", ledger)
    assert sorted(act["event"] for act in acts) == ["ACCUSE", "AID", "CONSULT"]
    (aid,) = (act for act in acts if act["event"] == "AID")
    assert (aid["reports"], aid["independent"], aid["standing"]) == (["r1", "r2"], 1, "occurred")
    assert aid["claims"][0]["quote"]["text"] == "Moskau im Januar in Kasan zwei Drohnen geliefert"
    assert aid["why"] and aid["why_then"] and aid["origins"][0]["why"]
    assert {p["speaker"] for p in aid["positions"]} == {"IRN:GOV", "UKR", "unknown"}


def test_events_filters(ledger):
    assert [act["event"] for act in lines("events", "--ledger", ledger, "--actor", "ukr")] == ["ACCUSE"]
    assert lines("events", "--ledger", ledger, "--valid-at", "1999") == []
    assert len(lines("events", "--ledger", ledger, "--limit", 1)) == 1


def test_relations_as_json(ledger):
    (found,) = lines("relations", "irn", "rus", "--ledger", ledger)
    assert [strand["event"] for strand in found["binds"]] == ["CONSULT", "AID"]
    assert found["divides"] == []


def test_sources_and_actors_as_json(ledger):
    (ukraine,) = lines("sources", "UKR", "--ledger", ledger)
    assert ukraine["counts"]["asserts"] + len(ukraine["denies"]) <= 1
    actors = {row["code"]: row for row in lines("actors", "--ledger", ledger)}
    assert actors["UKR"]["does"] == 2 and actors["UKR"]["names"] == ["Ukraine"]


@pytest.mark.parametrize("command", COMMANDS, ids=[c[0] for c in COMMANDS])
def test_tables(ledger, command):
    explain = [] if command == ["actors"] else ["--explain"]
    done = run(*command, "--ledger", ledger, "--table", *explain)
    assert done.exit_code == 0, done.output
    assert "RUS" in done.output or "none" in done.output


def test_explain_shows_words_and_reasons(ledger):
    shown = " ".join(
        run("events", "--ledger", ledger, "--table", "--explain", "--event", "AID").output.split()
    )
    assert "zwei Drohnen geliefert“ text" in shown
    assert "the same words" in shown and "r1 and r2 have the same text" in shown


@pytest.mark.parametrize("command", COMMANDS, ids=[c[0] for c in COMMANDS])
def test_what_is_wrong_is_one_line_and_exit_code_2(ledger, tmp_path, command):
    for wrong in (["--ledger", tmp_path / "none.db"], ["--ledger", ledger, "--valid-at", "gestern"]):
        done = run(*command, *wrong)
        assert done.exit_code == 2
        assert "Traceback" not in done.output


@pytest.mark.parametrize("command", COMMANDS, ids=[c[0] for c in COMMANDS])
def test_an_empty_ledger_has_no_answers(tmp_path, command):
    with Ledger(tmp_path / "empty.db"):
        pass
    assert run(*command, "--ledger", tmp_path / "empty.db", "--table").exit_code == 0
