"""What only a server does: several writers at once, addresses, rights."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_examples import TEXT, make_claims, make_report
from typer.testing import CliRunner

from benchmarks.postgres_server import PostgresServer
from dragoman.cli.app import app
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, find_ledger
from dragoman.ledger.schema import TABLES
from dragoman.records import Review, Verdict

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from ledger_examples import make_claims, make_report
from dragoman.ledger import Ledger

with Ledger(sys.argv[1]) as ledger:
    for number in range(15):
        ledger.record(make_report(f"{sys.argv[3]}-{number}"), make_claims(f"{sys.argv[3]}-{number}"))
        ledger.record(make_report("shared", text=f"Kiew {sys.argv[3]} {number}"), [])
"""


@pytest.fixture
def url(postgres: PostgresServer, request: pytest.FixtureRequest) -> str:
    return postgres.create_schema(f"own_{abs(hash(request.node.name))}")


def test_several_writers_keep_record_times_in_order(url: str) -> None:
    command = [sys.executable, "-c", WRITER, url, str(Path(__file__).parent)]
    writers = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with Ledger(url, read_only=True) as ledger:
        assert ledger.counts()["reports"] == 46
        assert ledger.counts()["superseded reports"] == 44
        assert ledger.check() == []
        moments = [telling.recorded_at for telling in ledger.iter_tellings()]
        assert moments == sorted(moments)
        assert ledger.get_report("shared").version == 45


@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "UPDATE {} SET digest = NULL", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize(
    "table", [table for table in TABLES if table not in ("set_aside", "parties", "dyads", "vocabulary")]
)
def test_server_is_append_only(url: str, table: str, statement: str) -> None:
    with Ledger(url) as ledger:
        ledger.record(make_report(), make_claims())
        with pytest.raises(LedgerError, match="append-only"), ledger.store.explained():
            ledger.store.first(statement.format(table))


def test_writer_that_waits_too_long_is_told(url: str) -> None:
    with (
        Ledger(url) as holder,
        Ledger(url, timeout=0.1) as other,
        holder.store.writing(),
        pytest.raises(LedgerError, match="another process is writing"),
    ):
        other.record(make_report(), [])


def test_read_only_server_cannot_be_written_or_made(url: str) -> None:
    with pytest.raises(LedgerError, match="there is no ledger at"):
        Ledger(url, read_only=True)
    Ledger(url).close()
    with Ledger(url, read_only=True) as ledger, pytest.raises(LedgerError, match="it was opened read-only"):
        ledger.record(make_report(), [])


def test_database_of_another_program_is_left_alone(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as db:
        db.execute("CREATE TABLE reports (id text)")
        with pytest.raises(LedgerError, match="of another program"):
            Ledger(url)
        assert db.execute("SELECT count(*) FROM reports").fetchone() == (0,)


def test_newer_server_is_left_alone(url: str) -> None:
    Ledger(url).close()
    with Ledger(url) as ledger:
        ledger.store.query("UPDATE dragoman_ledger SET version = 3")
    with pytest.raises(LedgerError, match="newer dragoman"):
        Ledger(url)


def test_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(LedgerError) as raised:
        Ledger("postgresql://desk:geheim@127.0.0.1:1/ledger")
    assert "postgresql://desk:…@127.0.0.1:1/ledger" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_what_was_tampered_with_is_found(url: str) -> None:
    with Ledger(url) as ledger:
        ledger.record(make_report(), make_claims())
        ledger.store.query("ALTER TABLE claims DISABLE TRIGGER ALL")
        ledger.store.query("UPDATE claims SET status = 'denied'")
        assert any("is not as it was recorded" in problem for problem in ledger.check())
        with pytest.raises(LedgerError, match="is not as it was recorded"):
            list(ledger.iter_claims())


def test_both_stores_hold_the_same(url: str, tmp_path: Path) -> None:
    hashes = set()
    for place in (url, tmp_path / "ledger.db"):
        with Ledger(place) as ledger:
            ledger.record_many((make_report(str(n)), make_claims(str(n))) for n in range(5))
            ledger.record(make_report("3", text=TEXT + " Neu."), make_claims("3")[:1])
            claim = make_claims("2")[1].id
            ledger.review(Review(verdict=Verdict.REJECT, claims=(claim,), by="A. B.", reason="x"))
            hashes.add(ledger.content_hash())
    assert len(hashes) == 1


def test_commands_take_an_address(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(url) as ledger:
        ledger.record(make_report(), make_claims())
    result = CliRunner().invoke(app, ["claims", "--ledger", url, "--actor", "UKR"])
    assert [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["ACCUSE"]
    monkeypatch.setenv("DRAGOMAN_LEDGER", url)
    assert find_ledger() == url
    result = CliRunner().invoke(app, ["doctor", "--no-load"])
    assert '"ledger check", "value": "sound"' in result.stdout
