"""What people corrected, beside what was read: from what, to what, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.assemble.judged_corrected import corrected
from khabar.assemble.judged_spots import newest, standing_at
from khabar.pipeline.kit import recipe
from khabar.schema.correction import Facet
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.names import ActorId, Name
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.serve.desk_lists import number_of
from khabar.serve.shelving import judged_of
from khabar.serve.shelving_events import where_of
from khabar.serve.views import CorrectionRow, Told
from khabar.serve.views_review import NamedAt, ReadAt
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore

_FACETS: Mapping[About, tuple[Facet, ...]] = {
    About.EVENT: tuple(f for f in Facet if f is not Facet.SOURCE),
    About.STATEMENT: (Facet.SOURCE,),
    About.NAME: (),
}


def homes_of(shelf: Shelf, document: str) -> Mapping[str, str]:
    """To which actors and events of the record those of a document belong."""
    n = number_of(shelf, "documents", document)
    found = shelf.one("SELECT homes FROM shelf_{s}_documents WHERE n = ?", (n,))
    return msgspec.json.decode(found[0], type=dict[str, str]) if found else {}


def corrections(store: SqlStore, shelf: Shelf, event: str) -> tuple[CorrectionRow, ...]:
    """What was corrected of an event of the record, in all its documents."""
    judged = [j for j in newest(judged_of(shelf)) if j.corrects is not None]
    rows = (
        row
        for doc in dict.fromkeys(j.a.doc for j in judged)
        if event in (homes := homes_of(shelf, doc)).values() and (read := _reading(store, doc))
        for row in corrections_of(read, judged, homes)
    )
    return tuple(sorted((r for r in rows if r.event == event), key=lambda r: (r.day, r.id)))


def corrections_of(
    reading: Reading, judged: Sequence[Judgement], homes: Mapping[str, str]
) -> tuple[CorrectionRow, ...]:
    """What was corrected in one document, the oldest first."""
    doc = reading.document.id
    return tuple(
        row
        for each in newest(j for j in judged if j.a.doc == doc)
        if (row := _row(reading, each, homes)) is not None
    )


def read_at(store: SqlStore, about: About, at: Spot) -> ReadAt | None:
    """What stands at these words, as it was read and corrected; None where nothing is."""
    read = _reading(store, at.doc)
    item = None if read is None else standing_at(at, read, about)
    if read is None or item is None:
        return None
    now = corrected(read, [j for j in newest(store.judgements()) if j.a.doc == at.doc])
    return ReadAt(
        item=item, at=where_of(read, at), names=tuple(_names(read)),
        facets=tuple((f, _told(now, item, f)) for f in _FACETS[about]),
    )  # fmt: skip


def _row(reading: Reading, each: Judgement, homes: Mapping[str, str]) -> CorrectionRow | None:
    item = standing_at(each.a, reading, each.about)
    if each.corrects is None or item is None:
        return None
    what, after = each.corrects.what, corrected(reading, [each])
    return CorrectionRow(
        id=each.id, item=item, event=homes.get(item), what=what, before=_told(reading, item, what),
        after=_told(after, item, what), by=each.by, day=each.day, why=each.why,
        at=where_of(reading, each.a),
    )  # fmt: skip


def _told(reading: Reading, item: str, what: Facet) -> Told:
    """What a reading says of one facet of an event or statement."""
    if what is Facet.SOURCE:
        said = next(s for s in reading.statements if s.id == item)
        return _called(reading, () if said.source is None else (said.source,))
    event = next(e for e in reading.events if e.id == item)
    kind = event.type if event.mode is None else f"{event.type}-{event.mode}"
    told: Mapping[Facet, Told] = {
        Facet.TYPE: str(kind),
        Facet.STATUS: str(event.status),
        Facet.POLARITY: str(event.polarity),
        Facet.DAY: event.when or "",
        Facet.ACTOR: _called(reading, event.actor),
        Facet.RECIPIENT: _called(reading, event.recipient),
    }
    return told[what]


def _called(reading: Reading, ids: Sequence[ActorId]) -> tuple[Name, ...]:
    names = {a.id: a.name for a in reading.actors}
    return tuple(names[i] for i in ids)


def _names(reading: Reading) -> Iterator[NamedAt]:
    """Everybody the document names, in the order in which it does."""
    firsts = [(min(a.mentions, key=_first), a) for a in reading.actors]
    for mention, actor in sorted(firsts, key=lambda f: _first(f[0])):
        yield NamedAt(name=actor.name, at=where_of(reading, mention))


def _first(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _reading(store: SqlStore, document: str) -> Reading | None:
    stored = store.reading(document, recipe())
    return None if stored is None else reading_of(stored.body, store.where)
