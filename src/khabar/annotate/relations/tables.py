"""What the search for relations knows: words that tie one actor to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khabar.lang.ar.clitics import Stem
from khabar.lang.phrases import PhraseTable
from khabar.schema.events import EventType
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind


class Gender(StrEnum):
    """With what a word between two names agrees."""

    MASCULINE = "m"
    FEMININE = "f"
    PLURAL = "p"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Tie:
    """A word or phrase that ties what stands before it (X) to what stands behind it (Y).

    link is the preposition under which Y stands, empty where Y follows at once. turned: it is Y
    that stands so to X ("supported by").
    """

    kind: RelationKind
    link: str
    turned: bool = False
    gender: Gender = Gender.ANY


@dataclass(frozen=True, slots=True)
class VerbTie:
    """A form of a verb that ties its subject to its object; link as in Tie, in several words."""

    kind: RelationKind
    link: tuple[str, ...]
    feminine: bool
    plural: bool
    perfect: bool


@dataclass(frozen=True, slots=True)
class RelationTables:
    """All ties of a language, by normalised form.

    offices: by the first words of a title, what it says of its holder towards what it is of,
    where that is of one of the kinds (none: of any kind). verb_of looks a word up among the
    verbs; may_tie says whether a word can tie at all: news repeats its words.
    """

    stems: Callable[[str], tuple[Stem, ...]]
    offices: PhraseTable[tuple[RelationKind, frozenset[ActorKind]]]
    groups: PhraseTable[RelationKind]
    phrases: PhraseTable[Tie]
    nouns: PhraseTable[Tie]
    kin: Mapping[str, RelationKind]
    may_tie: Callable[[str], bool]
    verb_of: Callable[[str], tuple[tuple[VerbTie, Stem], ...]]
    negations: frozenset[str]
    unsure: frozenset[str]
    auxiliaries: frozenset[str]
    relatives: frozenset[str]
    between: frozenset[str]
    openers: frozenset[str]
    joints: frozenset[str]
    one_of: frozenset[str]
    sorts: frozenset[str]
    events: Mapping[tuple[EventType, str | None], RelationKind]
