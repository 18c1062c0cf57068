import sys
import types

import pytest
from ledger_examples import FakeReaders

import dragoman
from dragoman.errors import ReportError
from dragoman.ledger import Ledger


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("dragoman.reading")
    module.Readers = module.Reader = FakeReaders  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.reading", module)
    dragoman._get_readers.cache_clear()
    monkeypatch.setattr(dragoman, "_get_readers", dragoman._get_readers.__wrapped__)


def test_read_returns_claims() -> None:
    (claim,) = dragoman.read("Kiew.", published="2025-01", title="Titel")
    assert (claim.event, claim.quote.text) == ("ACCUSE", "Kiew.")


def test_read_refuses_what_is_no_report() -> None:
    with pytest.raises(ReportError, match="empty"):
        dragoman.read("")
    with pytest.raises(ReportError, match="2025-13-45"):
        dragoman.read("Kiew.", published="2025-13-45")


def test_facade_names_are_there() -> None:
    assert dragoman.Ledger is Ledger
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    assert dir(dragoman) == sorted(dragoman.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        dragoman.nonsense  # noqa: B018 (the access is what is tested)
