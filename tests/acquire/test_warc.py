"""Web archives: what is whole is read, what is not is named."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from khabar.acquire.choices import ChoiceError, Choices, hosts_of
from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.acquire.warc import may_be_arabic
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

STORY = (
    "<p>أعلنت وزارة الزراعة أن محصول القمح زاد هذا العام في محافظات الشمال، وقالت إن الصوامع"
    " ستستقبل الكميات الجديدة ابتداء من الأسبوع المقبل وفق جدول أعدته اللجنة.</p>"
    "<p>وأضاف الوزير في مؤتمر صحفي أن الأسعار لن تتغير، وأن الحكومة ستدفع للمزارعين في موعدها.</p>"
)
ENGLISH = "<p>The ministry said on Tuesday that the harvest was larger than in any year before.</p>"


def page(story: str = STORY, title: str = "محصول القمح يزيد في الشمال") -> bytes:
    markup = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{story}"
    return f"<!doctype html>{markup}</article></body></html>".encode()


def record(
    body: bytes,
    *,
    url: str = "https://news.example.org/1",
    kind: WarcRecordType = WarcRecordType.response,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8",
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = "2018-11-07T10:00:00Z"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body)
    return made


def archive(records: Iterable[WarcRecord], *, packed: bool = False) -> bytes:
    out = BytesIO()
    for each in records:
        if packed:
            member = BytesIO()
            writer = GzipWriter(member)
            each.write(writer)
            writer.finish()
            out.write(member.getvalue())
        else:
            each.write(out)
    return out.getvalue()


def three() -> list[WarcRecord]:
    return [record(page(title=f"محصول القمح {n}"), url=f"https://a.example/{n}") for n in "123"]


def read(
    tmp_path: Path, data: bytes, choices: Choices | None = None, limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    file = tmp_path / "crawl.warc"
    file.write_bytes(data)
    found = list(acquire([str(file)], limits, choices=choices))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_a_document_with_its_address_and_the_day_of_the_crawl(
    tmp_path: Path, packed: bool
) -> None:
    documents, aside = read(tmp_path, archive(three(), packed=packed))
    assert [d.source.url for d in documents] == [f"https://a.example/{n}" for n in "123"]
    assert {d.source.fetched for d in documents} == {"2018-11-07"}
    assert all(d.published.earliest is None for d in documents)
    assert documents[0].source.path.endswith("crawl.warc#1")
    assert aside == []


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("lost", [6, 40, 300])
def test_an_archive_cut_off_gives_what_was_whole_and_one_reason(
    tmp_path: Path, packed: bool, lost: int
) -> None:
    documents, aside = read(tmp_path, archive(three(), packed=packed)[:-lost])
    assert len(documents) >= 2
    (only,) = aside
    assert "cut off in the middle of record" in only.reason
    assert only.path == only.item == str(tmp_path / "crawl.warc")


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_is_seen_in_records_that_nobody_wants_too(tmp_path: Path, packed: bool) -> None:
    data = archive(three(), packed=packed)
    documents, aside = read(
        tmp_path, data[: len(data) * 3 // 4], Choices(hosts=hosts_of(["b.org"]))
    )
    assert documents == []
    assert "cut off" in aside[0].reason


def test_a_cut_inside_the_headers_of_a_record_is_seen(tmp_path: Path) -> None:
    whole = archive(three()[:2])
    documents, aside = read(tmp_path, archive(three())[: len(whole) + 30])
    assert len(documents) == 2
    assert len(aside) == 1


def test_damage_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    one, *rest = (archive([each], packed=True) for each in three())
    documents, aside = read(tmp_path, one + b"\x1f\x8bgarbage" * 9 + b"".join(rest))
    assert len(documents) == 1
    assert "damaged after record 1" in aside[0].reason


def test_only_the_pages_of_the_outlets_asked_for_are_read(tmp_path: Path) -> None:
    records = [
        record(page(title=url), url=url)
        for url in ("https://www.a.example/1", "https://nota.example/1", "https://b.example/1")
    ]
    documents, aside = read(tmp_path, archive(records), Choices(hosts=hosts_of(["a.example"])))
    assert [d.source.url for d in documents] == ["https://www.a.example/1"]
    assert aside == []


def test_an_outlet_may_be_named_as_the_catalogue_names_it() -> None:
    assert hosts_of(["المونيتور"]) == {"al-monitor.com"}
    with pytest.raises(ChoiceError, match="no such outlet"):
        hosts_of(["صحيفة لا وجود لها"])


def test_pages_without_arabic_are_counted_in_one_line(tmp_path: Path) -> None:
    records = [record(page()), *(record(page(ENGLISH, "Harvest")) for _ in range(4))]
    documents, aside = read(tmp_path, archive(records))
    assert len(documents) == 1
    assert "4 of its 5 pages hold no Arabic" in aside[0].reason


def test_of_other_languages_nothing_is_said_where_one_was_asked_for(tmp_path: Path) -> None:
    persian = "<p>وزیر امور خارجه گفت که این دیدار برای هر دو کشور مهم است و ادامه خواهد داشت.</p>"
    records = [record(page(persian * 4, "خبر")), record(page()), record(page(ENGLISH))]
    documents, aside = read(tmp_path, archive(records), Choices(languages=frozenset({"ar"})))
    assert len(documents) == 1
    assert aside == []


@pytest.mark.parametrize(
    "each",
    [
        record(page(), status="404 Not Found"),
        record(page(), headers="Content-Type: image/png"),
        record(page(), kind=WarcRecordType.request),
        record(page(), kind=WarcRecordType.revisit),
    ],
)
def test_what_is_no_page_gives_none_and_an_archive_without_pages_says_so(
    tmp_path: Path, each: WarcRecord
) -> None:
    documents, aside = read(tmp_path, archive([each]))
    assert documents == []
    assert "none of its 1 records is a web page" in aside[0].reason


def test_packed_and_chunked_answers_are_undone(tmp_path: Path) -> None:
    packed = gzip.compress(page())
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    documents, _ = read(tmp_path, archive([record(chunked, headers=headers)]))
    assert "محصول القمح" in documents[0].text


def test_a_bomb_is_set_aside_and_the_next_page_is_read(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip"
    records = [record(bomb, headers=headers), record(page())]
    documents, aside = read(tmp_path, archive(records), limits=Limits(document=1_000_000))
    assert len(documents) == 1
    assert "larger than 1 MB" in aside[0].reason
    assert aside[0].item.endswith("crawl.warc#1")


def test_a_page_above_the_limit_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    records = [record(page(STORY * 99)), record(page())]
    documents, aside = read(tmp_path, archive(records), limits=Limits(document=10_000))
    assert len(documents) == len(aside) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\n" + b"A: b\r\n" * 20_000,
    ],
)
def test_no_archive_breaks_the_reader(tmp_path: Path, data: bytes) -> None:
    documents, aside = read(tmp_path, data)
    assert documents == []
    assert len(aside) == 1


def test_arabic_is_seen_in_every_encoding() -> None:
    words = "أعلنت الوزارة أن المحصول زاد هذا العام " * 6
    assert may_be_arabic(words.encode())
    assert may_be_arabic(words.encode("cp1256"))
    assert may_be_arabic(words.encode("utf-16"))
    assert may_be_arabic("".join(f"&#{ord(c)};" for c in words).encode())
    assert not may_be_arabic(page(ENGLISH, "Harvest"))
    assert not may_be_arabic(("Новости недели " * 30).encode())
