"""Terms of RDF in the syntax of Turtle and TriG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

_TO_ESCAPE = re.compile(
    '[\\x00-\\x1f\\x7f-\\x9f"\\\\\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]'
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_iri(*parts: str) -> str:
    """``<urn:dragoman:actor:RUS%3AOPP>``: whatever the parts hold, the IRI is one.

    >>> to_iri("actor", "RUS:OPP")
    '<urn:dragoman:actor:RUS%3AOPP>'
    """
    return f"<urn:dragoman:{':'.join(quote(part, safe='') for part in parts)}>"


def with_fragment(iri: str, fragment: str) -> str:
    """A part of what an IRI names."""
    return f"{iri[:-1]}#{fragment}>"


def to_literal(text: str, datatype: str = "") -> str:
    """A string, or a literal of a datatype given as a prefixed name.

    Control characters and those that turn the direction of writing are escaped: the file must look as it
    reads.

    >>> to_literal("2025-01-XX", "edtf:EDTF")
    '"2025-01-XX"^^edtf:EDTF'
    """
    escaped = _TO_ESCAPE.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}", text)
    return f'"{escaped}"' + (f"^^{datatype}" if datatype else "")


def to_block(subject: str, facts: Iterable[tuple[str, str | None]]) -> str:
    """A subject with its predicates and objects, one a line; an object that is None is left out."""
    lines = [f"    {predicate} {value}" for predicate, value in facts if value is not None]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n" if lines else ""
