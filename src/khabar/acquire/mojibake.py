"""Undo sure misdecodings that happened before a text reached us; offsets lead back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.acquire.windows1256 import CODEC, is_windows_1256


@dataclass(frozen=True, slots=True)
class Mended:
    """A stretch of the mended text and the stretch of the misread one that it was made of."""

    start: int
    end: int
    misread_start: int
    misread_end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """A text as its writer meant it, and the code page it was wrongly read in.

    mended: the stretches that changed length, in order; all else stands as it did.
    """

    text: str
    misread_as: str
    mended: tuple[Mended, ...] = ()

    def original(self, at: int) -> int:
        """Where in the misread text the character begins that stands here in the mended one."""
        shift = 0
        for each in self.mended:
            if at < each.start:
                break
            if at < each.end:
                return each.misread_start + len(self.text[each.start : at].encode())
            shift = each.misread_end - each.end
        return at + shift


# What UTF-8 Arabic looks like when read byte by byte: its lead bytes D8 and D9 become these.
_LEADS = {"windows-1256": ("ط", "ظ"), "windows-1252": ("Ø", "Ù")}
_MIN_LEADS = 5
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_MIN_SWAPPED = 20  # letters
_RARE = 20  # sound pages have one lead in sixty letters, misread ones in every second


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
    and the whole of it, without one exception, is valid UTF-8 once turned back. Or it is Latin
    letters with accents that make Arabic words in windows-1256.
    """
    for code_page, (first, second) in _LEADS.items():
        leads = text.count(first) + text.count(second)
        if leads < _MIN_LEADS or leads * 5 < len(text):
            continue
        undone = _undone(text, code_page)
        if undone is not None:
            mark = len(undone) - len(undone.removeprefix("\ufeff"))
            whole = Mended(0, len(undone) - mark, 3 * mark, len(text))
            return Repair(undone[mark:], code_page, (whole,))
    return _swapped(text)


def repair_page(text: str) -> Repair | None:
    """The same for a page, whose markup was ASCII and came to no harm.

    A run of bytes beyond ASCII became a run of such characters, so each is turned back by itself:
    a page whose frame is sound and whose story is not has only the story mended.
    """
    beyond = len(text.encode("utf-8", "replace")) - len(text)
    for code_page, leads in _LEADS.items():
        if sum(map(text.count, leads)) * _RARE < beyond:
            continue
        runs = [
            (match, undone)
            for match in _BEYOND.finditer(text)
            if any(lead in match[0] for lead in leads)
            and (undone := _undone(match[0], code_page)) is not None
        ]
        seen = sum(match[0].count(lead) for match, _ in runs for lead in leads)
        if seen >= _MIN_LEADS * 2 and seen * 4 >= sum(len(match[0]) for match, _ in runs):
            return _joined(text, runs, code_page)
    return _swapped(text)


def _joined(text: str, runs: list[tuple[re.Match[str], str]], code_page: str) -> Repair:
    pieces: list[str] = []
    mended: list[Mended] = []
    length = at = 0
    for match, undone in runs:
        pieces += (text[at : match.start()], undone)
        start = length + match.start() - at
        length, at = start + len(undone), match.end()
        mended.append(Mended(start, length, match.start(), at))
    return Repair("".join((*pieces, text[at:])), code_page, tuple(mended))


def _swapped(text: str) -> Repair | None:
    """Arabic in windows-1256 that was read as windows-1252: one letter for one."""
    runs = [] if "ا" in text else _BEYOND.findall(text)
    if sum(map(len, runs)) < _MIN_SWAPPED:
        return None
    try:
        sure = is_windows_1256(_latin_bytes(" ".join(runs)))
        undone = _latin_bytes(text).decode(CODEC)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return Repair(undone, "windows-1252") if sure else None
