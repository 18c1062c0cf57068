"""Pictures and texts that pages are made of: arcs of a tree, pages handed in, counts."""

from __future__ import annotations

import pytest
from history_examples import tell
from starlette.testclient import TestClient

from dragoman.language.parse import Sentence, Word
from dragoman.ledger import Ledger
from dragoman.records import Report
from dragoman.web.app import make_app
from dragoman.web.page_text import is_page, read_page
from dragoman.web.picture_tree import draw_tree
from dragoman.web.settings import Settings


def sentence(*rows):
    """``("Rom", 1, "nsubj")`` for each word: text, head, relation."""
    words, start = [], 0
    for index, (text, head, relation) in enumerate(rows):
        end = start + len(text)
        words.append(Word(index, start, end, text, text.lower(), "X", {}, head, relation))
        start = end + 1
    return Sentence(words)


HELPS = sentence(
    ("Rom", 1, "nsubj"), ("hilft", -1, "root"), ("dem", 3, "det"), ("Land", 1, "obl"), (".", 1, "punct")
)


def test_every_word_but_the_root_hangs_on_an_arc():
    picture = draw_tree(HELPS, {0: "actor", 1: "quote"})
    assert [word.text for word in picture.words] == ["Rom", "hilft", "dem", "Land", "."]
    assert [word.x for word in picture.words] == sorted(word.x for word in picture.words)
    assert sorted(arc.relation for arc in picture.arcs) == ["det", "nsubj", "obl", "punct"]
    assert [arc.relation for arc in picture.arcs if arc.matters] == ["nsubj"]
    assert picture.words[-1].x < picture.width


def test_an_arc_lies_above_those_it_spans():
    tops = {arc.relation: arc.y for arc in draw_tree(HELPS, {}).arcs}
    assert tops["punct"] < tops["obl"] < tops["det"]
    assert min(tops.values()) > 0


def test_a_sentence_of_one_word_has_no_arcs():
    picture = draw_tree(sentence(("Ruhe", -1, "root")), {})
    assert picture.arcs == []
    assert picture.height > picture.base > 0


@pytest.mark.parametrize(
    ("html", "title", "text"),
    [
        ("<html><title>Gipfel &amp; Pakt</title><p>Rom<br>hilft.</p>", "Gipfel & Pakt", "Rom\n\nhilft."),
        ("<!doctype html><article><p>Erst<p>Dann <b>jetzt</b></article>", None, "Erst\n\nDann jetzt"),
        ("<html><script>alert(1)</script><nav>Menü</nav><p>Text</p><footer>Fuß</footer>", None, "Text"),
        ("<html><p>offen <em>kursiv", None, "offen kursiv"),
        ("<html></nav></script><p>Rest</p>", None, "Rest"),
    ],
)
def test_a_web_page_is_read_as_its_text(html, title, text):
    assert is_page(html)
    assert read_page(html) == (title, text)


@pytest.mark.parametrize("text", ["Rom <hilft> Paris.", "5 < 6", "", "Ein <p>Absatz</p> mitten im Text"])
def test_a_report_with_angle_brackets_is_no_page(text):
    assert not is_page(text)


@pytest.fixture
def client(tmp_path):
    path = tmp_path / "l.db"
    told = {
        "Elbblatt": [("AID POL > UKR", "occurred"), ("AID DEU > UKR", "planned")],
        "Deichwacht": [("AGREE RUS IRN", "occurred")],
    }
    with Ledger(path) as ledger:
        for outlet, acts in told.items():
            report = Report(
                id=outlet, language="de", published="2025-01-18", title=None, text="w" * 9999, outlet=outlet
            )
            claims = [tell(what, status=status, report=report, words="w").claim for what, status in acts]
            ledger.record(report, claims)
    with TestClient(make_app(Settings(ledger=path)), base_url="http://localhost") as client:
        yield client


def test_claims_are_counted_by_type_and_status(client):
    data = client.get("/claims.json").json()
    assert data["counts"] == {"event": {"AID": 2, "AGREE": 1}, "status": {"occurred": 2, "planned": 1}}
    data = client.get("/claims.json?actor=DEU").json()
    assert data["counts"] == {"event": {"AID": 1}, "status": {"planned": 1}}
    assert client.get("/claims.json?text=w").json()["counts"] == {}
    assert client.get("/events.json").json()["counts"] == {"AID": 2, "AGREE": 1}


def test_claims_of_one_source(client):
    for source, number in (("Elbblatt", 2), ("Deichwacht", 1), ("elbblatt", 0)):
        assert len(client.get("/claims.json", params={"outlet": source}).json()["claims"]) == number
    assert len(client.get("/events.json?outlet=Elbblatt&actor=POL").json()["events"]) == 1


def test_disputes_of_one_matter(client):
    assert client.get("/disputes.json?matter=when").json()["total"] == 0
    assert client.get("/disputes?matter=zebra").status_code == 400
