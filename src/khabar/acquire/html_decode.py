"""From the bytes of a page to its characters: what it declares is a hint, its bytes decide."""

from __future__ import annotations

import re

from khabar.acquire.decode import Decoded, decode, is_binary, utf16_of
from khabar.acquire.mojibake import repair_page
from khabar.acquire.windows1256 import CODEC, is_arabic, is_windows_1256
from khabar.errors import UnreadableInputError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{3,40})", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page must declare its encoding
_BEYOND = re.compile(rb"[\x80-\xff]{2}[\x80-\xff ]*")
_SAMPLE = 400_000  # bytes: menus and scripts stand before the first Arabic word
_ISO = frozenset({"iso-8859-6", "iso8859-6", "iso_8859-6", "arabic", "iso-8859-6-i"})
_MOST_BROKEN = 200  # good characters for each broken one
_FEWEST_SOUND = 40
_MEND = "Save the page again, as UTF-8."


def decode_page(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """Turn the bytes of a page into text.

    Args:
        declared: the encoding that whoever sent the page named for it.

    Raises:
        UnreadableInputError: they are not text, or in an encoding that cannot be told for sure.
    """
    data = data.replace(b"\x00", b" ") if utf16_of(data) is None else data
    if utf16_of(data) is not None:
        return decode(data, where)
    if is_binary(data):
        raise UnreadableInputError(where, "it holds binary data, not a page", "Leave it out.")
    try:
        return _mended(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _legacy(data, where, (declared or _charset_of(data)).lower())


def _charset_of(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else ""


def _mended(text: str) -> Decoded:
    repaired = repair_page(text)
    if repaired is None:
        return Decoded(text=text, encoding="utf-8")
    note = (
        f"the page had been misread as {repaired.misread_as} before it was saved; this was undone"
    )
    return Decoded(text=repaired.text, encoding="utf-8", notes=(note,))


def _legacy(data: bytes, where: str, declared: str) -> Decoded:
    beyond = b" ".join(_BEYOND.findall(data[:_SAMPLE]))
    iso = declared in _ISO and is_arabic(beyond, "iso8859_6")
    if not iso and is_windows_1256(beyond):
        note = "read as windows-1256, told from its letters and words"
        return Decoded(text=data.decode(CODEC), encoding="windows-1256", notes=(note,))
    if iso:
        return Decoded(text=data.decode("iso8859_6", "replace"), encoding="iso-8859-6")
    text = data.decode("utf-8-sig", "replace")
    broken, sound = (
        text.count("\ufffd"),
        sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", text)),
    )
    # A page that was cut off breaks one, however short it is.
    if broken * _MOST_BROKEN <= max(sound, _MOST_BROKEN if sound > _FEWEST_SOUND else 0):
        note = f"{broken} characters of the page were broken and are lost"
        return Decoded(text=text, encoding="utf-8", notes=(note,))
    raise UnreadableInputError(where, "its encoding is unknown", _MEND)
