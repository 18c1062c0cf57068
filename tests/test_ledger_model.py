"""The ledger and a plain list, given the same writes, answer alike, and never differently later."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from benchmarks.ledger_model import Write, find_difference, strategy


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(strategy())
def test_ledger_answers_as_a_list_would(writes: list[Write]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert find_difference(Path(folder) / "ledger.db", writes) is None
