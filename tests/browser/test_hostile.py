"""An article that means harm is shown, and does none."""

from __future__ import annotations

import pytest

from browser.conftest import Seen
from browser.stories import HOSTILE, MARKUP, TURNED
from khabar.serve.desk import Desk
from khabar.serve.views import Wanted

pytestmark = pytest.mark.browser

_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def hostile_articles(desk: Desk) -> list[str]:
    """The ids of what our enemy sent, in the order of HOSTILE."""
    days = {row.published: row.id for row in desk.documents(Wanted(since="2019-06-01",
            until="2019-06-30"), None, 50).rows}  # fmt: skip
    return [days[day] for _, day, _, _ in HOSTILE]


def paths_of(desk: Desk) -> list[str]:
    """All pages that show something of these articles."""
    return [
        *(f"/articles/{key}" for key in hostile_articles(desk)),
        "/articles", "/search?q=الهاشمي", "/events?since=2019-06-01", "/sources", "/map",
        "/actors?q=الهاشمي", "/network?actor=ماجد الهاشمي", "/search?q=<script>&in=events",
        f"/search?q={MARKUP}{TURNED}", "/compare?q=الهاشمي",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_of_it_runs_and_nothing_breaks(seen: Seen, desk: Desk, language: str):
    for path in paths_of(desk):
        for width in (1280, 390):
            seen.page.set_viewport_size({"width": width, "height": 900})
            page = seen.go(f"/{language}{path}")
            assert page.evaluate("window.harmed") is None, path
            assert page.evaluate(_TOO_WIDE) <= 0, f"{path} is too wide for {width}"
        assert page.locator("main img, main script, main iframe").count() == 0, path
        assert page.locator("a[href^='javascript:' i]").count() == 0, path
        assert page.locator("main").count() == 1


def test_its_words_are_shown_as_they_are(seen: Seen, desk: Desk):
    page = seen.go(f"/en/articles/{hostile_articles(desk)[0]}")
    text = page.locator("article.text").text_content() or ""
    assert MARKUP in text
    assert "{{ 7 * 7 }}" in text


def test_a_turned_title_turns_nothing_beside_it(seen: Seen, desk: Desk):
    page = seen.go("/en/articles?since=2019-06-01&until=2019-06-30")
    link = page.locator(f"a[href$='{hostile_articles(desk)[0]}'] bdi")
    # What turns the direction is closed in with the title that brings it.
    assert link.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
