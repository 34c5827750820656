"""Whether two names may be those of one person: shortened, with middle names, spelt otherwise."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations

from khabar.assemble.actors_words import Words, sound, words_of
from khabar.catalog.actors import known_persons
from khabar.catalog.files import catalogue_file, toml_of
from khabar.lang.ar.tables import word_counts

_SON_OF = frozenset({"بن", "ابن", "بنت", "ابنة"})
_RARE = 60  # uses in the pool below which a word of a name tells one person from all others
_HEADS = ("الرئيس", "الزعيم", "الوزير", "القائد", "الملك", "الأمير", "السفير")
_TITLES = ("ranks", "honorifics")


@cache
def title_words() -> frozenset[str]:
    """Words of rank and honour that stand before names: the colonel, the president, the prince."""
    table = toml_of(catalogue_file("offices", "titles.toml"))
    groups = [g for part in _TITLES if isinstance(g := table.get(part), dict)]
    forms = [f for g in groups for listed in g.values() if isinstance(listed, list) for f in listed]
    return frozenset(w for form in (*_HEADS, *forms) for w in words_of(str(form)))


@cache
def _office_heads() -> frozenset[str]:
    """The words with which a title begins: minister, spokesman, commander."""
    heads = toml_of(catalogue_file("offices", "titles.toml")).get("heads")
    rows = [h for h in heads if isinstance(h, dict)] if isinstance(heads, list) else []
    forms = [f for h in rows for sex in ("m", "f") if isinstance(h.get(sex), list) for f in h[sex]]
    return frozenset(words_of(str(form))[0] for form in forms)


def is_title(name: Words) -> bool:
    """Whether a person is called by office alone: the Russian minister of defence."""
    return len(name) > 1 and name[0] in _office_heads()


@lru_cache(maxsize=1 << 16)
def person_words(words: Words) -> Words:
    """The words of a person's name without rank and honorific before it, and without "son of"."""
    start = 0
    while start < len(words) - 1 and words[start] in title_words():
        start += 1
    return tuple(w for w in words[start:] if w not in _SON_OF) or words


@cache
def _established() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Words that are names by themselves, and those of them that are one name spelt twice."""
    words: set[str] = set()
    twins: set[tuple[str, str]] = set()
    for person in known_persons():
        forms = sorted({words_of(form) for form in person.forms})
        words.update(w for form in forms for w in form)
        for one, other in combinations(forms, 2):
            if len(one) == len(other):
                pairs = zip(one, other, strict=True)
                twins |= {(min(p), max(p)) for p in pairs if sound(p[0]) == sound(p[1])}
    return frozenset(words), frozenset(twins)


@lru_cache(maxsize=1 << 16)
def one_word(a: str, b: str) -> bool:
    """Whether two words are one name: حسن and حسين sound alike and are two."""
    if a == b:
        return True
    if sound(a) != sound(b):
        return False
    words, twins = _established()
    return (min(a, b), max(a, b)) in twins or not (a in words and b in words)


@lru_cache(maxsize=1 << 16)
def one_name(a: Words, b: Words) -> bool:
    """Whether the shorter name is the longer one with names left out; one word says too little."""
    short, long = sorted((a, b), key=lambda n: (len(n), n))
    at = 0
    for word in long:
        at += at < len(short) and one_word(short[at], word)
    return at == len(short)


def telling(name: Words) -> bool:
    """Whether a name is so long or so rare that nobody else bears it."""
    counts = word_counts()
    rare = [w for w in name if (c := counts.get(w)) is None or c.all < _RARE]
    return len(name) > 2 or (len(name) == 2 and bool(rare))
