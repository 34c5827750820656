"""A sentence with those who may be tied to each other in it, and who can be tied how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.relations.tables import Gender, RelationTables
from khabar.schema.events import Polarity
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind, PlaceId
from khabar.schema.statements import RelationKind
from khabar.schema.text import Sentence

_MARKS = frozenset("،,\"'()[]-:")
_QUOTES = frozenset("\"'(")
_PLURAL_ENDS = ("ون", "ين", "وا")
_PEOPLE = (ActorKind.GROUP, ActorKind.ARMED_GROUP, ActorKind.MILITARY)


@dataclass(frozen=True, slots=True)
class Side:
    """A mention that may be tied: to an actor, or to a place that only a tie makes one.

    start is the token where it opens, its title included.
    """

    mention: Mention
    actor: ActorId | None
    place: PlaceId | None
    start: int

    @property
    def last(self) -> int:
        """The token behind it."""
        return self.mention.last

    @property
    def kind(self) -> ActorKind:
        """What it is; a place is a region."""
        return ActorKind.REGION if self.actor is None else self.mention.kind


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its sides in order; groups are those of the whole document by their names."""

    sentence: Sentence
    sides: Sequence[Side]
    tables: RelationTables
    groups: Mapping[str, Side]

    def form(self, index: int) -> str:
        """The form of a token; empty outside the sentence."""
        tokens = self.sentence.tokens
        return tokens[index].form if 0 <= index < len(tokens) else ""

    def skip_marks(self, index: int) -> int:
        """The first token from here on that is no mark."""
        while self.form(index) in _MARKS and self.form(index):
            index += 1
        return index

    def starting(self, index: int) -> Side | None:
        """The longest side that opens at a token, or behind the word that says of what sort it is.

        "The organisation X", and "Marshal X" where the name came without its rank.
        """
        found = [s for s in self.sides if s.start == index]
        if found:
            return max(found, key=lambda s: s.last)
        if self.form(index) not in self.tables.sorts:
            return None
        behind = self.skip_marks(index + 1)
        return max((s for s in self.sides if s.start == behind), key=lambda s: s.last, default=None)

    def under(self, side: Side, link: str) -> bool:
        """Whether a side stands under a preposition, quotation marks and its sort between."""
        if self.form(side.start).startswith(link) and len(link) == 1:
            return True
        at = side.start - 1
        while self.form(at) and self.form(at) in _QUOTES:
            at -= 1
        form = self.form(at)
        if form == link:
            return True
        bare = form[1:] if len(link) == 1 and form.startswith(link) else form
        if bare not in self.tables.sorts:
            return False
        return bare != form or self.form(at - 1) == link

    def joined(self, side: Side) -> tuple[Side, ...]:
        """A side with those that و ties to it."""
        found = [side]
        for other in self.sides:
            if other.start < found[-1].last:
                continue
            if other.start - found[-1].last > 1 or not other.mention.conjoined:
                break
            found.append(other)
        return tuple(found)

    def before(self, index: int, suits: Callable[[Side], bool], reach: int) -> Side | None:
        """The nearest side that ends before a token and suits, nothing that parts them between."""
        at = index
        while at > 0 and index - at <= reach:
            ending = [s for s in self.sides if s.last == at]
            suiting = [s for s in ending if suits(s)]
            if suiting:
                return min(suiting, key=lambda s: s.mention.first)
            inside = any(s.mention.first < at <= s.last for s in self.sides)
            if not inside and not self._passes(at - 1):
                return None
            at -= 1
        return None

    def _passes(self, index: int) -> bool:
        """Whether a token may stand between a name and what is said of it."""
        form = self.form(index)
        if form in _MARKS or form in self.tables.between:
            return True
        return form.startswith("ال") and form not in self.tables.relatives


def bare_name(form: str) -> str:
    """A word of a name as its adjective has it: الحوثيين and الحوثية as حوثي."""
    word = form.removeprefix("لل").removeprefix("ال")
    end = next((e for e in ("ين", "ون", "ه") if word.endswith(e)), "")
    return word.removesuffix(end) if len(word) > len(end) + 2 else word


@dataclass(frozen=True, slots=True)
class Claim:
    """A tie that one sentence asserts, with the tokens that do so."""

    kind: RelationKind
    subject: Side
    object: Side
    polarity: Polarity
    sentence: int
    first: int
    last: int


def fits(side: Side, gender: Gender, line: Line) -> bool:
    """Whether a word of a gender can be said of a side, as far as the side's own words tell."""
    own = gender_of(side, line)
    if gender is Gender.ANY or own is None:
        return gender is not Gender.PLURAL or side.kind is not ActorKind.PERSON
    if own is Gender.PLURAL and gender is Gender.FEMININE:
        return side.kind in _PEOPLE and not _sound_plural(line.form(side.mention.first))
    return own is gender


def gender_of(side: Side, line: Line) -> Gender | None:
    """What a side's own words tell of its gender and number."""
    mention = side.mention
    form = line.form(mention.first).removeprefix("و")
    form = form.removeprefix("لل").removeprefix("ال")
    if mention.kind is ActorKind.PERSON:
        return Gender.FEMININE if mention.head.endswith("ه") else Gender.MASCULINE
    if form.endswith("ات") and mention.last - mention.first > 1:
        return None  # what follows may be said of the forces or of whose they are
    if form.endswith(("ه", "ات")) or mention.kind is ActorKind.STATE or form.startswith("ميليشيا"):
        return Gender.FEMININE
    if _sound_plural(form) and mention.kind in _PEOPLE:
        return Gender.PLURAL
    return None


def _sound_plural(form: str) -> bool:
    return len(form) > 4 and form.endswith(_PLURAL_ENDS)


_BODIES = frozenset({
    ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.IGO,
    ActorKind.LEGISLATURE, ActorKind.AGENCY, ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.GROUP,
})  # fmt: skip
_HOLDERS = _BODIES | {ActorKind.PERSON, ActorKind.STATE}
_RULED = _BODIES | {ActorKind.REGION, ActorKind.STATE}
_CAN: Mapping[RelationKind, tuple[frozenset[ActorKind], frozenset[ActorKind]]] = {
    RelationKind.COMMANDS: (_HOLDERS, _BODIES - {ActorKind.MEDIA, ActorKind.COMPANY}),
    RelationKind.CONTROLS: (_HOLDERS, _RULED - {ActorKind.IGO, ActorKind.ARMED_GROUP}),
    RelationKind.REPRESENTS: (
        frozenset({ActorKind.PERSON, ActorKind.GROUP}),
        _HOLDERS | {ActorKind.REGION},
    ),
    RelationKind.MEMBER_OF: (
        frozenset({ActorKind.PERSON, ActorKind.GROUP, ActorKind.ARMED_GROUP}),
        _BODIES,
    ),
    RelationKind.PART_OF: (_BODIES, _BODIES),
    RelationKind.SUPPORTS: (_HOLDERS, _HOLDERS | {ActorKind.AGREEMENT, ActorKind.CONFERENCE}),
    RelationKind.OPPOSES: (_HOLDERS, _HOLDERS | {ActorKind.AGREEMENT, ActorKind.CONFERENCE}),
    RelationKind.ALLIED_WITH: (_HOLDERS, _HOLDERS),
    RelationKind.OBEYS: (_HOLDERS, _HOLDERS),
    RelationKind.MEDIATES: (_HOLDERS, _RULED),
}


def can_be(kind: RelationKind, subject: Side, object_: Side) -> bool:
    """Whether actors of these kinds can stand so to each other at all."""
    return suit(kind, subject.kind, object_.kind) and subject.actor is not None


def suit(kind: RelationKind, subject: ActorKind, object_: ActorKind) -> bool:
    """Whether a tie of a kind can be between actors of these kinds."""
    who, whom = _CAN.get(kind, (_HOLDERS, _RULED | _HOLDERS))
    return subject in who and object_ in whom
