"""Every page in Chromium: what it must show, by mouse, by keyboard, without JavaScript, and on a phone."""

from __future__ import annotations

import re

import pytest
from browser import MOST_BYTES, PHONE, serving, watching
from newsroom import CONSULATE, DRONES, PAGES, RECORDINGS, RUMOURS, TROOPS, claim_of, record_newsroom
from playwright.sync_api import expect

from dragoman.ledger import Ledger
from dragoman.records import Verdict

SHOWN = {  # words of the ledger that each page must show, whatever the browser can do
    "/": ("12 reports", "20 claims", "Iran – Israel 5", "Washington und Teheran reden weiter", "how many"),
    "/report": (CONSULATE.title, "Iran says", "Teheran droht Israel mit Vergeltung", "2024-04-01", "Damaskus"),
    "/claims": ("Jordan → Israel", "[2025-04-19,2025-04-20]", "South Korea", "Harbour Wire"),
    "/events": ("16 acts", "North Korea → Russia", "disputed", "1–16"),
    "/event": ("assault Iran → Israel", "2 independent origins", "200 drones and missiles", "receiver"),
    "/why": ("Why it was read so", "The sentence as the reader saw it", "NOUN"),
    "/disputes": ("2 disputes", "whether it happened", "mehr als 300 Drohnen", "did not happen"),
    "/actor": ("acts in 8 claims", "Saudi Arabia 1", "Treaty on Comprehensive Strategic Partnership"),
    "/pair": ("Russia – Iran", "1 told as done, of 1", "Comprehensive Strategic Partnership"),
    "/timeline": ("2021-12-02 – 2025-05-20", "16 acts", "2023", "assault"),
    "/network": ("Iran – Israel", "Material conflict", "14 strongest of 14"),
    "/map": ("7 of 16 acts have a place", "Damaskus", "no position is taken"),
    "/compare": ("Harbour Wire", "only here", "other number", "Jordanien half Israel"),
    "/treaties": ("7 agreements", "North Atlantic Treaty", "1949-08-24", "Treaty of Aachen"),
    "/treaty": ("Art. 5", "to assist", "on an armed attack", "Belgium"),
    "/whatif": ("China attacks Japan on 2025-01-01", "United States and Japan, Art. V", "Obliged if", "Australia"),
    "/obligations": ("Obligations: Japan", "not to attack", "What would have to hold", "Art. V"),
    "/review": ("1 of 20", "40 % sure", "Die USA und der Iran wollen am Wochenende erneut verhandeln"),
    "/search": ("3 reports hold these words", "Moskau und Pjöngjang schließen einen Vertrag"),
}  # fmt: skip
EMPTY = {  # what a page says over an empty ledger; the others answer with the same frame and no rows
    "/": "The ledger is empty",
    "/claims": "No claim fits",
    "/events": "No act fits",
    "/disputes": "No dispute fits",
    "/timeline": "No act that fits has a time",
    "/network": "Nothing to draw",
    "/map": "0 of 0 acts",
    "/compare": "Compare",
    "/pair?pair=RUS,IRN": "no act between these two",
    "/treaties": "agreements",
    "/whatif": "Attacker",
    "/obligations": "Actor",
    "/review": "Nothing waits",
    "/search?q=Vertrag": "No report holds all these words",
}


def words_of(page):
    """What a reader sees of the page, in one line."""
    return " ".join(page.locator("main").inner_text().split())


def path_of(page):
    """The address without the server."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def press_until(page, selector, most=60):
    """Tab on until the focus stands on what fits; True when it came there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return True
    return False


@pytest.fixture
def own_newsroom(tmp_path):
    """A ledger that a test may write to: its path and the app's address."""
    path = record_newsroom(tmp_path / "ledger.db")
    with serving(path) as origin:
        yield path, origin


def test_every_page_is_looked_at():
    from dragoman.web.pages import PAGES as OURS

    assert set(PAGES) == set(SHOWN) == set(OURS) - {"/reading"}


@pytest.mark.parametrize("path", PAGES)
def test_page_on_a_phone(chromium, newsroom, path):
    with watching(chromium, newsroom, PHONE) as watched:
        shown = words_of(watched.open(PAGES[path]))
        assert [words for words in SHOWN[path] if words not in shown] == []
        assert not watched.is_wider_than_window()
        assert watched.count_bytes() <= MOST_BYTES
        watched.check()


def test_pages_without_script(chromium, newsroom):
    with watching(chromium, newsroom, script=False) as watched:
        for path, address in PAGES.items():
            shown = words_of(watched.open(address))
            assert [words for words in SHOWN[path] if words not in shown] == [], path
        assert watched.wrongs == []
        assert not any(request.endswith(".js") for request in watched.requests)


def test_pages_of_an_empty_ledger(chromium, tmp_path):
    Ledger(tmp_path / "empty.db").close()
    with serving(tmp_path / "empty.db") as origin, watching(chromium, origin, PHONE) as watched:
        for address, words in EMPTY.items():
            assert words in words_of(watched.open(address)), address
            assert not watched.is_wider_than_window(), address
        watched.check()


def test_what_must_not_happen_is_seen(chromium, newsroom):
    """The other tests' silence means something: script within the page and a foreign host are noticed."""
    with watching(chromium, newsroom) as watched:
        page = watched.open("/claims")
        page.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
                document.body.insertAdjacentHTML("beforeend", '<img src="http://127.0.0.1:1/x.png">');
            }"""
        )
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") is None
        told = " ".join(watched.wrongs)
        assert "script" in told and "127.0.0.1:1" in told


def test_marks_lead_to_cards_and_back(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open(PAGES["/report"])
        assert (
            page.locator("mark[data-claim].possible, mark[data-claim].occurred").count() == 4
        )  # the second within the first
        assert (
            page.locator("mark mark").inner_text()
            == "am Montag sein Konsulat in Damaskus beschossen zu haben"
        )
        page.locator("article a.number").nth(1).click()
        assert page.url.endswith("#claim-2")
        assert "Damaskus" in page.locator(".card:target").inner_text()
        page.locator(".card:target a.number").click()
        assert page.url.endswith("#mark-2")
        page.locator(".card").nth(1).get_by_text("Why", exact=True).click()
        assert "nsubj · obj" in page.locator(".card").nth(1).inner_text()
        watched.check()


def test_keys_walk_through_claims(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open(PAGES["/report"])
        for key, card in (("j", 1), ("j", 2), ("j", 3), ("j", 3), ("k", 2)):
            page.keyboard.press(key)
            assert page.url.endswith(f"#claim-{card}")
            assert page.evaluate("document.activeElement.closest('.card').id") == f"claim-{card}"
        page.keyboard.press("Enter")
        page.wait_for_url("**#mark-2")
        watched.check()


def test_keyboard_reaches_navigation_filters_and_marks(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.wait_for_url("**/#content")
        page = watched.open("/")
        assert press_until(page, "nav a[href='/claims']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims")
        assert press_until(page, "form.filters input[name=actor]")
        page.keyboard.type("JOR")
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims?*actor=JOR*")
        assert page.locator("tbody tr").count() == 1
        assert press_until(page, "tbody a[href^='/report']")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/report?id=*")
        assert press_until(page, "article a.number")
        page.keyboard.press("Enter")
        page.wait_for_url("**#claim-*")
        watched.check()


def test_claims_narrow_and_sort_by_their_address(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/claims")
        assert page.locator("tbody tr").count() == 20
        page.get_by_label("Pair").fill("IRN,ISR")
        page.get_by_label("Type").select_option("ASSAULT")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**pair=IRN*")
        assert page.locator("tbody tr").count() == 3
        page.locator("th").get_by_role("link", name="Time").click()
        assert page.locator("th[aria-sort=descending]").inner_text() == "Time"
        dates = page.locator("td.when").all_inner_texts()
        assert dates == sorted(dates, reverse=True) and len(dates) == 3
        page.locator(".chip", has_text="Type").click()
        assert page.locator("tbody tr").count() == 5
        shared = path_of(page)
        assert page.get_by_label("Pair").input_value() == "IRN,ISR"
        watched.check()
    with watching(chromium, newsroom) as other:
        assert other.open(shared).locator("tbody tr").count() == 5


def test_claims_are_exported_as_shown(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/claims?actor=JOR")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="JSON", exact=False).first.click()
        text = waiting.value.path().read_text()
        assert "Jordanien half Israel" in text and "Damaskus" not in text


def test_event_shows_sides_and_leads_to_comparison(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/events")
        page.locator("tbody tr", has_text="North Korea → Russia").get_by_role("link", name="aid").click()
        page.wait_for_url("**/event?claim=*")
        assert page.locator(".sidebyside").first.locator("article").count() == 2
        shown = words_of(page)
        assert all(words in shown for words in ("whether it happened", "denies", TROOPS.title, RUMOURS.title))
        page.get_by_role("link", name="Compare sentence by sentence").click()
        page.wait_for_url("**/compare?claim=*")
        assert page.locator(".compare .head").count() == 2
        assert page.locator(".compare .flag").all_inner_texts() == ["denies", "other date"]
        watched.check()


def test_actor_leads_to_pair(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/actor?code=Iran")
        page.locator("main").get_by_role("link", name="Israel", exact=True).first.click()
        page.wait_for_url("**/pair?pair=IRN*")
        assert (
            page.locator("section", has=page.get_by_role("heading", name="What divides"))
            .locator("summary")
            .count()
            == 4
        )
        assert page.locator("svg.counts rect.bar").count() > 0
        page.locator("summary").first.click()
        assert page.locator("details[open] li a").first.is_visible()
        watched.check()


def test_timeline_moves_by_links(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/timeline?pair=USA,IRN")
        assert page.locator("svg.time circle.mark.ahead").count() == 2  # one plan, two days it may be
        whole = watched.open("/timeline").locator("svg.time a").count()
        page.get_by_role("link", name="Closer").click()
        page.wait_for_url("**since=*")
        assert 0 < page.locator("svg.time a").count() < whole
        page.get_by_role("link", name="All", exact=True).click()
        assert page.locator("svg.time a").count() == whole
        page.locator("svg.time a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/event?claim=*")
        watched.check()


def test_network_slider_changes_picture_and_count(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/network")
        page.locator("#canvas").wait_for()
        assert not page.locator("#still").is_visible()
        count, picture = page.locator("#edges-shown"), "document.querySelector('#canvas').toDataURL()"
        assert count.inner_text() == "14"
        before = page.evaluate(picture)
        page.locator("#valid").focus()
        for _ in range(3):  # to the second period: 2023-03
            page.keyboard.press("ArrowRight")
        assert page.locator("#valid-shown").inner_text().startswith("≤ 20")
        assert 0 < int(count.inner_text()) < 14
        assert page.evaluate(picture) != before
        page.locator("#known").focus()
        with page.expect_response("**/network.json?known_at=*"):
            page.keyboard.press("ArrowLeft")
        expect(count).to_have_text("0")
        watched.check()


def test_network_keeps_to_filters(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/network?actor=PRK")
        page.locator("#canvas").wait_for()
        assert page.locator("#edges-shown").inner_text() == "2"
        watched.check()


def test_map_zooms_and_leads_to_pairs(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/map")
        assert page.locator("svg.map circle.dot").count() == 7
        assert page.locator("svg.map circle.disputed").count() > 5
        box = "document.querySelector('#map').viewBox.baseVal.width"
        wide = page.evaluate(box)
        assert press_until(page, "#map")
        page.keyboard.press("+")
        assert page.evaluate(box) < wide
        page.get_by_role("link", name="Middle East").click()
        page.wait_for_url("**view=middle-east*")
        assert page.evaluate(box) == 150
        page.get_by_role("link", name="Damaskus").click()
        page.wait_for_url("**/search?q=Damaskus")
        assert CONSULATE.title in words_of(page)
        watched.check()


def test_whatif_unfolds_to_its_proof(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/whatif")
        page.get_by_label("Attacker", exact=True).fill("Russia")
        page.get_by_label("Attacked", exact=True).fill("Poland")
        page.get_by_label("On the day").fill("2025-01-01")
        page.get_by_role("button", name="Ask").click()
        page.wait_for_url("**attacker=Russia*")
        assert page.locator("svg.cascade rect.box").count() >= 2
        assert "FIN" in page.locator("svg.cascade").text_content()
        answer = page.locator("article.answer", has_text="North Atlantic Treaty").first
        assert not answer.locator("ul.proof").is_visible()
        answer.get_by_text("Why", exact=True).click()
        assert "armed attack" in answer.locator("ul.proof").inner_text().lower()
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert not watched.is_wider_than_window()
        watched.check()


def test_treaty_on_another_day(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/treaties?text=north+atlantic")
        page.get_by_role("link", name="North Atlantic Treaty").click()
        row = page.locator("tr", has_text="Finland")
        assert "yes" in row.inner_text()
        page.get_by_label("On the day").fill("2020-01-01")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**on=2020-01-01*")
        assert "no" in page.locator("tr", has_text="Finland").locator("td").nth(1).inner_text()
        page = watched.open("/obligations?on=2020-01-01&actor=Finland")
        assert "North Atlantic Treaty" not in words_of(page)
        watched.check()


def test_search_finds_actors_and_words(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/")
        page.get_by_label("Search reports and actors").fill("Russland")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=Russland")
        assert page.locator("article.card strong").first.inner_text() == "Russland"
        page.locator("main").get_by_role("link", name="Russia", exact=True).click()
        page.wait_for_url("**/actor?code=RUS")
        watched.check()


def test_review_by_keys_writes_what_the_ledger_shows(chromium, own_newsroom):
    path, origin = own_newsroom
    with watching(chromium, origin) as watched:
        page = watched.open("/review?actor=PRK")
        assert "1 of 3" in words_of(page)
        page.keyboard.press("a")
        assert page.evaluate("document.activeElement.name") == "by"  # who accepts must be said, once
        page.keyboard.type("Ada")
        page.keyboard.press("Enter")
        page.wait_for_url("**kept=1*")
        assert "1 of 2" in words_of(page)
        page.keyboard.press("r")
        page.keyboard.type("the words say otherwise")
        page.keyboard.press("Enter")
        page.get_by_text("1 of 1").wait_for()
        page.keyboard.press("c")
        page.locator("#correct select[name=status]").select_option("possible")
        page.locator("#correct input[name=reason]").fill("not sure at all")
        page.keyboard.press("Enter")
        page.get_by_text("Nothing waits").wait_for()
        page = watched.open("/review?actor=PRK&again=1")
        assert "1 of 2" in words_of(page)  # the rejected one is gone
        watched.check()
        with Ledger(path, read_only=True) as ledger:
            reviews = list(ledger.iter_reviews())
            left = [claim for claim in ledger.iter_claims(actor="PRK")]
        assert [review.verdict for review in reviews] == [Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT]
        assert {review.by for review in reviews} == {"Ada"}
        changed = next(claim for claim in left if claim.status.value == "possible")
        page = watched.open(f"/report?id={changed.report_id}")
        assert "possible" in page.locator(".card").inner_text()
        watched.check()


def test_report_handed_in_is_read_at_once(chromium, own_newsroom):
    _, origin = own_newsroom
    text = "Norwegen liefert der Ukraine Munition. Polen warnt Belarus vor Angriffen."
    with watching(chromium, origin, PHONE) as watched:
        page = watched.open("/")
        page.get_by_label("Paste the text").fill(text)
        page.get_by_label("Published").fill("2025-02-03")
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("link", name="Open the report").click(timeout=60_000)
        assert page.locator(".card", has_text="Norway → Ukraine").count() == 1
        assert page.locator("div.text").inner_text().replace("1", "").replace("2", "") == text
        page = watched.open("/")
        assert "13 reports" in words_of(page)
        watched.check()


def test_dropped_file_is_read(chromium, own_newsroom):
    _, origin = own_newsroom
    with watching(chromium, origin) as watched:
        page = watched.open("/")
        page.evaluate(
            """() => {
                const held = new DataTransfer();
                const text = JSON.stringify({id: "dropped", language: "de", published: "2025-02-04",
                    title: "Hilfe aus Oslo", text: "Norwegen liefert der Ukraine Munition."});
                held.items.add(new File([text], "report.json", {type: "application/json"}));
                document.querySelector("#drop").dispatchEvent(
                    new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
            }"""
        )
        page.get_by_role("link", name="Open the report").click(timeout=60_000)
        page.wait_for_url("**/report?id=dropped")
        assert page.locator("h1").inner_text() == "Hilfe aus Oslo"
        watched.check()


def test_language_and_theme_are_kept(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/claims?actor=IRN")
        page.get_by_role("link", name="Deutsch").click()
        assert page.evaluate("document.documentElement.lang") == "de"
        assert "actor=IRN" in page.url
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("link", name="Dunkel").click()
        page = watched.open("/events")
        assert page.locator("h1").inner_text() == "Ereignisse"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
        watched.check()


def test_every_claim_of_the_ledger_has_a_card(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        for report, claims in RECORDINGS:
            page = watched.open(f"/report?id={report.id}")
            assert page.locator(".card").count() == page.locator("article a.number").count() == len(claims)
            quotes = page.locator(".card blockquote").all_inner_texts()
            assert sorted(quotes) == sorted(claim.quote.text for claim in claims)
        watched.check()


def test_page_as_json_says_the_same(chromium, newsroom):
    with watching(chromium, newsroom) as watched:
        page = watched.open("/claims")
        answer = page.evaluate("async () => (await fetch('/claims.json?actor=JOR')).json()")
        assert [claim["id"] for claim in answer["claims"]] == [claim_of(DRONES, 1).id]
