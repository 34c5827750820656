"""From bytes to text."""

from __future__ import annotations

import pytest

from khabar.acquire.decode import decode
from khabar.errors import UnreadableInputError

TEXT = "قال وزير الخارجية المصري في عمان إن المباحثات تناولت الأزمة السورية."


def reason_of(data: bytes) -> str:
    with pytest.raises(UnreadableInputError) as caught:
        decode(data, "x.txt")
    return str(caught.value)


def test_utf_8_is_kept_as_it_stands() -> None:
    assert decode(f"{TEXT}\r\n".encode(), "x.txt").text == f"{TEXT}\r\n"


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(TEXT.encode("utf-8-sig"), "x.txt").text == TEXT


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(codec: str) -> None:
    assert decode(TEXT.encode(codec), "x.txt").text == TEXT


def test_windows_1256_is_told_from_its_letters() -> None:
    decoded = decode(TEXT.encode("cp1256"), "x.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, "windows-1256")
    assert decoded.notes


def test_iso_8859_6_is_not_taken_for_windows_1256() -> None:
    assert "ISO-8859-6" in reason_of(TEXT.encode("iso8859_6"))


def test_bytes_of_an_unknown_encoding_are_refused() -> None:
    assert "encoding is unknown" in reason_of("Ceci était le début d'un été".encode("latin-1"))


def test_a_file_cut_inside_a_character_is_refused() -> None:
    assert "cut off" in reason_of(TEXT.encode()[:-2])


def test_utf_16_cut_inside_a_character_is_refused() -> None:
    assert "cut off" in reason_of(TEXT.encode("utf-16")[:-1])


def test_a_picture_is_refused_as_binary() -> None:
    assert "binary" in reason_of(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9)


def test_nul_characters_are_refused() -> None:
    assert "NUL" in reason_of(f"{TEXT}\0 {TEXT}".encode())


@pytest.mark.parametrize("codec", ["cp1256", "latin-1"])
def test_utf_8_that_was_misread_throughout_is_mended_with_a_note(codec: str) -> None:
    decoded = decode(TEXT.encode().decode(codec).encode(), "x.txt")
    assert decoded.text == TEXT
    assert "misread" in decoded.notes[0]


def test_a_text_misread_in_part_is_left_alone() -> None:
    text = f"{TEXT.encode().decode('cp1256')} {TEXT}"
    assert decode(text.encode(), "x.txt").text == text


def test_a_sentence_full_of_tahs_is_no_misreading() -> None:
    text = "ظل ضابط الشرطة ينظر طويلا إلى طريق الطائف المغطى بالطين"
    decoded = decode(text.encode(), "x.txt")
    assert (decoded.text, decoded.notes) == (text, ())
