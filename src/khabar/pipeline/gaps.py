"""What a store does not hold: what was refused, what said nothing, which days are missing.

Everything here is counted from what lies in the store; nothing is guessed about the world outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.acquire.article import refused_language
from khabar.pipeline.gaps_days import Silence, silences
from khabar.pipeline.gaps_yield import Fall, falls
from khabar.schema.reading import Reading
from khabar.store.base import Aside, Store
from khabar.store.codec import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What counts here of one document: day is None where publication is no single day."""

    id: str
    path: str
    outlet: str | None
    title: str | None
    day: date | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One reason for which things were set aside, how often, and the first few of them."""

    why: str
    count: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A document that was read and tells of no event."""

    id: str
    path: str
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """All gaps of a store.

    stale: documents that have no reading by this version; undated, homeless: documents of which the
    day or the outlet is not known, which the last two lists leave out.
    """

    documents: int
    stale: int
    undated: int
    homeless: int
    aside: int
    refused: tuple[Refused, ...]
    languages: dict[str, int]
    mute: tuple[Mute, ...]
    fallen: tuple[Fall, ...]
    silent: tuple[Silence, ...]


_SHOWN = 5  # items that a reason names
_PAGE = 500  # documents asked for at once


def gaps_of(store: Store, recipe: str) -> Gaps:
    """The gaps of a store, seen from a recipe."""
    told = [_told(reading_of(each.body, store.where)) for each in store.readings(recipe)]
    return gaps(told, tuple(store.asides()), documents=_count(store), stale=_stale(store, recipe))


def gaps(told: Sequence[Told], asides: Sequence[Aside], *, documents: int, stale: int) -> Gaps:
    """The gaps that documents and what was set aside leave."""
    reasons = [_why(each) for each in asides]
    spoken = Counter(filter(None, map(refused_language, reasons)))
    series = [(_series(each), each.day, each.events) for each in told if each.day is not None]
    return Gaps(
        documents=documents,
        stale=stale,
        undated=sum(each.day is None for each in told),
        homeless=sum(each.outlet is None for each in told),
        aside=len(asides),
        refused=tuple(_refused(asides, reasons)),
        languages=dict(spoken.most_common()),
        mute=tuple(
            Mute(id=each.id, path=each.path, outlet=each.outlet, title=each.title)
            for each in told
            if not each.events
        ),
        fallen=falls(series),
        silent=silences((name, day) for name, day, _ in series),
    )


def next_steps(found: Gaps) -> Iterator[str]:
    """What to do about each kind of gap there is, one sentence each."""
    if found.aside:
        yield "See every item and its reason: khabar aside. Once mended: khabar aside --retry."
    if found.languages:
        yield "Leave out what is not in Arabic: khabar reads no other language."
    if found.stale:
        yield "Read with this version what an older one read: khabar read with the same paths."
    if found.mute:
        yield "Look at some pages without events: khabar show ID. Menus and galleries have none."
    if found.fallen:
        yield "Look at the newest pages of an outlet that fell: its layout may have changed."
    if found.silent:
        yield "Fetch the missing days again, or ask the archive of the outlet for them."
    if found.undated or found.homeless:
        yield 'Give "published" and "outlet" with the documents, so that gaps in time can be seen.'


def _told(reading: Reading) -> Told:
    document, published = reading.document, reading.document.published
    known = published.earliest and published.earliest == published.latest
    return Told(
        id=document.id,
        path=document.path,
        outlet=document.outlet,
        title=document.title,
        day=date.fromisoformat(published.earliest) if known and published.earliest else None,
        events=len(reading.events),
    )


def _series(told: Told) -> str:
    """What a document is one of: its outlet, or the file that it came in."""
    return told.outlet or told.path.partition("#")[0]


def _count(store: Store) -> int:
    return sum(1 for _ in store.documents())


def _stale(store: Store, recipe: str) -> int:
    stale, page = 0, list[str]()
    for document in store.documents():
        page.append(document.id)
        if len(page) == _PAGE:
            stale += len(store.unread(page, recipe))
            page.clear()
    return stale + len(store.unread(page, recipe))


def _why(aside: Aside) -> str:
    """The reason without the item that it begins with."""
    return aside.reason.removeprefix(f"{aside.item}: ")


def _refused(asides: Iterable[Aside], reasons: Sequence[str]) -> Iterator[Refused]:
    items: dict[str, list[str]] = {}
    for aside, why in zip(asides, reasons, strict=True):
        items.setdefault(why, []).append(aside.item)
    for why, named in sorted(items.items(), key=lambda each: (-len(each[1]), each[0])):
        yield Refused(why=why, count=len(named), items=tuple(named[:_SHOWN]))
