"""Who the actors of readings are in the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.schema.names import Actor, ActorId, ActorKind, Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, Ref
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody in a document: as it names them (said), and as the record knows them.

    known is None for a nameless source. offset is where the words in question name them, None
    where they do so only by a pronoun or not at all.
    """

    id: ActorId
    said: Name
    kind: ActorKind
    anonymous: bool = False
    known: RecordActor | None = None
    offset: int | None = None

    @property
    def name(self) -> Name:
        """The name that the record settled on, or else the document's own."""
        return self.said if self.known is None else self.known.name

    @property
    def latin(self) -> str:
        """The English name, or else the Arabic one."""
        return self.name.en or self.name.ar

    @property
    def known_id(self) -> KnownId | None:
        """The id in the record."""
        return None if self.known is None else self.known.id

    @property
    def wikidata(self) -> str | None:
        """The id in Wikidata, where the record has it."""
        return None if self.known is None else self.known.wikidata


class Cast:
    """Finds the actors of readings in a record."""

    def __init__(self, record: Record) -> None:
        self._known = {m: actor for actor in record.actors for m in actor.members}

    def of(self, reading: Reading) -> Players:
        """Those of one reading."""
        return Players(reading, self._known)


class Players:
    """The actors of one reading."""

    def __init__(self, reading: Reading, known: dict[Ref, RecordActor]) -> None:
        self._doc = reading.document.id
        self._own = {actor.id: actor for actor in reading.actors}
        self._known = known

    def parties(self, ids: Iterable[ActorId], within: Span) -> tuple[Party, ...]:
        """The actors with these ids, in order; within is where their names are looked for."""
        return tuple(self._party(self._own[i], within) for i in ids if i in self._own)

    def _party(self, own: Actor, within: Span) -> Party:
        known = self._known.get(Ref(doc=self._doc, id=own.id))
        named = [m.start for m in own.mentions if within.holds(m)]
        return Party(
            id=own.id,
            said=own.name,
            kind=own.kind if known is None else known.kind,
            anonymous=own.anonymous,
            known=known,
            offset=min(named, default=None),
        )
