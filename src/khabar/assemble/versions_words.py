"""How a sentence speaks: its numbers, hedges and certainties, and through whom it says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.numbers import is_number_word
from khabar.lang.ar.tables import word_lists

# How far a verb vouches for what it reports: "confirmed" more than "said", that more than "thinks".
_STRENGTH = {"confirm": 3, "reveal": 3, "say": 2, "view": 1, "expect": 1, "hope": 1, "doubt": 1}
_ENDINGS = ("", "ت", "وا", "ا", "تا", "ن")
_PARTICLES = ("و", "ف")


@dataclass(frozen=True, slots=True)
class Tone:
    """Normalised words of a sentence by what they do; strength 0 where no verb of saying stands."""

    numbers: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()
    strength: int = 0


@dataclass(frozen=True, slots=True)
class _Lists:
    hedges: frozenset[str]
    firm: frozenset[str]
    through: frozenset[str]
    negation: frozenset[str]
    verbs: Mapping[str, int]


@cache
def _lists() -> _Lists:
    lists = {name: frozenset(map(normalise, words))
             for name, words in word_lists("certainty.toml").items()}  # fmt: skip
    return _Lists(**lists, verbs=_verbs())


def _verbs() -> dict[str, int]:
    """Verbs of saying in the forms that news uses, each with its strength; the greatest counts."""
    found: dict[str, int] = {}
    for name, verbs in word_lists("cues.toml", "clause").items():
        for verb in verbs:
            past, present = map(normalise, verb.split())
            forms = [past + ending for ending in _ENDINGS]
            forms += [present, "ت" + present[1:], present + "ون"]
            for form in forms:
                found[form] = max(found.get(form, 0), _STRENGTH.get(name, 2))
    return found


def tone_of(words: Sequence[str]) -> Tone:
    """How a sentence of normalised words speaks."""
    lists = _lists()
    bare = [_bare(word, lists) for word in words]
    verbs = [word for word in bare if word in lists.verbs and word not in lists.negation]
    return Tone(
        numbers=tuple(word for word in bare if _is_number(word)),
        hedges=tuple(word for word in bare if word in lists.hedges),
        firm=tuple(word for word in bare if word in lists.firm),
        through=(*verbs, *(word for word in bare if word in lists.through)),
        negation=tuple(word for word in bare if word in lists.negation),
        strength=max((lists.verbs[verb] for verb in verbs), default=0),
    )


def _bare(word: str, lists: _Lists) -> str:
    """A word without the particle written onto it, where the tables know what is left."""
    rest = word[1:] if word.startswith(_PARTICLES) and len(word) > 2 else word
    known = (lists.verbs, lists.hedges, lists.firm, lists.through, lists.negation)
    return rest if any(rest in each for each in known) else word


def _is_number(word: str) -> bool:
    return word[0].isdigit() or is_number_word(word)
