"""A desk on samples and stories, and a browser that looks at it.

What the browser shares with the tests of one module ends with it: as long as it is open, an event
loop runs in the thread of the tests, and others could not run one of theirs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from browser.stories import HOSTILE, STORIES, lines_of
from chromium import CHROMIUM, chromium
from khabar.pipeline import run
from khabar.pipeline.kit import load_kit
from khabar.serve.desk import Desk
from khabar.store.opening import open_store
from serve.sample_desk import sample_copy
from serve.serving import served


@dataclass(slots=True)
class Seen:
    """A page of the browser, and all that went wrong on it."""

    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str, *, status: int = 200) -> Page:
        """Open a path of the desk; it answers with this status."""
        answer = self.page.goto(f"{self.address}{path}", wait_until="load")
        assert answer is not None
        assert answer.status == status, path
        return self.page

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the console calls an error; the page of what is not there is none, nor is a
        list that was still loading when we went on to another page."""
        left = message.text in ("htmx:afterRequest", "htmx:sendAbort")
        if message.type == "error" and not left and "404 (Not Found)" not in message.text:
            self.trouble.append(message.text)

    def answered(self, response: Response) -> None:
        """Keep what a page asked for and did not get."""
        request = response.request
        if response.status >= 400 and not request.is_navigation_request():
            self.trouble.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples and our stories, for tests that change nothing or take it back."""
    folder = tmp_path_factory.mktemp("browser")
    rows = folder / "stories.jsonl"
    rows.write_text("\n".join(lines_of(STORIES + HOSTILE)), "utf8")
    where = sample_copy(folder)
    with open_store(where) as store:
        run.read([str(rows)], store=store, kit=load_kit())
    return where


@pytest.fixture(scope="module")
def desk(stories: Path) -> Iterator[Desk]:
    """The desk on it."""
    with Desk.open(stories) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    """Where it is served."""
    with served(desk) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none a test is passed over, but for CI."""
    if not CHROMIUM.exists():
        told = f"{CHROMIUM} is not there: tools/setup.sh browser says why"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    with chromium() as opened:
        yield opened


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Seen]:
    """A fresh page; at its end nothing may have gone wrong on it."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True, service_workers="block"
    )
    found = Seen(context.new_page(), address)
    found.page.set_default_timeout(60_000)
    expect.set_options(timeout=20_000)
    found.page.on("console", lambda message: found.note(message))
    found.page.on("pageerror", lambda error: found.trouble.append(str(error)))
    found.page.on("response", lambda answer: found.answered(answer))
    yield found
    context.close()
    assert found.trouble == []
