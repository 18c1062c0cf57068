"""Are the fields of a record of the types they are declared with? JSON from elsewhere may hold anything."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def find_wrong_field(record: object) -> str | None:
    """``quote.start`` for a record whose quote begins at a text instead of a number; None for a sound one."""
    kind: Any = type(record)
    for name, declared in _hints(kind).items():
        if (wrong := _find_wrong(getattr(record, name), declared)) is not None:
            return f"{name}{wrong}"
    return None


def _find_wrong(value: Any, declared: Any) -> str | None:
    """Where below this value a type is wrong, ``""`` for the value itself; None if nowhere."""
    if isinstance(declared, UnionType):
        members = get_args(declared)
        if value is None:
            return None if type(None) in members else ""
        (declared,) = (member for member in members if member is not type(None))
    if get_origin(declared) is tuple:
        if not isinstance(value, tuple):
            return ""
        wrong = (_find_wrong(one, get_args(declared)[0]) for one in value)
        return next((f"[{number}]{where}" for number, where in enumerate(wrong) if where is not None), None)
    if isinstance(declared, type) and is_dataclass(declared):
        if not isinstance(value, declared):
            return ""
        inner = find_wrong_field(value)
        return None if inner is None else f".{inner}"
    return None if _is_a(value, declared) else ""


def _is_a(value: Any, declared: Any) -> bool:
    """A whole number is a float, too; a truth value is no number; a text is one that UTF-8 can write."""
    if declared is float:
        return type(value) in (int, float)
    if isinstance(declared, type) and issubclass(declared, Enum):
        return isinstance(value, declared)
    if declared is str:
        return type(value) is str and not any("\ud800" <= character <= "\udfff" for character in value)
    return type(value) is declared


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
