"""Every page of the desk, in both languages, on a wide screen and on a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from fastapi.routing import APIRoute

from browser.conftest import Seen
from desk_pages import LISTS, pages_of
from khabar.serve.desk import LIMIT, Desk
from khabar.serve.pages import actors, articles, atlas, events, lists, overview, review

pytestmark = pytest.mark.browser

WIDE, PHONE = 1280, 390
NAMES = (
    "overview", "search", *LISTS, "event", "actor", "two-actors", "way", "outlets", "article",
    "beside", "merge", "judge", "nothing-there",
)  # fmt: skip
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
_TOO_WIDE = """() => {
  const root = document.documentElement;
  return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
}"""
_GROUPS = (actors, articles, atlas, events, lists, overview, review)
_DIRECTION = "e => getComputedStyle(e).direction"
_DIRECTIONS = "all => all.map(e => getComputedStyle(e).direction)"
# What leads elsewhere, or is a file.
_NO_PAGES = re.compile(r"/sentence$|\.csv$|\.jsonl$")


def test_the_list_of_pages_is_whole(desk: Desk):
    known = [path.partition("?")[0] for path in pages_of(desk).values()]
    assert set(pages_of(desk)) == set(NAMES)
    routes = [r for group in _GROUPS for r in group.router(desk).routes]
    for route in (r.path for r in routes if isinstance(r, APIRoute) and "GET" in r.methods):
        if not _NO_PAGES.search(route):
            form = re.compile(re.sub(r"\{\w+\}", "[^/]+", route) + "$")
            assert any(form.match(path) for path in known), route


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """In which language, colours and width axe looks at a page."""

    language: str
    direction: str
    theme: Literal["light", "dark"]
    width: int


LOOKS = (
    Look(language="ar", direction="rtl", theme="light", width=WIDE),
    Look(language="en", direction="ltr", theme="dark", width=PHONE),
)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.language)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound(seen: Seen, desk: Desk, name: str, look: Look):
    seen.page.emulate_media(color_scheme=look.theme)
    path = f"/{look.language}{pages_of(desk)[name]}"
    page = seen.go(path, status=404 if name == "nothing-there" else 200)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == look.language
    assert page.locator("main").evaluate(_DIRECTION) == look.direction
    # The article itself stays Arabic whatever language the page speaks.
    assert set(page.locator("article.text, p.snippet, a.at q").evaluate_all(_DIRECTIONS)) <= {"rtl"}
    assert page.locator("h1").count() == 1
    for width in (WIDE + PHONE - look.width, look.width):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_TOO_WIDE) <= 0, f"{path} is too wide for {width}"
    assert seen.trouble == []
    if AXE.exists():
        page.evaluate(AXE.read_text("utf8"))
        assert grave(page.evaluate(_RUN, _TAGS)["violations"]) == []


def grave(violations: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """What keeps somebody from using a page, and where it is."""
    return [
        (v["id"], [node["html"][:160] for node in v["nodes"][:3]])
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


_PRINTED = """(media) => {
  const canvas = document.querySelector("figure[data-chart] canvas");
  const seen = () => [document.documentElement.dataset.theme, canvas.toDataURL()];
  const before = seen();
  dispatchEvent(new Event("beforeprint"));
  const paper = seen();
  dispatchEvent(new Event("afterprint"));
  return [before, paper, seen()];
}"""


def test_charts_are_light_on_paper_and_dark_again_on_the_screen(seen: Seen):
    page = seen.go("/en/timeline")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    page.locator("figure[data-chart] canvas").first.wait_for()
    page.wait_for_timeout(500)
    before, paper, after = page.evaluate(_PRINTED)
    assert (before[0], paper[0], after[0]) == ("dark", "light", "dark")
    assert before[1] == after[1] != paper[1]


def test_a_place_of_the_map_opens_on_its_events(seen: Seen):
    page = seen.go("/ar/map")
    spot = page.locator("details.spot").first
    spot.locator("summary").click()
    spot.locator("li.event a.told").first.click()
    page.wait_for_url("**/events/v_*")


def test_a_long_list_grows_to_its_bound_and_then_leads_on(seen: Seen):
    page = seen.go("/en/statements")
    rows = page.locator("#rows li.row")
    assert rows.count() == LIMIT
    page.evaluate("document.querySelector('#rows').dataset.most = '20'")
    more = page.locator("p.more a")
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(800)
    assert rows.count() == LIMIT
    last = rows.last.text_content()
    more.click()
    page.wait_for_url("**cursor=*")
    assert last not in rows.all_text_contents()
    page.get_by_role("link", name="From the beginning").click()
    page.wait_for_url("**/en/statements?**")
    assert rows.nth(LIMIT - 1).text_content() == last


def test_a_list_grows_while_somebody_scrolls(seen: Seen):
    page = seen.go("/en/statements")
    rows = page.locator("#rows li.row")
    # What was not seen yet has a guessed height: the end moves while one comes near.
    for _ in range(20):
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(300)
        if rows.count() > LIMIT:
            return
    raise AssertionError(f"{rows.count()} rows")


def test_filters_are_folded_away_on_a_phone_until_they_are_asked_for(seen: Seen):
    seen.page.set_viewport_size({"width": PHONE, "height": 900})
    page = seen.go("/en/events")
    since = page.locator("form.filters input[name=since]")
    assert not since.is_visible()
    page.get_by_role("button", name="Filters").click()
    assert since.is_visible()
    page = seen.go("/en/events?since=2018-01-01")
    assert since.is_visible()


def test_the_tabs_of_a_search_follow_its_filters(seen: Seen):
    page = seen.go("/en/search?q=موسكو")
    events = page.locator("nav.tabs").get_by_role("link", name="Events")
    before = events.inner_text()
    page.locator("form.filters input[name=since]").fill("2020-01-01")
    page.locator("form.filters button").first.click()
    page.wait_for_url("**since=2020-01-01**")
    assert "since=2020-01-01" in (events.get_attribute("href") or "")
    assert events.inner_text() != before
