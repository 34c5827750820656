"""Whether a verb takes the feminine with a name: what Arabic news writing does, by rules."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from khabar.export.dossier.parts import Called
from khabar.lang.ar.normalise import normalise
from khabar.schema.names import ActorKind

_BARE_FEMALE = frozenset(
    (ActorKind.STATE, ActorKind.REGION, ActorKind.MEDIA, ActorKind.COMPANY, ActorKind.VESSEL)
)


@cache
def _words(table: str) -> frozenset[str]:
    """A list of gender.toml, normalised."""
    text = files("khabar.export.dossier").joinpath("gender.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return frozenset(normalise(word) for word in lists[table])


def feminine(called: Called) -> bool:
    """Whether a verb before this name takes the feminine."""
    written = called.ar.split()
    if not written:
        return False
    words = normalise(called.ar).split() or written
    head = words[0].removeprefix("ال")
    if called.kind is ActorKind.PERSON:
        return _woman(written[0], words[0])
    if called.kind is ActorKind.STATE and " ".join(words) in _words("male_states"):
        return False
    if head in _words("counts"):
        return False
    if head in _words("female_heads") or _marked(written[0]):
        return True
    return called.kind in _BARE_FEMALE and head not in _words("male_heads")


def feminine_noun(noun: str) -> bool:
    """Whether a noun without article is feminine."""
    head = noun.split()[0]
    return _marked(head) or normalise(head) in _words("female_heads")


def _woman(written: str, normal: str) -> bool:
    """A woman by name or by title: "the minister" with the ending of the feminine."""
    bare = normal.removeprefix("ال")
    if not _words("men").isdisjoint((normal, bare)):
        return False
    return normal in _words("women") or bare in _words("female_heads") or written.endswith("ة")


def _marked(word: str) -> bool:
    """Whether a word ends as feminines and plurals of things do."""
    return word.endswith("ة") or (word.endswith("ات") and len(word) > len("ذات"))
