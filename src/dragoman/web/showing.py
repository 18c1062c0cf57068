"""Strings of strangers as they may stand in a page: nothing hidden, nothing that runs.

Controls that turn the order of letters round, or cannot be seen, make a text look like another one
(Unicode TR 36, "Trojan Source"); they are shown by their number instead. Offsets count in the text before.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# C0 and C1 but tab and line ends, soft marks of direction, zero-width signs, embeddings, isolates, BOM, tags
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def show(text: object) -> Markup:
    """Text for a page: escaped, with controls made visible.

    >>> show("a\\u202e<b>")
    Markup('a<span class="control">U+202E</span>&lt;b&gt;')
    """
    shown, at = Markup(""), 0
    string = str(text)
    for found in _HIDDEN.finditer(string):
        shown += escape(string[at : found.start()]) + Markup('<span class="control">U+{:04X}</span>').format(
            ord(found.group())
        )
        at = found.end()
    return shown + escape(string[at:])


def show_plain(text: object) -> str:
    """The same for places that take no elements: attributes, a title, text within a picture."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", str(text))


def safe_url(url: str | None) -> str | None:
    """The address when it is one of the web's; None for anything a click should not do.

    >>> safe_url("javascript:alert(1)") is None
    True
    """
    if not url or _HIDDEN.search(url) or any(sign.isspace() for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None
