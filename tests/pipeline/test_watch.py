"""Feeds are watched round by round; nothing is lost or told twice, whatever happens between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acquire.test_feed import rss
from acquire.web_server import LOOPBACK, Hands, Site, served
from khabar.acquire.fetch import Bounds, Line
from khabar.acquire.fetcher import Fetcher, Manners
from khabar.acquire.limits import Limits
from khabar.acquire.web import Web
from khabar.acquire.webstate import WebState
from khabar.engine.serial import Serial
from khabar.errors import KhabarError
from khabar.pipeline.kit import load_kit
from khabar.pipeline.online import _read
from khabar.pipeline.run import Run, engine_for
from khabar.pipeline.watch import Watch
from khabar.pipeline.watch_plan import Plan, load_plan, plan_of
from khabar.pipeline.watch_state import Alert
from khabar.schema.documents import Document
from khabar.store.base import Store
from khabar.store.opening import open_store
from store.builders import reading

STORIES = {
    1: "التقى وزير الخارجية المصري سامح شكري وزير الخارجية الروسي سيرغي لافروف في موسكو يوم"
    " الاثنين، وبحث معه الأزمة الليبية.",
    2: "التقى رئيس الوزراء التونسي يوسف الشاهد سفير فرنسا في قصر الحكومة بالقصبة يوم الثلاثاء،"
    " وبحثا التعاون الاقتصادي بين البلدين.",
    3: "أعلن وزير الخارجية المصري سامح شكري أنه سيزور موسكو يوم 20 نوفمبر 2023 للقاء نظيره الروسي.",
}


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        site_pages(found)
        yield found


def site_pages(site: Site) -> None:
    for n, story in STORIES.items():
        body = f"<article><h1>عنوان الخبر {n}</h1><p>{story}</p><p>وأضاف البيان الصادر عن"
        body += " الوزارة أن المحادثات تناولت ملفات أخرى تهم المنطقة كلها.</p></article>"
        site.page(f"/{n}", f"<!DOCTYPE html><html><head><title>خ</title></head><body>{body}</body>")


def listing(site: Site, *numbers: int, stamp: str = "Mon, 13 Nov 2023 10:00:00 +0000") -> None:
    items = [
        f"<item><title>عنوان الخبر {n}</title><link>{site.url(f'/{n}')}</link>"
        f"<pubDate>{stamp}</pubDate></item>"
        for n in numbers
    ]
    site.page("/feed", rss(*items), "application/rss+xml")


class Reader:
    """Finds nothing in a document, and remembers that it looked."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, document: Document) -> bytes:
        self.read.append(document.source.path)
        return reading(document).body


class Set:
    """A watch with a clock of its own; what is sent is kept instead."""

    def __init__(self, store: Store, state: WebState, plan: Plan, run: Run | None = None) -> None:
        self.hands = Hands()
        self.reader = Reader()
        self.sent: list[tuple[Alert, str]] = []
        self.trouble: str | None = None
        self.store = store
        bounds = Bounds(size=200_000, silence=5, whole=5)
        fetcher = Fetcher(
            state, Line(allowance=LOOPBACK, bounds=bounds), Manners(patience=0), self.hands.clock()
        )
        self.web = Web(fetcher=fetcher, limits=Limits(), read_input=_read)
        self.run = run or Run(store=store, engine=Serial(self.reader), recipe="r1")
        self.plan = plan
        self.watch = self.started()

    def started(self) -> Watch:
        return Watch(self.plan, self.web, self.run, self.send)

    def send(self, alert: Alert, target: str) -> str | None:
        if self.trouble is None:
            self.sent.append((alert, target))
        return self.trouble

    def reasons(self) -> list[str]:
        return [each.reason for each in self.store.asides()]


Setting = Callable[..., Set]


@pytest.fixture
def setting(tmp_path: Path, site: Site) -> Iterator[Setting]:
    with open_store(tmp_path / "k.db") as store, WebState(tmp_path / "k.db.web") as state:

        def made(run: bool = False, **more: object) -> Set:
            plan = plan_of({"feed": [{"url": site.url("/feed")}], **more}, "feeds.toml")
            real = Run(store=store, engine=engine_for(load_kit()), recipe=load_kit().recipe)
            return Set(store, state, plan, real if run else None)

        yield made


def test_what_is_new_is_read_and_nothing_twice(setting: Setting, site: Site) -> None:
    listing(site, 1, 2)
    found = setting()
    assert found.watch.round().summary.new == 2
    assert 0 < found.watch.rest <= 900
    site.asked.clear()
    assert found.watch.round().summary.documents == ()
    assert site.asked == []
    found.hands.now += 901
    listing(site, 1, 2, 3)
    assert found.watch.round().summary.new == 1
    assert site.asked == ["/feed", "/3"]
    assert found.reader.read == [site.url(f"/{n}") for n in (1, 2, 3)]


def test_an_entry_that_was_changed_is_asked_for_again(setting: Setting, site: Site) -> None:
    listing(site, 1)
    found = setting()
    found.watch.round()
    listing(site, 1, stamp="Mon, 13 Nov 2023 10:05:00 +0000")
    page = site.pages["/2"]
    site.pages["/1"] = page
    found.hands.now += 901
    assert found.watch.round().summary.new == 1


def test_a_feed_in_trouble_is_asked_less_and_less_and_comes_back(
    setting: Setting, site: Site
) -> None:
    site.status("/feed", 500)
    found = setting()
    rests = []
    for _ in range(3):
        (aside,) = found.watch.round().summary.set_aside
        assert "trouble of its own (500)" in aside.reason
        rests.append(round(found.watch.rest))
        found.hands.now += found.watch.rest + 1
    assert rests == [1800, 3600, 7200]
    listing(site, 1)
    assert found.watch.round().summary.new == 1
    assert found.reasons() == []


def test_a_feed_that_asks_for_a_pause_gets_it(setting: Setting, site: Site) -> None:
    site.status("/feed", 429, Retry_After="20000")
    found = setting()
    found.watch.round()
    assert found.watch.rest >= 20_000


def test_a_page_that_fails_waits_and_comes_after_it_left_the_feed(
    setting: Setting, site: Site
) -> None:
    listing(site, 1, 2)
    page = site.pages["/2"]
    site.status("/2", 503)
    found = setting()
    assert found.watch.round().summary.new == 1
    assert "503" in found.reasons()[0]
    site.pages["/2"] = page
    listing(site, 1)
    found.hands.now += found.watch.rest + 1
    assert found.watch.round().summary.new == 1
    assert found.reasons() == []


def test_a_page_that_is_gone_is_not_asked_for_again(setting: Setting, site: Site) -> None:
    listing(site, 1, 9)
    found = setting()
    found.watch.round()
    site.asked.clear()
    found.hands.now += 901
    found.watch.round()
    assert site.asked == ["/feed"]
    assert "no such page (404)" in found.reasons()[0]


def test_a_page_that_never_comes_is_given_up(setting: Setting, site: Site) -> None:
    listing(site, 1)
    site.status("/1", 503)
    found = setting()
    for _ in range(40):
        found.watch.round()
        found.hands.now += 90_000
    assert 5 <= site.asked.count("/1") <= 8


def test_who_is_killed_in_the_middle_goes_on_and_asks_for_nothing_twice(
    setting: Setting, site: Site
) -> None:
    listing(site, 1, 2, 3)
    found = setting()
    whole = found.web.fetcher.fetch

    def killed(url: str, fresh: float = 0.0) -> object:
        if url.endswith("/3"):
            raise KeyboardInterrupt
        return whole(url, fresh)

    found.web.fetcher.fetch = killed  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyboardInterrupt):
        found.watch.round()
    found.web.fetcher.fetch = whole  # type: ignore[method-assign]
    site.asked.clear()
    assert len(found.started().round().summary.documents) == 3
    assert site.asked == ["/3"]
    assert sorted(set(found.reader.read)) == [site.url(f"/{n}") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"actor": "سامح شكري"}, "التقى وزير الخارجية المصري"),
        ({"pair": ["سامح شكري", "سيرغي لافروف"]}, "سيرغي لافروف"),
    ],
)
def test_who_wants_to_know_of_an_actor_or_a_pair_is_told_once(
    setting: Setting, site: Site, wish: dict[str, object], words: str
) -> None:
    listing(site, 2)
    alert = [{"name": "شكري", "to": ["desktop", "https://hooks.example/x"], **wish}]
    found = setting(run=True, alert=alert)
    found.watch.round()
    assert found.sent == []
    listing(site, 1, 2)
    found.hands.now += 901
    assert found.watch.round().sent == 2
    (alert_, target), (_, other) = found.sent
    assert (target, other) == ("desktop", "https://hooks.example/x")
    assert any(words in line.words for line in alert_.lines)
    assert alert_.lines[0].url == site.url("/1")
    found.hands.now += 901
    assert found.watch.round().sent == 0


def test_an_announcement_that_is_due_is_told_in_time(setting: Setting, site: Site) -> None:
    listing(site, 3)
    found = setting(run=True, alert=[{"name": "قريبا", "due": "3d", "to": ["desktop"]}])
    found.watch.round()
    assert found.sent == []
    found.hands.now += 4 * 86_400
    found.watch.round()
    ((alert, _),) = found.sent
    assert alert.lines[0].what == "due 2023-11-20"
    assert "سيزور موسكو" in alert.lines[0].words
    found.hands.now += 86_400
    found.watch.round()
    assert len(found.sent) == 1


def test_a_new_dispute_is_told(setting: Setting, site: Site) -> None:
    stories = [
        "ذكرت صحيفة سويسرية الثلاثاء أن المشير خليفة حفتر نُقل إلى مستشفى في باريس بعد وعكة صحية"
        " حادة، وقالت إن أسرته سافرت معه.",
        "نفى الناطق باسم القيادة العامة العميد أحمد المسماري مساء الثلاثاء أن يكون المشير خليفة"
        " حفتر نُقل إلى مستشفى في باريس، وقال إنه يتابع عمله.",
    ]
    for n, story in enumerate(stories, 1):
        body = f"<article><h1>عنوان {n}</h1><p>{story}</p></article>"
        site.page(f"/{n}", f"<!DOCTYPE html><html><body>{body}</body></html>")
    listing(site, 1)
    alert = [
        {"name": "all", "dispute": True, "to": ["desktop"]},
        {"name": "one", "dispute": "خليفة حفتر", "to": ["desktop"]},
        {"name": "other", "dispute": "سامح شكري", "to": ["desktop"]},
    ]
    found = setting(run=True, alert=alert)
    found.watch.round()
    assert found.sent == []
    listing(site, 1, 2)
    found.hands.now += 901
    found.watch.round()
    assert [alert.name for alert, _ in found.sent] == ["all", "one"]
    assert "⇄" in found.sent[0][0].lines[0].words


def test_what_could_not_be_sent_waits_and_is_sent_later(setting: Setting, site: Site) -> None:
    listing(site, 1)
    found = setting(run=True, alert=[{"name": "ش", "actor": "سامح شكري", "to": ["desktop"]}])
    found.trouble = "desktop: nobody is there"
    assert found.watch.round().unsent == ("desktop: nobody is there. It is tried again later.",)
    found.trouble = None
    found.hands.now += found.watch.rest + 1
    assert found.started().round().sent == 1


def test_what_was_read_before_a_kill_is_told_after_it(
    setting: Setting, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing(site, 1)
    found = setting(run=True, alert=[{"name": "ش", "actor": "سامح شكري", "to": ["desktop"]}])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Watch, "_tell", killed)
        with pytest.raises(KeyboardInterrupt):
            found.watch.round()
    assert found.started().round().sent == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("feed = [", "it is not TOML"),
        ("", "missing required field"),
        ("feed = []", "names no"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "no http or https"),
        ('[[feed]]\nurl = "https://n.example/"\nevery = "1h"', "unknown field"),
        ('[[feed]]\nurl = "https://n.example/"\ninterval = "5s"', "once a minute"),
        ('[[feed]]\nurl = "https://n.example/"\ninterval = "soon"', "no span of time"),
        ('networks = ["here"]\n[[feed]]\nurl = "https://n.example/"', "no network"),
        (
            '[[feed]]\nurl = "https://n.example/"\n[[alert]]\nname = "a"\nto = ["desktop"]',
            "say one of actor",
        ),
        (
            '[[feed]]\nurl = "https://n.example/"\n[[alert]]\nname = "a"\nactor = "b"\n'
            'to = ["mailto:a@example.org"]',
            "needs a [mail] server",
        ),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text)
    with pytest.raises(KhabarError) as caught:
        load_plan(str(file))
    assert why in str(caught.value)
    assert str(caught.value).count("\n") == 0
