"""What the graph has: nodes and edges, whatever the format they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khabar.schema.events import Event
from khabar.schema.moments import Edtf
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, RecordEvent, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor; degree counts the edges at it, offices are titles parted by "; "."""

    id: str
    label: str
    english: str
    kind: str
    offices: str
    wikidata: str
    degree: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What stands between two actors: a relation, or all events of one type and standing.

    count is how many events, or for a relation how many articles tell it. first and last are
    days, months or years of ISO 8601; empty where none is known.
    """

    id: str
    source: str
    target: str
    sort: str
    type: str
    standing: str
    count: int
    first: str
    last: str
    articles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The whole graph."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]


@dataclass(slots=True)
class _Bundle:
    """Events of one kind between one pair."""

    count: int = 0
    times: set[Edtf] = field(default_factory=set)
    docs: set[str] = field(default_factory=set)


def drawn(record: Record, readings: Iterable[Reading]) -> Drawn:
    """Actors, relations, and events between a doer and one to whom it is done.

    An event with several doers or recipients gives an edge for each pair; one without both gives
    none, and its actors stand there all the same.
    """
    events = {
        Ref(doc=r.document.id, id=e.id): (r.document.id, e) for r in readings for e in r.events
    }
    edges = (*_relations(record), *_deeds(record, events))
    degrees: dict[str, int] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            degrees[end] = degrees.get(end, 0) + 1
    nodes = tuple(_node(a, degrees.get(a.id, 0)) for a in record.actors)
    return Drawn(nodes=nodes, edges=edges)


def _node(actor: RecordActor, degree: int) -> Node:
    return Node(
        id=actor.id,
        label=safe(actor.name.ar),
        english=safe(actor.name.en or ""),
        kind=actor.kind,
        offices="; ".join(dict.fromkeys(safe(o.title.ar) for o in actor.offices)),
        wikidata=safe(actor.wikidata or ""),
        degree=degree,
        reports=len({m.doc for m in actor.members}),
    )


def _relations(record: Record) -> Iterator[Edge]:
    known = {a.id for a in record.actors}
    for number, relation in enumerate(record.relations):
        if {relation.subject, relation.object} <= known:
            docs = sorted({m.doc for m in relation.members})
            first, last = ends([] if relation.held is None else [relation.held])
            yield Edge(
                id=f"r{number}",
                source=relation.subject,
                target=relation.object,
                sort="relation",
                type=relation.relation,
                standing="",
                count=len(docs),
                first=first,
                last=last,
                articles=safe(" ".join(docs)),
            )


_Kind = tuple[KnownId, KnownId, str, str]


def _deeds(record: Record, events: Mapping[Ref, tuple[str, Event]]) -> Iterator[Edge]:
    home = {m: a.id for a in record.actors for m in a.members}
    bundles: dict[_Kind, _Bundle] = {}
    for event in record.events:
        told = [events[m] for m in event.members if m in events]
        for source, target in _pairs(told, home):
            kind = (source, target, event.type.value, event.standing.value)
            _add(bundles.setdefault(kind, _Bundle()), event)
    for number, ((source, target, type_, standing), bundle) in enumerate(bundles.items()):
        first, last = ends(bundle.times)
        yield Edge(
            id=f"v{number}",
            source=source,
            target=target,
            sort="event",
            type=type_,
            standing=standing,
            count=bundle.count,
            first=first,
            last=last,
            articles=safe(" ".join(sorted(bundle.docs))),
        )


def _add(bundle: _Bundle, event: RecordEvent) -> None:
    bundle.count += 1
    bundle.docs.update(m.doc for m in event.members)
    if event.when is not None:
        bundle.times.add(event.when)


def _pairs(
    told: Sequence[tuple[str, Event]], home: Mapping[Ref, KnownId]
) -> Iterable[tuple[KnownId, KnownId]]:
    """Who did it to whom, each pair once an event however many articles tell it."""
    found: dict[tuple[KnownId, KnownId], None] = {}
    for doc, event in told:
        doers = [home.get(Ref(doc=doc, id=i)) for i in event.actor]
        others = [home.get(Ref(doc=doc, id=i)) for i in event.recipient]
        for a in doers:
            for b in others:
                if a is not None and b is not None and a != b:
                    found[a, b] = None
    return found


_KNOWN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def ends(times: Iterable[Edtf]) -> tuple[str, str]:
    """The first beginning and the last end that a calendar has; empty where there is none."""
    firsts, lasts = [], []
    for when in times:
        first, slash, last = when.partition("/")
        firsts += _KNOWN.findall(first)[:1]
        lasts += _KNOWN.findall(last if slash else first)[:1]
    # A year without its month is earlier than its months as a beginning, and later as an end.
    return min(firsts, default=""), max(lasts, default="", key=lambda d: d.ljust(10, "~"))


_UNFIT = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


def safe(words: str) -> str:
    """Words in one line, without what XML cannot hold or what turns the words beside them round."""
    return " ".join(_UNFIT.sub("", words).split())
