"""The record of a store as it stands between two fillings of its shelf.

While a desk is open and its store is not too large, the record stays in memory and grows: a few
new articles, or a judgement, touch their own groups and nothing else. What then remains to be done
is to lay it out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.assemble.growing import Growing
from khabar.pipeline.kit import recipe
from khabar.pipeline.revised import noted
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.serve.shelving_known import DocumentFacts, published_of, title_of
from khabar.serve.shelving_numbers import by_day
from khabar.store.base import Kept, StoredReading
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore

MOST = 12_000
"""Documents of a record that stays in memory: so many take most of a gigabyte."""
_STEP = 50
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is to be known of a document whose reading went into the record."""

    serial: int
    digest: str
    day: str
    outlet: str | None
    title: str
    published: str | None


class Standing:
    """A record, the readings that went into it, and what was judged by then."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._growing: Growing | None = None
        self._seen: dict[str, _Seen] = {}
        self.judged: tuple[Judgement, ...] = ()

    def brought_up(self, shelf: Shelf, progress: Progress) -> Record:
        """The record of what the store holds now, kept in the store with what changed in it."""
        chosen, judged = shelf.chosen(recipe()), tuple(self._store.judgements())
        growing, self._growing = self._growing, None  # what is broken off is built anew
        try:
            growing = self._grown(growing, chosen, judged, progress)
        except BaseException:
            self._seen = {}
            raise
        self.judged, record = judged, growing.record()
        self._growing = growing if len(chosen) <= MOST else None
        del growing  # what is not kept makes room before the record is stored and laid out
        day = date.today().isoformat()
        return noted(self._store, self._digests(), judged, record, day)

    def kept(self, shelf: Shelf, progress: Progress) -> Record | None:
        """The record that the store keeps, if it was made of what the store holds now."""
        last = self._store.kept_basis()
        if last is None or self._growing is not None:
            return None
        self.judged, self._seen = tuple(self._store.judgements()), {}
        for _ in self._looked_at(shelf.chosen(recipe()), self._store.readings(recipe()), progress):
            pass
        basis = Kept(readings=self._digests(), judged=self.judged, record=Record()).basis
        kept = self._store.kept() if last == basis else None
        return None if kept is None else kept.record

    def documents(self) -> tuple[DocumentFacts, ...]:
        """The documents, numbered by day, in that order."""
        numbers = by_day((seen.day, doc) for doc, seen in self._seen.items())
        found = (
            DocumentFacts(
                n=numbers[doc], id=doc, digest=seen.digest, outlet=seen.outlet, title=seen.title,
                published=seen.published, day=seen.day,
            )
            for doc, seen in self._seen.items()
        )  # fmt: skip
        return tuple(sorted(found, key=lambda d: d.n))

    def _digests(self) -> dict[str, str]:
        return {doc: seen.digest for doc, seen in self._seen.items()}

    def _grown(
        self, growing: Growing | None, chosen: Mapping[str, int], judged: tuple[Judgement, ...],
        progress: Progress,
    ) -> Growing:  # fmt: skip
        if growing is None:
            self._seen, growing = {}, Growing(judged)
            growing.add(self._looked_at(chosen, self._store.readings(recipe()), progress))
            return growing
        gone = self._seen.keys() - chosen.keys()
        growing.drop(gone)
        for doc in gone:
            del self._seen[doc]
        other = {doc for doc, serial in chosen.items() if self._serial(doc) != serial}
        if judged != self.judged:
            other |= _docs({*judged} ^ {*self.judged}) & chosen.keys()
        growing.judge(judged, self._looked_at(chosen, self._of(sorted(other)), progress))
        return growing

    def _serial(self, doc: str) -> int:
        seen = self._seen.get(doc)
        return -1 if seen is None else seen.serial

    def _of(self, docs: Sequence[str]) -> Iterator[StoredReading]:
        found = (self._store.reading(doc, recipe()) for doc in docs)
        return (each for each in found if each is not None)

    def _looked_at(
        self, chosen: Mapping[str, int], readings: Iterable[StoredReading], progress: Progress
    ) -> Iterator[Reading]:
        """Readings, noted as they pass; what came since is for the next time."""
        for done, each in enumerate(readings):
            if done % _STEP == 0:
                progress("assemble", done, len(chosen))
            serial = chosen.get(each.document_id)
            if serial is None:
                continue
            reading = reading_of(each.body, self._store.where)
            published, day = published_of(reading.document.published)
            self._seen[each.document_id] = _Seen(
                serial, hashlib.blake2b(each.body, digest_size=8).hexdigest(), day,
                reading.document.outlet, title_of(reading), published,
            )  # fmt: skip
            yield reading


def _docs(judged: Iterable[Judgement]) -> set[str]:
    return {spot.doc for each in judged for spot in each.spots}
