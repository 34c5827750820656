"""A job that a restart interrupts goes on, and its articles are on the pages."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from browser.stories import RIVER
from khabar.store.opening import open_store

pytestmark = pytest.mark.browser

MANY = 60
TEXT = "زار وزير النقل ماجد الهاشمي الرباط في {} أبريل 2019. وقال الهاشمي إن الزيارة رقم {} مفيدة. "


@contextmanager
def desk_process(store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`khabar serve` as a user runs it, and its address."""
    command = [sys.executable, "-m", "khabar", "serve", "--no-open", "--store", str(store)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            told = server.stdout.readline() if server.stdout else ""
            found = re.search(r"http://\S+?/(?= |$)", told)
            assert found is not None, told
            yield server, found[0].rstrip("/")
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
            server.wait(30)


def until_reading(client: httpx.Client, job: str) -> None:
    """Wait until a job has begun and is not yet done."""
    for _ in range(600):
        state = client.get(job).json()
        if state["state"] == "running" and state["done"]:
            return
        assert state["state"] in ("waiting", "running"), state
        time.sleep(0.05)
    raise AssertionError("the job did not begin")


def test_an_upload_goes_on_after_the_desk_was_killed(browser: Browser, tmp_path: Path):
    store = tmp_path / "own.db"
    open_store(store).close()
    rows = [
        {
            "id": f"r{n}",
            "title": f"زيارة {n}",
            "outlet": RIVER,
            "text": TEXT.format(n % 28 + 1, n) * 9,
        }
        for n in range(MANY)
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    with desk_process(store) as (server, address), httpx.Client(base_url=address) as client:
        made = client.post("/api/v1/jobs", files={"files": ("own.jsonl", lines.encode())})
        job = made.headers["location"]
        until_reading(client, job)
        os.killpg(server.pid, signal.SIGKILL)
    with desk_process(store) as (_, address), httpx.Client(base_url=address) as client:
        with client.stream("GET", f"{job}/events", timeout=120) as stream:
            last = [line for line in stream.iter_lines() if line.startswith("data: ")][-1]
        ended = json.loads(last.removeprefix("data: "))
        assert (ended["state"], ended["starts"]) == ("done", 2)
        # What was read before the end was not read again.
        assert ended["known"] + ended["new"] == MANY
        page = browser.new_page()
        page.goto(f"{address}/en/articles")
        expect(page.locator("#rows .sum b")).to_have_text(str(MANY))
        page.close()
