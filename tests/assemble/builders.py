"""Small readings about events: a document, its day, and what it tells of whom.

The actors of such readings are shared by name: actors_of gives the actor of the record that all
actors of one name are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from khabar.schema.events import Event, EventId, EventType, Polarity, Status
from khabar.schema.moments import Basis, Edtf, Published, edtf
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name, Place, PlaceId
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import KnownId, RecordActor, Ref
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode, Statement, StatementId


@dataclass(frozen=True, kw_only=True)
class Tells:
    """What one sentence tells; actors and places by name."""

    words: str
    type: EventType = EventType.CONSULT
    mode: str | None = "visit"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: str | None = None
    when: str | None = None
    status: Status = Status.OCCURRED
    polarity: Polarity = Polarity.POSITIVE
    chain: tuple[str, ...] = ()
    denied_by: str | None = None

    def named(self) -> tuple[str, ...]:
        """Everyone whom it names."""
        denier = () if self.denied_by is None else (self.denied_by,)
        return (*self.actor, *self.recipient, *self.chain, *denier)


def document(
    doc: str, *tells: Tells, day: str | None = "2018-04-10", outlet: str | None = None
) -> Reading:
    """A reading whose events e1, e2, … stand one a line."""
    names = _in_order(n for t in tells for n in t.named())
    places = _in_order(t.place for t in tells if t.place is not None)
    starts = [sum(len(t.words) + 1 for t in tells[:n]) for n in range(len(tells))]
    published = Published()
    if day is not None:
        published = Published(earliest=Edtf(day), latest=Edtf(day), basis=Basis.METADATA)
    return Reading(
        text="\n".join(t.words for t in tells) or "نص",
        document=DocumentFacts(
            id=doc, path=f"{doc}.txt", language="ar", published=published, outlet=outlet or doc
        ),
        recipe="test",
        actors=tuple(_actor(n, name) for n, name in enumerate(names)),
        places=tuple(_place(n, name) for n, name in enumerate(places)),
        events=tuple(_event(n, t, starts[n], names, places) for n, t in enumerate(tells)),
        statements=tuple(
            _denial(n, t, starts[n], names) for n, t in enumerate(tells) if t.denied_by
        ),
    )


def article(doc: str, text: str, day: str | None = "2018-04-10") -> Reading:
    """A reading with words alone."""
    return replace(document(doc, day=day), text=text)


def actors_of(readings: Sequence[Reading]) -> tuple[RecordActor, ...]:
    """One actor of the record for every name, its id "k_" and the name."""
    members: dict[str, list[Ref]] = {}
    for reading in readings:
        for actor in reading.actors:
            ref = Ref(doc=reading.document.id, id=actor.id)
            members.setdefault(actor.name.ar, []).append(ref)
    return tuple(
        RecordActor(
            id=KnownId(f"k_{name}"), name=Name(ar=name), kind=ActorKind.PERSON, members=tuple(refs)
        )
        for name, refs in sorted(members.items())
    )


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _actor(n: int, name: str) -> Actor:
    spot = ActorMention(start=0, end=1, sure=1.0)
    return Actor(id=ActorId(f"a{n}"), kind=ActorKind.PERSON, name=Name(ar=name), mentions=(spot,))


def _place(n: int, name: str) -> Place:
    return Place(id=PlaceId(f"p{n}"), name=Name(ar=name), mentions=(Span(start=0, end=1),))


def _ids(named: Iterable[str], names: Sequence[str]) -> tuple[ActorId, ...]:
    return tuple(ActorId(f"a{names.index(n)}") for n in named)


def _event(n: int, told: Tells, start: int, names: Sequence[str], places: Sequence[str]) -> Event:
    end = start + len(told.words)
    return Event(
        id=EventId(f"e{n + 1}"),
        type=told.type,
        mode=told.mode,
        actor=_ids(told.actor, names),
        recipient=_ids(told.recipient, names),
        place=PlaceId(f"p{places.index(told.place)}") if told.place is not None else None,
        when=edtf(told.when) if told.when else None,
        status=told.status,
        polarity=told.polarity,
        chain=_ids(told.chain, names),
        start=start,
        end=end,
        sentence=Span(start=start, end=end),
        sure=1.0,
        found_by="test",
    )


def _denial(n: int, told: Tells, start: int, names: Sequence[str]) -> Statement:
    (source,) = _ids((told.denied_by or "",), names)
    return Statement(
        id=StatementId(f"s{n + 1}"),
        source=source,
        mode=Mode.INDIRECT,
        act=Act.DENY,
        cue=None,
        content=Span(start=start, end=start + len(told.words)),
        about=(EventId(f"e{n + 1}"),),
        sure=1.0,
        found_by="test",
    )
