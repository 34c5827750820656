"""An event of one document with all that a judge of pairs may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TypeVar

from khabar.assemble.events_times import Window, published_window, window_of
from khabar.assemble.events_words import stem, telling
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import Event
from khabar.schema.names import ActorId, Place
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref

_Named = TypeVar("_Named", bound=str)
Known = Mapping[Ref, KnownId]
"""To which actor of the record an actor of a reading belongs."""


_CLAUSE = 8  # words by which an event is told where a reader marks whole clauses
_BARE = 5  # words under which a reader marked no clause


@dataclass(frozen=True, slots=True, kw_only=True)
class DocEvent:
    """An event of one reading, its participants named as the record names them.

    key names it in graphs. rank counts the events told before it in its document, depth is the
    same as a share of them: what opens a report is its news, what closes it background. told are
    the telling words of what asserts it.
    """

    key: str
    ref: Ref
    event: Event
    actor: frozenset[KnownId]
    recipient: frozenset[KnownId]
    everyone: frozenset[KnownId]
    place: str | None
    when: Window | None
    published: Window | None
    rank: int
    depth: float
    told: frozenset[str]


def key_of(ref: Ref) -> str:
    """A name for the graph: document and id."""
    return intern(f"{ref.doc}\0{ref.id}")


def facts_of(reading: Reading, known: Known) -> Iterator[DocEvent]:
    """The events of a reading, as they are compared."""
    places = {p.id: _place(p) for p in reading.places}
    published = published_window(reading.document.published)
    doc = reading.document.id

    def named(*ids: ActorId) -> frozenset[KnownId]:
        refs = (Ref(doc=doc, id=i) for i in ids)
        return once(frozenset(known.get(r, KnownId(key_of(r))) for r in refs))

    for rank, event in enumerate(sorted(reading.events, key=lambda e: (e.start, e.end, e.id))):
        yield DocEvent(
            key=key_of(ref := Ref(doc=doc, id=event.id)), ref=ref, event=event,
            actor=named(*event.actor), recipient=named(*event.recipient),
            everyone=named(*event.actor, *event.recipient, *event.other),
            place=places.get(event.place) if event.place is not None else None,
            when=window_of(event.when), published=published,
            rank=rank, depth=rank / len(reading.events),
            told=telling(_assertion(event, reading.text)),
        )  # fmt: skip


@lru_cache(maxsize=1 << 15)
def once(names: frozenset[_Named]) -> frozenset[_Named]:
    """Names as they were held last, so that what many events hold lies in memory once."""
    return names


def _assertion(event: Event, text: str) -> str:
    """What asserts the event, and where that is a bare verb or noun, what follows on it."""
    words = event.cut(text).split()
    if len(words) >= _BARE:
        return " ".join(words)
    behind = text[event.end : event.sentence.end].split()
    before = text[event.sentence.start : event.start].split()
    ahead = behind[: _CLAUSE - len(words)]
    back = _CLAUSE - len(words) - len(ahead)
    return " ".join((*(before[-back:] if back else ()), *words, *ahead))


def _place(place: Place) -> str:
    return " ".join(stem(w) for w in normalise(place.name.ar).split())
