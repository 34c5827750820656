"""Feeds and sitemaps as files: every form, and every way in which they are broken."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.acquire.documents import acquire
from khabar.acquire.feed import looks_like_feed
from khabar.acquire.feed_entries import Feed, feed_of, stated_day
from khabar.acquire.feed_tree import feed_tree
from khabar.acquire.limits import Limits
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

LEAD = (
    "أعلنت وزارة الصحة التونسية أمس أن فرقها وصلت إلى الولايات الجنوبية لبدء حملة تلقيح واسعة"
    " تستمر أسبوعين."
)
FULL = "".join(
    f"<p>وقال مدير الحملة إن الفريق رقم {n} سيزور القرى البعيدة في الجنوب خلال الأيام المقبلة.</p>"
    for n in range(1, 12)
)


def rss(*items: str, head: str = "", declared: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n{head}<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>صحيفة المثال</title>{''.join(items)}</channel></rss>"
    )


def item(n: int = 1, body: str = LEAD, date: str = "Wed, 10 Nov 2021 10:00:00 +0100") -> str:
    return (
        f"<item><title>حملة تلقيح في الجنوب {n}</title><link>https://news.example/a/{n}</link>"
        f"<guid>g{n}</guid><pubDate>{date}</pubDate><description>{body}</description></item>"
    )


def read(tmp_path: Path, data: bytes | str, name: str = "feed.xml") -> list[Document | SetAside]:
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(acquire([str(file)], Limits(document=1_000_000)))


def documents(found: Sequence[Document | SetAside]) -> list[Document]:
    return [each for each in found if isinstance(each, Document)]


def reasons(found: Sequence[Document | SetAside]) -> list[str]:
    return [each.reason for each in found if isinstance(each, SetAside)]


def listed(text: str, url: str | None = "https://news.example/feed") -> Feed:
    feed = feed_of(feed_tree(text.encode(), "feed", 1_000_000).root, url)
    assert feed is not None
    return feed


def test_an_item_is_a_document_with_what_its_feed_says(tmp_path: Path) -> None:
    (document,) = documents(read(tmp_path, rss(item())))
    assert document.text == LEAD
    assert document.source.title == "حملة تلقيح في الجنوب 1"
    assert document.source.url == "https://news.example/a/1"
    assert document.source.outlet == "صحيفة المثال"
    assert document.published.earliest == document.published.latest == "2021-11-10"
    assert "only what the feed says" in document.notes[0]


def test_an_article_that_a_feed_gives_in_full_is_read_in_full(tmp_path: Path) -> None:
    full = (
        f"<item><title>ع</title><link>https://n.example/1</link><description>{LEAD}</description>"
    )
    full += f"<content:encoded><![CDATA[{FULL}<script>x</script>]]></content:encoded></item>"
    (document,) = documents(read(tmp_path, rss(full)))
    assert document.text.count("\n") == 10
    assert "script" not in document.text
    assert document.notes == ()


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    for name in ("feed", "feed.rss", "feed.html", "index.php"):
        assert len(documents(read(tmp_path, rss(item()), name))) == 1


def test_an_atom_entry_with_its_own_page_inside() -> None:
    feed = listed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title><entry>'
        '<title type="html">عنوان &amp;amp; آخر</title><id>tag:1</id>'
        '<link rel="self" href="/self"/><link rel="alternate" href="/a/1?x=1&amp;y=2"/>'
        "<updated>2021-11-11T00:00:00Z</updated><published>2021-11-10T08:00:00Z</published>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>نص</p></div></content>'
        "</entry></feed>"
    )
    (entry,) = feed.entries
    assert entry.title == "عنوان & آخر"
    assert entry.address == "https://news.example/a/1?x=1&y=2"
    assert entry.published.earliest == "2021-11-10"
    assert entry.stamp == "2021-11-11T00:00:00Z"
    assert "<p>نص</p>" in (entry.content or "")


def test_an_rdf_feed_and_prefixes_nobody_declared() -> None:
    feed = listed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel>'
        "<title>ق</title></channel><item><title>ع</title><link>http://n.example/1</link>"
        "<dc:date>2020-02-03</dc:date><media:title>صورة</media:title></item></rdf:RDF>"
    )
    assert feed.entries[0].published.latest == "2020-02-03"
    assert feed.entries[0].title == "ع"


def test_a_news_sitemap_and_an_index() -> None:
    feed = listed(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>'
        "<image:image><image:loc>https://n.example/i.jpg</image:loc></image:image>"
        "<loc>https://n.example/1</loc><news:news><news:publication><news:name>ق</news:name>"
        "</news:publication><news:publication_date>2021-11-10T01:00:00+03:00"
        "</news:publication_date><news:title>ع</news:title></news:news></url></urlset>"
    )
    (entry,) = feed.entries
    assert (entry.address, entry.title, entry.outlet) == ("https://n.example/1", "ع", "ق")
    assert entry.published.earliest == "2021-11-10"
    index = listed("<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>")
    assert index.sitemaps == ("https://news.example/s1.xml",)


def test_a_sitemap_as_a_file_says_where_its_articles_are(tmp_path: Path) -> None:
    text = "<urlset><url><loc>https://n.example/1</loc></url></urlset>"
    assert "holds no articles" in reasons(read(tmp_path, text))[0]
    assert "holds no articles" in reasons(read(tmp_path, gzip.compress(text.encode()), "s.xml"))[0]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("الأربعاء 10 نوفمبر 2021", "2021-11-10"),
        ("الأربعاء، ١٠ تشرين الثاني ٢٠٢١ - ١٠:٣٠", "2021-11-10"),
        ("10 نونبر 2021", "2021-11-10"),
        ("Wed, 10 نوفمبر 2021 10:00:00 +0300", "2021-11-10"),
        ("2021-11-10T10:00:00+03:00", "2021-11-10"),
        ("10 Nov 2021", "2021-11-10"),
        ("الثلاثاء 10 نوفمبر 2021", None),
        ("03/04/2021", "2021-04-03"),
        ("أمس", None),
        ("", None),
    ],
)
def test_days_that_feeds_state(said: str, day: str | None) -> None:
    assert stated_day(said).earliest == day


def test_broken_xml_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    broken = rss(item(1), item(2), item(3))[:-120].replace("<guid>g2</guid>", "<guid>g2</gid>")
    found = read(tmp_path, broken)
    assert len(documents(found)) >= 2
    assert any("its XML is broken at line" in reason for reason in reasons(found))


def test_a_bare_ampersand_and_names_of_html_lose_no_letter(tmp_path: Path) -> None:
    words = LEAD.replace("الصحة", "الصحة&nbsp;&laquo;العمومية&raquo; & البيئة")
    found = read(tmp_path, rss(item(body=words)))
    assert reasons(found) == []
    assert "الصحة «العمومية» & البيئة التونسية" in documents(found)[0].text


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, attack: str) -> None:
    found = read(tmp_path, rss(item(body="&b;" + LEAD), head=attack))
    assert documents(found) == []
    assert "declares entities of its own" in reasons(found)[0]


def test_another_charset_than_the_declared_one_is_found_out(tmp_path: Path) -> None:
    legacy = rss(item(), item(2), declared="utf-8").encode("windows-1256")
    assert documents(read(tmp_path, legacy))[0].text == LEAD
    other = rss(item(), declared="windows-1256").encode()
    assert documents(read(tmp_path, other))[0].text == LEAD
    assert documents(read(tmp_path, rss(item()).encode("utf-16")))[0].text == LEAD


def test_bytes_in_no_encoding_are_set_aside(tmp_path: Path) -> None:
    data = rss(item(body="\x80")).encode().replace(b"\xc2\x80", b"\x81\xfe\x9f\xd8 " * 40)
    assert "encoding" in reasons(read(tmp_path, data))[0]


def test_a_packed_bomb_is_set_aside() -> None:
    data = gzip.compress(b"<rss><channel>" + b" " * 5_000_000)
    with pytest.raises(UnreadableInputError, match="unpacked it is larger than 1 MB"):
        feed_tree(data, "feed", 1_000_000)


def test_one_item_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    english = "The ministry of health said on Tuesday that teams had reached the southern regions."
    found = read(tmp_path, rss(item(1), item(2, english), item(3, "قصير"), item(4)))
    assert len(documents(found)) == 2
    assert "not in Arabic" in reasons(found)[0]
    assert reasons(found)[1].endswith("Read its page: https://news.example/a/3.")


@pytest.mark.parametrize("text", ["<rss/>", "<rss><channel></channel></rss>", "<feed></feed>"])
def test_a_feed_without_articles_says_so(tmp_path: Path, text: str) -> None:
    assert "lists no article" in reasons(read(tmp_path, text))[0]


def test_addresses_that_are_none_of_the_web_are_not_taken() -> None:
    feed = listed(
        "<rss><channel><item><title>ع</title><link>javascript:alert(1)</link></item>"
        "<item><title>غ</title><link>file:///etc/passwd</link></item></channel></rss>"
    )
    assert [entry.address for entry in feed.entries] == [None, None]


@pytest.mark.parametrize(
    "start", [b"<html><body>", b"<?xml version='1.0'?><html>", b"{}", b"", b"plain <rss>"]
)
def test_what_is_no_feed_is_not_taken_for_one(start: bytes) -> None:
    assert not looks_like_feed(start)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_parsing(data: bytes) -> None:
    looks_like_feed(data)
    with suppress(UnreadableInputError):
        feed_of(feed_tree(b"<rss><channel><item>" + data, "feed", 10_000).root, None)


@given(st.text(max_size=200))
def test_no_date_breaks_its_reading(said: str) -> None:
    stated_day(said)
