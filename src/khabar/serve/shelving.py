"""Laying out the record of a store on its shelf: one pass over the readings, then the sums.

The readings pass one by one, so that memory holds the record, its numbers, and no reading but the
one in hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from khabar.assemble.judged_items import as_judged
from khabar.lang.ar.stems import stems_of
from khabar.pipeline.kit import recipe
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.serve.shelving_actors import Actors
from khabar.serve.shelving_claims import Claims
from khabar.serve.shelving_copies import Copies
from khabar.serve.shelving_events import Events
from khabar.serve.shelving_known import DocumentFacts, Known, Within
from khabar.serve.shelving_statements import Statements
from khabar.serve.shelving_sums import put_sums
from khabar.serve.standing import Progress, Standing
from khabar.serve.views import DocumentRow
from khabar.store.codec import reading_of
from khabar.store.shelf import Filling, Shelf
from khabar.store.sqlite import SqliteStore

_MADE = "record made of"
_FORM = "5"
"""Of the tables: another one, and every shelf is filled anew."""
_STEP = 50


def basis_of(shelf: Shelf) -> str:
    """A digest of all on which the shelf of a store rests."""
    return hashlib.sha256(repr((_FORM, shelf.evidence(recipe()))).encode()).hexdigest()


def fill(standing: Standing, store: SqliteStore, shelf: Shelf, progress: Progress) -> None:
    """Lay out the record of a store, brought up unless only the tables of the shelf changed."""
    basis, evidence = basis_of(shelf), shelf.evidence(recipe())
    made = hashlib.sha256(repr((record_code(), evidence)).encode()).digest()
    same = shelf.fact(_MADE) == made
    record = (same and standing.kept(shelf, progress)) or standing.brought_up(shelf, progress)
    documents = standing.documents()
    with shelf.filling(basis) as filling:
        read = _readings(store, "write", len(documents), progress)
        _Layout(record, documents, filling).put(as_judged(read, standing.judged))
        filling.put("facts", (_MADE, made))


@cache
def record_code() -> str:
    """A digest of the code that assembles a record: where it is the same, so is the record."""
    digest = hashlib.sha256()
    for folder in ("assemble", "schema"):
        for file in sorted(Path(str(files("khabar"))).joinpath(folder).glob("*.py")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _readings(store: SqliteStore, what: str, total: int, progress: Progress) -> Iterator[Reading]:
    for done, each in enumerate(store.readings(recipe())):
        if done % _STEP == 0:
            progress(what, done, total)
        yield reading_of(each.body, store.where)
    progress(what, total, total)


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
        self._copies = Copies(record.copies, self._known)

    def put(self, readings: Iterable[Reading]) -> None:
        """Let the readings pass, then lay out what rests on several."""
        for reading in readings:
            self._take(reading)
        self._claims.put(self._filling)
        self._actors.put(self._filling, self._statements.said, self._claims)
        self._statements.put_sources(self._filling)
        self._copies.put(self._filling)
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
        self._copies.take(reading)
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


def judged_of(shelf: Shelf) -> tuple[Judgement, ...]:
    """What people judged."""
    return tuple(msgspec.json.decode(body, type=Judgement) for _, body in shelf.judged())
