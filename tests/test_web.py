import threading

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.records import Claim, Event, Participant, Report, Span, Status
from dragoman.web.app import make_app
from dragoman.web.kept import Kept
from dragoman.web.marking import mark_text
from dragoman.web.pages import PAGES
from dragoman.web.settings import Settings
from dragoman.web.wording import wording_in

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "a\u202eb",
    "</title><script>",
    "javascript:alert(1)",
]


@pytest.fixture(params=HOSTILE)
def hostile(request):
    return request.param


def client_of(path, *pairs):
    with Ledger(path) as ledger:
        for report, claims in pairs:
            ledger.record(report, claims)
    return TestClient(make_app(Settings(ledger=path)), base_url="http://localhost")


def reading(word):
    report = Report(
        id=f"r {word}",
        language="de",
        published="2025-01",
        title=word,
        text=f"{word} liefert.",
        outlet=word,
        url=word,
    )
    claim = Claim(
        report_id=report.id,
        event=Event.AID,
        mode=None,
        actors=(Participant(code=word),),
        targets=(Participant(code="RUS"),),
        status=Status.PLANNED,
        quote=Span(start=0, end=len(word), text=word),
    )
    return report, [claim]


def test_pages_escape_hostile_strings(tmp_path, hostile):
    client = client_of(tmp_path / "l.db", reading(hostile))
    for path, query in (
        ("/", {}),
        ("/report", {"id": f"r {hostile}"}),
        ("/claims", {}),
        ("/claims", {"text": hostile}),
    ):
        answer = client.get(path, params=query)
        assert answer.status_code == 200, answer.text[:300]
        for sign in ("<script>alert", "<img", "<script>\n", "\u202e", 'href="javascript:', ">49<"):
            assert sign not in answer.text
        assert ("liefert." if path == "/report" else "RUS" if path == "/claims" else "r ") in answer.text
        assert client.get("/index.json" if path == "/" else path + ".json", params=query).status_code == 200


def test_guard_refuses_what_is_not_ours(tmp_path):
    client = client_of(tmp_path / "l.db")
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/claims?text=" + "a" * 5000).status_code == 414
    assert client.post("/read", data={"text": "x"}).status_code == 403
    assert (
        client.post("/read", data={"text": "x"}, headers={"origin": "http://evil.example"}).status_code == 403
    )
    assert (
        client.post("/read", data={"text": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    )
    own = {"sec-fetch-site": "same-origin"}
    assert client.post("/read", data={"text": "x" * 2_000_001}, headers=own).status_code == 413
    assert client.post("/read", data={"text": " "}, headers=own).status_code == 400
    assert "default-src 'self'" in client.get("/").headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_that_acts_are_being_worked_out(tmp_path, monkeypatch, path):
    monkeypatch.setattr(Kept, "find", lambda *asked, **how: (None, False))
    client = client_of(tmp_path / "l.db", reading("Oslo"))
    given = {
        "id": "r Oslo",
        "claim": reading("Oslo")[1][0].id,
        "report": "r Oslo",
        "code": "RUS",
        "pair": "RUS,Oslo",
        "order": "",
    }
    answer = client.get(path, params={name: value for name, value in given.items() if value})
    assert answer.status_code in ((400, 404) if path in ("/treaty", "/reading") else (200, 503)), answer.text
    if answer.status_code == 503:
        assert "being worked out" in answer.text and 'http-equiv="refresh"' in answer.text


def test_errors_reflect_nothing(tmp_path):
    client = client_of(tmp_path / "l.db")
    for path in ("/report?id=zebra", "/claims?since=zebra", "/claims?event=zebra", "/reading?order=zebra"):
        answer = client.get(path + "&lang=de")
        assert answer.status_code in (400, 404)
        assert (
            "zebra"
            not in answer.text.replace(f"{path.split('?')[0]}?{path.split('?')[1]}", "").split("<main")[1]
        )


def test_overlapping_marks_keep_every_letter():
    spans = [
        [Span(start=0, end=5, text="")],
        [Span(start=3, end=9, text="")],
        [Span(start=3, end=5, text="")],
    ]
    pieces = mark_text("abcdefghij", spans)
    assert "".join(piece.text for piece in pieces) == "abcdefghij"
    assert [[m.number for m in p.marks] for p in pieces] == [[1], [1, 2, 3], [2], []]


def test_languages_have_the_same_keys():
    def keys(value, prefix=""):
        return (
            {prefix}
            if not isinstance(value, dict)
            else {k for name, v in value.items() for k in keys(v, f"{prefix}.{name}")}
        )

    assert keys(wording_in("de").messages) == keys(wording_in("en").messages)


def test_a_changed_ledger_shows_its_last_acts_until_the_new_ones_are_there(tmp_path):
    made = []
    going = threading.Event()

    def work_out(ledger, known_at):
        made.append(ledger.counts()["claims"])
        if len(made) > 1:
            going.wait(10)
        return made[-1]

    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        kept = Kept(path, "counting", work_out)
        assert kept.find(ledger, patience=10) == (0, True)
        ledger.record(*reading("Oslo"))
        assert kept.find(ledger, patience=0.01) == (0, False)
        going.set()
        assert kept.find(ledger, patience=10) == (1, True)
        assert kept.find(ledger, "2020-01-01", patience=10) == (1, True)
        assert kept.find(ledger) == (1, True)
        assert len(made) == 3
        kept.close()


def test_what_cannot_be_worked_out_says_why(tmp_path):
    def work_out(ledger, known_at):
        raise ValueError("no acts today")

    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        kept = Kept(path, "failing", work_out)
        with pytest.raises(ValueError, match="no acts today"):
            kept.find(ledger, patience=10)
        kept.close()
