"""Publication dates as they come: EDTF, or the timestamp of a wire."""

from __future__ import annotations

import re
from datetime import datetime

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError, ReportError

_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}")


def read_published(value: str) -> str:
    """Check a publication date; ``2025-01`` stays as vague as it is, a timestamp gives its day.

    Raises ReportError for what is not EDTF or is no day of the calendar.

    >>> read_published("2025-01-13T08:15:00Z")
    '2025-01-13'
    """
    value = value.strip()
    if timestamp := _TIMESTAMP.match(value):
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            raise ReportError(f"impossible publication date {value!r}: {error}") from error
        value = timestamp[1]
    try:
        return parse_edtf(value).text
    except EDTFError as error:
        raise ReportError(f"impossible publication date {error}") from error
