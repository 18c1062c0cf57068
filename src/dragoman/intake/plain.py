"""A plain text → Report."""

from __future__ import annotations

import re

from dragoman.errors import ReportError
from dragoman.intake.checks import check_text, read_language
from dragoman.intake.credits import read_credits
from dragoman.intake.dates import read_published
from dragoman.intake.detection import find_language
from dragoman.records import Report, content_hash

# "date 2025-01" before the report; a set of days stands in brackets and may hold spaces.
_HEADER = re.compile(r"\s*date[ \t]+(?P<date>\[[^\]\n]*\]|[\d\[XY-]\S*)(?=\s|\Z)")


def report_from_text(
    text: str, *, id: str | None = None, published: str | None = None, language: str | None = None
) -> Report:
    """Make a report of a text that may begin with ``date <EDTF>``.

    The text is kept as it is, header included, because offsets count in the file's own text. The
    header's date goes before `published`. Without an id the report is named by its content.

    Raises ReportError for an empty or overlong text and an impossible date.

    >>> report_from_text("date 2025-01 Moskau und Teheran verhandeln.").published
    '2025-01'
    """
    header = _HEADER.match(text)
    body = text[header.end() :] if header else text
    if not body.strip():
        raise ReportError("the text is empty")
    if header:
        published = header["date"]
    named = read_credits(body)
    return Report(
        id=id or name_by_content(None, text),
        language=read_language(language) if language else find_language(body),
        published=read_published(published) if published else None,
        title=None,
        text=check_text(text),
        agencies=named.agencies,
        dateline=named.dateline,
    )


def name_by_content(title: str | None, text: str) -> str:
    """The id of a report that came without one: the same words get the same id.

    A lone surrogate cannot be hashed; such a text is refused by `check_text` anyway.
    """
    return content_hash(title or "", check_text(text))[:16]
