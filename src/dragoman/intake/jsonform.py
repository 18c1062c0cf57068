"""A JSON object → Report.

    {"id": "dpa-17", "language": "de", "published": "2025-01-13", "title": "…", "text": "…",
     "outlet": "…", "url": "…", "retrieved": "…"}

Only ``text`` must be there. ``lang`` is taken for ``language``; a line of ``dragoman read --json`` is
taken by its ``report``. Other keys, such as the claims of a gold file, are passed over.
"""

from __future__ import annotations

from typing import Any

from dragoman.errors import ReportError
from dragoman.intake.checks import check_storable, check_text, read_language
from dragoman.intake.credits import read_credits
from dragoman.intake.dates import read_published
from dragoman.intake.detection import find_language
from dragoman.intake.plain import name_by_content
from dragoman.records import Report


def report_from_json(value: object, *, published: str | None = None, language: str | None = None) -> Report:
    """Make a report of one JSON object; `published` and `language` fill in what it does not say.

    Raises ReportError for a missing text, a value of the wrong type and an impossible date.
    """
    if not isinstance(value, dict):
        raise ReportError(f"expected a JSON object with a text, found {_kind(value)}")
    row: dict[str, Any] = value
    if isinstance(row.get("report"), dict) and "text" not in row:
        row = row["report"]
    text = _get_string(row, "text")
    if text is None:
        raise ReportError('no text: the key "text" is missing or null')
    check_text(text)
    title = _get_string(row, "title") or None
    published = _get_string(row, "published") or published
    language = _get_string(row, "language") or _get_string(row, "lang") or language
    named = read_credits(text)
    return Report(
        id=_get_id(row) or name_by_content(title, text),
        language=read_language(language) if language else find_language(text),
        published=read_published(published) if published else None,
        title=title,
        text=text,
        outlet=_get_string(row, "outlet") or None,
        agencies=named.agencies,
        dateline=named.dateline,
        url=_get_string(row, "url") or None,
        retrieved=_get_string(row, "retrieved") or None,
    )


def _get_string(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str):
        raise ReportError(f"{key} must be a string, found {_kind(found)}")
    return check_storable(found, key)


def _get_id(value: dict[str, Any]) -> str | None:
    """Ids are strings; whole numbers, which databases give, are taken as they are printed."""
    found = value.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    found = _get_string(value, "id")
    if found is not None and not found.strip():
        raise ReportError("id is empty")
    return found


def _kind(value: object) -> str:
    kinds = {
        dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number",
        float: "a number", type(None): "null",
    }  # fmt: skip
    return kinds[type(value)]
