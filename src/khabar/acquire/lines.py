"""Files of text that are read line by line: their encoding, and lines of bounded length."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from khabar.acquire.decode import is_binary, utf16_of
from khabar.acquire.windows1256 import CODEC, is_windows_1256
from khabar.errors import UnreadableInputError

SAMPLE = 65_536  # bytes
_NAMES = {CODEC: "windows-1256"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are read; name is how people call it."""

    codec: str
    name: str
    mark: int = 0


def encoding_of(start: bytes, where: str, said: str | None = None) -> Encoding:
    """The encoding of a file that begins like this; said is what its owner calls it.

    Raises:
        UnreadableInputError: it holds no text, or in an encoding that cannot be told.
    """
    utf16 = utf16_of(start)
    if utf16 is None and is_binary(start):
        raise UnreadableInputError(where, "it holds binary data, not text", "Leave it out.")
    if said is not None:
        return _said(said, where)
    if utf16 is not None:
        return Encoding(utf16[0], utf16[0], utf16[1])
    mark = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    if _is_utf_8(start):
        return Encoding("utf-8", "utf-8", mark)
    if is_windows_1256(start):
        return Encoding(CODEC, "windows-1256")
    raise UnreadableInputError(where, "its encoding is unknown", "Save it as UTF-8 text.")


def _said(name: str, where: str) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except LookupError as error:
        reason = f"there is no encoding {name!r}"
        raise UnreadableInputError(where, reason, "Say utf-8 or windows-1256.") from error
    return Encoding("utf-8-sig" if codec == "utf-8" else codec, _NAMES.get(codec, codec))


def _is_utf_8(start: bytes) -> bool:
    """Whether it is UTF-8 but for a byte here and there, whose lines are refused one by one."""
    # The sample may end inside a character: that is no fault.
    text = codecs.getincrementaldecoder("utf-8")(errors="replace").decode(start)
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") * 20 <= beyond


def lines_of(stream: BufferedReader, encoding: Encoding, longest: int) -> Iterator[str]:
    """The lines of a stream with their ends; one longer than longest characters comes in pieces.

    A byte that is no character becomes half a surrogate pair, so that only its row is refused.
    """
    stream.read(encoding.mark)
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors="surrogateescape")
    rest = ""
    while chunk := stream.read(SAMPLE):
        whole, rest = _cut(rest + decoder.decode(chunk))
        yield from whole
        if len(rest) > longest:
            yield rest
            rest = ""
    last, rest = _cut(rest + decoder.decode(b"", final=True))
    yield from last
    if rest:
        yield rest


def _cut(text: str) -> tuple[list[str], str]:
    """The whole lines of a text, cut at line feeds only, and what is left."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]], lines[-1]
