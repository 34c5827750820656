"""The record of a store, with a log of what changed in it from one time to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from khabar.assemble.revisions import revisions
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Revision
from khabar.store.base import Kept, Store
from khabar.store.codec import reading_of

Building = Callable[[tuple[Reading, ...], tuple[Judgement, ...]], Record]


def revised(store: Store, recipe: str, day: str, build: Building) -> Record:
    """Assemble a store, and keep what changed since it was assembled last.

    The first record of a store changes nothing: there was none. Where neither a reading nor a
    judgement changed, the log stays as it is.

    Args:
        recipe: of each document the reading under it counts, or else the newest.
        day: the day to note with what changed, as "2018-04-20".
        build: makes the record of readings and judgements.
    """
    digests, readings = _readings(store, recipe)
    judged = tuple(store.judgements())
    kept = Kept(readings=digests, judged=judged, record=build(readings, judged))
    noted = store.kept_basis()
    if noted != kept.basis:
        store.keep(kept, _changes(store.kept(), kept, day), after=noted)
    return replace(kept.record, revisions=tuple(store.revisions()))


def _readings(store: Store, recipe: str) -> tuple[dict[str, str], tuple[Reading, ...]]:
    digests, readings = {}, []
    for each in store.readings(recipe):
        digests[each.document_id] = hashlib.blake2b(each.body, digest_size=8).hexdigest()
        readings.append(reading_of(each.body, store.where))
    return digests, tuple(readings)


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
