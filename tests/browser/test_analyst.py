"""Five tasks of an analyst, each done with the desk alone."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Seen
from browser.stories import GULF, NORTH, RIVER

pytestmark = pytest.mark.browser

MINISTERS = ("سالم الكيلاني", "ماجد الهاشمي")
NAMESAKE = "وليد الشامسي"
UNNAMED = "مصدر دبلوماسي طلب عدم ذكر اسمه"
PAPER = "صحيفة «الميدان»"


def section(page: Page, heading: str) -> Locator:
    """The part of a page under a heading."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=heading)).last


def find(page: Page, words: str) -> None:
    """Search from the field that every page has."""
    page.locator("header.top input[name=q]").fill(words)
    page.locator("header.top button").first.click()
    page.wait_for_url("**/search?**")


def the_meeting(seen: Seen) -> Page:
    """From the first page to the meeting of the two ministers, by search."""
    page = seen.go("/en/")
    find(page, " ".join(MINISTERS))
    page.locator("nav.tabs").get_by_role("link", name="Events").click()
    page.locator("#rows li.event a.told").filter(has_text="10 March 2019").first.click()
    page.wait_for_url("**/events/v_*")
    return page


def test_find_every_report_of_one_meeting_and_who_denies_it(seen: Seen):
    page = the_meeting(seen)
    expect(page.locator("header.head .standing-disputed")).to_be_visible()
    say_so = section(page, "Reports that say so").locator("li.row")
    deny = section(page, "Reports that deny it").locator("li.row")
    assert say_so.count() == 2
    for outlet in (RIVER, NORTH):
        expect(say_so.filter(has_text=outlet)).to_have_count(1)
    expect(deny).to_have_count(1)
    expect(deny).to_contain_text(GULF)
    expect(deny).to_contain_text("وزارة النقل")
    # Every report is one click from its sentence.
    deny.locator("a.at").click()
    expect(page.locator("article.text mark.chosen").first).to_be_visible()
    expect(page.locator("article.text")).to_contain_text("نفت وزارة النقل")


def test_list_what_was_promised_for_a_date_and_what_became_of_it(seen: Seen):
    page = seen.go("/en/announcements")
    page.locator("input[name=since]").fill("2019-04-08")
    page.locator("input[name=until]").fill("2019-04-08")
    page.locator("form.filters button").first.click()
    rows = page.locator("#rows li.expectation")
    expect(rows).to_have_count(3)
    became = {"الرباط": "fulfilled", "الجزائر": "contradicted", "نواكشوط": "unknown"}
    for place, verdict in became.items():
        row = rows.filter(has=page.locator("q").filter(has_text=place))
        expect(row).to_have_count(1)
        expect(row.locator(f".verdict-{verdict}")).to_have_count(1)
        expect(row).to_contain_text(re.compile("Nasser al-Amiri|ناصر العامري"))
    came_true = rows.filter(has=page.locator("q").filter(has_text="سيزور الرباط"))
    came_true.locator("a.at").last.click()
    expect(page.locator("article.text")).to_contain_text("وعاد في اليوم نفسه")
    page.go_back()
    # What is shown has an address of its own.
    assert "since=2019-04-08" in page.url


def test_follow_a_chain_to_its_anonymous_source(seen: Seen):
    page = the_meeting(seen)
    page.locator("[data-language]").click()
    page.wait_for_url("**/ar/events/v_*")
    tree = page.locator("ul.tree")
    root = tree.locator("> li").filter(has_text=UNNAMED)
    expect(root).to_have_count(1)
    # Whom nobody names is nobody of the record: a root, and no link to an actor.
    expect(root.locator("> .node")).to_have_text(UNNAMED)
    paper = root.locator("> ul > li")
    expect(paper.locator("> .node")).to_have_text(PAPER)
    outlet = paper.locator("> ul > li")
    expect(outlet.locator("> .node")).to_have_text(NORTH)
    outlet.locator("li.leaf a.src").click()
    expect(page.locator("article.text")).to_contain_text(UNNAMED)
    row = seen.go("/ar/sources").locator("#rows tr").filter(has_text=UNNAMED)
    expect(row.locator(".anonymous")).to_be_visible()


def months_of(page: Page) -> list[str]:
    """The months in which the timeline of an actor's page has events."""
    starts = page.locator("figure[data-chart=timeline] tr[data-start]")
    return [s[:7] for s in starts.evaluate_all("all => all.map(e => e.dataset.start)")]


def test_correct_a_wrong_merge_see_the_timeline_change_and_take_it_back(seen: Seen):
    page = seen.go("/en/")
    find(page, NAMESAKE)
    page.locator("nav.tabs").get_by_role("link", name="Actors").click()
    page.locator("#rows a.told").first.click()
    page.wait_for_url("**/actors/k_*")
    one = page.url
    assert months_of(page) == ["2018-02", "2018-05"]
    # Who presides over the federation is another man than the mayor.
    section(page, "What it took part in").locator("li.row").filter(
        has=page.get_by_text("2018").filter(has_text="May")
    ).locator("a.src").first.click()
    page.wait_for_url("**/articles/**")
    mark = page.locator("ol.marklist li.k-names").filter(has_text=NAMESAKE).first
    mark.get_by_role("link", name="Judge").click()
    page.wait_for_url("**/review/item**")
    other = page.locator("li.row.doubt").filter(has_text="رئيس البلدية في تونس")
    other.locator("summary").click()
    other.locator("input[name=why]").fill("Of sports, of the town")
    other.locator("input[name=by]").fill("Analyst")
    other.get_by_role("button", name="Different").click()
    page.wait_for_url("**/review?done=*")
    done = page.locator("li.row").filter(has_text="Of sports, of the town")
    expect(done).to_contain_text("Analyst")
    expect(done).to_contain_text("are two")
    page.goto(one)
    assert len(months_of(page)) == 1
    page.goto(f"{seen.address}/en/review")
    done.get_by_role("button", name="Take back").click()
    page.wait_for_url("**/review?undone=*")
    page.goto(one)
    assert months_of(page) == ["2018-02", "2018-05"]


def test_export_the_series_of_a_pair_for_a_paper(seen: Seen, tmp_path: Path):
    page = seen.go("/en/pair")
    for name, who in zip(("actor", "other"), MINISTERS, strict=True):
        page.locator(f"input[name={name}]").fill(who)
    page.locator("form.filters button").click()
    page.wait_for_url("**/with/k_*")
    figure = page.locator("figure[data-chart=series]")
    expect(figure.locator(".canvas")).to_be_visible()
    with page.expect_download() as awaited:
        figure.get_by_role("link", name="CSV").click()
    saved = tmp_path / "series.csv"
    awaited.value.save_as(saved)
    with saved.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (month,) = [r for r in rows if r["start"] == "2019-03-01"]
    assert date.fromisoformat(month["end"]) == date(2019, 3, 31)
    assert "verbal cooperation" in str(month) or "verbal_cooperation" in str(month)
    for kind, magic in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as awaited:
            figure.locator(f"[data-save={kind}]").click()
        picture = tmp_path / f"series.{kind}"
        awaited.value.save_as(picture)
        assert picture.read_bytes().lstrip().startswith(magic)
