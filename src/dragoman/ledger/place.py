"""Where the ledger is: what the caller says, else ``DRAGOMAN_LEDGER``, else the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

from dragoman.errors import LedgerError
from dragoman.ledger.postgres_store import is_postgres

VARIABLE = "DRAGOMAN_LEDGER"


def find_ledger(path: str | Path | None = None) -> str | Path:
    """The ledger's path, or its address ``postgresql://…``.

    Only the folder of the default place is made when it is missing. A path that somebody wrote may hold a
    slip; a folder made for it would hide that.
    """
    if path is not None:
        return path if is_postgres(path) else Path(path)
    if named := os.environ.get(VARIABLE):
        return named if is_postgres(named) else Path(named).expanduser()
    return _default_path()


def _default_path() -> Path:
    from platformdirs import user_data_path

    folder = user_data_path("dragoman", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"the folder {folder} cannot be made ({error.strerror}); name another with --ledger"
        ) from error
    return folder / "ledger.db"
