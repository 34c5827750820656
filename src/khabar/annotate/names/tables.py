"""What the search for names knows of the language and the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khabar.catalog.actors import KnownActor, KnownPlace
from khabar.lang.ar.clitics import Stem
from khabar.lang.phrases import PhraseTable
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence


class TitleKind(StrEnum):
    """An office has a body behind it, a rank may have none, an honorific is no post at all."""

    OFFICE = "office"
    RANK = "rank"
    HONORIFIC = "honorific"


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A word that opens a title; plural ones speak of a group of people."""

    lemma: str
    kind: TitleKind
    plural: bool = False


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A noun that opens the name of a body: وزارة, جيش, حركة."""

    lemma: str
    kind: ActorKind
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A noun for sources without a name; bare ones are anonymous whatever stands with them."""

    lemma: str
    plural: bool
    bare: bool


Finder = Callable[[str, Sentence, int, "NameTables"], list[Mention]]


@dataclass(frozen=True, slots=True)
class NameTables:
    """All tables of the step; words are normalised forms.

    finders remembers, for words met before, which searches can find something there.
    """

    stems: Callable[[str], tuple[Stem, ...]]
    known: PhraseTable[KnownActor]
    places: PhraseTable[KnownPlace]
    capitals: Mapping[str, KnownActor]
    nations: Mapping[str, str]
    titles: PhraseTable[TitleWord]
    bodies: PhraseTable[BodyWord]
    unnamed: PhraseTable[Unnamed]
    unnamed_marks: frozenset[str]
    words_after: frozenset[str]
    modifiers: frozenset[str]
    links: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    ordinary: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    verbs: frozenset[str]
    states: Mapping[str, KnownActor]
    finders: dict[str, tuple[Finder, ...]] = field(default_factory=dict, compare=False, repr=False)
