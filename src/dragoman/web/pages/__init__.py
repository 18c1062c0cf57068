"""The pages: what each of them asks the ledger, by the address it answers at."""

from __future__ import annotations

from dragoman.web.answering import Page
from dragoman.web.pages.claims import show_claims
from dragoman.web.pages.home import show_home
from dragoman.web.pages.order import show_order
from dragoman.web.pages.report import show_report

PAGES: dict[str, Page] = {
    "/": show_home,
    "/report": show_report,
    "/claims": show_claims,
    "/reading": show_order,
}

NAVIGATION = (  # in the head of every page: address, key of its name under ``nav``
    ("/", "ledger"),
    ("/claims", "claims"),
)
