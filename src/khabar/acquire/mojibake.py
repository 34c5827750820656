"""Undo one sure misdecoding that happened before a text reached us."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """A text as its writer meant it, and the code page it was wrongly read in."""

    text: str
    misread_as: str


# What UTF-8 Arabic looks like when read byte by byte: its lead bytes D8 and D9 become these.
_LEADS = {"windows-1256": ("ط", "ظ"), "windows-1252": ("Ø", "Ù")}
_MIN_LEADS = 5


def _latin_bytes(text: str) -> bytes:
    """The bytes behind a text read as Latin-1 or windows-1252.

    Raises:
        UnicodeEncodeError: a character has no byte there.
    """
    return b"".join(
        bytes((ord(c),)) if ord(c) < 0x100 else c.encode("cp1252") for c in text
    )  # browsers mix the two: bytes that windows-1252 leaves undefined stay as in Latin-1


def _undone(text: str, code_page: str) -> str | None:
    try:
        raw = text.encode("cp1256") if code_page == "windows-1256" else _latin_bytes(text)
        return raw.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def repair(text: str) -> Repair | None:
    """The text before it was misread, where that is beyond doubt; None where there is any.

    Beyond doubt: lead bytes make up a fifth of it, where Arabic has one ط or ظ in sixty letters,
    and the whole of it, without one exception, is valid UTF-8 once turned back.
    """
    for code_page, (first, second) in _LEADS.items():
        leads = text.count(first) + text.count(second)
        if leads < _MIN_LEADS or leads * 5 < len(text):
            continue
        undone = _undone(text, code_page)
        if undone is not None:
            return Repair(undone.removeprefix("\ufeff"), code_page)
    return None
