"""Statements with who says them and when, made ready to be set against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.assemble.disputes_sides import sides_in
from khabar.assemble.disputes_tellings import NEVER, Known, actor_named
from khabar.assemble.events_facts import once
from khabar.assemble.events_times import Window, published_window
from khabar.assemble.events_words import telling
from khabar.schema.reading import Reading
from khabar.schema.record import DisputeSide, KnownId, Ref
from khabar.schema.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A statement with who says it and when.

    about are events of the record, in the order in which it names them; answered says that its own
    document sets something against it. people are who takes part in those events, and who speaks.
    """

    ref: Ref
    statement: Statement
    voice: str
    published: Window | None
    about: tuple[KnownId, ...]
    answered: bool
    content: str
    side: DisputeSide
    people: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The telling words of what is said."""
        return telling(self.content)

    @property
    def order(self) -> tuple[int, int, Ref]:
        """The first published first, on one day what opens its report; an unknown day last."""
        start = self.statement.content.start
        return (self.published.first if self.published else NEVER, start, self.ref)


def sayings_of(reading: Reading, actors: Known, events: Known) -> Iterator[Saying]:
    """The statements of a reading, each with the events of the record that it is about."""
    doc = reading.document.id
    published = published_window(reading.document.published)
    answered = {side for d in reading.disputes for side in (d.a, d.b)}
    side = sides_in(reading, actors)
    parts = {e.id: (*e.actor, *e.recipient, *e.other) for e in reading.events}
    for statement in reading.statements:
        about = (events.get(Ref(doc=doc, id=e)) for e in statement.about)
        source = statement.source
        named = {source, *(a for e in statement.about for a in parts[e])}
        yield Saying(
            ref=Ref(doc=doc, id=statement.id), statement=statement, published=published,
            voice=actor_named(doc, source, actors) if source else f"{doc}:somebody",
            about=tuple(dict.fromkeys(e for e in about if e)), answered=statement.id in answered,
            content=statement.content.cut(reading.text), side=side(statement),
            people=once(frozenset(actor_named(doc, a, actors) for a in named if a is not None)),
        )  # fmt: skip
