"""Whether two names or two descriptions are spellings of one."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.lang.ar.distance import nearly_equal
from khabar.lang.ar.normalise import normalise

_JOINED = frozenset(("عبد", "ابو", "ابي", "ام", "ال"))
_DROPPED = frozenset(("وزاره", "قوات", "مسلحو", "مسلحي", "مقاتلو", "مقاتلي", "عناصر"))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, compound ones in one: عبد الله is عبدالله."""
    words: list[str] = []
    for word in normalise(name).replace("-", " ").replace('"', " ").split():
        if words and words[-1] in _JOINED:
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def one_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the shorter name can be the longer one with words left out, or either is misspelt."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) == len(long) == 1:
        return nearly_equal(short[0], long[0])
    if len(short) == len(long):
        return _misspelt(short, long)
    whole = set(short) <= set(long)
    ends = short[-1] == long[-1] or (len(short) > 1 and tuple(long[: len(short)]) == tuple(short))
    if whole and ends:
        return True
    first_and_last = (long[0], long[-1])
    return len(short) == 2 and _misspelt(short, first_and_last)


def _misspelt(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(nearly_equal(x, y) for x, y in zip(a, b, strict=True))


def bare(words: str) -> str:
    """A description without the article of its head."""
    form = normalise(words).replace('"', "").strip()
    return form[2:] if form.startswith("ال") else form


def core(words: str) -> str:
    """A body's name without the noun that news leaves out: "وزارة الخارجية" is "الخارجية"."""
    form = bare(words)
    head, _, rest = form.partition(" ")
    return bare(rest) if head in _DROPPED and rest.startswith("ال") else form
