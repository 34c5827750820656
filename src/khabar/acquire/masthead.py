"""Which outlet a page says it belongs to: by its address, its name in the margin, its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khabar.acquire.marks import key_of
from khabar.catalog.outlets import Outlet, OutletKind, OutletTable
from khabar.schema.documents import Segment, SegmentKind

_HOST = re.compile(r"(?:https?://|www\.|@|\b)((?:[a-z0-9-]+\.)+[a-z]{2,6})\b", re.IGNORECASE)
_PARTS = re.compile(r"\s*[-–—/|،,()\[\]:*©]+\s*")
_LONGEST = 200  # characters of a line that may name an outlet


@dataclass(frozen=True, slots=True)
class _Names:
    hosts: Mapping[str, Outlet]
    keys: Mapping[str, Outlet]


@lru_cache(maxsize=4)
def _names(table: OutletTable) -> _Names:
    return _Names(
        {domain: outlet for outlet in table.outlets for domain in outlet.domains},
        {key_of(name): o for o in table.outlets for name in (o.name, *o.aliases)},
    )


def _by_host(line: str, names: _Names) -> Outlet | None:
    """The owner of an address in a line, by the longest known ending of its host."""
    for host in _HOST.findall(line.lower()):
        labels = host.removeprefix("www.").split(".")
        for at in range(len(labels) - 1):
            outlet = names.hosts.get(".".join(labels[at:]))
            if outlet is not None:
                return outlet
    return None


def _named(line: str, names: _Names) -> Iterator[Outlet]:
    """The outlets that whole parts of a line name."""
    for part in _PARTS.split(line):
        outlet = names.keys.get(key_of(part))
        if outlet is not None:
            yield outlet


def _lines(text: str, segments: Iterable[Segment], *kinds: SegmentKind) -> list[str]:
    found = [s.cut(text) for s in segments if s.kind in kinds]
    return [line for line in found if len(line) <= _LONGEST]


def outlet_of(text: str, segments: Sequence[Segment], table: OutletTable) -> str | None:
    """The outlet whose page this is, as far as its margins say; None where they do not.

    An address is surer than a name, a name alone in the margin surer than one in a dateline; an
    agency there filed the story, and does not own the page.
    """
    names = _names(table)
    margin = _lines(text, segments, SegmentKind.FURNITURE)
    for line in margin:
        outlet = _by_host(line, names)
        if outlet is not None:
            return outlet.name
    whole = (names.keys.get(key_of(line)) for line in margin)
    filed = _lines(text, segments, SegmentKind.BYLINE, SegmentKind.DATELINE)
    parts = (outlet for line in filed for outlet in _named(line, names))
    owners = (o for o in (*whole, *parts) if o is not None and o.kind is not OutletKind.AGENCY)
    first = next(owners, None)
    return first.name if first else None
