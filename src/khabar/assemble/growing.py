"""A record that grows: a document that comes or goes touches its own groups and nothing else.

It equals the record built at once from the same readings, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache

from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_judged import judged_edges
from khabar.assemble.actors_resolved import actors_of
from khabar.assemble.copies_index import CopyIndex
from khabar.assemble.copies_pairs import ENDS
from khabar.assemble.events import event_of
from khabar.assemble.events_facts import DocEvent, facts_of, key_of
from khabar.assemble.events_standing import Told
from khabar.assemble.growing_actors import GrowingActors, Homes
from khabar.assemble.growing_claims import (
    Claims,
    GrowingDisputes,
    GrowingExpectations,
    GrowingTies,
    claims_of,
)
from khabar.assemble.growing_events import GrowingEvents
from khabar.assemble.growing_handles import Naming, is_handle, named_event, of_event
from khabar.assemble.growing_shelf import Shelf
from khabar.assemble.growing_slim import slim_event, slim_reading, slim_told
from khabar.assemble.growing_still import still
from khabar.assemble.judged_events import judged_events
from khabar.assemble.judged_items import accepted, without_rejected
from khabar.assemble.offices import in_order
from khabar.assemble.parts import with_parts
from khabar.assemble.sources import voices_of
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import (
    KnownId,
    OfficeHeld,
    Record,
    RecordActor,
    RecordEvent,
    RecordRelation,
    Ref,
)

_AT_ONCE = 1000  # events that are told with the readings of their members at hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is otherwise in the record than before: ids, or the ends of what has no id.

    What appeared, changed or went is told by looking each up, before and after.
    """

    actors: frozenset[KnownId] = frozenset()
    events: frozenset[KnownId] = frozenset()
    disputes: frozenset[frozenset[Ref]] = frozenset()
    expectations: frozenset[Ref] = frozenset()
    relations: frozenset[tuple[KnownId, str, KnownId]] = frozenset()
    copies: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Touched:
    """What one step has touched so far: documents by why, those that come with their actors;
    actors and events by their handles, each with its public id before."""

    gone: dict[str, None]
    come: dict[str, tuple[DocActor, ...]] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    actors: dict[KnownId, KnownId | None] = field(default_factory=dict)
    events: dict[KnownId, KnownId | None] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


class Growing:
    """The record of readings that come and go, and of what people judged of them."""

    def __init__(self, judged: Sequence[Judgement] = ()) -> None:
        self._judged = tuple(judged)
        self._spots = {spot.doc for j in self._judged for spot in j.spots}
        self._raw: dict[str, Reading] = {}
        self._shelf = Shelf()
        self._copies = CopyIndex()
        self._actors = GrowingActors()
        self._events = GrowingEvents()
        self._known, self._told = Homes(self._actors.home), Homes(self._events.home)
        self._claims: dict[str, Claims] = {}
        self._disputes = GrowingDisputes()
        self._expectations = GrowingExpectations()
        self._ties = GrowingTies()
        self._built: dict[KnownId, RecordEvent] = {}

    def __len__(self) -> int:
        return len(self._shelf)

    def add(self, readings: Iterable[Reading]) -> Change:
        """Take readings in, one after the other, each in place of the one of its document."""
        return self._change((), readings)

    def drop(self, docs: Iterable[str]) -> Change:
        """Let documents go; those that are not there are none."""
        return self._change([doc for doc in dict.fromkeys(docs) if doc in self._shelf], ())

    def judge(self, judged: Sequence[Judgement], readings: Iterable[Reading]) -> Change:
        """Let these judgements hold in place of those before, and take readings in.

        readings must have every document on which only those before, or only these, say something.
        """
        self._judged = tuple(judged)
        self._spots = {spot.doc for j in self._judged for spot in j.spots}
        for doc in self._raw.keys() - self._spots:
            del self._raw[doc]
        return self.add(readings)

    def record(self) -> Record:
        """The whole record as it is now."""
        naming = cache(self._public)
        held = self._ties.offices(naming)
        actors = (self._actor(handle, held) for handle in self._actors.members)
        copies = self._copies.pairs()
        named = (named_event(event, naming) for event in self._built.values())
        events = sorted(named, key=lambda e: (e.id, e.members))
        return Record(
            actors=tuple(sorted(actors, key=lambda a: a.members)),
            events=with_parts(events, self._events.facts),
            relations=self._ties.relations(naming),
            disputes=self._disputes.all(naming),
            expectations=self._expectations.all(),
            copies=tuple((c.a, c.b) for c in copies),
            accepted=accepted(self._raw.values(), self._judged),
        )

    def _actor(self, handle: KnownId, held: dict[KnownId, list[OfficeHeld]]) -> RecordActor:
        found = self._actors.record_actor(handle)
        return replace(found, offices=in_order(held.get(found.id, ())))

    def _public(self, name: str) -> KnownId:
        """The id by which the record shows an actor or an event, given by its handle."""
        if name in self._built:
            return self._built[KnownId(name)].id
        known = name in self._actors.members
        return self._actors.public(KnownId(name)) if known else KnownId(name)

    def _change(self, gone: Sequence[str], come: Iterable[Reading]) -> Change:
        touched = _Touched(dict.fromkeys(gone))
        with still():
            self._lay(touched, come)
            self._name(touched)
            self._tell(touched)
            self._rebuild(touched)
            return self._weigh(touched)

    def _lay(self, touched: _Touched, come: Iterable[Reading]) -> None:
        """Lay the readings down, without what people rejected, and look who copies whom."""
        for doc in touched.gone:
            self._shelf.take(doc)
            self._raw.pop(doc, None)
            touched.copies |= self._copies.drop(doc)
        if len(self._copies):
            for reading in self._laid(touched, come):
                touched.copies |= self._copies.add(reading)
        else:
            self._copies = CopyIndex(self._laid(touched, come))
            touched.copies.update(d for c in self._copies.pairs() for d in (c.a, c.b))

    def _laid(self, touched: _Touched, come: Iterable[Reading]) -> Iterator[Reading]:
        for reading in come:
            doc = reading.document.id
            if doc in self._shelf and doc not in touched.come:
                touched.gone[doc] = None
            if doc in self._spots:
                self._raw[doc] = reading
            (clean,) = without_rejected((reading,), self._judged)
            touched.come[doc] = self._actors.slim(actors_of(clean))
            self._shelf.put(clean if doc in self._spots else slim_reading(clean))
            yield clean

    def _name(self, touched: _Touched) -> None:
        """Say who is who."""
        judged = judged_edges(self._judged_readings(), self._judged)
        moved = self._actors.change(touched.gone, touched.come.items(), judged)
        touched.named = {key.partition("\0")[0] for key in moved}
        touched.actors = self._actors.touched

    def _judged_readings(self) -> list[Reading]:
        return [self._shelf[doc] for doc in sorted(self._raw)]

    def _tell(self, touched: _Touched) -> None:
        """Say which events are one, where a document came, went or names its actors otherwise."""
        events = self._events
        again = [d for d in touched.named if d in self._shelf]
        facts = {d: self._facts(d) for d in dict.fromkeys((*touched.come, *again))}
        other = {d: f for d, f in facts.items() if events.of(d) != f or d in touched.come}
        gone = dict.fromkeys((*touched.gone, *other))
        judged = judged_events(self._judged_readings(), self._judged)
        changed, moved = events.change(gone, other.items(), judged)
        touched.events = dict.fromkeys(changed)
        touched.told = {key.partition("\0")[0] for key in moved}
        for doc in (*again, *self._texts(touched.copies)):
            touched.events.update((events.home[fact.key], None) for fact in events.of(doc))

    def _facts(self, doc: str) -> tuple[DocEvent, ...]:
        found = facts_of(self._shelf[doc], self._known)
        return tuple(replace(fact, event=slim_event(fact.event)) for fact in found)

    def _texts(self, docs: Iterable[str]) -> set[str]:
        """All documents that are one text with these, by copies of copies."""
        found = {doc for doc in docs if doc in self._shelf}
        waiting = list(found)
        while waiting:
            for copy in self._copies.pairs_of(waiting.pop()):
                new = {copy.a, copy.b} - found
                found |= new
                waiting += new
        return found

    def _rebuild(self, touched: _Touched) -> None:
        """Build the events again that were touched, and keep of them what did change."""
        before = {one: self._built.pop(one, None) for one in touched.events}
        members = self._events.members
        todo = sorted(touched.events.keys() & members.keys(), key=self._day)
        held: dict[str, Reading] = {}
        for start in range(0, len(todo), _AT_ONCE):
            part = todo[start : start + _AT_ONCE]
            held = self._held(part, held)
            self._built.update(zip(part, self._events_of(part, held), strict=True))
        differ = ((i, was) for i, was in before.items() if was != self._built.get(i))
        touched.events = {i: was.id if was else None for i, was in differ}

    def _day(self, event: KnownId) -> tuple[int, str]:
        """When an event was told: documents of one day share events and words."""
        fact = self._events.facts[self._events.members[event][0]]
        return fact.published.first if fact.published else 0, fact.key

    def _held(self, ids: Iterable[KnownId], before: Mapping[str, Reading]) -> dict[str, Reading]:
        """The readings that tell these events and all that are one text with them."""
        docs = {m.partition("\0")[0] for i in ids for m in self._events.members[i]}
        return {d: before.get(d) or self._shelf[d] for d in sorted(self._texts(docs))}

    def _events_of(
        self, ids: Sequence[KnownId], held: Mapping[str, Reading]
    ) -> Iterator[RecordEvent]:
        copies = {c for doc in held for c in self._copies.pairs_of(doc)}
        voices = voices_of(held.values(), self._known, sorted(copies, key=ENDS))
        found = {key_of(Ref(doc=d, id=e.id)): Told(r, e) for d, r in held.items() for e in r.events}
        facts, members = self._events.facts, self._events.members
        for one in ids:
            event = event_of([found[key] for key in members[one]], voices)
            yield slim_told(event, (facts[key].ref for key in members[one]))

    def _weigh(self, touched: _Touched) -> Change:
        """Say what is disputed and what became of announcements, where names or events moved."""
        docs = [d for d in {*touched.named, *touched.told, *touched.come} if d in self._shelf]
        new = {d: self._claims_of(d) for d in sorted(docs)}
        other = {d: c for d, c in new.items() if self._claims.get(d) != c}
        # a document laid down again that says the same keeps its claims
        left = dict.fromkeys((*(d for d in touched.gone if d not in new), *other))
        gone = [self._claims.pop(d) for d in left if d in self._claims]
        self._claims.update(other)
        come = tuple(other.values())
        return self._told_of(touched, gone, come)

    def _claims_of(self, doc: str) -> Claims:
        reading, facts = self._shelf[doc], self._events.of(doc)
        return claims_of(reading, self._known, self._told, facts)

    def _told_of(self, touched: _Touched, gone: Sequence[Claims], come: Sequence[Claims]) -> Change:
        """Let claims go and come, and say by public ids what is otherwise than before."""
        now = cache(self._public)
        was = {**touched.actors, **touched.events}
        renamed = {handle for handle, name in was.items() if name and now(handle) != name}
        (old, new), offices = self._ties.change(gone, come)
        ties, others = self._ties.naming(renamed)
        old_ids = (_ends(tie, lambda n: was.get(KnownId(n)) or now(n)) for tie in (*old, *ties))
        holders = {now(held.holder) for held in (*offices, *others)}
        return Change(
            actors=frozenset(holders.union(_ids(touched.actors, now))),
            events=frozenset({*_ids(touched.events, now), *self._renaming(renamed)}),
            disputes=frozenset(self._disputes.change(gone, come) | self._disputes.naming(renamed)),
            expectations=frozenset(self._expectations.change(gone, come)),
            relations=frozenset((*old_ids, *(_ends(tie, now) for tie in (*new, *ties)))),
            copies=frozenset(touched.copies),
        )

    def _renaming(self, renamed: Set[KnownId]) -> Iterator[KnownId]:
        """The events that name one of these actors."""
        members = self._actors.members
        docs = {key.partition("\0")[0] for h in renamed & members.keys() for key in members[h]}
        homes = {self._events.home[fact.key] for doc in docs for fact in self._events.of(doc)}
        built = (self._built[home] for home in homes)
        yield from (event.id for event in built if not renamed.isdisjoint(of_event(event)))


def _ids(was: Mapping[KnownId, KnownId | None], now: Naming) -> set[KnownId]:
    """The public ids of these handles, before and now."""
    found = {*filter(None, was.values()), *map(now, was)}
    return {name for name in found if not is_handle(name)}


def _ends(tie: RecordRelation, naming: Naming) -> tuple[KnownId, str, KnownId]:
    return naming(tie.subject), tie.relation, naming(tie.object)
