"""The ledger and a plain list, given the same writes, answer alike, and never differently later."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import given, settings

from benchmarks.ledger_model import Write, find_difference, strategy
from benchmarks.postgres_server import PostgresServer

_numbers = itertools.count()


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(strategy())
def test_ledger_answers_as_a_list_would(writes: list[Write]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert find_difference(Path(folder) / "ledger.db", writes) is None


@settings(max_examples=10, deadline=None, derandomize=True, database=None)
@given(writes=strategy())
def test_server_answers_as_a_list_would(postgres: PostgresServer, writes: list[Write]) -> None:
    assert find_difference(postgres.create_schema(f"model_{next(_numbers)}"), writes) is None
