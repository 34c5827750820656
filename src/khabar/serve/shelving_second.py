"""Where the two readers of an article differ, as doubts: a pair of readings is compared once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter

import msgspec

from khabar.pipeline.kit import recipe
from khabar.pipeline.second.disagreements import Disagreement, differences
from khabar.pipeline.second.reader import PREFIX
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.serve.views import Doubt, Where
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore
from khabar.store.tables import READINGS

COMPARED = "readers compared 1"
"""The fact under which the shelf keeps what was compared; another number, and all is done anew."""
_OF_MODELS = f"substr(recipe, 1, {len(PREFIX)}) = ?"
_SUMMED = f"SELECT count(*), sum(serial) FROM {READINGS.name} WHERE {_OF_MODELS}"
_READ = f"""
SELECT document_id, recipe, serial FROM {READINGS.name}
WHERE document_id IN (SELECT document_id FROM {READINGS.name} WHERE {_OF_MODELS})
ORDER BY document_id, serial"""
_DOUBT, _OF_ONE, _MOST = 0.6, 50, 1000
_NOTHING = "—"


class Compared(msgspec.Struct, frozen=True, array_like=True):
    """What came of comparing two readings, by the serial numbers of both."""

    serials: tuple[int, int]
    doubts: tuple[Doubt, ...]


def second_evidence(shelf: Shelf) -> tuple[int, ...]:
    """What language models have read: how many readings, and which; empty where none."""
    ((count, summed),) = shelf.rows(_SUMMED, (PREFIX,))
    return (int(count), int(summed)) if count else ()


def compared(store: SqlStore, shelf: Shelf) -> dict[str, Compared]:
    """By document where its readers differ; what was compared before is taken over.

    Of several models that read a document, the last counts.
    """
    kept = shelf.fact(COMPARED)
    before = msgspec.json.decode(kept, type=dict[str, Compared]) if kept else {}
    found: dict[str, Compared] = {}
    for doc, rows in groupby(shelf.rows(_READ, (PREFIX,)), key=itemgetter(0)):
        serials = {name: serial for _, name, serial in rows}
        models = [name for name in serials if name.startswith(PREFIX)]
        if recipe() not in serials:
            continue
        pair, same = (serials[recipe()], serials[models[-1]]), before.get(doc)
        if same is None or same.serials != pair:
            same = Compared(pair, tuple(_doubts(store, doc, models[-1])))
        found[doc] = same
    return found


def doubts_of(found: Mapping[str, Compared]) -> Iterator[Doubt]:
    """The doubts of all documents, so many as a person can ever look at."""
    return islice(chain.from_iterable(each.doubts for each in found.values()), _MOST)


def _reading(store: SqlStore, doc: str, of: str) -> Reading | None:
    stored = store.reading(doc, of)
    return None if stored is None or stored.recipe != of else reading_of(stored.body, store.where)


def _doubts(store: SqlStore, doc: str, model: str) -> Iterator[Doubt]:
    first, second = _reading(store, doc, recipe()), _reading(store, doc, model)
    if first is None or second is None:  # forgotten meanwhile
        return
    found = sorted(differences(first, second), key=_spot)
    for _, same in islice(groupby(found, key=_spot), _OF_ONE):
        yield _doubt(tuple(same))


def _spot(each: Disagreement) -> tuple[int, int, str]:
    return each.at.start, each.at.end, each.about


def _doubt(same: Sequence[Disagreement]) -> Doubt:
    """All in which the readers differ at one spot."""
    at, told = same[0].at, (
        f"{d.differs}: {d.first or _NOTHING} ⇄ {d.second or _NOTHING}" for d in same
    )  # fmt: skip
    return Doubt(
        kind=same[0].about, ids=(f"{at.doc}:{at.start}-{at.end}",),
        label=Name(ar=same[0].sentence), other=Name(ar=" · ".join(told)),
        a=Where(document=at.doc, start=at.start, end=at.end, words=same[0].words), b=None,
        doubt=_DOUBT, effect=1,
    )  # fmt: skip
