"""Small readings about actors: a text, its day, and who is named in it."""

from __future__ import annotations

from dataclasses import replace

from khabar.schema.events import Polarity
from khabar.schema.moments import Basis, Edtf, Published
from khabar.schema.names import (
    Actor,
    ActorId,
    ActorKind,
    ActorMention,
    Name,
    Office,
    Place,
    PlaceId,
)
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Relation, RelationKind

Named = tuple[ActorKind, str]


def told(
    doc: str, text: str, *named: Named, day: str | None = "2018-04-10", nameless: bool = False
) -> Reading:
    """A reading whose actors a1, a2, ... are named in the text; every one at all its places."""
    return Reading(
        text=text,
        document=DocumentFacts(id=doc, path=f"{doc}.txt", language="ar", published=_published(day)),
        recipe="test",
        actors=tuple(
            Actor(
                id=ActorId(f"a{n}"),
                kind=kind,
                name=Name(ar=name),
                anonymous=nameless,
                mentions=_mentions(text, name),
            )
            for n, (kind, name) in enumerate(named, 1)
        ),
    )


def with_place(reading: Reading, name: str) -> Reading:
    """The reading with a place named in its text."""
    at = reading.text.index(name)
    spot = Span(start=at, end=at + len(name))
    place = Place(id=PlaceId(f"p{len(reading.places)}"), name=Name(ar=name), mentions=(spot,))
    return replace(reading, places=(*reading.places, place))


def with_office(reading: Reading, person: str, title: str, of: str | None = None) -> Reading:
    """The reading with a title, found in its text, that a person holds."""
    at = reading.text.index(title)
    office = Office(
        start=at,
        end=at + len(title),
        id=f"o{len(reading.offices)}",
        person=ActorId(person),
        of=ActorId(of) if of else None,
    )
    return replace(reading, offices=(*reading.offices, office))


def with_tie(reading: Reading, subject: str, kind: RelationKind, other: str, says: str) -> Reading:
    """The reading with a tie between two of its actors, "+" or "-"."""
    tie = Relation(
        start=0,
        end=1,
        id=f"r{len(reading.relations)}",
        subject=ActorId(subject),
        relation=kind,
        object=ActorId(other),
        polarity=Polarity(says),
    )
    return replace(reading, relations=(*reading.relations, tie))


def _mentions(text: str, name: str) -> tuple[ActorMention, ...]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(ActorMention(start=at, end=at + len(name), sure=1.0))
        at = text.find(name, at + 1)
    return tuple(found)


def _published(day: str | None) -> Published:
    if day is None:
        return Published()
    return Published(earliest=Edtf(day), latest=Edtf(day), basis=Basis.METADATA)
