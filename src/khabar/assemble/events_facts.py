"""An event of one document with all that a judge of pairs may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from khabar.assemble.events_times import Window, published_window, window_of
from khabar.assemble.events_words import stem, weights
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import Event
from khabar.schema.names import ActorId, Place
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref

Known = Mapping[Ref, KnownId]
"""To which actor of the record an actor of a reading belongs."""


@dataclass(frozen=True, kw_only=True)
class DocEvent:
    """An event of one reading, its participants named as the record names them.

    rank is its place among the events of its document, from 0 for the first told to 1 for the
    last: what opens a report is its news, what closes it background.
    """

    ref: Ref
    event: Event
    actor: frozenset[KnownId]
    recipient: frozenset[KnownId]
    other: frozenset[KnownId]
    place: str | None
    when: Window | None
    published: Window | None
    rank: int
    words: str
    sentence: str
    topic: Mapping[str, float]

    @cached_property
    def everyone(self) -> frozenset[KnownId]:
        """All participants, whatever their part."""
        return self.actor | self.recipient | self.other

    @cached_property
    def told(self) -> dict[str, float]:
        """The telling words of what asserts the event."""
        return weights(self.words)

    @cached_property
    def around(self) -> dict[str, float]:
        """The telling words of its whole sentence."""
        return weights(self.sentence)


def facts_of(reading: Reading, known: Known) -> Iterator[DocEvent]:
    """The events of a reading, as they are compared."""
    places = {p.id: _place(p) for p in reading.places}
    published = published_window(reading.document.published)
    doc = reading.document.id
    topic = weights(reading.text)

    def named(ids: tuple[ActorId, ...]) -> frozenset[KnownId]:
        refs = (Ref(doc=doc, id=i) for i in ids)
        return frozenset(known.get(r, KnownId(f"{r.doc}:{r.id}")) for r in refs)

    for rank, event in enumerate(sorted(reading.events, key=lambda e: (e.start, e.end, e.id))):
        yield DocEvent(
            ref=Ref(doc=doc, id=event.id), event=event, actor=named(event.actor),
            recipient=named(event.recipient), other=named(event.other),
            place=places.get(event.place) if event.place is not None else None,
            when=window_of(event.when), published=published, rank=rank,
            words=event.cut(reading.text), sentence=event.sentence.cut(reading.text), topic=topic,
        )  # fmt: skip


def _place(place: Place) -> str:
    return " ".join(stem(w) for w in normalise(place.name.ar).split())
