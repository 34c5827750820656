"""What people judged right, wrong or otherwise: the wrong does not enter the record.

It stays in the reading, where it can be looked at and the judgement be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.assemble.judged_corrected import corrected
from khabar.assemble.judged_nobody import without_actors
from khabar.assemble.judged_spots import Judged, nearest, newest, standing_at
from khabar.schema.judgement import About, Judgement
from khabar.schema.names import Actor
from khabar.schema.reading import Reading
from khabar.schema.record import Ref
from khabar.schema.spans import Span, span_of


def without_rejected(readings: Sequence[Reading], judged: Judged) -> tuple[Reading, ...]:
    """The readings as the record is to see them; those that nobody judged are the same objects."""
    return tuple(as_judged(readings, judged))


def as_judged(readings: Iterable[Reading], judged: Judged) -> Iterator[Reading]:
    """The same, one reading after the other."""
    of: dict[str, list[Judgement]] = {}
    for each in newest(judged):
        if each.b is None:
            of.setdefault(each.a.doc, []).append(each)
    yield from (_judged(r, of.get(r.document.id, ())) for r in readings)


def accepted(readings: Iterable[Reading], judged: Judged) -> tuple[Ref, ...]:
    """What people judged right, in order."""
    found: set[Ref] = set()
    lone = [j for j in newest(judged) if j.b is None and j.corrects is None]
    docs = {r.document.id: r for r in readings}
    for about in About:
        of = [j for j in lone if j.about is about]
        for doc in {j.a.doc for j in of} & docs.keys():
            verdicts = _verdicts(docs[doc], (j for j in of if j.a.doc == doc))
            found.update(Ref(doc=doc, id=i) for i, holds in verdicts.items() if holds)
    return tuple(sorted(found))


def _verdicts(reading: Reading, judged: Iterable[Judgement]) -> dict[str, bool]:
    """By id what was judged of it last."""
    found = ((standing_at(j.a, reading, j.about), j.holds) for j in judged)
    return {item: holds for item, holds in found if item is not None}


def _judged(reading: Reading, judged: Sequence[Judgement]) -> Reading:
    if not judged:
        return reading
    return corrected(_without(reading, [j for j in judged if j.corrects is None]), judged)


def _without(reading: Reading, judged: Sequence[Judgement]) -> Reading:
    for about, drop in _DROPS:
        wrong = _wrong(reading, [j for j in judged if j.about is about])
        reading = drop(reading, wrong) if wrong else reading
    names = [j for j in judged if j.about is About.NAME]
    return _without_names(reading, names) if names else reading


def _wrong(reading: Reading, judged: Iterable[Judgement]) -> set[str]:
    return {item for item, holds in _verdicts(reading, judged).items() if not holds}


def _without_events(reading: Reading, wrong: set[str]) -> Reading:
    return replace(
        reading,
        events=tuple(e for e in reading.events if e.id not in wrong),
        reports=tuple(r for r in reading.reports if r.of not in wrong),
        figures=tuple(f for f in reading.figures if f.event not in wrong),
        expectations=tuple(x for x in reading.expectations if x.event not in wrong),
        disputes=tuple(d for d in reading.disputes if not {d.a, d.b} & wrong),
        statements=tuple(
            replace(s, about=tuple(e for e in s.about if e not in wrong))
            for s in reading.statements
        ),
    )


def _without_statements(reading: Reading, wrong: set[str]) -> Reading:
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if s.id not in wrong),
        disputes=tuple(d for d in reading.disputes if not {d.a, d.b} & wrong),
    )


_DROPS = ((About.EVENT, _without_events), (About.STATEMENT, _without_statements))


def _without_names(reading: Reading, judged: Iterable[Judgement]) -> Reading:
    """An actor loses the mentions that are none; who has no other is nobody."""
    verdicts = {_nearest(reading, j): j.holds for j in judged}
    left = tuple(a for actor in reading.actors for a in _with_mentions(actor, verdicts))
    gone = {a.id for a in reading.actors} - {a.id for a in left}
    return without_actors(reading, gone, left)


def _nearest(reading: Reading, judgement: Judgement) -> Span | None:
    found = ((m, a.id) for a in reading.actors for m in a.mentions)
    best = nearest(judgement.a, found)
    return span_of(best[0]) if best else None


def _with_mentions(actor: Actor, verdicts: Mapping[Span | None, bool]) -> Iterator[Actor]:
    kept = tuple(m for m in actor.mentions if verdicts.get(span_of(m), True))
    if len(kept) == len(actor.mentions):
        yield actor
    elif kept:
        yield replace(actor, mentions=kept)
