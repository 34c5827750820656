"""Arabic names in Latin letters, made by machine: good enough to read, not how the bearer writes.

Short vowels are not written in Arabic, so an "a" is set where consonants could not be spoken
without one. A name made here is no fact: whoever shows it should say that a machine made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from khabar.lang.ar.normalise import normalise

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "'", "غ": "gh",
    "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
    "ء": "'", "پ": "p", "چ": "ch", "ڤ": "v", "ڨ": "g", "گ": "g", "ژ": "zh",
}  # fmt: skip
_LONG = {"ا": "a", "و": "u", "ي": "i"}
_VOWELS = frozenset("aui")
_ARTICLE = "ال"
_SHORT = 4
_SMALL = {"بن": "bin", "ابن": "ibn", "بنت": "bint", "ال": "al-", "و": "wa", "في": "fi", "من": "min"}


def romanised(name: str, words: Mapping[str, str] | None = None) -> str:
    """A name in Latin letters, each word with a capital; Latin words stay as they are.

    words gives, for bare normalised words, how they are usually written; it is asked first.
    """
    parts = [_word(w, words or {}) for w in normalise(name).replace("-", " ").split()]
    return " ".join(p for p in parts if p).replace("al- ", "al-")


def _word(word: str, known: Mapping[str, str]) -> str:
    if word in _SMALL:
        return _SMALL[word]
    if word.startswith(_ARTICLE) and len(word) > _SHORT:
        rest = word[len(_ARTICLE) :]
        return f"al-{known.get(rest) or _capital(_letters(rest))}"
    return known.get(word) or _capital(_letters(word))


def _capital(word: str) -> str:
    at = next((n for n, letter in enumerate(word) if letter.isalpha()), 0)
    return word[:at].replace("'", "") + word[at : at + 1].upper() + word[at + 1 :]


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> str:
    """Letter by letter: و and ي are vowels behind a consonant, unless a vowel follows."""
    out: list[str] = []
    for at, letter in enumerate(word):
        out.append(_letter(letter, out, word[at + 1 : at + 2]))
    return "".join(out)


def _letter(letter: str, before: list[str], after: str) -> str:
    spoken = bool(before) and before[-1][-1:] in _VOWELS
    if letter in _LONG and before and not spoken and after not in _LONG:
        return _LONG[letter]
    if letter == "ا":
        return "" if spoken else "a"
    if letter == "ه" and not after and before:
        return "a" if not spoken else "h"
    latin = _CONSONANTS.get(letter)
    if latin is None:
        return letter if letter.isalnum() else ""
    return (
        latin if spoken or not before or not before[-1].strip() else _after_consonant(latin, after)
    )


def _after_consonant(latin: str, after: str) -> str:
    """Behind a consonant another is spoken with an "a" between; a last pair keeps it too."""
    return latin if after in _LONG and after else f"a{latin}"
