"""Every page in Chromium: what it must show, by mouse, by keyboard, without JavaScript, and on a phone."""

from newsroom import PAGES
import pytest
from browser import MOST_BYTES, PHONE, watching

@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole(chromium, newsroom, path):
    with watching(chromium, newsroom, PHONE) as watched:
        watched.open(PAGES[path])
        print(path, watched.count_bytes())
        assert not watched.is_wider_than_window()
        assert watched.count_bytes() <= MOST_BYTES
        watched.check()
