"""What every report must keep to, whatever file it came from."""

from __future__ import annotations

import re

from dragoman.errors import ReportError
from dragoman.intake.limits import MAX_TEXT_CHARS

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def check_text(text: str) -> str:
    """A report's text holds words, not too many, and no character that text cannot hold."""
    if not text.strip():
        raise ReportError("the text is empty")
    if len(text) > MAX_TEXT_CHARS:
        raise ReportError(f"the text has {len(text):,} characters; at most {MAX_TEXT_CHARS:,} are read")
    return check_storable(text, "text")


def check_storable(value: str, name: str) -> str:
    """Escapes in JSON can spell a NUL or half a surrogate pair, which no file of text can hold."""
    if "\x00" in value:
        raise ReportError(f"{name} holds a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ReportError(f"{name} holds half a surrogate pair at character {error.start}") from error
    return value


def read_language(value: str) -> str:
    """The primary subtag of a language tag (BCP 47): ``de-AT`` is read as ``de``."""
    if not (tag := _LANGUAGE.fullmatch(value.strip())):
        raise ReportError(f"language {value!r} is not a language tag such as de or en-GB")
    return tag[1].lower()
