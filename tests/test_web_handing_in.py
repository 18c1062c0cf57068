"""Reports that are pasted or dropped: every one is read or set aside with its reason."""

from __future__ import annotations

import json
import time

import pytest
from starlette.testclient import TestClient

from dragoman.errors import ReportError
from dragoman.ledger import Ledger
from dragoman.web.app import make_app
from dragoman.web.desk import split_handed_in
from dragoman.web.settings import Settings

OWN = {"sec-fetch-site": "same-origin"}


def made(text, published=None):
    """The texts of the reports in it; a reason where one cannot be made."""
    out = []
    for make in split_handed_in(text, published):
        try:
            report = make()
            out.append((report.text, report.published))
        except ReportError as error:
            out.append(type(error).__name__)
    return out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rom hilft Paris.", [("Rom hilft Paris.", "2025-01")]),
        ("[Rom] hilft Paris.", [("[Rom] hilft Paris.", "2025-01")]),
        ('{"text": "a", "published": "2024"}', [("a", "2024")]),
        ('[{"text": "a"}, 7, {"text": "b"}]', [("a", "2025-01"), "ReportError", ("b", "2025-01")]),
        ('{"text": "a"}\n\n{"text": \n{"text": "c"}', [("a", "2025-01"), "ReportError", ("c", "2025-01")]),
        ("<html><title>T</title><p>Rom hilft.</p>", [("Rom hilft.", "2025-01")]),
    ],
)
def test_what_is_handed_in_is_one_report_or_more(text, found):
    assert made(text, "2025-01") == found


def hand_in(client, text):
    """The outcome of an order, once it has one."""
    answer = client.post("/read", data={"text": text}, headers=OWN, follow_redirects=False)
    address = answer.headers["location"].replace("/reading", "/reading.json")
    for _ in range(300):
        outcome = client.get(address).json()
        if outcome["stage"] in {"done", "failed"}:
            return outcome, client.get(answer.headers["location"]).text
        time.sleep(0.1)
    raise AssertionError(outcome)


def test_a_bad_line_does_not_hold_up_the_rest(tmp_path):
    path = tmp_path / "l.db"
    Ledger(path).close()
    lines = [
        {"id": "a", "language": "de", "published": "2024-05-15", "text": "Warschau liefert Kiew Panzer."},
        {"id": "b", "language": "xx", "text": "…"},
        {"id": "c", "language": "de", "published": "2024-05-15", "text": "Rom kritisiert Kairo."},
    ]
    with TestClient(make_app(Settings(ledger=path)), base_url="http://localhost") as client:
        outcome, page = hand_in(client, "\n".join(map(json.dumps, lines)) + "\n{broken")
        assert (outcome["stage"], outcome["reports"], outcome["set_aside"]) == ("done", 2, 2)
        assert len(outcome["reasons"]) == 2
        assert all(reason.split()[0] in page for reason in outcome["reasons"])
        assert {claim["report_id"] for claim in client.get("/claims.json").json()["claims"]} == {"a", "c"}
        outcome, _ = hand_in(client, '{"id": "d"}')
        assert (outcome["stage"], outcome["reports"], outcome["set_aside"]) == ("failed", 0, 1)
