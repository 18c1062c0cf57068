"""Dragoman reads news reports in their own language into a ledger of claims.

    >>> import dragoman
    >>> for claim in dragoman.read("Teheran liefert Moskau Drohnen.", published="2025-01"):
    ...     print(claim.event, claim.actors[0].code, claim.targets[0].code)  # doctest: +SKIP
    AID IRN RUS

What is named here is the interface; everything else may move. Nothing is loaded before it is used.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.errors import (
        DragomanError,
        EDTFError,
        LedgerError,
        ModelError,
        QuestionError,
        ReportError,
        ResourceError,
        UnsupportedLanguageError,
    )
    from dragoman.history import Act, Dispute, actors, disputes, events, relations, sources
    from dragoman.ledger import Ledger
    from dragoman.obligations import obligations_of, whatif
    from dragoman.reading import Readers
    from dragoman.records import Claim, Report

    __version__: str

_HOMES = {
    "Dispute": "dragoman.history",
    "Act": "dragoman.history",
    "Claim": "dragoman.records",
    "DragomanError": "dragoman.errors",
    "EDTFError": "dragoman.errors",
    "Ledger": "dragoman.ledger",
    "LedgerError": "dragoman.errors",
    "ModelError": "dragoman.errors",
    "QuestionError": "dragoman.errors",
    "Reader": "dragoman.reading",
    "Report": "dragoman.records",
    "ReportError": "dragoman.errors",
    "ResourceError": "dragoman.errors",
    "UnsupportedLanguageError": "dragoman.errors",
    "actors": "dragoman.history",
    "disputes": "dragoman.history",
    "events": "dragoman.history",
    "relations": "dragoman.history",
    "sources": "dragoman.history",
    "obligations_of": "dragoman.obligations",
    "whatif": "dragoman.obligations",
}

__all__ = [
    "Act",
    "Claim",
    "Dispute",
    "DragomanError",
    "EDTFError",
    "Ledger",
    "LedgerError",
    "ModelError",
    "QuestionError",
    "Reader",
    "Report",
    "ReportError",
    "ResourceError",
    "UnsupportedLanguageError",
    "__version__",
    "actors",
    "disputes",
    "events",
    "obligations_of",
    "read",
    "relations",
    "sources",
    "whatif",
]


def read(
    text: str, published: str | None = None, language: str | None = None, title: str | None = None
) -> list[Claim]:
    """Read one report and return its claims; nothing is stored.

    `published` is the day of publication as EDTF, as vague as it is known (``2025-01``): phrases such as
    *am Freitag* are resolved against it. Without a `language` the text's own is found. The text may begin
    with ``date 2025-01``, as a file may.

    Raises ReportError for an empty text or an impossible date, UnsupportedLanguageError for a language
    without a lexicon, ModelError when the reader model is missing.
    """
    from dataclasses import replace

    from dragoman.intake.plain import report_from_text

    report = report_from_text(text, published=published, language=language)
    if title:
        report = replace(report, title=title)
    claims: list[Claim] = _get_readers().read(report)
    return claims


@cache
def _get_readers() -> Readers:
    """Loading a reader takes about a second; a second call for the same language takes none."""
    from dragoman.reading import Readers

    return Readers()


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _find_version()
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def _find_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dragoman")
    except PackageNotFoundError:
        return "0+unknown"  # run from a checkout that is not installed
