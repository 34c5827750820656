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
    """A word that opens a title; plural ones speak of a group of people, kin of family.

    A trade is a post only with the body it is exercised at.
    """

    lemma: str
    kind: TitleKind
    plural: bool = False
    kin: bool = False
    trade: bool = False


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A noun that opens the name of a body: وزارة, جيش, حركة.

    A follower with nothing behind it ("الحركة") means one that was named before.
    """

    lemma: str
    kind: ActorKind
    follower: bool = False


@dataclass(frozen=True, slots=True)
class PeopleWord:
    """A noun for people: in the plural, or as it stands behind a number ("12 مسلحا")."""

    kind: ActorKind
    counted: bool = False
    alone: bool = True


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

    known holds the sure forms of the catalogue, doubtful (by normalised form) those that name an
    actor only where the text speaks of it or its state anyway. adjectives carry the article,
    bare_adjectives do not. tails gives, by preposition, the titles that ask for it.
    finders and namelike remember what was found out about words met before.
    """

    stems: Callable[[str], tuple[Stem, ...]]
    known: PhraseTable[KnownActor]
    doubtful: PhraseTable[KnownActor]
    doubtful_places: PhraseTable[KnownPlace]
    places: PhraseTable[KnownPlace]
    capitals: Mapping[str, KnownActor]
    nations: Mapping[str, str]
    titles: PhraseTable[TitleWord]
    predicates: Mapping[str, str]
    tails: Mapping[str, frozenset[str]]
    bodies: PhraseTable[BodyWord]
    naming: frozenset[str]
    personal: frozenset[str]
    joined: frozenset[str]
    purposeful: frozenset[str]
    asides: frozenset[str]
    peoples: frozenset[str]
    state_heads: frozenset[str]
    sides: frozenset[str]
    people: Mapping[str, PeopleWord]
    many: PhraseTable[str]
    numbers: frozenset[str]
    unnamed: PhraseTable[Unnamed]
    unnamed_marks: frozenset[str]
    withholding: frozenset[str]
    withheld: frozenset[str]
    adjectives: frozenset[str]
    bare_adjectives: frozenset[str]
    construct: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    where: frozenset[str]
    affairs: frozenset[str]
    recognised: frozenset[str]
    never: frozenset[str]
    ordinary: frozenset[str]
    frequent: frozenset[str]
    given: frozenset[str]
    seldom: frozenset[str]
    verbs: frozenset[str]
    states: Mapping[str, KnownActor]
    finders: dict[str, tuple[Finder, ...]] = field(default_factory=dict, compare=False, repr=False)
    namelike: dict[tuple[str, bool], bool] = field(default_factory=dict, compare=False, repr=False)
