"""Hostile strings through every field and every parameter into every page: they stay strings."""

from __future__ import annotations

import json
import time

import pytest
from hostile import CONTROL, HARMLESS, STRINGS, Anatomy, claims_of, find_wrongs, record, report_of
from newsroom import PAGES as NEWSROOM
from newsroom import record_newsroom
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.app import make_app
from dragoman.web.pages import PAGES
from dragoman.web.settings import Settings

OWN = {"sec-fetch-site": "same-origin"}
WORDS = (
    "actor", "target", "speaker", "report", "text", "q", "party", "attacker", "attacked", "place", "distrust",
    "assume", "holds", "id", "code", "lang", "theme", "kept", "problem", "again", "year",
)  # fmt: skip  # parameters that may hold any words on some page
LISTS = ("/", "/claims", "/events", "/disputes", "/timeline", "/network", "/map", "/review", "/compare")
REFUSED = ("/nothing", "/claims?order=oldest", "/claims?text=x", "/whatif?attacker=RUS&attacked=nobody")
MARKER = "zq7zebra"


def client_over(path, **settings):
    return TestClient(
        make_app(Settings(ledger=path, **settings)), base_url="http://localhost", follow_redirects=False
    )


def ask(client, path, **query):
    """The answer once acts are worked out."""
    for _ in range(200):
        answer = client.get(path, params=query or None)
        if not (answer.status_code == 503 and ("refresh" in answer.text or "working" in answer.text)):
            return answer
        time.sleep(0.05)
    raise AssertionError("acts are still being worked out")


def json_path(path):
    return "/index.json" if path == "/" else f"{path}.json"


def pages_about(word):
    """The pages on which one string is the matter itself."""
    claim = claims_of(report_of(word), word)[0].id
    yield "/report", {"id": word}
    yield "/event", {"claim": claim}
    yield "/actor", {"code": word}
    yield "/pair", {"pair": f"RUS,{word}"}
    yield "/compare", {"report": [word, "plain"]}
    yield "/review", {"report": word, "again": "1"}
    yield "/claims", {"report": word}
    yield "/search", {"q": word}


@pytest.fixture(scope="module", autouse=True)
def quick_names():
    """Looking for near names takes most of the time of a page, and no page shows them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dragoman.obligations.naming.get_close_matches", lambda *given, **how: [])
        yield


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    path = record(tmp_path_factory.mktemp("harmless") / "ledger.db", HARMLESS)
    with client_over(path, rows=1000) as client:
        yield client


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = record(tmp_path_factory.mktemp("hostile") / "ledger.db", STRINGS)
    with client_over(path, rows=1000) as client:
        yield client


@pytest.fixture(scope="module")
def allowed(harmless, tmp_path_factory):
    """All elements, with the names of their attributes, that the pages have over harmless words."""
    found = {CONTROL}
    asked = [(harmless, path, {}) for path in LISTS]
    asked += [(harmless, path, query) for path, query in pages_about(HARMLESS[0])]
    asked += [(harmless, "/events", {"actor": HARMLESS[0]})]
    with client_over(record_newsroom(tmp_path_factory.mktemp("newsroom") / "ledger.db")) as newsroom:
        asked += [(newsroom, address, {}) for address in NEWSROOM.values()]
        asked += [(newsroom, address, {}) for address in REFUSED]
        for client, path, query in asked:
            for theme in ("", "dark"):
                client.cookies.set("theme", theme)
                found |= set(Anatomy(ask(client, path, **query).text).elements)
    harmless.cookies.clear()
    return frozenset(found)


def test_enough_strings():
    assert len(set(STRINGS)) == len(STRINGS) >= 80


@pytest.mark.parametrize("page", [
    "<p onclick='x'>", "<script>x</script>", "<a href='javascript:x'>", "<a href='java\tscript:x'>", "<a href='//x'>",
    "<a href='/\\x'>", "<p>a\u202eb</p>", "<!-- x -->", "<", "<img src=x", "<p>\u2028</p>",
])  # fmt: skip
def test_wrongs_are_found(page, allowed):
    assert find_wrongs(page, allowed)


@pytest.mark.parametrize("path", LISTS)
def test_lists_hold_strings_as_strings(hostile, allowed, path):
    answer = ask(hostile, path)
    assert answer.status_code == 200
    assert find_wrongs(answer.text, allowed) == []
    assert ask(hostile, json_path(path)).json()


def test_no_claim_is_lost(hostile, harmless):
    rows = [Anatomy(ask(client, "/claims").text).elements["tr", ()] for client in (hostile, harmless)]
    assert rows[0] == rows[1] == 1 + 2 * len(STRINGS)


def test_pages_about_a_string_hold_it_as_a_string(hostile, allowed):
    for word in STRINGS:
        for path, query in pages_about(word):
            answer = ask(hostile, path, **query)
            assert answer.status_code in ((200, 400, 404) if path in ("/pair", "/actor") else (200,)), (
                path,
                word,
            )
            assert find_wrongs(answer.text, allowed) == [], (path, word)


def test_strings_arrive_whole(hostile):
    """Escaped and not dropped: a report's text stands on its page, hidden signs by their number."""
    for word in STRINGS:
        answer = ask(hostile, "/report.json", id=word).json()
        assert answer["report"]["text"] == report_of(word).text
        if word.isascii() and word.isprintable():
            assert word in Anatomy(ask(hostile, "/report", id=word).text).words


@pytest.mark.parametrize("path", PAGES)
def test_parameters_are_strings(hostile, allowed, path):
    for word in STRINGS:
        answer = ask(hostile, path, **dict.fromkeys(WORDS, word))
        assert answer.status_code in (200, 400, 404, 414), word
        assert find_wrongs(answer.text, allowed) == [], word
        assert all(word not in value for value in answer.headers.values() if len(word) > 8)


@pytest.mark.parametrize(
    "name",
    ["since", "until", "valid_at", "known_at", "event", "status", "pair", "confidence", "order", "page"],
)
def test_senseless_filters_are_refused(hostile, allowed, name):
    for word in STRINGS:
        if word.strip() and not (name == "pair" and "," in word):
            answer = hostile.get("/claims", params={name: word})
            assert answer.status_code == 400, word
            assert find_wrongs(answer.text, allowed) == []


def test_errors_reflect_nothing(hostile):
    asked = [
        (path, {name: MARKER}) for path in PAGES for name in ("since", "order", "known_at", "page", "event")
    ]
    asked += [("/report", {"id": MARKER}), ("/event", {"claim": MARKER}), ("/actor", {"code": MARKER})]
    asked += [("/treaty", {"id": MARKER}), ("/reading", {"order": MARKER}), ("/compare", {"claim": MARKER})]
    asked += [
        ("/export", {"format": MARKER}),
        (f"/{MARKER}", {}),
        (f"/static/{MARKER}.js", {}),
        (f"/{MARKER}.json", {}),
    ]
    refused = 0
    for path, query in asked:
        for address in (path, json_path(path)):
            answer = hostile.get(address, params={**query, "lang": "en"})
            if answer.status_code < 400:
                continue
            refused += 1
            assert MARKER not in answer.text, (address, query)
            assert all(MARKER not in value for value in answer.headers.values())
    assert refused > 100


def test_redirects_stay_here(hostile):
    addresses = [f"/{word}" for word in STRINGS if word.isascii() and word.isprintable() and len(word) < 200]
    addresses += [f"{path}/" for path in PAGES] + [
        "/static",
        "/static//evil.example/..",
        "//evil.example/claims/",
    ]
    addresses += [
        "//evil.example",
        "//evil.example/%2e%2e",
        "/%2F%2Fevil.example/claims/",
        "/%5Cevil.example/",
    ]
    for address in addresses:
        for host in ("localhost", "localhost:1@evil.example"):
            raw = address if "%" in address else address.replace("?", "%3F").replace("#", "%23")
            answer = hostile.send(
                hostile.build_request("GET", f"http://localhost{raw}", headers={"host": host})
            )
            place = answer.headers.get("location", "/")
            assert place.startswith("/") and not place.startswith(("//", "/\\")), (address, place)
            assert answer.status_code < 400 or "//evil.example" not in answer.text, address


def test_decisions_lead_back_to_the_queue(hostile):
    for word in STRINGS:
        fields = dict.fromkeys(
            ("claim", "by", "reason", "q_actor", "q_text", "q_page", "q_evil", "next"), word
        )
        answer = hostile.post("/decide", data={"verdict": "accept", **fields}, headers=OWN)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/review?")
        assert answer.headers["location"].isprintable()
        assert "q_evil" not in answer.headers["location"]
        assert len(answer.headers.get_list("set-cookie")) == 1
        assert all(value.isprintable() for value in answer.headers.values())
    hostile.cookies.clear()


def test_strings_handed_in(tmp_path, allowed):
    """Reports read as they come from outside: JSON in the form of the first page."""
    values = [
        {"id": word, "title": word, "outlet": word, "url": word, "published": "2025-01-02", "language": "de",
         "text": f"{word}\n\nNorwegen liefert der Ukraine „{word}“."}
        for word in STRINGS if word.strip()
    ]  # fmt: skip
    Ledger(tmp_path / "ledger.db").close()
    with client_over(tmp_path / "ledger.db", rows=1000) as client:
        answer = client.post("/read", data={"text": json.dumps(values)}, headers=OWN)
        assert answer.status_code == 303
        for _ in range(1200):
            order = client.get(answer.headers["location"].replace("?", ".json?")).json()
            if order["stage"] not in ("waiting", "reading"):
                break
            time.sleep(0.05)
        assert (order["stage"], order["reports"]) == ("done", len(values))
        assert find_wrongs(client.get(answer.headers["location"]).text, allowed) == []
        for path in LISTS:
            assert find_wrongs(ask(client, path).text, allowed) == [], path
        for value in values:
            shown = ask(client, "/report", id=value["id"])
            assert shown.status_code == 200
            assert find_wrongs(shown.text, allowed) == [], value["id"]
            assert ask(client, "/report.json", id=value["id"]).json()["report"]["text"] == value["text"]
