"""What makes a text an article that khabar can read."""

from __future__ import annotations

import re

from khabar.acquire.language import language_of, name_of
from khabar.errors import UnreadableInputError

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")
_NOT_ARABIC = "it is not in Arabic but in "


def checked(text: str, where: str) -> str:
    """The text itself, unchanged, once it is known to be readable Arabic.

    Raises:
        UnreadableInputError: it has no words, characters that are none, or another language.
    """
    plain(text, where)
    if not _WORD.search(text):
        raise UnreadableInputError(where, "it has no words", "Leave it out, or fetch it again.")
    language = language_of(text)
    if language != "ar":
        named = name_of(language)
        raise UnreadableInputError(
            where, f"{_NOT_ARABIC}{named}", "Leave it out; khabar reads Arabic."
        )
    return text


def refused_language(reason: str) -> str | None:
    """The language for which something was set aside; None where that was not the reason."""
    _, found, behind = reason.partition(_NOT_ARABIC)
    return behind.partition(".")[0] if found else None


def plain(text: str, where: str) -> str:
    """The text itself, once it is known to hold characters that can be stored and sent.

    Raises:
        UnreadableInputError: it holds NUL, or half a surrogate pair.
    """
    if "\x00" in text:
        raise UnreadableInputError(
            where, "it holds NUL characters", "Remove them, then read it again."
        )
    if _SURROGATE.search(text):
        raise UnreadableInputError(
            where,
            "it holds half a character (a lone surrogate)",
            "Take the text from its origin again.",
        )
    return text
