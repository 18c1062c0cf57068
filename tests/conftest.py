"""Where a test's ledger stands: in a file, and in PostgreSQL; and the browser that looks at its pages."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.postgres_server import MissingPostgresError, PostgresServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it its tests are skipped, but never in CI."""
    from browser import MissingChromiumError, running_chromium

    try:
        with running_chromium() as browser:
            yield browser
    except MissingChromiumError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over a small ledger that no test changes."""
    from browser import serving
    from newsroom import record_newsroom

    with serving(record_newsroom(tmp_path_factory.mktemp("newsroom") / "ledger.db")) as origin:
        yield origin
