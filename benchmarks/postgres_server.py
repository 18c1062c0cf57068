"""A PostgreSQL server for tests: Debian's programs, an unprivileged user, a free local port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_PROGRAMS = "/usr/lib/postgresql/*/bin"
_USERS = ("postgres", "nobody")  # root may not run the server; one of these does


class MissingPostgresError(Exception):
    """PostgreSQL or its driver is not installed."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server in a folder of its own, without a password, for this machine only."""

    programs: Path
    folder: Path
    port: int

    @classmethod
    def start(cls) -> PostgresServer:
        """Start one. Raises MissingPostgresError."""
        programs = _find_programs()
        folder = Path(tempfile.mkdtemp(prefix="dragoman-postgres-"))
        server = cls(programs, folder, _find_port())
        user = _find_user()
        if user is not None:
            shutil.chown(folder, user)
        try:
            server._run("initdb", "-A", "trust", "-U", "dragoman", "-E", "UTF8", "--locale=C", "--no-sync")
            options = f"-p {server.port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off"
            server._run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return server

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgresql://dragoman@127.0.0.1:{self.port}/postgres"

    def create_schema(self, name: str) -> str:
        """Make a schema; returns an address that leads into it."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as db:
            db.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url}?options=-csearch_path%3D{name}"

    def stop(self) -> None:
        """Stop it and remove its folder."""
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *words]
        done = subprocess.run(
            command,
            user=_find_user(),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")


def _find_programs() -> Path:
    found = sorted(Path("/").glob(f"{_PROGRAMS[1:]}/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise MissingPostgresError("no PostgreSQL here: apt-get install postgresql")
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise MissingPostgresError("no driver for PostgreSQL: pip install 'psycopg[binary]'") from error
    return found[-1].parent


def _find_user() -> str | None:
    """None for oneself; root has to become somebody else."""
    if os.getuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in _USERS if user in known)


def _find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
