"""Bytes → text, for files that do not say in which encoding they were written."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import ReportError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# No text holds these: C0 and C1 controls other than tab, line ends, form feed and next line.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def decode(data: bytes) -> str:
    r"""Read bytes as UTF-8, as what a byte order mark says, or as Windows-1252.

    ``"Gespräche".encode("latin-1")`` is no UTF-8 and is read as Windows-1252, which holds the printable
    characters of Latin-1. A byte order mark is not part of the text; line ends stay as they are.

    Raises ReportError for binary data and for damaged UTF-8.

    >>> decode(b"Gespr\xe4che")
    'Gespräche'
    """
    encoding = find_encoding(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise ReportError(f"damaged {encoding.upper()}: {error.reason} at byte {error.start}") from error
        text = _decode_legacy(data, error.start)
    if control := _CONTROL.search(text):
        found = f"control character U+{ord(control.group()):04X} at character {control.start()}"
        raise ReportError(f"binary data, not text ({found})")
    return text


def find_encoding(data: bytes) -> str | None:
    """The encoding that the byte order mark names, if there is one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _decode_legacy(data: bytes, bad_byte: int) -> str:
    sequences = [match.span() for match in _UTF8_SEQUENCE.finditer(data)]
    beyond = len(_BEYOND_ASCII.findall(data))
    # In Windows-1252 prose two neighbouring bytes beyond ASCII that form UTF-8 are next to impossible;
    # a file where most do is UTF-8 with a broken byte, and reading it otherwise gives "GesprÃ¤che".
    if sum(end - start for start, end in sequences) * 2 > beyond:
        raise ReportError(f"damaged UTF-8 at byte {bad_byte}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ReportError("binary data, or text in an encoding other than UTF-8 and Windows-1252") from error
    if not _is_plausible(text):
        raise ReportError("binary data, or text in an encoding other than UTF-8 and Windows-1252")
    return text


def _is_plausible(text: str) -> bool:
    """What Windows-1252 is used for, Western prose, is ASCII in the main; KOI8 or Shift-JIS is not."""
    return sum(map(str.isascii, text)) >= 0.6 * len(text)
