"""Whether bytes that are no UTF-8 are Arabic in windows-1256, the code page of older sites."""

from __future__ import annotations

import re
from collections import Counter

CODEC = "cp1256"
SAMPLE = 20_000  # bytes: enough to tell the code page, cheap on long files

_WORD = re.compile("[ء-غف-ي]{2,}")
_FREQUENT = frozenset(
    "في من على إلى الى أن ان إن التي الذي عن مع هذا هذه بعد كان ما لا لم بين أو او خلال قال"
    " وقال كما ذلك قبل عام اليوم حول عند غير كل منذ ضد رئيس الرئيس أكد".split()
)
_COMMON_LETTERS = frozenset("اليمنورتبعسدكحفةقأهجش")
_USUAL_MARKS = frozenset("«»،؛؟“”‘’–—…•·°\xa0ـ\u200c\u200d\u200e\u200f×÷")


def _words_score(text: str) -> float:
    """The share of words that any Arabic text is full of, or that carry the article."""
    words = _WORD.findall(text)
    known = sum(word in _FREQUENT or word.startswith(("ال", "وال", "بال", "لل")) for word in words)
    return known / len(words) if words else 0.0


def _letters_score(text: str) -> float:
    """The share of all characters beyond ASCII that are the letters Arabic uses most."""
    beyond = Counter(c for c in text if c > "\x7f" and c not in _USUAL_MARKS and not "ً" <= c <= "ْ")
    total = beyond.total()
    return sum(n for c, n in beyond.items() if c in _COMMON_LETTERS) / total if total else 0.0


def is_arabic(data: bytes, codec: str = CODEC) -> bool:
    """Whether the bytes read as Arabic in a code page.

    The letters must be the frequent ones: UTF-8 read as windows-1256 is Arabic script too, but
    every second letter of it is ط or ظ. Longer texts must also show the words of the language.
    """
    text = data[:SAMPLE].decode(codec, errors="replace")
    words = len(_WORD.findall(text))
    return _letters_score(text) >= 0.75 and (words < 8 or _words_score(text) >= 0.15)


def is_windows_1256(data: bytes) -> bool:
    """Whether they are Arabic in windows-1256, and not better Arabic in ISO-8859-6."""
    return is_arabic(data) and not is_iso_8859_6(data)


def is_iso_8859_6(data: bytes) -> bool:
    """Whether they read as better Arabic in ISO-8859-6, whose alphabet differs from ض on."""
    sample = data[:SAMPLE]
    if b"\xe4" not in sample and b"\xea" not in sample:  # lam and ya: no Arabic text lacks both
        return False
    iso, ours = (sample.decode(codec, errors="replace") for codec in ("iso8859_6", CODEC))
    return is_arabic(data, "iso8859_6") and _words_score(iso) > _words_score(ours)
