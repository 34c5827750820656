"""Statements with who says them and when, made ready to be set against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.assemble.disputes_tellings import Known, actor_named
from khabar.assemble.events_times import Window, published_window
from khabar.assemble.events_words import telling
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref
from khabar.schema.statements import Statement

@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A statement with who says it and when; about are the events of the record that it is
    about; answered says that its own document sets it against something."""

    ref: Ref
    statement: Statement
    voice: str
    published: Window | None
    about: frozenset[KnownId]
    answered: bool
    words: frozenset[str]

    @property
    def order(self) -> tuple[int, Ref]:
        """The first published first; where that is unknown, last."""
        return (self.published.first if self.published else _NEVER, self.ref)


_NEVER = 10**9


def sayings_of(reading: Reading, actors: Known, events: Known) -> Iterator[Saying]:
    """The statements of a reading, each with the events of the record that it is about."""
    doc = reading.document.id
    published = published_window(reading.document.published)
    sides = {side for d in reading.disputes for side in (d.a, d.b)}
    for statement in reading.statements:
        about = (events.get(Ref(doc=doc, id=e)) for e in statement.about)
        source = statement.source
        yield Saying(
            ref=Ref(doc=doc, id=statement.id), statement=statement, published=published,
            voice=actor_named(doc, source, actors) if source else f"{doc}:somebody",
            about=frozenset(e for e in about if e), answered=statement.id in sides,
            words=telling(statement.content.cut(reading.text)),
        )  # fmt: skip
