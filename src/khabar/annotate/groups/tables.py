"""What bringing mentions together knows of the world: holders of offices, words that refer back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from khabar.catalog.actors import KnownPlace
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name


@dataclass(frozen=True, slots=True)
class Holding:
    """A person of the catalogue in an office, by catalogue id and name; None is an unknown end."""

    person: str
    name: Name
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class GroupTables:
    """Tables of the step; words are normalised forms.

    holders is by the words of an office without the article of its head ("رييس الروسي").
    stand_ins are the kinds of actor that a word with the article can lead back to ("الحركة").
    nations gives the state of a nationality or of a state's name, governing are the heads that
    stand for a state. former are the words that make an office a past one;
    synonyms lead a head to its equal.
    """

    places: Mapping[str, KnownPlace]
    holders: Mapping[str, tuple[Holding, ...]]
    stand_ins: Mapping[str, frozenset[ActorKind]]
    former: frozenset[str]
    governing: frozenset[str]
    nations: Mapping[str, str]
    synonyms: Mapping[str, str]


@dataclass(slots=True)
class Group:
    """A group while it grows; nothing outside this package sees it.

    names are the words of its persons' names, titles the words of their offices, forms how its
    descriptions read without article, posts the
    heads of its offices with the group (by identity) of the body they belong to.
    """

    mentions: list[Mention] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    posts: set[tuple[str, int]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    last: int = -1

    @property
    def first(self) -> Mention:
        """The mention that opened the group."""
        return self.mentions[0]
