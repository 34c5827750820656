"""From bytes to text: UTF-8, UTF-16 and windows-1256, or a clear refusal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from khabar.acquire.mojibake import repair
from khabar.acquire.windows1256 import CODEC, is_iso_8859_6, is_windows_1256
from khabar.errors import UnreadableInputError

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_AS_UTF8 = "Save it as UTF-8 text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text as it stood in the bytes, how they were read, and what was doubtful about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def utf16_of(data: bytes) -> tuple[str, int] | None:
    """The UTF-16 codec in which bytes are written and the length of their mark, None if not so.

    Without a mark, Arabic shows itself by the byte 06 in every second place.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return codec, len(mark)
    sample = data[:4_000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if high.count(0x06) > len(high) // 3 and high.count(0x06) + high.count(0) > len(high) * 0.9:
            return codec, 0
    return None


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding that we read: pictures, programs, archives."""
    sample = data[:8_000]
    return utf16_of(data) is None and len(_CONTROL.findall(sample)) * 50 > len(sample)


def decode(data: bytes, where: str) -> Decoded:
    """Turn the bytes of one file or row into text, changing nothing but a dropped mark.

    Raises:
        UnreadableInputError: they are not text, or in an encoding that cannot be told for sure.
    """
    utf16 = utf16_of(data)
    if utf16 is not None:
        decoded = _utf_16(data[utf16[1] :], utf16[0], where)
    else:
        decoded = _utf_8_or_legacy(data, where)
    if "\x00" in decoded.text:
        if is_binary(data) or decoded.text.count("\x00") * 20 > len(decoded.text):
            raise UnreadableInputError(where, "it holds binary data, not text", _AS_UTF8)
        raise UnreadableInputError(
            where, "it holds NUL characters", "Remove them, then read it again."
        )
    return decoded


def _utf_16(data: bytes, codec: str, where: str) -> Decoded:
    try:
        return Decoded(text=data.decode(codec), encoding=codec)
    except UnicodeDecodeError as error:
        if error.end >= len(data) and error.start > 0:
            raise _cut_off(where) from error
        raise UnreadableInputError(
            where, f"it is broken UTF-16 at byte {error.start}", _AS_UTF8
        ) from error


def _utf_8_or_legacy(data: bytes, where: str) -> Decoded:
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _repaired(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _legacy(body, error, where)


def _repaired(text: str) -> Decoded:
    mended = repair(text)
    if mended is None:
        return Decoded(text=text, encoding="utf-8")
    note = f"the text had been misread as {mended.misread_as} before it was saved; this was undone"
    return Decoded(text=mended.text, encoding="utf-8", notes=(note,))


def _legacy(data: bytes, error: UnicodeDecodeError, where: str) -> Decoded:
    if is_binary(data) or data[:8_000].count(0) * 50 > len(data[:8_000]):
        raise UnreadableInputError(where, "it holds binary data, not text", _AS_UTF8) from error
    if error.reason == "unexpected end of data" and _starts_as_utf_8(data[: error.start]):
        raise _cut_off(where) from error
    if is_windows_1256(data):
        note = "read as windows-1256, told from its letters and words"
        return Decoded(text=data.decode(CODEC), encoding="windows-1256", notes=(note,))
    if is_iso_8859_6(data):
        raise UnreadableInputError(where, "it seems to be in ISO-8859-6", _AS_UTF8) from error
    raise UnreadableInputError(
        where, f"its encoding is unknown: byte {error.start + 1} is no UTF-8", _AS_UTF8
    ) from error


def _starts_as_utf_8(data: bytes) -> bool:
    """Whether what precedes a cut is UTF-8 with letters beyond ASCII, or nothing but ASCII."""
    return bool(data) and (not data.isascii() or len(data) > 3)


def _cut_off(where: str) -> UnreadableInputError:
    return UnreadableInputError(
        where, "it is cut off in the middle of a character", "Fetch or copy the whole file again."
    )
