"""Where a test's ledger stands: in a file, and in PostgreSQL."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.postgres_server import MissingPostgresError, PostgresServer

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server of this test run; without PostgreSQL its tests are skipped, but never in CI."""
    try:
        server = PostgresServer.start()
    except MissingPostgresError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))
    yield server
    server.stop()


def _make_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str | Path:
    if request.param == "sqlite":
        return tmp_path_factory.mktemp("ledger") / "ledger.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create_schema(f"ledger_{next(_numbers)}")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str | Path:
    """A place for one ledger, in each kind of store."""
    return _make_place(request, tmp_path_factory)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str | Path:
    """The same, for one ledger that the tests of a module share."""
    return _make_place(request, tmp_path_factory)
