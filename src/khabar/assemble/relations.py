"""Ties between actors over time: supports, commands, member of, and for how long it is reported.

Only reports that assert a tie make it. Reports that deny it (polarity "-") are no members; one
that comes after the last assertion ends the tie at that assertion. Without such a denial the end
is open: nobody said that it is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.assemble.reported import Days, days_of, since, spanned
from khabar.assemble.stage import Stage, assemble
from khabar.schema.events import Polarity
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordActor, RecordRelation, Ref
from khabar.schema.statements import RelationKind

_Key = tuple[KnownId, RelationKind, KnownId]


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two actors of the record as one reading tells it."""

    subject: KnownId
    relation: RelationKind
    object: KnownId
    asserted: bool
    ref: Ref
    days: Days | None


def build_relations(
    actors: Sequence[RecordActor], readings: Iterable[Reading]
) -> tuple[RecordRelation, ...]:
    """The ties of the record, each with all reports that assert it."""
    known = {m: actor.id for actor in actors for m in actor.members}
    return assemble(RELATIONS, (tie for r in readings for tie in ties_of(r, known)))


def ties_of(reading: Reading, known: Mapping[Ref, KnownId]) -> Iterator[Tie]:
    """The ties that a reading tells of, between actors of the record."""
    doc, days = reading.document.id, days_of(reading.document.published)
    for tie in reading.relations:
        subject = known.get(Ref(doc=doc, id=tie.subject))
        other = known.get(Ref(doc=doc, id=tie.object))
        if subject is not None and other is not None and subject != other:
            asserted = tie.polarity is Polarity.POSITIVE
            yield Tie(subject, tie.relation, other, asserted, Ref(doc=doc, id=tie.id), days)


def _keys(told: Tie) -> Iterator[_Key]:
    yield told.subject, told.relation, told.object


def _tie(key: _Key, group: Sequence[Tie]) -> Iterator[RecordRelation]:
    asserted = [t for t in group if t.asserted]
    if not asserted:
        return
    days = [t.days for t in asserted if t.days is not None]
    denied = [t.days for t in group if not t.asserted and t.days is not None]
    over = bool(days) and any(d[0] > max(last for _, last in days) for d in denied)
    yield RecordRelation(
        subject=key[0],
        relation=key[1],
        object=key[2],
        held=spanned(days) if over else since(days),
        members=tuple(t.ref for t in asserted),
    )


RELATIONS: Stage[Tie, _Key, RecordRelation] = Stage(
    _keys, _tie, lambda t: f"{t.ref.doc}\0{t.ref.id}"
)
