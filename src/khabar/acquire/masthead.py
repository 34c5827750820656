"""Which outlet a page says it belongs to: by its address, its name in the margin, its dateline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khabar.acquire.marks import key_of
from khabar.acquire.selfnamed import HOST, PARTS, Claim, Where, agreed, self_named
from khabar.catalog.outlets import Outlet, OutletKind, OutletTable
from khabar.schema.documents import Segment, SegmentKind

_LONGEST = 200  # characters of a line that may name an outlet
_SURE = frozenset({Where.RIGHTS, Where.ADDRESS})


@dataclass(frozen=True, slots=True)
class _Names:
    hosts: Mapping[str, Outlet]
    keys: Mapping[str, Outlet]
    towns: frozenset[str]


@lru_cache(maxsize=4)
def _names(table: OutletTable) -> _Names:
    return _Names(
        {domain: outlet for outlet in table.outlets for domain in outlet.domains},
        {key_of(name): o for o in table.outlets for name in (o.name, *o.aliases)},
        frozenset(map(key_of, table.towns)),
    )


def owner_at(host: str, table: OutletTable) -> str | None:
    """The outlet that owns a host, None where the table does not know it."""
    owner = _owner(host, _names(table))
    return owner.name if owner else None


def _owner(host: str, names: _Names) -> Outlet | None:
    """The outlet with the longest known ending of a host."""
    labels = host.lower().removeprefix("www.").split(".")
    endings = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((names.hosts[each] for each in endings if each in names.hosts), None)


def _by_host(line: str, names: _Names) -> Outlet | None:
    """The owner of an address in a line."""
    return next((o for host in HOST.findall(line.lower()) if (o := _owner(host, names))), None)


def _named(line: str, names: _Names) -> Iterator[Outlet]:
    """The outlets that whole parts of a dateline name; a town there is the town, not its paper."""
    for key in map(key_of, PARTS.split(line)):
        outlet = names.keys.get(key)
        if outlet is not None and key not in names.towns:
            yield outlet


def _lines(text: str, segments: Iterable[Segment], *kinds: SegmentKind) -> list[str]:
    found = [s.cut(text) for s in segments if s.kind in kinds]
    return [line for line in found if len(line) <= _LONGEST]


def outlet_of(text: str, segments: Sequence[Segment], table: OutletTable) -> str | None:
    """The outlet whose page this is, as far as its margins say; None where they do not.

    An address is surer than a name, a name with copyright or address surer than one alone in the
    margin, that surer than one in a dateline; an agency there filed the story, and does not own
    the page. A name that no table has must be said twice, or look like nothing else.
    """
    names = _names(table)
    margin = _lines(text, segments, SegmentKind.FURNITURE)
    by_host = next((o for line in margin if (o := _by_host(line, names))), None)
    if by_host is not None:
        return by_host.name
    claims = [c for c in self_named(text, segments, table) if not _is_agency(c, names)]
    sure = next((claim for claim in claims if claim.where in _SURE), None)
    if sure is not None:
        known = names.keys.get(sure.key)
        return known.name if known else sure.name
    return _in_table(text, segments, names) or agreed(claims, table)


def _is_agency(claim: Claim, names: _Names) -> bool:
    known = names.keys.get(claim.key)
    return known is not None and known.kind is OutletKind.AGENCY


def _in_table(text: str, segments: Sequence[Segment], names: _Names) -> str | None:
    """The first known owner that a line of the margin, or a part of a dateline, names."""
    margin = _lines(text, segments, SegmentKind.FURNITURE)
    whole = (names.keys.get(key_of(line)) for line in margin)
    filed = _lines(text, segments, SegmentKind.BYLINE, SegmentKind.DATELINE)
    parts = (outlet for line in filed for outlet in _named(line, names))
    owners = (o for o in (*whole, *parts) if o is not None and o.kind is not OutletKind.AGENCY)
    first = next(owners, None)
    return first.name if first else None
