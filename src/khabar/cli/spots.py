"""Places as they are written on the command line."""

from __future__ import annotations

import re

from khabar.errors import KhabarError
from khabar.schema.judgement import About, Spot
from khabar.store.base import Store

_SPOT = re.compile(r"(.+):(\d{1,12})-(\d{1,12})\Z")
_TWO = 2


def places_of(store: Store, spots: list[str], about: About) -> tuple[Spot, Spot | None]:
    """The one or two places of a judgement.

    Raises:
        KhabarError: there are not as many, or they cannot be judged together.
    """
    if not 0 < len(spots) <= _TWO:
        raise KhabarError(f"{len(spots)} places: a judgement is about one or two.")
    found = [spot_of(store, words) for words in spots]
    if len(found) == 1:
        return found[0], None
    if found[0] == found[1]:
        raise KhabarError(f"{spots[0]}: both are the same words. Name two places.")
    if about is About.STATEMENT:
        raise KhabarError("Two statements are not judged to be one. Name one place, or two events.")
    return found[0], found[1]


def is_spot(words: str) -> bool:
    """Whether this is written as a place."""
    return _SPOT.match(words) is not None


def spot_of(store: Store, words: str) -> Spot:
    """The place that "4f2a:10-22" names.

    Raises:
        KhabarError: it is none, or stands in no document of the store.
    """
    match = _SPOT.match(words)
    if match is None:
        raise KhabarError(f"{words}: no spot. Write it as ID:START-END, like 4f2a:10-22.")
    found = store.matching(match[1])
    if len(found) != 1:
        raise KhabarError(f"{match[1]}: {len(found)} documents. Give the id of one.")
    document = store.document(found[0])
    start, end = int(match[2]), int(match[3])
    if document is None or not 0 <= start < end <= len(document.text):
        raise KhabarError(f"{words}: no such characters in the document. Look with khabar show.")
    return Spot(doc=found[0], start=start, end=end)
