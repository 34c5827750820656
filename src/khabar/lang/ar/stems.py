"""Words as a search knows them: without what Arabic writes onto them, whichever way they are spelt.

Of the ways to take a word apart the one counts whose stem news uses most: وزير is no و and زير,
وقال is و and قال. What is said of a text and what is asked for go the same way, so that they meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_counts

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
_ARTICLE = "ال"
_ARTICLES = ("وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", _ARTICLE)
_PREFIXES = ("وب", "ول", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_PRONOUNS = (
    ("تهما", "ه"), ("تهم", "ه"), ("تها", "ه"), ("ته", "ه"),
    ("هما", ""), ("هم", ""), ("ها", ""), ("ه", ""),
)  # fmt: skip
_AND = 4


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order; words in other letters in small letters."""
    return tuple(stem_of_word(word) for word in _WORD.findall(normalise(text)))


@lru_cache(maxsize=1 << 18)
def stem_of_word(form: str) -> str:
    """The stem of one normalised word."""
    bare = max(_readings(form), key=lambda reading: _weight(reading, form))
    base = bare[len(_ARTICLE) :] if _has_article(bare) else bare
    return _without_pronoun(base)


def unsure_forms(stem: str) -> tuple[str, ...]:
    """The forms in which a stem that news hardly uses may stand with letters written onto it."""
    return () if _count(stem) else tuple(prefix + stem for prefix in _PREFIXES)


def _readings(form: str) -> Iterator[str]:
    # The first of equals wins: an article is no chance, a single letter may be one.
    article = next((a for a in _ARTICLES if _leaves(form, a)), None)
    if article is not None:
        yield form[len(article) :]
    yield form
    yield from (form[len(p) :] for p in _PREFIXES if _leaves(form, p))


def _leaves(form: str, head: str) -> bool:
    return form.startswith(head) and len(form) - len(head) >= _SHORTEST


def _has_article(form: str) -> bool:
    return _leaves(form, _ARTICLE) and _count(form) >= _own_count(form)


def _weight(reading: str, form: str) -> int:
    count = _count(reading[len(_ARTICLE) :] if _leaves(reading, _ARTICLE) else reading)
    # "And" is written onto every other word: hardly a word owes its و to chance alone.
    return count * _AND if form[0] in "وف" and form[1:] == reading else count


def _without_pronoun(base: str) -> str:
    for tail, instead in _PRONOUNS:
        rest = base.removesuffix(tail) + instead
        if base.endswith(tail) and len(rest) >= _SHORTEST and _count(rest) > _count(base):
            return rest
    return base


def _own_count(form: str) -> int:
    found = word_counts().get(form)
    return found.all if found else 0


def _count(stem: str) -> int:
    """How often news uses a stem, bare or with the article."""
    return _own_count(stem) + _own_count(_ARTICLE + stem)
