"""What a server of the web app is told when it starts, and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which ledger, who may ask, and how much.

    `hosts` are names that a request may give as its Host, without port. `writable` offers to read reports
    into the ledger. Lengths are in bytes, `rows` are those of one page of a table.
    """

    ledger: str | Path
    hosts: tuple[str, ...] = LOOPBACK
    writable: bool = True
    longest_url: int = 4096
    longest_upload: int = 2_000_000
    rows: int = 50
    most_waiting: int = 20  # reports that wait to be read


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address."""
    return host.strip("[]") in {"localhost", "127.0.0.1", "::1"}
