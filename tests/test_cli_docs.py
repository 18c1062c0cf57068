"""The documentation is a contract: every command, option and table is in it, and nothing else."""

import re
from pathlib import Path

import pytest
from ledger_examples import make_report
from typer.main import get_command

from dragoman.cli.app import app
from dragoman.ledger import Ledger
from dragoman.ledger.filters import Filters
from dragoman.ledger.schema import TABLES
from dragoman.records import Event, Status

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def section(command: str) -> str:
    text = (DOCS / "cli.md").read_text("utf-8")
    return re.split(r"^## ", text.split(f"## dragoman {command}\n", 1)[1], flags=re.MULTILINE)[0]


def options(command: str) -> set[str]:
    parameters = COMMANDS[command].params
    names = [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)]
    return {name for name in names if name.startswith("--")} - {"--help"}


def test_every_command_has_its_section() -> None:
    documented = re.findall(r"^## dragoman (\w+)$", (DOCS / "cli.md").read_text("utf-8"), flags=re.MULTILINE)
    assert documented == list(COMMANDS)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_options_and_their_documentation_agree(command: str) -> None:
    rows = re.findall(r"^\| (`--.*?) \|", section(command), flags=re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"--[a-z-]+", row)} == options(command)
    synopsis = section(command).strip().split("\n\n")[0]
    assert set(re.findall(r"--[a-z-]+", synopsis)) == options(command)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_option_has_help(command: str) -> None:
    assert COMMANDS[command].help
    assert all(parameter.help for parameter in COMMANDS[command].params)


def test_choices_are_documented() -> None:
    for choice in (*Event, *Status):
        assert choice.value in section("claims")


def test_every_table_is_documented(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.record(make_report(), [])
        names = set(TABLES) | {"claim_words", "report_words", "word_parts"}
    tables = (DOCS / "ledger.md").read_text("utf-8").split("## Tables\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", tables, flags=re.MULTILINE)) == names


def test_claims_asks_all_that_the_ledger_answers() -> None:
    asked = {name.removeprefix("--").replace("-", "_") for name in options("claims")}
    assert set(Filters.__annotations__) <= asked
