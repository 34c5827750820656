"""The sheet of an audit in a browser: by keyboard alone, offline, and back as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from khabar.evaluate.audit_csv import Ruling, answers_of
from khabar.evaluate.audit_draw import Layer, Sample, Thing, Whole
from khabar.evaluate.audit_items import Context, Item, Kind, Question
from khabar.evaluate.audit_page import page_of

pytestmark = pytest.mark.browser

EVIL = "</mark><script>window.bad = 1</script><img src='http://x.example/' onerror='window.bad=1'>"
HERE = Context(document="d", outlet="o", published="2020", before=EVIL, words="زار", after=EVIL)


def item_of(n: int, *fields: str) -> Item:
    questions = tuple(Question(field=field, claim=EVIL) for field in fields)
    return Item(
        id=f"Q{n:03}", kind=Kind.EVENT, type="CONSULT", here=HERE, arabic=EVIL, english=EVIL,
        questions=questions,
    )  # fmt: skip


SAMPLE = Sample(
    seed=1, day="2020-01-01", recipe="r", documents=2,
    layers=(Layer(kind=Kind.EVENT, type="CONSULT", size=9, drawn=2),),
    items=(item_of(1, "type", "actor"), item_of(2, "type", "actor")),
    whole=(
        Whole(
            id="W01", document="d", outlet="o", published="", text=EVIL, found={"event": 1},
            things=(Thing(kind=Kind.EVENT, type="CONSULT", words=EVIL, claim=EVIL),),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def sheet(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "sheet.html"
    path.write_bytes(page_of(SAMPLE))
    context = browser.new_context(accept_downloads=True)
    page, trouble, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert page.evaluate("window.bad") is None
    context.close()
    assert trouble == []
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("button.first")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_it_is_answered_by_keys_and_comes_back_as_a_file(sheet: Page, tmp_path: Path) -> None:
    sheet.fill("#by", "A. Salem")
    sheet.locator("fieldset input").first.focus()
    for key in ("r", "u", "w"):
        sheet.keyboard.press(key)
    sheet.locator("[data-read=W01]").check()
    sheet.locator("[data-add=W01]").click()
    sheet.locator(".missing input").fill("=زار الوزير")
    path = saved(sheet, tmp_path)
    assert path.name == "answers_A_Salem.csv"
    found = answers_of(path, SAMPLE)
    assert found.rulings == {
        ("Q001", "type"): Ruling.RIGHT, ("Q001", "actor"): Ruling.UNCLEAR,
        ("Q002", "type"): Ruling.WRONG,
    }  # fmt: skip
    assert (found.read, found.missing) == ({"W01"}, {"W01": [Kind.EVENT]})
    assert "'=زار" in path.read_text("utf-8-sig")


def test_what_is_not_there_needs_no_further_answer(sheet: Page) -> None:
    sheet.locator("fieldset input").first.focus()
    sheet.keyboard.press("w")
    assert sheet.locator("output").inner_text() == "1 / 2"
    focused = sheet.evaluate("document.activeElement.closest('fieldset').dataset.item")
    assert focused == "Q002"


def test_answers_are_there_when_the_page_is_opened_again(sheet: Page, tmp_path: Path) -> None:
    sheet.locator("fieldset input").first.focus()
    sheet.keyboard.press("r")
    sheet.locator("input.note").first.fill("note")
    first = saved(sheet, tmp_path).read_bytes()
    sheet.reload()
    assert saved(sheet, tmp_path).read_bytes() == first


def test_answers_outlast_a_storage_that_comes_up_empty(sheet: Page, tmp_path: Path) -> None:
    sheet.locator("fieldset input").first.focus()
    sheet.keyboard.press("r")
    sheet.locator(".note").first.fill("note")
    sheet.locator("[data-add=W01]").click()
    sheet.locator(".missing input").fill("زار")
    first = saved(sheet, tmp_path).read_bytes()
    assert "زار" in first.decode()
    sheet.evaluate("localStorage.clear()")
    sheet.reload()
    assert saved(sheet, tmp_path).read_bytes() == first


def test_a_page_that_saw_nothing_of_what_is_kept_writes_over_none_of_it(sheet: Page) -> None:
    place = "khabar-audit-" + (sheet.locator("form").get_attribute("data-sample") or "")
    earlier = f"{place}/Q002/type"
    # Kept by another page after this one had looked: to it the storage came up without.
    row = '["Q002","type","wrong",""]'
    sheet.evaluate("([key, row]) => localStorage.setItem(key, row)", [earlier, row])
    sheet.locator("[data-item=Q001][data-field=type] [value=right]").check()
    kept = sheet.evaluate("Object.entries(localStorage)")
    assert dict(kept) == {earlier: row, f"{place}/Q001/type": '["Q001","type","right",""]'}


def test_an_answer_taken_back_stays_away(sheet: Page, tmp_path: Path) -> None:
    sheet.locator("[data-add=W01]").click()
    sheet.locator(".missing input").fill("زار")
    sheet.locator(".missing input").fill("")
    sheet.locator("fieldset input").first.check()
    sheet.reload()
    found = answers_of(saved(sheet, tmp_path), SAMPLE)
    assert (len(found.rulings), found.missing) == (1, {})


def test_what_is_no_answer_in_the_storage_hides_none(sheet: Page, tmp_path: Path) -> None:
    place = "khabar-audit-" + (sheet.locator("form").get_attribute("data-sample") or "")
    sheet.evaluate("key => localStorage.setItem(key, '{')", f"{place}/broken")
    sheet.locator("fieldset input").first.check()
    first = saved(sheet, tmp_path).read_bytes()
    sheet.reload()
    assert saved(sheet, tmp_path).read_bytes() == first
    assert sheet.locator("output").inner_text().endswith("/ 2")
