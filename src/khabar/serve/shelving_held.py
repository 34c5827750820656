"""What the rows of each thing rest on, as a digest: where it is the same, so are the rows.

A document rests on its reading, on what was judged of it, on what the record calls its actors and
events, and on which of its words something of the record stands. Everything else rests on its own
part of the record and on its documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from khabar.schema.judgement import Judgement
from khabar.schema.record import Record, RecordDispute, RecordExpectation, RecordRelation, Ref
from khabar.serve.shelving_events import Events
from khabar.serve.shelving_known import Known
from khabar.serve.shelving_plan import Held, Key
from khabar.serve.shelving_ranks import Ranks, wanted_of

_SIZE = 12


class Rests:
    """What everything of a record rests on."""

    def __init__(
        self, record: Record, known: Known, events: Events, ranks: Ranks,
        judged: Iterable[Judgement],
    ) -> None:  # fmt: skip
        self._record, self._known, self._events, self._ranks = record, known, events, ranks
        self._who = {n: _digest(n, a.id, a.name, a.made, a.kind) for n, a in known.actors.items()}
        self._judged: dict[str, list[Judgement]] = {}
        for each in judged:
            self._judged.setdefault(each.a.doc, []).append(each)
        self._wanted = wanted_of(record)
        self._documents = {doc: self._document(doc) for doc in known.documents}

    def all(self) -> dict[Key, Held]:
        """By kind and id what stands on the shelf."""
        return dict(self._all())

    def _all(self) -> Iterator[tuple[Key, Held]]:
        facts = self._known.documents
        for doc, digest in self._documents.items():
            yield ("document", doc), Held(facts[doc].n, digest)
        for event in self._record.events:
            n = self._events.number[event.id]
            whole = self._events.number.get(event.part_of) if event.part_of else None
            of = self._of(event.members)
            yield ("event", event.id), Held(n, _digest(n, whole, event, *of))
        for n, actor in self._known.actors.items():
            of = self._of((*actor.members, *(r for o in actor.offices for r in o.reports)))
            bodies = (self._who[self._known.number[o.of]] for o in actor.offices if o.of)
            yield ("actor", actor.id), Held(n, _digest(n, actor, *of, *bodies))
        yield from self._claims()

    def _claims(self) -> Iterator[tuple[Key, Held]]:
        for n, dispute in self._ranks.disputes.items():
            yield ("dispute", str(n)), Held(n, _digest(*self._dispute(dispute)))
        for n, announced in self._ranks.expectations.items():
            yield ("expectation", str(n)), Held(n, _digest(*self._expectation(announced)))
        for n, tie in self._ranks.relations.items():
            yield ("relation", str(n)), Held(n, _digest(*self._relation(tie)))
        documents = self._known.documents
        for n, (a, b) in self._ranks.copies.items():
            ends = (documents[a], documents[b])
            yield ("copy", str(n)), Held(n, _digest(*((d.n, d.digest) for d in ends)))

    def _document(self, doc: str) -> bytes:
        facts = self._known.documents[doc]
        actors = sorted((a, self._who[n]) for a, n in self._known.homes(doc).items())
        events = sorted((e, n, self._events.id(n)) for e, n in self._events.homes(doc).items())
        judged = self._judged.get(doc, ())
        return _digest(facts, actors, events, judged, sorted(self._wanted.get(doc, {}).items()))

    def _dispute(self, dispute: RecordDispute) -> Iterator[object]:
        yield dispute
        yield from self._of((dispute.a, dispute.b))
        yield self._events.number.get(dispute.event) if dispute.event else None
        for side in dispute.sides:
            yield from (self._named(by) for by in (side.by, *side.chain))

    def _expectation(self, announced: RecordExpectation) -> Iterator[object]:
        yield announced
        ref = announced.expectation
        yield from self._of((ref,) if announced.outcome is None else (ref, announced.outcome))
        n = self._events.homes(ref.doc).get(ref.id)
        yield None if n is None else (n, self._events.id(n))

    def _relation(self, tie: RecordRelation) -> Iterator[object]:
        yield tie
        yield from self._of(tie.members)
        yield from (self._named(end) for end in (tie.subject, tie.object))

    def _named(self, by: str) -> bytes:
        """What whoever makes a claim is called: an actor, a document, or nobody of the record."""
        n = self._known.number.get(by)  # type: ignore[call-overload]
        return b"" if n is None else self._who[n]

    def _of(self, refs: Iterable[Ref]) -> Iterator[bytes]:
        return (self._documents[doc] for doc in dict.fromkeys(r.doc for r in refs))


def _digest(*told: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(told), digest_size=_SIZE).digest()
