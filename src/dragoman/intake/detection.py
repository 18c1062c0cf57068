"""The language of a text that does not say it, by py3langid (Lui & Baldwin 2012, offline).

>>> find_language("Die Regierung in Ankara bestellte am Montag den Botschafter ein.")
'de'
"""

from __future__ import annotations

import unicodedata

_LOOKED_AT = 3000  # characters
_ENOUGH = 60  # letters from which on any language is believed
_COMMON = ("de", "en", "fr")  # what a shorter text is taken for


def find_language(text: str) -> str:
    """ISO 639-1 code of the language a text is written in.

    A few words say little: a text of fewer than 60 letters is taken for German, English or French.
    """
    from py3langid import rank

    begin = unicodedata.normalize("NFC", text[:_LOOKED_AT])
    ranked = [str(language) for language, _ in rank(begin)]
    if sum(c.isalpha() for c in begin) >= _ENOUGH:
        return ranked[0]
    return next(language for language in ranked if language in _COMMON)
