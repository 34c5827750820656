"""Which words can hide in a token: Arabic writes and, so, by, to, like and the article onto it.

Nothing here decides: every way to take the token apart is offered, the whole token first, and
the table that knows one of the stems decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
ARTICLE = "ال"
PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "كما", "كم", "نا", "ني", "ي", "ك")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Stem:
    """One way to read a token: what stands before the stem, the stem, what is attached behind.

    cut counts the letters of conjunction and preposition in front; the article is no clitic of
    this kind: it is left out of form (definite says so) and still belongs to the name. Where
    للجيش is read as الجيش, the article's alef is supplied and one letter is cut. preposition is
    the attached one, so that لمصر is known to mean "to Egypt".
    """

    form: str
    cut: int = 0
    preposition: str = ""
    definite: bool = False
    pronoun: str = ""


def _without_conjunction(form: str) -> Iterator[tuple[int, str]]:
    yield 0, form
    if form[:1] in CONJUNCTIONS and len(form) > _SHORTEST:
        yield 1, form[1:]


@lru_cache(maxsize=20_000)
def noun_stems(form: str) -> tuple[Stem, ...]:
    """The ways to read a token as a noun or name, the whole token first.

    Names keep their article: the stem of وللجيش is الجيش as well as جيش.
    """
    found: dict[tuple[str, int], Stem] = {}
    for cut, rest in _without_conjunction(form):
        for stem in _prepositional(cut, rest):
            found.setdefault((stem.form, stem.cut), stem)
    return tuple(found.values())


def _prepositional(cut: int, rest: str) -> Iterator[Stem]:
    yield from _articled(Stem(form=rest, cut=cut))
    if rest[:1] not in PREPOSITIONS or len(rest) <= _SHORTEST:
        return
    preposition, inner = rest[0], rest[1:]
    if preposition == "ل" and inner.startswith("ل"):  # لل is ل and the article, its alef unwritten
        yield from _articled(Stem(form="ا" + inner, cut=cut + 1, preposition="ل"))
    yield from _articled(Stem(form=inner, cut=cut + 1, preposition=preposition))


def _articled(stem: Stem) -> Iterator[Stem]:
    yield stem
    if stem.form.startswith(ARTICLE) and len(stem.form) > len(ARTICLE) + 1:
        yield Stem(
            form=stem.form[len(ARTICLE) :],
            cut=stem.cut,
            preposition=stem.preposition,
            definite=True,
        )


@lru_cache(maxsize=20_000)
def verb_stems(form: str) -> tuple[Stem, ...]:
    """The ways to read a token as a verb: without and, so, the future س, and object pronouns."""
    found: dict[tuple[str, str], Stem] = {}
    for cut, rest in _without_conjunction(form):
        for lead in ("", "س", "ل"):
            if lead and not (rest.startswith(lead) and rest[1:2] in ("ي", "ت", "ن", "ا")):
                continue
            core = rest[len(lead) :]
            for stem in _with_pronouns(core, cut + len(lead), lead):
                found.setdefault((stem.form, stem.preposition + stem.pronoun), stem)
    return tuple(found.values())


def _with_pronouns(core: str, cut: int, lead: str) -> Iterator[Stem]:
    yield Stem(form=core, cut=cut, preposition=lead)
    for pronoun in PRONOUNS:
        if core.endswith(pronoun) and len(core) - len(pronoun) > _SHORTEST:
            yield Stem(form=core[: -len(pronoun)], cut=cut, preposition=lead, pronoun=pronoun)
