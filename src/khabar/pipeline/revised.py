"""The record of a store, with a log of what changed in it from one time to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from khabar.assemble.revisions import revisions
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Revision
from khabar.store.base import Kept, Store
from khabar.store.codec import reading_of
from khabar.store.withheld import without_texts

Building = Callable[[Iterable[Reading], tuple[Judgement, ...]], Record]


def revised(store: Store, recipe: str, day: str, build: Building) -> Record:
    """Assemble a store, and keep what changed since it was assembled last.

    The first record of a store changes nothing: there was none. Where neither a reading nor a
    judgement changed, the log stays as it is.

    Args:
        recipe: of each document the reading under it counts, or else the newest.
        day: the day to note with what changed, as "2018-04-20".
        build: makes the record of readings, which it takes one after the other, and judgements.
    """
    if without_texts(store) and (last := store.kept()):
        # Nothing can be assembled without words: what was shared is what they said.
        return replace(last.record, revisions=tuple(store.revisions()))
    kept = _assembled(store, recipe, build)
    return noted(store, kept.readings, kept.judged, kept.record, day)


def revised_since(store: Store, recipe: str, day: str, build: Building, last: Kept) -> None:
    """The same for a store that keeps its last record no more; changes are told against it."""
    kept = _assembled(store, recipe, build)
    store.keep(kept, _changes(last, kept, day), after=None)


def _assembled(store: Store, recipe: str, build: Building) -> Kept:
    digests: dict[str, str] = {}
    judged = tuple(store.judgements())
    record = build(_readings(store, recipe, digests), judged)
    return Kept(readings=digests, judged=judged, record=record)


def noted(
    store: Store,
    readings: dict[str, str],
    judged: tuple[Judgement, ...],
    record: Record,
    day: str,
) -> Record:
    """Keep a record that was assembled, and what changed since the last.

    Args:
        readings: by document a digest of the reading that went into it.
        judged: what people had judged by then.
        day: the day to note with what changed, as "2018-04-20".
    """
    kept = Kept(readings=readings, judged=judged, record=record)
    last = store.kept_basis()
    if last != kept.basis:
        store.keep(kept, _changes(store.kept(), kept, day), after=last)
    return replace(kept.record, revisions=tuple(store.revisions()))


def _readings(store: Store, recipe: str, digests: dict[str, str]) -> Iterator[Reading]:
    """The readings of a store; the digest of each is noted as it is handed out."""
    for each in store.readings(recipe):
        digests[each.document_id] = digest_of(each.body)
        yield reading_of(each.body, store.where)


def digest_of(body: bytes) -> str:
    """By what a record knows a reading that went into it."""
    return hashlib.blake2b(body, digest_size=8).hexdigest()


def _changes(before: Kept | None, after: Kept, day: str) -> tuple[Revision, ...]:
    if before is None:
        return ()
    because = {*_differing(before, after), *_judged(before.judged, after.judged)}
    found = revisions(before.record, after.record, sorted(because))
    return tuple(replace(each, day=day) for each in found)


def _differing(before: Kept, after: Kept) -> set[str]:
    """The documents that came, went or were read otherwise."""
    return {doc for doc, _ in before.readings.items() ^ after.readings.items()}


def _judged(before: Iterable[Judgement], after: Iterable[Judgement]) -> set[str]:
    """The documents on whose words somebody judged, judged again or took it back."""
    return {spot.doc for each in set(before) ^ set(after) for spot in each.spots}
