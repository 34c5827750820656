"""Pages are fetched as far as they should be, and from where they may be."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acquire.web_server import LOOPBACK, Hands, Site, answer, fetcher, served
from khabar.acquire.addresses import Allowance, allowance_of
from khabar.acquire.fetch import Bounds, FetchError, Line, checked_url
from khabar.acquire.fetcher import ALWAYS, Fetcher, Manners
from khabar.acquire.robots import rules_of
from khabar.acquire.unpacking import BrokenError, TooLargeError, Unpacker, unpacked
from khabar.acquire.webstate import WebState
from khabar.errors import KhabarError


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        yield found


@pytest.fixture
def state() -> Iterator[WebState]:
    with WebState() as found:
        yield found


def failure(fetching: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetching.fetch(url)
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "not an address", "2130706433",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_asked(address: str) -> None:
    assert not Allowance().permits(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_public_may_be_asked(address: str) -> None:
    assert Allowance().permits(address)


def test_an_allowance_is_for_its_network_only() -> None:
    assert allowance_of(["10.0.0.0/8"]).permits("10.9.9.9")
    assert not allowance_of(["10.0.0.0/8"]).permits("192.168.0.1")
    with pytest.raises(KhabarError, match=r"Write it as 10\.0\.0\.0/8"):
        allowance_of(["intranet"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("ftp://example.org/a", "no http or https"),
        ("file:///etc/passwd", "no http or https"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://", "no http or https"),
        ("http://[::1", "no address"),
        ("https://example.org:port/", "no address"),
        ("https://example.org/" + "a" * 5_000, "too long"),
    ],
)
def test_an_address_that_no_page_has_is_refused(said: str, why: str) -> None:
    with pytest.raises(FetchError, match=why) as caught:
        checked_url(said)
    assert "secret" not in str(caught.value)


@given(st.text())
def test_no_address_breaks_the_reading_of_addresses(said: str) -> None:
    with suppress(FetchError):
        checked_url("http://" + said)


def test_loopback_is_refused_before_anything_is_sent(site: Site, state: WebState) -> None:
    error = failure(Fetcher(state, clock=Hands().clock()), site.url("/a"))
    assert "127.0.0.1, which is no public address" in str(error)
    assert site.asked == []


def test_a_redirect_into_a_network_of_ours_is_refused(site: Site, state: WebState) -> None:
    site.status("/a", 302, Location="http://169.254.169.254/latest/meta-data/")
    error = failure(fetcher(state, Hands()), site.url("/a"))
    assert "169.254.169.254, which is no public address" in str(error)


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(site: Site) -> None:
    port = checked_url(site.url("/")).port
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    line = Line(allowance=LOOPBACK, resolve=lambda *_: next(answers), bounds=Bounds(whole=5))
    site.page("/a", "here")
    url = checked_url(f"http://news.example:{port}/a")
    # The name exists nowhere: that the page comes shows that the checked address was asked.
    assert line.ask(url, {}, lambda _: True).body == b"here"
    assert site.headers[-1]["host"] == f"news.example:{port}"
    with pytest.raises(FetchError, match=r"169\.254\.169\.254"):
        line.ask(url, {}, lambda _: True)


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    line = Line(resolve=lambda *_: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
        line.ask(checked_url("http://news.example/"), {}, lambda _: True)


def test_a_name_that_is_not_known_is_said_so() -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(FetchError, match=r"cannot be reached .*news\.example") as caught:
        Line(resolve=unknown).ask(checked_url("http://news.example/"), {}, lambda _: True)
    assert caught.value.passes


def test_a_page_comes_with_what_its_server_said(site: Site, state: WebState) -> None:
    site.page("/a", "خبر", "text/html; charset=UTF-8", ETag='"1"')
    page = fetcher(state, Hands()).fetch(site.url("/a#part")).page
    assert page.body.decode() == "خبر"
    assert (page.media_type, page.charset, page.day) == ("text/html", "utf-8", "2023-11-14")
    assert site.headers[-1]["user-agent"].startswith("khabar/")


def test_what_did_not_change_is_not_sent_again(site: Site, state: WebState) -> None:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"1"'
        answer(handler, 304 if same else 200, b"" if same else b"page", "text/html", ETag='"1"')

    site.pages["/a"] = conditional
    fetching = fetcher(state, Hands())
    assert not fetching.fetch(site.url("/a")).unchanged
    again = fetching.fetch(site.url("/a"))
    assert again.unchanged
    assert again.asked
    assert again.page.body == b"page"


def test_what_was_fetched_is_kept_on_disk(site: Site, tmp_path: Path) -> None:
    site.page("/a", "page")
    with WebState(tmp_path / "web") as state:
        fetcher(state, Hands()).fetch(site.url("/a"))
    site.asked.clear()
    with WebState(tmp_path / "web") as state:
        found = fetcher(state, Hands()).fetch(site.url("/a"), fresh=ALWAYS)
    assert found.page.body == b"page"
    assert not found.asked
    assert site.asked == []


def test_a_304_to_a_page_that_we_never_had_is_an_error(site: Site, state: WebState) -> None:
    site.status("/a", 304)
    assert "304" in str(failure(fetcher(state, Hands()), site.url("/a")))


def test_endless_redirects_end(site: Site, state: WebState) -> None:
    site.status("/a", 302, Location="/a")
    assert "more than 5 times" in str(failure(fetcher(state, Hands()), site.url("/a")))


def test_a_redirect_is_followed_and_its_end_is_known(site: Site, state: WebState) -> None:
    site.status("/a", 301, Location="/b?x=1")
    site.page("/b?x=1", "end")
    assert fetcher(state, Hands()).fetch(site.url("/a")).page.final == site.url("/b?x=1")


def test_five_gigabytes_are_not_taken(site: Site, state: WebState) -> None:
    sent = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(5_000):
            handler.wfile.write(b"x" * 1_000_000)
            sent.append(1)

    site.pages["/a"] = endless
    assert "larger than 0.1 MB" in str(failure(fetcher(state, Hands()), site.url("/a")))
    assert len(sent) < 50
    site.pages["/b"] = lambda handler: answer(handler, 200, b"", "text/html")
    site.page("/c", b"", Content_Encoding="identity")
    assert fetcher(state, Hands()).fetch(site.url("/c")).page.body == b""


def test_a_size_that_is_announced_is_believed(site: Site, state: WebState) -> None:
    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000000000")
        handler.end_headers()

    site.pages["/a"] = huge
    assert "larger than" in str(failure(fetcher(state, Hands()), site.url("/a")))


def test_a_bomb_is_not_unpacked(site: Site, state: WebState) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    twice = gzip.compress(gzip.compress(bytes(50_000_000)))
    site.page("/a", bomb, Content_Encoding="gzip")
    site.page("/b", twice, Content_Encoding="gzip, gzip")
    site.page("/c", twice, Content_Encoding="gzip, gzip, gzip")
    for path in ("/a", "/b"):
        assert "larger than" in str(failure(fetcher(state, Hands()), site.url(path)))
    assert "not asked for" in str(failure(fetcher(state, Hands()), site.url("/c")))


def test_packed_pages_are_unpacked(site: Site, state: WebState) -> None:
    bare = zlib.compressobj(wbits=-15)
    site.page("/gzip", gzip.compress(b"a") + gzip.compress(b"b"), Content_Encoding="gzip")
    site.page("/zlib", zlib.compress(b"ab"), Content_Encoding="deflate")
    site.page("/raw", bare.compress(b"ab") + bare.flush(), Content_Encoding="deflate")
    for path in ("/gzip", "/zlib", "/raw"):
        assert fetcher(state, Hands()).fetch(site.url(path)).page.body == b"ab"
    site.page("/cut", gzip.compress(b"a" * 999)[:20], Content_Encoding="gzip")
    hands = Hands()
    assert "cut off" in str(failure(fetcher(state, hands), site.url("/cut")))


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate"]))
def test_no_bytes_break_the_unpacking(data: bytes, coding: str) -> None:
    try:
        unpacker = Unpacker(coding, 100)
        assert len(unpacker.take(data)) <= 100
        unpacker.rest()
    except (BrokenError, TooLargeError):
        pass


@given(st.binary(max_size=500), st.integers(1, 50))
def test_unpacking_in_pieces_gives_the_whole(data: bytes, size: int) -> None:
    packed = gzip.compress(data)
    unpacker = Unpacker("gzip", 500)
    pieces = (packed[at : at + size] for at in range(0, len(packed), size))
    assert b"".join(map(unpacker.take, pieces)) == data == unpacked(packed, 500)


def test_a_connection_that_drops_is_said_so(site: Site, state: WebState) -> None:
    def drop(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site.pages["/a"] = drop
    error = failure(fetcher(state, Hands()), site.url("/a"))
    assert "broke off" in str(error)
    assert error.passes


def test_a_page_that_drips_ends_in_time(site: Site, state: WebState) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not over.is_set():
            handler.wfile.write(b"x")
            over.wait(0.05)

    site.pages["/a"] = drip
    site.status("/robots.txt", 404)
    began = time.monotonic()
    fetching = fetcher(state, Hands(), Manners(patience=0), Bounds(silence=5, whole=0.5))
    assert "did not answer in time" in str(failure(fetching, site.url("/a")))
    over.set()
    assert time.monotonic() - began < 3


def test_pictures_that_nobody_can_read_are_not_loaded(site: Site, state: WebState) -> None:
    site.page("/a", b"....", "video/mp4")
    assert "'video/mp4'" in str(failure(fetcher(state, Hands()), site.url("/a")))


@pytest.mark.parametrize(("status", "why"), [(404, "no such page"), (403, "refuses"), (418, "418")])
def test_a_refusal_is_told_in_one_sentence(
    site: Site, state: WebState, status: int, why: str
) -> None:
    site.status("/a", status)
    error = failure(fetcher(state, Hands()), site.url("/a"))
    assert why in str(error)
    assert not error.passes


def test_who_is_told_to_wait_waits_if_it_is_not_long(site: Site, state: WebState) -> None:
    answers = iter([429, 200])
    site.pages["/a"] = lambda handler: answer(
        handler, next(answers), b"page", "text/html", Retry_After="7"
    )
    hands = Hands()
    assert fetcher(state, hands).fetch(site.url("/a")).page.body == b"page"
    assert 7.0 in hands.slept


def test_a_host_that_asks_for_an_hour_is_left_alone_for_it(site: Site, state: WebState) -> None:
    site.status("/a", 429, Retry_After="3600")
    site.page("/b", "page")
    hands = Hands()
    assert failure(fetcher(state, hands), site.url("/a")).after == 3600
    asked = len(site.asked)
    assert "left alone until" in str(failure(fetcher(state, hands), site.url("/b")))
    assert len(site.asked) == asked
    hands.now += 3_601
    assert fetcher(state, hands).fetch(site.url("/b")).page.body == b"page"


def test_a_server_in_trouble_is_left_alone_for_longer_each_time(
    site: Site, state: WebState
) -> None:
    site.status("/a", 500)
    site.status("/robots.txt", 404)
    pauses, hands = [], Hands()
    for _ in range(4):
        failure(fetcher(state, hands, Manners(patience=0)), site.url("/a"))
        until = state.host(checked_url(site.url("/")).netloc.decode()).until
        pauses.append(round(until - hands.now))
        hands.now = until + 1
    assert pauses == [5, 10, 20, 40]


def test_two_requests_to_a_host_are_a_pause_apart(site: Site, state: WebState) -> None:
    hands = Hands()
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 4\n")
    site.page("/a", "a")
    site.page("/b", "b")
    fetching = fetcher(state, hands)
    fetching.fetch(site.url("/a"))
    fetching.fetch(site.url("/b"))
    assert sum(hands.slept) >= 8


def test_robots_are_asked_once_and_obeyed(site: Site, state: WebState) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: khabar\nDisallow: /x\n")
    site.page("/a", "a")
    fetching = fetcher(state, Hands())
    fetching.fetch(site.url("/a"))
    assert "robots.txt" in str(failure(fetching, site.url("/x/1")))
    assert site.asked == ["/robots.txt", "/a"]


def test_a_site_whose_robots_cannot_be_had_is_not_read_now(site: Site, state: WebState) -> None:
    site.status("/robots.txt", 503)
    site.page("/a", "a")
    assert failure(fetcher(state, Hands()), site.url("/a")).passes
    assert "/a" not in site.asked


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("Disallow: /private", "/private/x", False),
        ("Disallow:", "/x", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", False),
        ("Disallow: /*?print=", "/n/1?print=1", False),
        ("Disallow: /$", "/", False),
        ("Disallow: /$", "/a", True),
    ],
)
def test_rules_of_robots(rule: str, path: str, allowed: bool) -> None:
    assert rules_of(f"User-agent: *\n{rule}\n", "khabar").allow(path) is allowed


@given(st.text(), st.text())
def test_no_robots_txt_breaks_its_reading(text: str, path: str) -> None:
    rules_of(text, "khabar").allow("/" + path.encode("utf-8", "replace").decode())
