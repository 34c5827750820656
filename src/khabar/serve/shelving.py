"""Laying out the record of a store on its shelf: one pass over the readings, then the sums.

The record is assembled document by document and the readings pass one by one, so that memory
holds the record, its numbers, and no reading but the one in hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec

from khabar.assemble.growing import Growing
from khabar.assemble.judged_items import as_judged
from khabar.assemble.record import build_record
from khabar.lang.ar.stems import stems_of
from khabar.pipeline.kit import recipe
from khabar.pipeline.revised import noted
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.serve.shelving_actors import Actors
from khabar.serve.shelving_claims import Claims
from khabar.serve.shelving_events import Events
from khabar.serve.shelving_known import DocumentFacts, Known, Within, published_of, title_of
from khabar.serve.shelving_statements import Statements
from khabar.serve.shelving_sums import put_sums
from khabar.serve.views import DocumentRow
from khabar.store.codec import reading_of
from khabar.store.shelf import Filling, Shelf
from khabar.store.sqlite import SqliteStore

_FORM = "4"
"""Of the tables: another one, and every shelf is filled anew."""
_AT_ONCE = 2000
"""Readings that fit into memory all at once, which is quicker than one after the other."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def basis_of(shelf: Shelf) -> str:
    """A digest of all on which the shelf of a store rests."""
    count, last, judged = shelf.evidence()
    return hashlib.sha256(repr((_FORM, recipe(), count, last, judged)).encode()).hexdigest()


def fill(store: SqliteStore, shelf: Shelf, progress: Progress) -> None:
    """Assemble the record of a store anew and lay it out."""
    basis = basis_of(shelf)
    total, _, _ = shelf.evidence()
    assembly = _Assembly(store, total, progress)
    record = assembly.record()
    documents, judged = assembly.documents(), assembly.judged
    del assembly
    with shelf.filling(basis) as filling:
        read = _readings(store, "write", total, progress)
        _Layout(record, documents, filling).put(as_judged(read, judged))


def _readings(store: SqliteStore, what: str, total: int, progress: Progress) -> Iterator[Reading]:
    for done, each in enumerate(store.readings(recipe())):
        if done % 50 == 0:
            progress(what, done, total)
        yield reading_of(each.body, store.where)
    progress(what, total, total)


class _Assembly:
    """The record as it grows, and what is to be known of its documents."""

    def __init__(self, store: SqliteStore, total: int, progress: Progress) -> None:
        self._store, self._total, self._progress = store, total, progress
        self._facts: list[tuple[str, str, str | None, str, str | None]] = []
        self._digests: dict[str, str] = {}
        self.judged = tuple(store.judgements())

    def record(self) -> Record:
        """The record, kept in the store with what changed in it."""
        judged = self.judged
        if self._total <= _AT_ONCE:
            record = build_record(tuple(self._looked_at()), judged)
        else:
            growing = Growing(judged)
            growing.add(self._looked_at())
            record = growing.record()
            del growing
        day = date.today().isoformat()
        return noted(self._store, self._digests, judged, record, day)

    def _looked_at(self) -> Iterator[Reading]:
        for done, each in enumerate(self._store.readings(recipe())):
            if done % 50 == 0:
                self._progress("assemble", done, self._total)
            reading = reading_of(each.body, self._store.where)
            digest = hashlib.blake2b(each.body, digest_size=8).hexdigest()
            self._digests[each.document_id] = digest
            published, day = published_of(reading.document.published)
            known = reading.document
            self._facts.append((day, known.id, known.outlet, title_of(reading), published))
            yield reading

    def documents(self) -> tuple[DocumentFacts, ...]:
        """The documents, numbered by day."""
        return tuple(
            DocumentFacts(n=n, id=id_, outlet=outlet, title=title, published=published, day=day)
            for n, (day, id_, outlet, title, published) in enumerate(
                sorted(self._facts, key=lambda f: f[:2]), 1
            )
        )


class _Layout:
    """All that is laid out of a record."""

    def __init__(
        self, record: Record, documents: Iterable[DocumentFacts], filling: Filling
    ) -> None:
        self._record, self._filling = record, filling
        self._known = Known(record, documents)
        self._events = Events(record, self._known)
        self._statements = Statements(self._known)
        self._claims = Claims(record, self._known, self._events)
        self._actors = Actors(self._known)

    def put(self, readings: Iterable[Reading]) -> None:
        """Let the readings pass, then lay out what rests on several."""
        for reading in readings:
            self._take(reading)
        self._claims.put(self._filling)
        self._actors.put(self._filling, self._statements.said, self._claims)
        self._statements.put_sources(self._filling)
        self._put_copies()
        put_sums(self._filling)

    def _take(self, reading: Reading) -> None:
        facts = self._known.documents.get(reading.document.id)
        if facts is None:  # read by somebody else since the record was assembled
            return
        within, filling = Within(reading, self._known), self._filling
        homes = self._events.homes(facts.id)
        self._put_document(reading, within, facts)
        self._events.take(reading, within, facts, filling)
        about = {item: (n, self._events.id(n)) for item, n in homes.items()}
        self._statements.take(reading, within, facts, about, filling)
        self._claims.take(reading, within)
        self._actors.take(reading, within, facts, filling)

    def _put_document(self, reading: Reading, within: Within, facts: DocumentFacts) -> None:
        row = DocumentRow(
            id=facts.id, title=facts.title, outlet=facts.outlet, published=facts.published,
            events=len(reading.events), statements=len(reading.statements),
        )  # fmt: skip
        who = self._known.who
        homes = {a: who[n].id for a, n in within.homes.items()}
        homes |= {e: self._events.id(n) for e, n in self._events.homes(facts.id).items()}
        self._filling.put("documents", (
            facts.n, facts.id, facts.outlet, facts.day or None, row.events, row.statements,
            msgspec.json.encode(row), msgspec.json.encode(homes),
        ))  # fmt: skip
        english = {who[n].name.en for n in within.homes.values()} - {None}
        self._filling.put("documents_words", (
            facts.n, " ".join(stems_of(facts.title)), " ".join(stems_of(reading.text)),
            " ".join(sorted(e for e in english if e)),
        ))  # fmt: skip

    def _put_copies(self) -> None:
        documents = self._known.documents
        pairs = [(documents[a], documents[b]) for a, b in self._record.copies]
        days = sorted((max(a.day, b.day), min(a.n, b.n), max(a.n, b.n)) for a, b in pairs)
        for n, (day, a, b) in enumerate(days, 1):
            self._filling.put("copies", (n, a, b, day or None, msgspec.json.encode((a, b))))


def judged_of(shelf: Shelf) -> tuple[Judgement, ...]:
    """What people judged."""
    _, _, judged = shelf.evidence()
    return tuple(msgspec.json.decode(body, type=Judgement) for _, body in judged)
