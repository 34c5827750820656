"""Whom a document credits for its text: "(رويترز)", "أ ف ب", "المصدر: واس", "بيروت - الأناضول".

A credit stands where a page says who wrote it: in the byline, the dateline, the opening of the
first sentence or a last line of few words. Elsewhere an agency is quoted, which is another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256

from khabar.assemble.actors_known import candidates
from khabar.assemble.actors_words import words_of
from khabar.catalog.outlets import Outlet, OutletKind, outlet_table
from khabar.lang.ar.normalise import normalise
from khabar.schema.documents import SegmentKind
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId

_OPENING = 90  # characters of the first line in which an agency is credited and not yet quoted
_LAST = 60  # characters of a last line that is a credit and no sentence
_PLAIN = 4  # letters of a name that is an ordinary word or a town too, and needs a sign
_PARTS = re.compile(r"[^/|،,:()\[\]\-]+")
_CALL = re.compile(r"^(?:المصدر|نقلا عن|عن)\s+")
_CALLED = re.compile(r"(?:المصدر|نقلا عن)\s*:?\s*$")
_APART = re.compile(r"\w[ .]\s*\w\b")
_TOGETHER = re.compile(r"[\s.]+")
_IN_TEXT = re.compile(r"\([^()\n]{2,40}\)|^[^\n]{2,40}[-–—:]")


def credited(reading: Reading) -> tuple[str, ...]:
    """The agencies and other outlets that a document credits, by their names in the catalogue."""
    own = _outlet_of(reading.document.outlet)
    found = (outlet for place in _places(reading) for outlet in _named(place))
    return tuple(dict.fromkeys(o.name for o in found if o != own))


@cache
def agency_id(name: str) -> KnownId | None:
    """What the record calls the agency of this name; None where it is an outlet of its own."""
    outlet = _outlet_of(name)
    if outlet is None or outlet.kind is not OutletKind.AGENCY:
        return None
    for form in (outlet.name, *outlet.aliases):
        known = candidates(ActorKind.MEDIA.value, words_of(form))
        if len(known) == 1:
            return KnownId(f"k_{sha256(known[0].id.encode()).hexdigest()[:12]}")
    return KnownId(f"agency:{outlet.name}")


def same_outlet(outlet: str | None, named: Iterable[str]) -> bool:
    """Whether an outlet, called as its pages or its feed call it, is among those named."""
    known = _outlet_of(outlet)
    return known is not None and known.name in named


def _places(reading: Reading) -> Iterator[str]:
    """Where a page says who wrote it."""
    kinds = (SegmentKind.BYLINE, SegmentKind.DATELINE)
    yield from (s.cut(reading.text) for s in reading.segments if s.kind in kinds)
    body = next((s for s in reading.segments if s.kind is SegmentKind.BODY), None)
    start = body.start if body else 0
    opening = reading.text[start : start + _OPENING].lstrip().partition("\n")[0]
    yield from _IN_TEXT.findall(opening)
    last = reading.text[-2 * _LAST :].rstrip().rpartition("\n")[2].strip()
    if len(last) <= _LAST:
        yield last


def _named(place: str) -> Iterator[Outlet]:
    """The outlets that a credit names, part by part.

    Papers are called after towns, which open datelines: only "source: X" credits one.
    """
    text = normalise(place)
    for part in _PARTS.finditer(text):
        words = part[0].strip(" .\"'*")
        outlet = _outlets().get(_key(bare := _CALL.sub("", words)))
        called = bare != words or _CALLED.search(text[: part.start()]) is not None
        if outlet is not None and (called or _is_agency(outlet, text, part, bare)):
            yield outlet


def _is_agency(outlet: Outlet, text: str, part: re.Match[str], words: str) -> bool:
    """Whether an agency is named, and by a name that is no ordinary word where it stands."""
    bracketed = text[: part.start()].rstrip().endswith(("(", "["))
    plain = len(_key(words)) <= _PLAIN and not bracketed and not _APART.search(words)
    return outlet.kind is OutletKind.AGENCY and not plain


def _key(name: str) -> str:
    return _TOGETHER.sub("", normalise(name))


@cache
def _outlets() -> Mapping[str, Outlet]:
    """All outlets by the names that stand on pages; one of two of the same name is nobody's."""
    found: dict[str, set[Outlet]] = {}
    for outlet in outlet_table().outlets:
        for name in (outlet.name, *outlet.aliases):
            found.setdefault(_key(name), set()).add(outlet)
    return {key: next(iter(same)) for key, same in found.items() if len(same) == 1}


@cache
def _outlet_of(name: str | None) -> Outlet | None:
    """The outlet that a feed, a page or an address calls so."""
    if name is None:
        return None
    key = _key(name)
    return _outlets().get(key) or _by_address().get(key)


@cache
def _by_address() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in outlet_table().outlets:
        for name in (*outlet.domains, *(d.partition(".")[0] for d in outlet.domains), outlet.en):
            found.setdefault(_key(name), outlet)
    return found
