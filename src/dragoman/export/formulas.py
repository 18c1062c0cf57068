"""Text that a spreadsheet would take for a formula, made harmless, and back.

A quote is written by whoever wrote the report. A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or
a line break runs as a formula when a spreadsheet opens the file (OWASP, *CSV Injection*); so does its
full-width form, which some of them fold. Such a cell gets one apostrophe in front, which spreadsheets know
as the mark of text, also where white space or invisible characters come first. Reading takes exactly that
apostrophe away.

>>> neutralise("=1+1"), restore("'=1+1")
("'=1+1", '=1+1')
"""

from __future__ import annotations

import unicodedata

_MARK = "'"
_FIRST = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−\t\r\n")


def neutralise(text: str) -> str:
    """The text as a spreadsheet may hold it; `restore` gives it back unchanged, whatever it was."""
    return _MARK + text if _is_dangerous(text.lstrip(_MARK)) else text


def restore(text: str) -> str:
    """The text that was neutralised; any other is returned as it is."""
    if text.startswith(_MARK) and _is_dangerous(text.lstrip(_MARK)):
        return text[len(_MARK) :]
    return text


def _is_dangerous(text: str) -> bool:
    """Whether the first visible character starts a formula, or a tab or line break comes before it."""
    for character in text:
        if character in _FIRST:
            return True
        if not (character.isspace() or unicodedata.category(character) in ("Cc", "Cf")):
            return False
    return False
