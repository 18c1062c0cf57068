"""A report that could not be taken in or read, with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """What was put aside instead of read: where it stands, and why.

    `where` is a file (``wire/a.txt``), a line of one (``wire.jsonl:17``) or ``report <id>`` for one
    that was taken in but could not be read.
    """

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"
