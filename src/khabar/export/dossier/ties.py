"""Who deals with whom: the pairs of actors that meet most often, and who holds which office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.export.dossier.drawings import Tie
from khabar.export.dossier.facts import CONFLICT
from khabar.export.dossier.lookup import Lookup
from khabar.export.dossier.parts import Both
from khabar.schema.record import KnownId, OfficeHeld, Record, RecordActor, RecordEvent, Ref

_SHOWN = 14
_WHO = 24  # actors whose offices are listed


@dataclass(frozen=True, slots=True)
class Office:
    """A title, of which body, over which time; hrefs lead to the articles that say so."""

    title: Both
    of: Both | None
    held: str
    hrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """An actor with its offices."""

    name: Both
    made: bool
    documents: int
    offices: tuple[Office, ...]


def ties_of(record: Record, lookup: Lookup) -> tuple[Mapping[str, tuple[str, str]], Sequence[Tie]]:
    """The names of the actors that meet most often, and how often they do."""
    met: Counter[tuple[KnownId, KnownId]] = Counter()
    fought: Counter[tuple[KnownId, KnownId]] = Counter()
    for event in record.events:
        for pair in _pairs(event, lookup):
            met[pair] += 1
            fought[pair] += event.type in CONFLICT
    weight: Counter[KnownId] = Counter()
    for pair, n in met.items():
        weight.update(dict.fromkeys(pair, n))
    shown = sorted(weight, key=lambda a: (-weight[a], a))[:_SHOWN]
    names: dict[str, tuple[str, str]] = {a: _both(lookup, a) for a in shown}
    ties = [
        Tie(a, b, n, fought[a, b]) for (a, b), n in sorted(met.items()) if {a, b} <= names.keys()
    ]
    return names, ties


def _both(lookup: Lookup, actor: KnownId) -> tuple[str, str]:
    called = lookup.called[actor]
    return called.ar, f"{called.en}*" if called.made else called.en


def _pairs(event: RecordEvent, lookup: Lookup) -> set[tuple[KnownId, KnownId]]:
    """Who meets whom in an event, each pair once however many tell it."""
    found: set[tuple[KnownId, KnownId]] = set()
    for ref in event.members:
        told = lookup.event(ref)
        sides = [
            {known for a in ids if (known := lookup.home.get(Ref(doc=ref.doc, id=a)))}
            for ids in (told.actor, told.recipient)
        ]
        found |= {(min(a, b), max(a, b)) for a in sides[0] for b in sides[1] if a != b}
    return found


def holders(record: Record, lookup: Lookup) -> list[Who]:
    """The actors that readings give an office, those of most documents first."""
    found = sorted((a for a in record.actors if a.offices), key=lambda a: (-_documents(a), a.id))
    return [
        Who(
            Both(a.name.ar, a.name.en or a.name.ar),
            a.made,
            _documents(a),
            tuple(_office(o, lookup) for o in a.offices),
        )
        for a in found[:_WHO]
    ]


def _documents(actor: RecordActor) -> int:
    return len({m.doc for m in actor.members})


def _office(office: OfficeHeld, lookup: Lookup) -> Office:
    of = None if office.of is None else lookup.called.get(office.of)
    told = (r for r in office.reports if r.doc in lookup.number)
    return Office(
        Both(office.title.ar, office.title.en or office.title.ar),
        None if of is None else Both(of.ar, of.en),
        office.held or "",
        tuple(f"#d{lookup.number[r.doc]}-{r.id}" for r in told),
    )
