"""Drawing a stratified random sample of what a store says, and articles to be read whole.

Strata are kind and type. Of each kind a fixed share is drawn; within it types get items by the
square root of their size, so that seldom ones are seen too, and every figure is weighed back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from random import Random

from khabar.errors import KhabarError
from khabar.evaluate.audit_items import (
    Item,
    Kind,
    event_item,
    link_item,
    statement_item,
    time_item,
    type_of_time,
)
from khabar.schema.reading import Reading
from khabar.schema.record import Record, RecordActor, RecordEvent

_SHARES = {Kind.EVENT: 0.45, Kind.STATEMENT: 0.3, Kind.TIME: 0.1, Kind.LINK: 0.15}
_FORM = "khabar.audit/1"
Stratum = tuple[Kind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What khabar found in an article that is read whole: its words, the claim in a sentence."""

    kind: Kind
    type: str
    words: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An article to be read whole, with what khabar has in it; found counts that by kind.

    Samples drawn before the things were kept have only the counts.
    """

    id: str
    document: str
    outlet: str
    published: str
    text: str
    found: dict[str, int]
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A stratum: how many there are in the store, and how many were drawn."""

    kind: Kind
    type: str
    size: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn, from what, and by which seed; the key to every answer."""

    format: str = _FORM
    seed: int
    day: str
    recipe: str
    documents: int
    layers: tuple[Layer, ...]
    items: tuple[Item, ...]
    whole: tuple[Whole, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """Something that can be drawn: its document and id there, and those of a link's other end."""

    kind: Kind
    type: str
    document: str
    item: str
    other: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many items and whole articles are drawn, by which seed."""

    items: int = 200
    articles: int = 5
    seed: int = 1


def draw(
    readings: Callable[[], Iterable[Reading]], record: Record, wanted: Wanted, *, recipe: str,
    day: str,
) -> Sample:  # fmt: skip
    """Draw a sample; the same seed on the same store draws the same.

    Args:
        readings: all readings, by document; asked for twice, held one at a time.
        record: what they say together, for links.

    Raises:
        KhabarError: there is nothing to draw from.
    """
    chance = Random(wanted.seed)
    found, documents = _candidates(readings(), record)
    if not found:
        raise KhabarError("The store says nothing that could be checked. Read some articles first.")
    strata = _strata(found)
    given = allocated({s: len(c) for s, c in strata.items()}, wanted.items)
    chosen = [c for s in sorted(strata) for c in chance.sample(strata[s], given.get(s, 0))]
    # Whoever checks must not guess from the order which stratum comes next.
    chance.shuffle(chosen)
    articles = sorted(chance.sample(documents, min(wanted.articles, len(documents))))
    needed = {*articles, *(c.document for c in chosen), *(c.other for c in chosen)}
    held = {r.document.id: r for r in readings() if r.document.id in needed}
    layers = (
        Layer(
            kind=kind, type=type_, size=len(strata[kind, type_]), drawn=given.get((kind, type_), 0)
        )
        for kind, type_ in sorted(strata)
    )
    return Sample(
        seed=wanted.seed, day=day, recipe=recipe, documents=len(documents), layers=tuple(layers),
        items=tuple(_item(f"Q{n:03}", c, held) for n, c in enumerate(chosen, 1)),
        whole=tuple(_whole(f"W{n:02}", held[d]) for n, d in enumerate(articles, 1)),
    )  # fmt: skip


def allocated(sizes: Mapping[Stratum, int], items: int) -> dict[Stratum, int]:
    """How many of each stratum are drawn: one at least while there is room, and never too many."""
    roots: dict[Kind, float] = {}
    for (kind, _), size in sizes.items():
        roots[kind] = roots.get(kind, 0.0) + sqrt(size)
    share = sum(_SHARES[kind] for kind in roots)
    aim = {
        (kind, type_): items * _SHARES[kind] / share * sqrt(size) / roots[kind]
        for (kind, type_), size in sizes.items()
    }
    given = dict.fromkeys(sorted(aim, key=lambda s: (-aim[s], s))[:items], 1)
    for _ in range(min(items, sum(sizes.values())) - len(given)):
        room = [s for s in given if given[s] < sizes[s]]
        if not room:
            break
        most = max(room, key=lambda s: (aim[s] - given[s], s))
        given[most] += 1
    return given


def _strata(found: Iterable[_Candidate]) -> dict[Stratum, list[_Candidate]]:
    strata: dict[Stratum, list[_Candidate]] = {}
    for each in sorted(found):
        strata.setdefault((each.kind, each.type), []).append(each)
    return strata


def _candidates(readings: Iterable[Reading], record: Record) -> tuple[list[_Candidate], list[str]]:
    found: list[_Candidate] = []
    documents: list[str] = []
    for reading in readings:
        documents.append(reading.document.id)
        found += _of_reading(reading)
    found += [c for actor in record.actors for c in _links(actor, "actor")]
    found += [c for event in record.events for c in _links(event, "event")]
    return found, documents


def _of_reading(reading: Reading) -> Iterator[_Candidate]:
    doc = reading.document.id
    for event in reading.events:
        yield _Candidate(Kind.EVENT, event.type.value, doc, event.id)
    for said in reading.statements:
        yield _Candidate(Kind.STATEMENT, said.act.value, doc, said.id)
    for n, time in enumerate(reading.times):
        # A time that was refused claims nothing.
        if time.value is not None:
            yield _Candidate(Kind.TIME, type_of_time(time), doc, str(n))


def _links(one: RecordActor | RecordEvent, kind: str) -> Iterator[_Candidate]:
    """Each member with the next in another document: as many links as hold the group together."""
    members = sorted(one.members)
    for a, b in pairwise(members):
        if a.doc != b.doc:
            yield _Candidate(Kind.LINK, kind, a.doc, a.id, b.doc, b.id)


def _item(id_: str, drawn: _Candidate, held: Mapping[str, Reading]) -> Item:
    reading = held[drawn.document]
    if drawn.kind is Kind.EVENT:
        return event_item(id_, reading, next(e for e in reading.events if e.id == drawn.item))
    if drawn.kind is Kind.STATEMENT:
        said = next(s for s in reading.statements if s.id == drawn.item)
        return statement_item(id_, reading, said)
    if drawn.kind is Kind.TIME:
        return time_item(id_, reading, reading.times[int(drawn.item)])
    there = (held[drawn.other], drawn.there)
    return link_item(id_, drawn.type, ((reading, drawn.item), there))


def _whole(id_: str, reading: Reading) -> Whole:
    events = [event_item("", reading, each) for each in reading.events]
    said = [statement_item("", reading, each) for each in reading.statements]
    items: Sequence[Item] = (*events, *said)
    here = reading.document.published
    return Whole(
        id=id_, document=reading.document.id, outlet=reading.document.outlet or "",
        published=here.latest or "", text=reading.text,
        found={Kind.EVENT.value: len(events), Kind.STATEMENT.value: len(said)},
        things=tuple(_thing(each) for each in items),
    )  # fmt: skip


def _thing(item: Item) -> Thing:
    return Thing(
        kind=item.kind, type=item.type, words=" ".join(item.here.words.split()),
        claim=item.arabic or item.english,
    )  # fmt: skip
