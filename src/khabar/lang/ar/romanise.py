"""Arabic names in Latin letters, made by machine: good enough to read, not how the bearer writes.

Short vowels are not written in Arabic, so an "a" is set where consonants could not be spoken
without one: no word begins with two consonants, none has three together. A name made here is no
fact: whoever shows it should say that a machine made it.
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
_SHORT = 2  # letters that must be left behind an article
_SMALL = {
    "بن": "bin", "ابن": "ibn", "بنت": "bint", "ال": "Al", "و": "wa", "في": "fi", "من": "min",
    "عبد": "Abd", "ابو": "Abu", "ابي": "Abi", "الي": "ila", "علي": "Ali", "ام": "Umm",
}  # fmt: skip
_ARTICLES = {"وال": "wal-", "بال": "bil-", "لل": "lil-", "ال": "al-"}


def romanised(name: str, words: Mapping[str, str] | None = None) -> str:
    """A name in Latin letters, each word with a capital; Latin words stay as they are.

    words gives, for normalised words without article, how they are usually written; it is asked
    first.
    """
    parts = (_word(w, words or {}) for w in normalise(name).replace("-", " ").split())
    return " ".join(p for p in parts if p)


def _word(word: str, known: Mapping[str, str]) -> str:
    if word in _SMALL:
        return _SMALL[word]
    for article, latin in _ARTICLES.items():
        if word.startswith(article) and len(word) > len(article) + _SHORT:
            return latin + _bare(word.removeprefix(article), known)
    return _bare(word, known)


def _bare(word: str, known: Mapping[str, str]) -> str:
    return known.get(word) or _capital(_letters(word))


def _capital(word: str) -> str:
    at = next((n for n, letter in enumerate(word) if letter.isalnum()), len(word))
    return word[at : at + 1].upper() + word[at + 1 :]


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> str:
    if word.endswith("يه") and len(word) > len("يه"):
        return _letters(word[:-2]) + "iya"
    out = ""
    for at, letter in enumerate(word):
        out += _sound(letter, out, word[at + 1 : at + 2])
    return out


def _sound(letter: str, before: str, after: str) -> str:
    """One letter behind what was spoken already and before the next."""
    spoken = before[-1:] in _VOWELS and before != ""
    if letter in _LONG and before and not spoken and after != "ا":
        return _LONG[letter]
    if letter == "ا":
        return "" if spoken else "a"
    if letter == "ه" and not after and before and not spoken:
        return "a"
    latin = _CONSONANTS.get(letter)
    if latin is None:
        return letter if letter.isalnum() else ""
    alone = not spoken and after in _CONSONANTS and after not in _LONG
    return latin + "a" if alone else latin
