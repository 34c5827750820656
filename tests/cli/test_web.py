"""Addresses and feeds on the command line."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from acquire.test_feed import item, rss
from acquire.web_server import Site, served
from cli.running import khabar
from store.builders import article


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("KHABAR_NETWORKS", "127.0.0.1")
    monkeypatch.setattr("time.sleep", lambda _: None)
    with served() as found:
        for n in (1, 2):
            paragraphs = "".join(f"<p>{line}</p>" for line in article(n).splitlines())
            page = f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>"
            found.page(f"/a/{n}", page)
        items = (item(n).replace("https://news.example", found.root) for n in (1, 2))
        found.page("/feed", rss(*items), "application/rss+xml")
        yield found


def test_a_page_is_read_by_its_address(site: Site) -> None:
    ran = khabar("read", site.url("/a/1"), "--format", "jsonl")
    assert ran.code == 0, ran.err
    (reading,) = ran.readings()
    assert "زيارته رقم 1" in str(reading["text"])


def test_a_feed_is_read_with_its_pages_and_a_rerun_asks_for_nothing(site: Site) -> None:
    assert "2 documents: 2 read now" in khabar("read", site.url("/feed")).err
    site.asked.clear()
    assert "2 documents: 0 read now, 2 known before" in khabar("read", site.url("/feed")).err
    assert site.asked == []


def test_what_the_web_does_not_give_is_set_aside_until_it_does(site: Site) -> None:
    page = site.pages.pop("/a/2")
    ran = khabar("read", site.url("/feed"))
    assert ran.code == 1
    assert "no such page (404)" in khabar("aside").out
    retried = khabar("aside", "--retry")
    assert "no such page (404)" in retried.err
    site.pages["/a/2"] = page
    assert khabar("read", site.url("/a/2")).code == 0
    assert khabar("aside").out == ""


def test_a_page_that_was_set_aside_is_tried_again_as_a_page(site: Site) -> None:
    words = "The ministry said on Tuesday that its teams had reached the southern regions. " * 5
    site.page("/en", f"<!DOCTYPE html><html><body><article><p>{words}</p></article></body></html>")
    assert "not in Arabic" in khabar("read", site.url("/en")).err
    site.asked.clear()
    assert "not in Arabic" in khabar("aside", "--retry").err
    assert len(khabar("aside").out.splitlines()) == 1
    assert site.asked == []


def test_our_own_network_is_not_asked_unless_it_is_allowed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KHABAR_NETWORKS")
    ran = khabar("read", site.url("/a/1"))
    assert ran.code == 1
    assert "no public address" in ran.err
    assert site.asked == []


def test_a_feed_as_a_file_asks_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket, "create_connection", asked)
    (folder / "feed.xml").write_text(rss(item()), encoding="utf-8")
    assert khabar("read", "feed.xml").code == 0
    assert not (folder / "khabar.db.web").exists()


def test_watching_once_reads_what_is_new(site: Site, folder: Path) -> None:
    plan = f'networks = ["127.0.0.1"]\n[[feed]]\nurl = "{site.url("/feed")}"\n'
    (folder / "feeds.toml").write_text(plan)
    ran = khabar("watch", "feeds.toml", "--once", "--store", "news.db")
    assert ran.code == 0, ran.err
    assert "2 documents: 2 read now" in ran.err
    again = khabar("watch", "feeds.toml", "--once", "--store", "news.db")
    assert (again.code, again.err) == (0, "")


def test_watching_without_end_ends_when_it_is_stopped(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url("/feed")}"\n')
    slept = []

    def stopped(seconds: float) -> None:
        slept.append(seconds)
        if seconds > 60:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", stopped)
    ran = None
    with contextlib.suppress(KeyboardInterrupt):
        ran = khabar("watch", "feeds.toml")
    assert ran is not None
    assert ran.code == 130
    assert "run the same command again to go on" in ran.err
    assert 800 < slept[-1] <= 900


def test_a_plan_that_is_not_there_is_told_in_one_sentence() -> None:
    ran = khabar("watch", "none.toml")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
