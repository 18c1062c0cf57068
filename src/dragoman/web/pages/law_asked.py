"""What the pages about agreements take from the address."""

from __future__ import annotations

from datetime import date

from dragoman.errors import QuestionError
from dragoman.obligations.naming import find_actor
from dragoman.web.answering import Visit
from dragoman.web.asked import AskedWronglyError


def value_of(visit: Visit, name: str) -> str:
    """A value of the address without its spaces; empty where it is not given."""
    return visit.request.query_params.get(name, "").strip()


def party_asked(visit: Visit, name: str = "party") -> str:
    """The code of an actor given by code or name; empty where none is. Raises AskedWronglyError."""
    text = value_of(visit, name)
    try:
        return find_actor(text) if text else ""
    except QuestionError as error:
        raise AskedWronglyError("actor") from error


def day_asked(visit: Visit) -> str | None:
    """The day `on` (ISO) of the address. Raises AskedWronglyError."""
    text = value_of(visit, "on")
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise AskedWronglyError("on") from error
