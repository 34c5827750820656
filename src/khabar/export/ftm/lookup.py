"""What the record refers to, found in its readings, and how it is named in FollowTheMoney."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.schema.events import Event
from khabar.schema.moments import Edtf
from khabar.schema.names import Actor, ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, Ref
from khabar.schema.statements import Statement

SCHEMATA: Mapping[ActorKind, str] = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.LEGISLATURE: "PublicBody",
    ActorKind.MILITARY: "PublicBody",
    ActorKind.AGENCY: "PublicBody",
    ActorKind.IGO: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.PARTY: "Organization",
    ActorKind.MEDIA: "Organization",
    ActorKind.COMPANY: "Company",
    ActorKind.GROUP: "LegalEntity",
    ActorKind.REGION: "LegalEntity",
    ActorKind.VESSEL: "Vessel",
    # The model has no treaty; what it can say of one is when it was made and who took part.
    ActorKind.CONFERENCE: "Event",
    ActorKind.AGREEMENT: "Event",
}

_PLAIN = re.compile(r"[0-9a-f]+")
_ORGANIZATIONS = frozenset(("PublicBody", "Organization", "Company"))
_LEGAL = _ORGANIZATIONS | {"Person", "LegalEntity"}


class Lookup:
    """Looks a record and its readings up."""

    def __init__(self, record: Record, readings: Sequence[Reading]) -> None:
        self.readings = {r.document.id: r for r in readings}
        self.actors: dict[str, RecordActor] = {a.id: a for a in record.actors}
        self.home = {m: a for a in record.actors for m in a.members}
        self.events = {m: e.id for e in record.events for m in e.members}
        self._events = {Ref(doc=d, id=e.id): e for d, r in self.readings.items() for e in r.events}
        self._statements = {
            Ref(doc=d, id=s.id): s for d, r in self.readings.items() for s in r.statements
        }
        self._actors = {Ref(doc=d, id=a.id): a for d, r in self.readings.items() for a in r.actors}

    def event(self, ref: Ref) -> Event | None:
        """An event of a reading, where the reading is at hand."""
        return self._events.get(ref)

    def statement(self, ref: Ref) -> Statement | None:
        """A statement of a reading, where the reading is at hand."""
        return self._statements.get(ref)

    def actor(self, ref: Ref) -> Actor | None:
        """An actor of a reading, where the reading is at hand."""
        return self._actors.get(ref)

    def called(self, doc: str, actor: str) -> str:
        """What an actor of a reading is called: in the record, or else in the reading."""
        ref = Ref(doc=doc, id=actor)
        found = self.home.get(ref) or self._actors.get(ref)
        return "somebody" if found is None else found.name.ar

    def source(self, by: str) -> str:
        """Who says so: an actor of the record or of a reading, or an outlet."""
        if by in self.actors:
            return self.actors[by].name.ar
        doc, _, actor = by.partition(":")
        return self.called(doc, actor) if doc in self.readings else by.removeprefix("outlet:")

    def proof(self, docs: Iterable[str]) -> Iterator[tuple[str, str, None]]:
        """The articles that something rests on."""
        return (("proof", article_id(doc), None) for doc in dict.fromkeys(docs))

    def days(self, docs: Iterable[str]) -> Iterator[str]:
        """The days on which these articles appeared, of those where one day is known."""
        for doc in docs:
            day = self.day(doc)
            if day is not None:
                yield day

    def day(self, doc: str) -> str | None:
        """When an article appeared, where that is known to the day."""
        if doc not in self.readings:
            return None
        published = self.readings[doc].document.published
        return published.latest if published.earliest == published.latest else None


def is_legal(actor: RecordActor) -> bool:
    """Whether the model has it take part in events, memberships and the like."""
    return SCHEMATA[actor.kind] in _LEGAL


def is_organization(actor: RecordActor) -> bool:
    """Whether the model lets it have posts and members."""
    return SCHEMATA[actor.kind] in _ORGANIZATIONS


def known_id(known: KnownId) -> str:
    """The id of an actor or event; the model has no underscore in ids."""
    return known.replace("_", "-")


def article_id(doc: str) -> str:
    """The id of an article; the model allows few characters."""
    return f"doc-{doc}" if _PLAIN.fullmatch(doc) else made_id("doc", doc)


def made_id(prefix: str, *parts: object) -> str:
    """An id for what has none of its own: the same for the same parts."""
    told = "\n".join(str(p) for p in parts)
    return f"{prefix}-{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def dates(when: Edtf | None) -> Iterator[tuple[str, str, None]]:
    """A time as the model knows it: what is known of the first and the last day."""
    start, slash, end = (when or "").partition("/")
    if not slash:
        yield from (("date", p, None) for p in _prefix(start))
        return
    yield from (("startDate", p, None) for p in _prefix(start))
    yield from (("endDate", p, None) for p in _prefix(end))


def _prefix(point: str) -> Iterator[str]:
    """The known beginning of a date: of "2018-11-XX" the month."""
    known = []
    for part in point.rstrip("?~%").split("-"):
        if not part.isdigit() or not int(part):
            break
        known.append(part)
    if known:
        yield "-".join(known)
