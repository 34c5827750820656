"""Saved web pages become documents: golden pages, encodings, dates, faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquire.golden_pages import Golden, body_of, golden_pages, word_f1
from khabar.acquire.documents import acquire
from khabar.acquire.html import document_of, looks_like_page, read
from khabar.acquire.html_rules import page_rules
from khabar.acquire.html_tree import MOST_ELEMENTS
from khabar.acquire.limits import Limits
from khabar.acquire.mojibake import repair_page
from khabar.acquire.sources import Input
from khabar.errors import KhabarError, UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.schema.moments import Basis

PAGES = golden_pages()
BY_NAME = {page.name: page for page in PAGES}
LEAD = (
    "وصل وزير الخارجية المصري سامح شكري إلى العاصمة الأردنية عمان في زيارة رسمية يلتقي خلالها"
    " نظيره الأردني أيمن الصفدي."
)
SECOND = "وقال المتحدث باسم الوزارة إن المباحثات ستتناول الأوضاع في سوريا وليبيا وملف المياه."
TITLE = "وزير الخارجية المصري يصل إلى عمان"


def page(
    *, head: str = "", over: str = "", body: str = f"<p>{LEAD}</p><p>{SECOND}</p>", foot: str = ""
) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>"
        f"<div class=main><h1>{TITLE}</h1>{over}<div class=text>{body}</div></div>"
        f"{foot}</body></html>"
    ).encode()


def document(data: bytes, **told: str) -> Document:
    return document_of(data, Input(path="page.html", content=data, **told))


def dated(data: bytes, **told: str) -> tuple[str | None, str | None]:
    published = document(data, **told).published
    return published.earliest, published.latest


@pytest.mark.parametrize("golden", PAGES, ids=lambda g: g.name)
def test_a_golden_page_gives_its_text_and_its_facts(golden: Golden) -> None:
    found = document(golden.data)
    source = found.source
    assert word_f1(body_of(found), "\n".join(golden.body)) >= 0.98
    assert (found.published.earliest, found.published.latest) == (golden.date, golden.date)
    assert (source.title, source.url, source.encoding) == (
        golden.title,
        golden.url,
        golden.encoding,
    )
    assert (source.author, source.agency) == (golden.author, golden.agency)
    assert (source.section, source.outlet) == (golden.section, golden.outlet)
    assert set(golden.notes) <= set(found.notes)


def test_every_file_of_rules_has_a_golden_page_that_bears_its_name() -> None:
    assert {rules.name for rules in page_rules()} == {page.rules for page in PAGES} - {None}


@pytest.mark.parametrize("golden", PAGES, ids=lambda g: g.name)
def test_every_line_of_a_document_stands_on_its_page(golden: Golden) -> None:
    found = document(golden.data)
    raw = golden.data.decode("cp1256" if golden.encoding == "windows-1256" else "utf-8")
    raw = raw.replace("<b>", "").replace("</b>", "")
    for line in found.text.splitlines():
        assert line in raw or any("٠" <= c <= "٩" for c in line)


# Encodings


@pytest.mark.parametrize("misread_as", ["cp1256", "cp1252"])
def test_a_page_in_utf_8_that_was_misread_is_mended(misread_as: str) -> None:
    right = BY_NAME["amp"].data.decode()
    misread = "".join(
        bytes((b,)).decode(misread_as, "ignore") or chr(b) for b in right.encode()
    ).encode()
    found = document(misread)
    assert found.text == document(right.encode()).text
    assert "was undone" in found.notes[0]


def test_a_page_in_windows_1256_that_was_read_as_latin_is_mended() -> None:
    right = BY_NAME["old_tables"].data
    found = document(right.decode("cp1252", "replace").encode())
    assert found.source.title == BY_NAME["old_tables"].title


def test_offsets_of_a_mended_page_lead_back_to_the_misread_one() -> None:
    text = f"<p>{LEAD}</p> ok <b>{SECOND}</b>"
    misread = text.encode().decode("cp1256")
    mended = repair_page(misread)
    assert mended is not None
    assert mended.text == text
    for at, letter in enumerate(text):
        start = mended.original(at)
        width = len(letter.encode())
        assert misread[start : start + width].encode("cp1256").decode() == letter


def test_what_a_page_declares_does_not_matter_where_its_bytes_say_otherwise() -> None:
    utf8 = page(head='<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">')
    assert document(utf8).source.encoding == "utf-8"
    legacy = page().replace(b"charset=utf-8", b"charset=UTF-8").decode().encode("cp1256")
    assert document(legacy, charset="utf-8").text == document(page()).text


def test_a_few_broken_characters_do_not_cost_a_page() -> None:
    found = document(
        page().replace(b"\xd9\x88\xd9\x82\xd8\xa7\xd9\x84", b"\xd9\x88\xd9\xd8\xa7", 1)
    )
    assert any("broken" in note for note in found.notes)


def test_presentation_forms_stay_as_they_stand() -> None:
    shaped = LEAD.replace("لا", "\ufefb")
    assert shaped in document(page(body=f"<p>{shaped}</p><p>{SECOND}</p>")).text


# Dates


@pytest.mark.parametrize(
    "line",
    [
        "الأحد 5 آب 2018",
        "الأحد ٥ أغسطس ٢٠١٨",
        "5 أوت 2018",
        "الأحد 23 ذو القعدة 1439 هـ",
        "الأحد 23 ذو القعدة 1439هـ - 5 أغسطس 2018م",
        "05/08/2018 - 21:40",
        "تاريخ النشر: 5-8-2018 | آخر تحديث: 7-8-2018",
    ],
)
def test_a_date_line_under_the_headline_dates_the_page(line: str) -> None:
    assert dated(page(over=f"<div>{line}</div>")) == ("2018-08-05", "2018-08-05")


def test_a_weekday_that_contradicts_its_date_leaves_the_page_undated() -> None:
    found = document(page(over="<div>الاثنين 5 أغسطس 2018</div>"))
    assert found.published.earliest is None
    assert "contradicts" in found.notes[0]


@pytest.mark.parametrize(
    "html",
    [
        '<div class="footer">آخر تحديث للموقع: 5 أغسطس 2018</div>',
        "<p>جميع الحقوق محفوظة 2018</p>",
        '<div class="related"><a href="/a">الوزير يزور بغداد</a> <span>5 أغسطس 2018</span></div>',
    ],
)
def test_a_date_below_the_article_never_dates_it(html: str) -> None:
    assert dated(page(foot=html)) == (None, None)


def test_the_day_of_the_visit_never_dates_a_page() -> None:
    data = page().replace(
        b"<div class=main>", "<div>الأحد 5 أغسطس 2018</div><div class=main>".encode()
    )
    assert dated(data, fetched="2018-08-05") == (None, None)


def test_a_moment_of_late_evening_is_one_of_two_days_until_the_page_tells() -> None:
    meta = '<meta property="article:published_time" content="2018-08-04T22:30:00Z">'
    assert dated(page(head=meta)) == ("2018-08-04", "2018-08-05")
    assert dated(page(head=meta, over="<i>5 أغسطس 2018</i>")) == ("2018-08-05", "2018-08-05")


def test_a_later_day_on_the_page_than_in_its_address_is_that_of_a_change() -> None:
    data = page(over="<div>الأحد 5 أغسطس 2018</div>")
    found = document(data, url="https://outlet.example/2018/08/03/visit")
    assert found.published.earliest == found.published.latest == "2018-08-03"
    assert found.published.basis is Basis.URL


def test_statements_that_disagree_leave_a_stretch_and_a_note() -> None:
    meta = '<meta property="article:published_time" content="2019-01-20T08:00:00+03:00">'
    found = document(page(head=meta, over="<div>الأحد 5 أغسطس 2018</div>"))
    assert (found.published.earliest, found.published.latest) == ("2018-08-05", "2019-01-20")
    assert "later date" in found.notes[0]


def test_nothing_is_published_after_it_was_met() -> None:
    meta = '<meta property="article:published_time" content="2021-01-20T08:00:00+03:00">'
    assert dated(page(head=meta), fetched="2019-02-01") == (None, None)


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("2018/8/3/visit", ("2018-08-03", "2018-08-03")),
        ("news/20180803/visit", ("2018-08-03", "2018-08-03")),
        ("arab/201808031034893040-visit", ("2018-08-03", "2018-08-03")),
        ("2018/world/8/3/visit", ("2018-08-03", "2018-08-03")),
        ("2018/08/visit", ("2018-08-01", "2018-08-31")),
        ("2018/02/31/visit", (None, None)),
        ("article/20189913", (None, None)),
    ],
)
def test_an_address_may_hold_the_day(path: str, days: tuple[str | None, str | None]) -> None:
    assert dated(page(), url=f"https://outlet.example/{path}") == days


# What a page says of itself is text, checked


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "http://10.0.0.1/a", "//outlet.example/a",
        "https://user:pass@outlet.example/a", "https://outlet.example:99999/a", "https://localhost/a",
        "https://outlet.example/\u202egnp.exe", "ftp://outlet.example/a", "https://[::1]/a",
    ],
)  # fmt: skip
def test_an_address_that_can_be_none_is_not_taken(address: str) -> None:
    assert document(page(head=f'<link rel="canonical" href="{address}">')).source.url is None


def test_a_page_cannot_pass_for_one_of_another_site() -> None:
    head = '<link rel="canonical" href="https://agency.example/story">'
    url = "https://www.outlet.example/a"
    assert document(page(head=head), url=url).source.url == url
    own = head.replace("agency", "outlet")
    assert document(page(head=own), url=url).source.url == "https://outlet.example/story"


def test_a_version_for_the_printer_is_the_same_document_as_its_page() -> None:
    head = '<link rel="canonical" href="https://outlet.example/story/7">'
    shown = document(page(head=head), url="https://outlet.example/story/7")
    printed = document(page(head=head), url="https://outlet.example/print/7")
    assert printed.id == shown.id
    assert any("printer" in note for note in printed.notes)


def test_nothing_of_a_program_comes_into_the_text() -> None:
    data = page(foot=f"<script>document.write('{SECOND * 9}')</script><style>p{{}}</style>")
    assert document(data).text.count(SECOND) == 1


# Faults


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"<html><body></body></html>", "no words"),
        (b"<html><body><div class=menu><a href=/>menu</a></div></body></html>", "no words"),
        (f"<html><body><p>{TITLE}</p></body></html>".encode(), "holds no article"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 90, "binary"),
        (b"<html>" + b"<i></i>" * (MOST_ELEMENTS + 1), "more than any article"),
        ("<html><p>این خبر را امروز وزیر امور خارجه ایران در تهران اعلام کرد و گفت که می شود"
         " با آن کشور گفتگو کرد و برای این کار آماده است.</p>".encode(), "Persian"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_set_aside_with_a_reason(data: bytes, reason: str) -> None:
    (found,) = read(Input(path="a.html", content=data), Limits())
    assert isinstance(found, SetAside)
    assert reason in found.reason
    assert found.payload == data


def test_a_page_above_the_limit_is_set_aside_unread() -> None:
    (found,) = read(Input(path="a.html", content=page()), Limits(document=100))
    assert isinstance(found, SetAside)
    assert "larger than" in found.reason


def test_depth_without_end_harms_nothing() -> None:
    data = page(body="<div>" * 50_000 + f"<p>{LEAD}</p>")
    with pytest.raises(UnreadableInputError):
        document(data)
    assert (
        LEAD
        in document(page(head=f"<script type=application/ld+json>{'[' * 90_000}</script>")).text
    )


def test_a_page_cut_off_in_the_middle_gives_what_is_there() -> None:
    data = page()
    assert LEAD in document(data[: data.index(SECOND.encode()) + 5]).text


def test_a_folder_of_pages_is_read_and_the_bad_one_stops_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.htm").write_bytes(b"<html></html>")
    (tmp_path / "c.html").write_bytes(BY_NAME["amp"].data)
    found = list(acquire([str(tmp_path)]))
    assert [type(each).__name__ for each in found] == ["Document", "SetAside", "Document"]


def test_a_page_is_known_by_its_first_bytes() -> None:
    assert looks_like_page(b"\xef\xbb\xbf\n <!DOCTYPE html>")
    assert looks_like_page(b"<HTML DIR=RTL>")
    assert not looks_like_page("قال <b>الوزير</b>".encode())
    assert not looks_like_page(b"<?xml version='1.0'?><rss>")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PAGES), st.lists(st.tuples(st.integers(0, 9_000), st.binary(max_size=6))))
def test_no_damage_to_a_page_brings_the_reader_down(
    golden: Golden, damage: list[tuple[int, bytes]]
) -> None:
    data = bytearray(golden.data)
    for at, what in damage:
        data[at : at + 3] = what
    try:
        document(bytes(data))
    except KhabarError as error:
        assert str(error)  # noqa: PT017
