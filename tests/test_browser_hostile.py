"""Hostile strings in Chromium, all in one ledger: nothing runs, nothing is asked of another host."""

from __future__ import annotations

import pytest
from browser import PHONE, serving, watching
from hostile import STRINGS, claims_of, record, report_of

SOME = STRINGS[::15]  # where every string has a page of its own
TOGETHER = (
    "/", "/claims", "/claims?page=8", "/events", "/disputes", "/timeline", "/network", "/map", "/compare", "/review",
    "/review?again=1", "/report?id=all", "/compare?report=all&report=all+again", "/search?q=alert", "/search?q=evil",
    "/pair?pair=RUS,UKR", "/actor?code=RUS",
)  # fmt: skip
PROOF = """() => [document.location.host, window.length,
    document.querySelectorAll('iframe, object, embed, base, style, main script, main link, main img').length]"""


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory):
    path = record(tmp_path_factory.mktemp("hostile") / "ledger.db", STRINGS, gathered=True)
    with serving(path) as origin:
        yield origin


def check_calm(page, watched):
    host, frames, foreign = page.evaluate(PROOF)
    assert (frames, foreign) == (0, 0) and watched.origin.endswith(host), page.url
    watched.check()


def test_nothing_runs_where_all_strings_stand_together(chromium, hostile_desk):
    with watching(chromium, hostile_desk) as watched:
        for address in TOGETHER:
            page = watched.open(address)
            check_calm(page, watched)
        page = watched.open("/report?id=all")
        assert page.locator(".card").count() == len(STRINGS) + 1
        for _ in range(5):
            page.keyboard.press("j")
        page = watched.open("/network")
        page.locator("#canvas").wait_for()
        for x in range(60, 900, 120):  # names of actors under the mouse
            page.locator("#canvas").hover(position={"x": x, "y": 200})
        check_calm(page, watched)


def test_nothing_runs_on_a_page_about_a_string(chromium, hostile_desk):
    with watching(chromium, hostile_desk) as watched:
        page = watched.open("/")
        asked = page.evaluate(
            """pairs => pairs.map(([path, query]) => path + '?' + new URLSearchParams(query))""",
            [
                pair
                for word in SOME
                for pair in (
                    ("/report", {"id": word}),
                    ("/event", {"claim": claims_of(report_of(word), word)[0].id}),
                    ("/search", {"q": word}),
                    ("/claims", {"text": word, "actor": word}),
                )
            ],
        )
        for address in asked:
            check_calm(watched.open(address), watched)


def test_long_words_do_not_widen_the_page(chromium, hostile_desk):
    with watching(chromium, hostile_desk, PHONE) as watched:
        wide = [address for address in TOGETHER if watched.open(address) and watched.is_wider_than_window()]
        assert wide == []


def test_strings_typed_in_stay_there(chromium, hostile_desk):
    """The filters of a page take the words, send them and show them again, as they are."""
    with watching(chromium, hostile_desk) as watched:
        for word in [one for one in STRINGS if one.isascii() and one.isprintable() and one == one.strip()][
            ::24
        ]:
            page = watched.open("/claims")
            page.get_by_label("Words").fill(word)
            page.get_by_role("button", name="Show").click()
            page.wait_for_url("**text=*")
            assert page.get_by_label("Words").input_value() == word
            assert word in page.locator(".chip").inner_text()
            check_calm(page, watched)


def test_script_in_an_address_of_the_ledger_is_no_link(chromium, hostile_desk):
    with watching(chromium, hostile_desk) as watched:
        for word in [one for one in STRINGS if "script:" in one.lower()][:8]:
            page = watched.open("/")
            address = page.evaluate("id => '/report?' + new URLSearchParams({id})", word)
            links = watched.open(address).locator("main a[href]")
            schemes = links.evaluate_all("links => links.map(link => link.protocol)")
            assert set(schemes) <= {"http:", "https:"}
