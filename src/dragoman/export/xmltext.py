"""Text as XML 1.0 can hold it: it has no word for most control characters, not even escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def to_xml(text: str) -> str:
    """Escaped for content or an attribute; a character XML forbids becomes U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", text), _KEPT)
