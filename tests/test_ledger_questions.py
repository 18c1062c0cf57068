from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_examples import make_claims, make_report

from dragoman.errors import EDTFError, LedgerError
from dragoman.ledger import Ledger
from dragoman.records import Event, Status

ACCUSE, AID, CONSULT = "ACCUSE", "AID", "CONSULT"  # the three claims of the example


@pytest.fixture(scope="module")
def ledger(shared_place: str | Path) -> Iterator[Ledger]:
    with Ledger(shared_place) as opened:
        opened.record(make_report(), make_claims())
        yield opened


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, [ACCUSE, AID, CONSULT], id="all"),
        pytest.param({"actor": "UKR"}, [ACCUSE], id="actor"),
        pytest.param({"actor": "irn"}, [AID, CONSULT], id="actor in any case"),
        pytest.param({"target": "RUS"}, [AID, CONSULT], id="target, or party to a mutual act"),
        pytest.param({"actor": "RUS"}, [CONSULT], id="target of an act is not its actor"),
        pytest.param({"actor": "RUS", "target": "IRN"}, [CONSULT], id="mutual act either way"),
        pytest.param({"actor": "IRN", "target": "RUS"}, [AID, CONSULT], id="both"),
        pytest.param({"actor": "PRK"}, [], id="other participants do not act"),
        pytest.param({"target": "RUS:MIL"}, [AID], id="sector"),
        pytest.param({"target": "RUS:*"}, [AID, CONSULT], id="state with its sectors"),
        pytest.param({"speaker": "IRN"}, [], id="sector is not the state"),
        pytest.param({"speaker": "IRN:*"}, [AID], id="speaker with sectors"),
        pytest.param({"speaker": "UKR"}, [AID], id="inner speaker"),
        pytest.param({"event": "AID"}, [AID], id="event"),
        pytest.param({"event": Event.CONSULT}, [CONSULT], id="event as enum"),
        pytest.param({"status": "planned"}, [CONSULT], id="status"),
        pytest.param({"status": Status.OCCURRED, "event": "AID"}, [AID], id="status and event"),
        pytest.param({"report": "r1"}, [ACCUSE, AID, CONSULT], id="report"),
        pytest.param({"report": "r2"}, [], id="no such report"),
        pytest.param({"text": "WIRFT TEHERAN"}, [ACCUSE], id="words in any case"),
        pytest.param({"text": "drohnen"}, [AID], id="words"),
        pytest.param({"text": "Botschaft"}, [AID], id="words of a further quote"),
        pytest.param({"text": "100%_"}, [], id="no wildcards"),
        pytest.param({"confidence": 0.75}, [ACCUSE, AID, CONSULT], id="as sure as that"),
        pytest.param({"confidence": 0.8}, [ACCUSE, CONSULT], id="surer than one"),
        pytest.param({"actor": "IRN", "confidence": 1}, [CONSULT], id="actor, and sure"),
        pytest.param({"actor": "IRN", "target": "RUS", "confidence": 0.9}, [CONSULT], id="both, and sure"),
        pytest.param({"limit": 2}, [ACCUSE, AID], id="limit"),
        pytest.param({"since": "2025-01-18"}, [CONSULT], id="since, behind the set"),
        pytest.param({"since": "2025-01"}, [AID, CONSULT], id="since a month"),
        pytest.param({"until": "2025-01-09"}, [], id="until, before all"),
        pytest.param({"until": "2025-01"}, [AID], id="until a month"),
        pytest.param({"since": "2030", "until": "2031"}, [CONSULT], id="open end reaches everywhere"),
        pytest.param({"valid_at": "2025-01-17"}, [AID], id="valid at a candidate day"),
        pytest.param({"valid_at": "2025-01-12"}, [], id="valid at a day between candidates"),
        pytest.param({"valid_at": "2025-01"}, [AID], id="valid at a month"),
        pytest.param({"valid_at": "2026"}, [CONSULT], id="valid at, open end"),
        pytest.param({"known_at": "2000"}, [], id="known before all"),
        pytest.param({"known_at": "9999"}, [ACCUSE, AID, CONSULT], id="known at the end"),
        pytest.param({"actor": "IRN'; --", "text": "'\""}, [], id="quotes are no SQL"),
    ],
)
def test_question_finds(ledger: Ledger, asked: dict[str, str], found: list[str]) -> None:
    assert [claim.event.value for claim in ledger.iter_claims(**asked)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"since": "2025-13"}, EDTFError),
        ({"valid_at": "gestern"}, EDTFError),
        ({"known_at": "2025-01-12Tx"}, LedgerError),
        ({"known_at": "2025/.."}, LedgerError),
        ({"event": "WAR"}, ValueError),
        ({"status": "maybe"}, ValueError),
        ({"confidence": 1.5}, LedgerError),
    ],
)
def test_faulty_question_is_refused_at_once(
    ledger: Ledger, asked: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ledger.iter_claims(**asked)  # type: ignore[arg-type]
