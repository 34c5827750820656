"""What changed in the record between two builds, and which documents made it change.

The record is never edited, so a change is read off two of them: what was held before, what is
held now, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from khabar.schema.record import KnownId, Record, RecordDispute, RecordEvent, Ref, Revision


class _Cluster(Protocol):
    """An actor or an event of the record: what it is, and of what it is made."""

    @property
    def id(self) -> KnownId: ...
    @property
    def members(self) -> tuple[Ref, ...]: ...


def revisions(before: Record, after: Record, because: Sequence[str]) -> tuple[Revision, ...]:
    """What changed, in a fixed order; because are the documents that came, went or were reread.

    A revision names those of them that take part in the thing it is about, or all where none
    does: then it changed by what they say of others.
    """
    found = (
        *_regrouped(before.actors, after.actors, because),
        *_regrouped(before.events, after.events, because),
        *_events(before.events, after.events, because),
        *_disputes(before.disputes, after.disputes, because),
        *_verdicts(before, after, because),
    )
    return tuple(sorted(set(found), key=lambda r: (r.what, r.before, r.after, r.because)))


def _regrouped(
    before: Sequence[_Cluster], after: Sequence[_Cluster], because: Sequence[str]
) -> Iterator[Revision]:
    """What was several and is one, and what was one and is several."""
    was, now = _home(before), _home(after)
    for thing in after:
        sources = _ids(was, thing.members)
        if len(sources) > 1:
            yield _revision(thing.id, sources, (thing.id,), _by(because, thing.members))
    for thing in before:
        parts = _ids(now, thing.members)
        if len(parts) > 1:
            yield _revision(thing.id, (thing.id,), parts, _by(because, thing.members))


def _home(things: Iterable[_Cluster]) -> dict[Ref, KnownId]:
    return {member: thing.id for thing in things for member in thing.members}


def _ids(home: Mapping[Ref, KnownId], members: Iterable[Ref]) -> tuple[KnownId, ...]:
    return tuple(sorted({home[m] for m in members if m in home}))


def _events(
    before: Sequence[RecordEvent], after: Sequence[RecordEvent], because: Sequence[str]
) -> Iterator[Revision]:
    """Events gained and lost, and those that stand otherwise or are dated otherwise."""
    was, now = _home(before), _home(after)
    old = {e.id: e for e in before}
    for event in after:
        sources = _ids(was, event.members)
        because_of = _by(because, event.members)
        if not sources:
            yield _revision(event.id, (), (event.standing,), because_of)
        elif len(sources) == 1:
            yield from _restated(old[sources[0]], event, because_of)
    for event in before:
        if not _ids(now, event.members):
            yield _revision(event.id, (event.standing,), (), _by(because, event.members))


def _restated(
    before: RecordEvent, after: RecordEvent, because: tuple[str, ...]
) -> Iterator[Revision]:
    if before.standing is not after.standing:
        yield _revision(after.id, (before.standing,), (after.standing,), because)
    if before.when != after.when:
        dates = ((before.when,) if before.when else (), (after.when,) if after.when else ())
        yield _revision(after.id, *dates, because)


def _disputes(
    before: Sequence[RecordDispute], after: Sequence[RecordDispute], because: Sequence[str]
) -> Iterator[Revision]:
    old, new = ({frozenset((d.a, d.b)): d for d in side} for side in (before, after))
    for sides in sorted(old.keys() ^ new.keys(), key=sorted):
        was, now = old.get(sides), new.get(sides)
        what = " ".join(_name(s) for s in sorted(sides))
        states = ((was.kind,) if was else (), (now.kind,) if now else ())
        yield _revision(what, *states, _by(because, sides))


def _verdicts(before: Record, after: Record, because: Sequence[str]) -> Iterator[Revision]:
    """Announcements of which something else became than was known before."""
    was = {(e.expectation, e.due): e.verdict for e in before.expectations}
    for expectation in after.expectations:
        old = was.get((expectation.expectation, expectation.due))
        if old is not None and old is not expectation.verdict:
            outcome = () if expectation.outcome is None else (expectation.outcome,)
            because_of = _by(because, (expectation.expectation, *outcome))
            what = _name(expectation.expectation)
            yield _revision(what, (old,), (expectation.verdict,), because_of)


def _name(ref: Ref) -> str:
    return f"{ref.doc}:{ref.id}"


def _by(because: Sequence[str], members: Iterable[Ref]) -> tuple[str, ...]:
    part = {m.doc for m in members}.intersection(because)
    return tuple(sorted(part or set(because)))


def _revision(
    what: str, before: Iterable[str], after: Iterable[str], because: tuple[str, ...]
) -> Revision:
    return Revision(what=what, before=" ".join(before), after=" ".join(after), because=because)
