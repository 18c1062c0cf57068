"""axe-core finds nothing serious on any page: light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser import PHONE, WIDE, watching
from newsroom import PAGES

GRAVE = {"serious", "critical"}
COLOURS = {"runOnly": ["color-contrast"]}  # all that a theme can change
RUN = (
    "options => axe.run(document, {...options, resultTypes: ['violations']}).then(found => found.violations)"
)


def grave_findings(page, options=None):
    """Rule, how many places, and the first of them with why, for each finding of weight."""
    return [
        (one["id"], len(one["nodes"]), one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
        for one in page.evaluate(RUN, options or {})
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious(chromium, newsroom, size):
    found = {}
    with watching(chromium, newsroom, size, past_policy=True) as watched:
        for path, address in PAGES.items():
            page = watched.open(address)
            page.evaluate(AXE_SCRIPT)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            found[path, "light"] = grave_findings(page)
            page.emulate_media(color_scheme="dark")
            found[path, "dark"] = grave_findings(page, COLOURS)
            page.emulate_media(color_scheme="light")
    for where, findings in found.items():
        assert findings == [], where


def test_axe_sees_what_is_wrong(chromium, newsroom):
    with watching(chromium, newsroom, past_policy=True) as watched:
        page = watched.open("/claims")
        page.evaluate(AXE_SCRIPT)
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/static/icon.svg>')"
        )
        assert [rule for rule, *_ in grave_findings(page)] == ["image-alt"]
