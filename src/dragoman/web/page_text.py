"""The text of a web page somebody hands in: its title and paragraphs, no scripts, menus or comments."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "form", "button", "svg", "noscript"}
)
_BREAKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "section", "article", "tr", "blockquote"}
)
_HTML = re.compile(r"\s*(?:<!doctype html|<html\b|<head\b|<body\b|<article\b)", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is HTML and not a report that happens to hold an angle bracket."""
    return _HTML.match(text) is not None


def read_page(text: str) -> tuple[str | None, str]:
    """Title and text; paragraphs have an empty line between them. Malformed HTML is read as browsers do.

    >>> read_page("<title>Gipfel</title><nav>Menü</nav><p>Rom hilft.</p><p>Es regnet.</p>")
    ('Gipfel', 'Rom hilft.\\n\\nEs regnet.')
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    paragraphs = (" ".join(part.split()) for part in "".join(reader.parts).split("\n"))
    title = " ".join("".join(reader.title).split())
    return title or None, "\n\n".join(filter(None, paragraphs))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title: list[str] = []
        self._silent = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "title":
            self._in_title = True
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "title":
            self._in_title = False
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.parts.append(data.replace("\n", " "))
