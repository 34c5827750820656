"""PDFs: no paragraph is lost silently, every page keeps its number."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from khabar.acquire import pdf, pictures
from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.acquire.pdf_order import Block, Line, reading_order
from khabar.acquire.pdf_text import letters_of, page_texts, reads_like_arabic
from khabar.acquire.pictures import Seen
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.schema.reading import DocumentFacts

CHROMIUM = Path("/usr/bin/chromium")
FIRST = (
    "أعلنت وزارة النقل في بيان يوم الثلاثاء 6 نوفمبر 2018 أن القطار الجديد (الخط الأول) سينطلق"
    " عند الساعة 10:30 صباحا، وأن عدد المسافرين في السنة الأولى قد يصل إلى 25 ألف مسافر يوميا."
)
SECOND = "وقالت الوزيرة لوكالة Reuters إن الاتفاق الموقع في 2019/01/15 لا يشمل الخطوط القديمة."
THIRD = "وأضافت أن الأسعار لن تتغير: «لا زيادة هذا العام»، وأن نسبة الدعم تبلغ 3.5 في المئة."


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two printed pages, the second with two columns below a headline."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium to print with")
    folder = tmp_path_factory.mktemp("print")
    (folder / "a.html").write_text(_MARKUP, "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    told = (str(CHROMIUM), *flags, f"--user-data-dir={folder / 'profile'}")
    target = folder / "a.pdf"
    command = (*told, f"--print-to-pdf={target}", (folder / "a.html").as_uri())
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()


_MARKUP = f"""<!doctype html><meta charset="utf-8"><html dir="rtl" lang="ar"><body>
<h1>قطار جديد</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>
<h1 style="page-break-before: always">صفحة ثانية ذات عمودين يعلوهما عنوان طويل</h1>
<div style="columns: 2; column-gap: 3em"><p>{SECOND}</p><p style="break-after: column">{THIRD}</p>
<p>العمود الثاني يبدأ هنا بعد العمود الأول. {FIRST}</p></div></body></html>"""


def read(
    tmp_path: Path, data: bytes, limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    found = list(acquire([str(file)], limits))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


def saved(fill: Callable[[PdfDocument], object]) -> bytes:
    made = PdfDocument.new()
    fill(made)
    out = io.BytesIO()
    made.save(out)
    made.close()
    return out.getvalue()


def pictured(pages: int) -> bytes:
    out = io.BytesIO()
    first, *rest = (Image.new("L", (200, 280), 200) for _ in range(pages))
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


@pytest.mark.browser
def test_a_printed_page_is_read_word_for_word(tmp_path: Path, printed: bytes) -> None:
    (document,), aside = read(tmp_path, printed)
    lines = document.text.split("\n")
    assert lines[:4] == ["قطار جديد", FIRST, SECOND, THIRD]
    assert aside == []
    assert document.notes == ()


@pytest.mark.browser
def test_columns_are_read_from_the_right_below_their_headline(
    tmp_path: Path, printed: bytes
) -> None:
    (document,), _ = read(tmp_path, printed)
    page = document.text[document.pages[1] :]
    places = [page.index(words) for words in ("ذات عمودين", SECOND, THIRD, "العمود الثاني", FIRST)]
    assert places == sorted(places)


@pytest.mark.browser
def test_every_page_keeps_its_place(tmp_path: Path, printed: bytes) -> None:
    (document,), _ = read(tmp_path, printed)
    assert len(document.pages) == 2
    assert document.text[document.pages[1] :].startswith("صفحة ثانية")


@pytest.mark.browser
def test_a_paragraph_that_is_lost_is_noted_with_its_page(
    tmp_path: Path, printed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(data: bytes) -> Iterator[str | None]:
        yield "\n".join(("قطار جديد", FIRST, SECOND))
        yield from list(pdf_pages(data))[1:]

    pdf_pages = page_texts
    monkeypatch.setattr(pdf, "page_texts", lossy)
    (document,), _ = read(tmp_path, printed)
    assert document.notes[0].startswith("page 1: ")
    assert "another reader of PDFs finds are missing" in document.notes[0]


@pytest.mark.browser
def test_a_file_of_which_much_is_lost_is_set_aside(
    tmp_path: Path, printed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "page_texts", lambda _: iter((FIRST, SECOND)))
    documents, aside = read(tmp_path, printed)
    assert documents == []
    assert "are lost in reading it" in aside[0].reason
    assert aside[0].payload == printed


def test_a_page_that_is_a_picture_is_seen_and_its_confidence_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter((Seen(FIRST, 91.0), Seen("", 0.0), Seen(SECOND, 54.0)))
    monkeypatch.setattr(pdf, "see", lambda _: next(seen))
    (document,), _ = read(tmp_path, pictured(3))
    assert document.text == f"{FIRST}\n{SECOND}"
    assert document.pages == (0, len(FIRST) + 1, len(FIRST) + 1)
    assert "pages 1 to 3 were read from pictures" in document.notes[0]
    assert "3 (54)" in document.notes[1]


def test_where_tesseract_is_missing_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pictures._languages.cache_clear()
    _, aside = read(tmp_path, pictured(1))
    pictures._languages.cache_clear()
    assert "apt-get install tesseract-ocr tesseract-ocr-ara" in aside[0].reason


def test_a_pdf_of_too_many_pages_says_so(tmp_path: Path) -> None:
    data = saved(lambda made: [made.new_page(200, 200).close() for _ in range(2_000)])
    documents, aside = read(tmp_path, data)
    assert documents == []
    assert "it has 2,000 pages, more than 500" in aside[0].reason


def test_a_pdf_of_too_many_pictures_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "see", lambda _: Seen(FIRST, 90.0))
    _, aside = read(tmp_path, pictured(4), Limits(pictured=3))
    assert "more than 3 pages that are pictures" in aside[0].reason


def test_a_pdf_without_pages_or_words_says_so(tmp_path: Path) -> None:
    _, aside = read(tmp_path, saved(lambda _: None))
    assert "no pages" in aside[0].reason
    _, aside = read(tmp_path, saved(lambda made: made.new_page(200, 200).close()))
    assert "no words" in aside[0].reason


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    _, aside = read(tmp_path, _LOCKED)
    assert "password" in aside[0].reason


_LOCKED = b"""%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>> endobj
trailer <</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
""" % (b"41" * 32, b"42" * 32)


def test_a_pdf_cut_off_or_broken_says_so(tmp_path: Path) -> None:
    for data in (b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj <<", pictured(1)[:300]):
        documents, aside = read(tmp_path, data)
        assert documents == []
        assert len(aside) == 1


def test_a_pdf_above_the_limit_is_set_aside_unread(tmp_path: Path) -> None:
    _, aside = read(tmp_path, pictured(1), Limits(scan=100))
    assert "larger than" in aside[0].reason
    assert aside[0].payload is None


def block(left: float, right: float, bottom: float, top: float, text: str) -> Block:
    return Block(left, bottom, right, top, (Line(text, left, right),))


def test_two_columns_under_a_headline_and_over_a_footer() -> None:
    blocks = [
        block(10, 290, 10, 20, "footer"),
        block(10, 140, 30, 100, "left 2"),
        block(10, 140, 110, 190, "left 1"),
        block(160, 290, 30, 80, "right 2"),
        block(160, 290, 90, 190, "right 1"),
        block(10, 290, 200, 220, "headline"),
    ]
    order = [b.lines[0].text for b in reading_order(blocks)]
    assert order == ["headline", "right 1", "right 2", "left 1", "left 2", "footer"]


def test_letters_are_counted_in_any_shape_and_order() -> None:
    assert letters_of("ﻻ ﺗﻐﻴﻴﺮ") == letters_of("رييغت ال")
    assert not letters_of("(cid:12)(cid:7)")


def test_letters_in_the_wrong_order_do_not_read_like_arabic() -> None:
    assert reads_like_arabic(f"{FIRST} {SECOND} {THIRD}")
    assert not reads_like_arabic(f"{FIRST} {SECOND} {THIRD}"[::-1])


def test_a_place_in_the_text_leads_to_its_page() -> None:
    facts = DocumentFacts(id="d", path="a.pdf", language="ar", pages=(0, 40, 40, 90))
    assert [facts.page_at(offset) for offset in (0, 39, 40, 95)] == [1, 1, 3, 4]
    assert DocumentFacts(id="d", path="a.txt", language="ar").page_at(5) is None
