"""Laying out the record of a store on its shelf: the readings pass, then come the sums.

What changed since the shelf was filled is told by digests, and only its rows are written anew: a
few articles more cost what they touch. Where much changed, or nothing stands, all is laid out on
the other side. Either way the readings pass one by one, so that memory holds the record, its
numbers, and no reading but the one in hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from khabar.assemble.judged_items import as_judged
from khabar.pipeline.kit import recipe
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.serve.shelving_layout import Layout, Work
from khabar.serve.shelving_second import COMPARED, compared, doubts_of, second_evidence
from khabar.serve.standing import Progress, Standing
from khabar.store.codec import reading_of
from khabar.store.shelf import Filling, MovedError, Shelf
from khabar.store.sql import SqlStore

_MADE = "record made of"
_LAID = "laid out by"
_FORM = "6"
"""Of the tables: another one, and every shelf is filled anew."""
_STEP = 50
_FEW = 3000
"""Documents that may pass for a change: while their rows are written nobody else can write."""
_SHARE = 0.4
"""Of all documents: if more pass, writing all anew takes hardly longer."""


def basis_of(shelf: Shelf) -> str:
    """A digest of all on which the shelf of a store rests."""
    evidence = (_FORM, shelf.evidence(recipe()), *second_evidence(shelf))
    return hashlib.sha256(repr(evidence).encode()).hexdigest()


def fill(standing: Standing, store: SqlStore, shelf: Shelf, progress: Progress) -> None:
    """Lay out the record of a store, brought up unless only the tables of the shelf changed."""
    basis, evidence = basis_of(shelf), shelf.evidence(recipe())
    made = hashlib.sha256(repr((record_code(), evidence)).encode()).digest()
    same = shelf.fact(_MADE) == made
    record = (same and standing.kept(shelf, progress)) or standing.brought_up(shelf, progress)
    layout = Layout(record, standing.documents(), standing.judged)
    laid = f"{_FORM} {recipe()}".encode()
    before = shelf.look()
    stands = shelf.held() if shelf.fact(_LAID) == laid else {}
    second = compared(store, shelf)
    facts = ((_MADE, made), (_LAID, laid), (COMPARED, msgspec.json.encode(second)))

    def lay(work: Work, filling: Filling) -> None:
        read = _readings(store, work.documents, progress)
        work.put(as_judged(read, standing.judged), filling, doubts_of(second))
        filling.each("DELETE FROM shelf_{s}_facts WHERE key = ?", [(key,) for key, _ in facts])
        filling.put_all("facts", facts)

    if stands:
        work = layout.work(stands)
        if len(work.documents) <= min(_FEW, _SHARE * len(layout.known.documents)):
            with suppress(MovedError), shelf.changing(basis, before) as changing:
                lay(work, changing)
                return
    with shelf.filling(basis) as filling:
        lay(layout.work({}), filling)


@cache
def record_code() -> str:
    """A digest of the code that assembles a record: where it is the same, so is the record."""
    digest = hashlib.sha256()
    for folder in ("assemble", "schema"):
        for file in sorted(Path(str(files("khabar"))).joinpath(folder).glob("*.py")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _readings(store: SqlStore, documents: list[str], progress: Progress) -> Iterator[Reading]:
    for done, doc in enumerate(documents):
        if done % _STEP == 0:
            progress("write", done, len(documents))
        stored = store.reading(doc, recipe())
        if stored is not None:
            yield reading_of(stored.body, store.where)
    progress("write", len(documents), len(documents))


def judged_of(shelf: Shelf) -> tuple[Judgement, ...]:
    """What people judged."""
    return tuple(msgspec.json.decode(body, type=Judgement) for _, body in shelf.judged())
