"""Pictures of pages: read where Tesseract is, refused in one sentence where not."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont, features

from khabar.acquire import scans
from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.acquire.pictures import Seen, _seen
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

TEXT = "قالت الوزيرة إن الطريق الجديد يصل بين المدينتين وإن العمل فيه بدأ الأسبوع الماضي."
FONTS = ("noto/NotoNaskhArabic-Regular.ttf", "dejavu/DejaVuSans.ttf")


def picture(width: int = 60, height: int = 80, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, form)
    return out.getvalue()


def read(
    tmp_path: Path, data: bytes, limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    file = tmp_path / "scan.png"
    file.write_bytes(data)
    found = list(acquire([str(file)], limits))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


def _has_arabic() -> bool:
    if not shutil.which("tesseract") or not features.check("raqm"):
        return False
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True)
    return "ara" in told.stdout.split()


@pytest.mark.skipif(not _has_arabic(), reason="no Tesseract with Arabic, or nothing to draw with")
def test_a_clean_scan_is_read_and_its_confidence_told(tmp_path: Path) -> None:
    folder = Path("/usr/share/fonts/truetype")
    font = next((folder / name for name in FONTS if (folder / name).exists()), None)
    if font is None:
        pytest.skip("no Arabic font")
    drawn = Image.new("L", (1_900, 500), 255)
    pen, face = ImageDraw.Draw(drawn), ImageFont.truetype(str(font), 44)
    words = TEXT.split()
    for line in range(2):
        half = " ".join(words[line * 7 : line * 7 + 7])
        pen.text((1_850, 60 + line * 110), half, font=face, fill=0, anchor="ra", direction="rtl")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    (document,), _ = read(tmp_path, out.getvalue())
    known = set(TEXT.replace(".", "").split())
    seen = set(document.text.replace(".", "").split())
    assert len(known & seen) >= 0.8 * len(known)
    assert document.pages == (0,)
    assert "page 1 was read from pictures by Tesseract, confidence" in document.notes[0]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_every_form_of_picture_is_seen(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "see", lambda _: Seen(TEXT, 60.0))
    (document,), _ = read(tmp_path, picture(form=form))
    assert document.text == TEXT
    assert "low confidence on page 1 (60)" in document.notes[1]


def test_a_tiff_may_hold_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "see", lambda _: Seen(TEXT, 95.0))
    out = io.BytesIO()
    pages = [Image.new("L", (60, 80), shade) for shade in (10, 20, 30)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    (document,), _ = read(tmp_path, out.getvalue())
    assert len(document.pages) == 3
    _, aside = read(tmp_path, out.getvalue(), Limits(pictured=2))
    assert "it has 3 pages, more than 2" in aside[0].reason


def test_a_picture_of_far_too_many_dots_is_refused_unread(tmp_path: Path) -> None:
    small = bytearray(picture())
    small[16:24] = (30_000).to_bytes(4, "big") * 2
    _, aside = read(tmp_path, bytes(small))
    assert len(aside) == 1


def test_a_broken_picture_says_so(tmp_path: Path) -> None:
    _, aside = read(tmp_path, picture(400, 400)[:60])
    assert "cut off or no whole picture" in aside[0].reason


def test_a_picture_without_words_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "see", lambda _: Seen("", 0.0))
    _, aside = read(tmp_path, picture())
    assert "no words" in aside[0].reason


def test_pictures_in_a_folder_are_no_scans(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "logo.png").write_bytes(picture())
    assert len(list(acquire([str(tmp_path)]))) == 1


def test_words_are_joined_by_paragraph_and_weighed_by_length() -> None:
    table: dict[str, Sequence[object]] = {
        "block_num": [1, 1, 1, 2],
        "par_num": [0, 1, 1, 1],
        "text": ["", "طويلة", "ما", "أخرى"],
        "conf": [-1, 90, 40.0, "80"],
    }
    seen = _seen(table)
    assert seen.text == "طويلة ما\nأخرى"
    assert seen.confidence == pytest.approx((5 * 90 + 2 * 40 + 4 * 80) / 11)
