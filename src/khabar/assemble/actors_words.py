"""Names as words that can be compared: articles, clitics, endings and spelling taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from khabar.lang.ar.normalise import normalise

Words = tuple[str, ...]

_ARTICLE = "ال"
_SHORT = 4  # a word this short keeps its article: الله
_SEPARATORS = re.compile(r"[^\w]+|_")
_ASIDE = re.compile(r"[(\"'\[]([^()\"'\[\]]{3,})[)\"'\]]")
_JOINED = ("عبد", "ابو", "ابي", "ابا", "بو", "ام", "ال")
_ENDINGS = ("ون", "ين", "ات", "ه", "ا")
_STEM = 4  # what must be left when an ending is taken off

# Letters that news spells one for the other in foreign names, or that slip.
_SOUND = str.maketrans("حطصضذظغقثؤئ", "هتسدززجكتوي")
_WEAK = re.compile(r"(?<=.)[اويءه]+")
_TWICE = re.compile(r"(.)\1")


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> Words:
    """The words of a name, normalised, without article and punctuation; عبد الله is one word."""
    found = [w for w in _SEPARATORS.split(normalise(name)) if w]
    return _joined((*map(bare, found[:1]), *(bare(_behind(w)) for w in found[1:])))


def _behind(word: str) -> str:
    """A word inside a name without what is written onto it: للمصالحة, و26."""
    if word.startswith("لل") and len(word) > _SHORT:
        return word[1:] if word.startswith("للي") else word[2:]
    if word[:1] in "وب" and word[1:3] == _ARTICLE and len(word) > len(_ARTICLE) + _SHORT - 1:
        return word[1:]
    return word[1:] if word[:1] == "و" and word[1:].isdigit() else word


def bare(word: str) -> str:
    """A normalised word without its article."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > _SHORT else word


def _joined(words: Words) -> Words:
    out: list[str] = []
    for word in words:
        if out and out[-1] in _JOINED:
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


def asides(name: str) -> Iterator[str]:
    """What stands in brackets or quotation marks inside a name: often the name itself."""
    for match in _ASIDE.finditer(normalise(name)):
        if match.group(1) != normalise(name):
            yield match.group(1)


@lru_cache(maxsize=1 << 16)
def unclitic(word: str) -> Words:
    """The words that a token may be without the preposition or the "and" written onto it.

    The token itself comes first; للجيش hides الجيش, and so does لجيش where a reader cut one letter.
    """
    found = [word]
    if word.startswith("لل"):
        found += [bare(_ARTICLE + word[2:]), bare(_ARTICLE + word[1:])]
    elif word[:1] in "وفبلك" and len(word) > _SHORT:
        found += [bare(word[1:])]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A bare word without its ending of number, gender and case: مدنيين and مدنيا are مدني."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM - (len(ending) == 2):
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """What is left of a word when long vowels and letters that slip fall together.

    هفتار and حفتر are one sound, and so are بوتين and بوتن; so are حسن and حسين, which is why a
    sound alone never says that two names are one.
    """
    return _TWICE.sub(r"\1", _WEAK.sub("", word.translate(_SOUND))) or word
