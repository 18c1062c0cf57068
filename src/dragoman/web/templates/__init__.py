"""The pages' templates and how they are filled in.

Everything is escaped (Jinja's autoescape for all files); strings of strangers go through ``show`` besides,
which makes hidden controls visible. Nothing of a report is ever part of a template.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman.export import FORMATS
from dragoman.history.relations import quad_of
from dragoman.records import Event, Status
from dragoman.web.showing import safe_url, show, show_plain

_AT_ENDS = 6  # words at either end of a long quotation by which it is found

if TYPE_CHECKING:
    from dragoman.web.answering import Visit


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"show": show, "plain": show_plain, "safe_url": safe_url}
    environment.globals |= {
        "link": link,
        "link_to_words": link_to_words,
        "quad": quad_number,
        "formats": FORMATS,
        "Event": Event,
        "Status": Status,
    }
    return environment


def render(template: str, visit: Visit, values: dict[str, Any], refresh: int | None = None) -> str:
    """The page as HTML."""
    from dragoman.web.pages import NAVIGATION  # which imports what renders

    return (
        _environment()
        .get_template(template)
        .render(
            t=visit.words,
            visit=visit,
            settings=visit.settings,
            refresh=refresh,
            navigation=NAVIGATION,
            **values,
        )
    )


def load_templates() -> None:
    """Compile every template, which the first visitor would have to wait for."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def link(path: str, **query: object) -> str:
    """An address of this site with its values quoted.

    >>> link("/actor", code="RUS:OPP")
    '/actor?code=RUS%3AOPP'
    """
    given = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def link_to_words(report: str, words: str) -> str:
    """A report's address at some of its words, which browsers find and mark themselves (WICG text fragments).

    >>> link_to_words("r1", "Rom hilft Paris")
    '/report?id=r1#:~:text=Rom%20hilft%20Paris'
    """
    parts = words.split()
    ends = [parts] if len(parts) <= 2 * _AT_ENDS else [parts[:_AT_ENDS], parts[-_AT_ENDS:]]
    found = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{link('/report', id=report)}#:~:text={found}"


def quad_number(event: Event) -> int:
    """PLOVER's class of a type from 1 to 4; 0 where it has none."""
    found = quad_of(event)
    return found.quad if found else 0


__all__ = ["link", "load_templates", "render"]
