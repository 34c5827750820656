"""Writing to a terminal what strangers wrote."""

from __future__ import annotations

import sys
import unicodedata

from rich.console import Console

from khabar.store.base import Store
from khabar.store.withheld import WHY, without_texts

# Marks that turn the direction of all that follows; the invisible joiners of Arabic may stay.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str) -> str:
    """The text with every character that could command a terminal replaced by one that shows.

    Character for character, so that offsets stay what they were.
    """
    return "".join(map(_safe, text))


def _safe(character: str) -> str:
    if character in "\n\t":
        return character
    if character in "\r\u2028\u2029\x85":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
        return "\ufffd"
    return character


def output() -> Console:
    """Standard output; wide and bare where it is no terminal."""
    return _console(stderr=False)


def messages() -> Console:
    """Standard error."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(
        file=stream, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty()
    )


def width_of(console: Console) -> int | None:
    """How many characters a line holds; None where it is no terminal and may hold any."""
    return console.width if console.is_terminal else None


def say_textless(store: Store) -> None:
    """Why there are no words to read, where a store was shared without them."""
    if without_texts(store):
        complain(WHY)


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    print(safe(sentence), file=sys.stderr)
