"""The pages: what each of them asks the ledger, by the address it answers at."""

from __future__ import annotations

from dragoman.web.answering import Page
from dragoman.web.pages.claims import show_claims
from dragoman.web.pages.compare import show_compare
from dragoman.web.pages.duties import show_obligations, show_whatif
from dragoman.web.pages.events import show_disputes, show_event, show_events
from dragoman.web.pages.home import show_home
from dragoman.web.pages.map import show_map
from dragoman.web.pages.network import show_network
from dragoman.web.pages.order import show_order
from dragoman.web.pages.people import show_actor, show_pair
from dragoman.web.pages.report import show_report
from dragoman.web.pages.review import show_review
from dragoman.web.pages.search import show_search
from dragoman.web.pages.timeline import show_timeline
from dragoman.web.pages.treaties import show_treaties, show_treaty
from dragoman.web.pages.why import show_why

PAGES: dict[str, Page] = {
    "/": show_home,
    "/report": show_report,
    "/why": show_why,
    "/claims": show_claims,
    "/events": show_events,
    "/event": show_event,
    "/disputes": show_disputes,
    "/actor": show_actor,
    "/pair": show_pair,
    "/timeline": show_timeline,
    "/treaties": show_treaties,
    "/treaty": show_treaty,
    "/obligations": show_obligations,
    "/whatif": show_whatif,
    "/compare": show_compare,
    "/review": show_review,
    "/search": show_search,
    "/network": show_network,
    "/map": show_map,
    "/reading": show_order,
}

NAVIGATION = (  # in the head of every page: address, key of its name under ``nav``
    ("/", "ledger"),
    ("/claims", "claims"),
    ("/events", "events"),
    ("/disputes", "disputes"),
    ("/timeline", "timeline"),
    ("/network", "network"),
    ("/map", "map"),
    ("/compare", "compare"),
    ("/treaties", "treaties"),
    ("/whatif", "whatif"),
    ("/review", "review"),
)
