"""Events: when, where, who, the sentences that tell them, and according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from khabar.export.ftm.entity import Entity, entity_of
from khabar.export.ftm.lookup import Lookup, dates, is_legal, known_id, made_id
from khabar.schema.events import Event, EventType, Polarity, Status
from khabar.schema.record import Record, RecordActor, RecordEvent, RecordPlace, Ref, Toll

_ARABIC: Mapping[EventType, str] = {
    EventType.AGREE: "اتفاق", EventType.CONSULT: "تشاور", EventType.SUPPORT: "دعم",
    EventType.CONCEDE: "تنازل", EventType.COOPERATE: "تعاون", EventType.AID: "معونة",
    EventType.RETREAT: "انسحاب", EventType.REQUEST: "طلب", EventType.ACCUSE: "اتهام",
    EventType.REJECT: "رفض", EventType.THREATEN: "تهديد", EventType.PROTEST: "احتجاج",
    EventType.SANCTION: "عقوبة", EventType.MOBILIZE: "تعبئة", EventType.COERCE: "إكراه",
    EventType.ASSAULT: "هجوم", EventType.STATE_CHANGE: "تغير",
}  # fmt: skip
_NAMED = 3
"""How many of those who took part stand in the name of an event."""


def event_entities(record: Record, lookup: Lookup) -> Iterator[Entity]:
    """Each event, its place, and a link from each who acts to each who is acted on."""
    places: dict[str, Entity] = {}
    for at, event in enumerate(record.events):
        told = [(m, e) for m in event.members if (e := lookup.event(m)) is not None]
        yield _event(event, at, told, lookup)
        yield from _links(event, told, lookup)
        if event.place is not None:
            place = _place(event.place)
            places.setdefault(place.id, place)
    yield from places.values()


Told = list[tuple[Ref, Event]]


def _event(event: RecordEvent, at: int, told: Told, lookup: Lookup) -> Entity:
    docs = [m.doc for m in event.members]
    involved = list(_involved(told, lookup))
    place = event.place
    values = (
        *_names(event, told, involved),
        *dates(event.when),
        *(("involved", known_id(a.id), None) for a in involved if is_legal(a)),
        *(() if place is None else _located(place)),
        *(("keywords", word, None) for word in _keywords(event, told)),
        ("summary", _stands(event, lookup), "eng"),
        *(("description", text, "ara") for text in _sentences(told, lookup)),
        *(("notes", note, "eng") for note in _according(told, lookup)),
        *(("notes", _number(t, lookup), "eng") for t in event.tolls),
        ("recordId", event.id, None),
        *lookup.proof(docs),
    )
    carried = {
        "at": at,
        "events": msgspec.to_builtins(event),
        "spans": [[m.doc, e.start, e.end] for m, e in told],
    }
    return entity_of(known_id(event.id), "Event", values, carried, lookup.days(docs))


def _involved(told: Told, lookup: Lookup) -> Iterator[RecordActor]:
    ids = (
        Ref(doc=m.doc, id=a) for m, e in told for group in (e.actor, e.recipient, e.other)
        for a in group
    )  # fmt: skip
    found = (lookup.home.get(ref) for ref in ids)
    return iter({a.id: a for a in found if a is not None}.values())


def _names(
    event: RecordEvent, told: Told, involved: list[RecordActor]
) -> Iterator[tuple[str, str, str]]:
    mode = next((e.mode for _, e in told if e.mode), None)
    kind = event.type.lower().replace("_", " ") + (f" ({mode.replace('_', ' ')})" if mode else "")
    english = ", ".join(a.name.en or a.name.ar for a in involved[:_NAMED]) or "nobody named"
    arabic = "، ".join(a.name.ar for a in involved[:_NAMED]) or "لا أحد مسمى"
    when = str(event.when or "")
    yield "name", f"{kind}: {english}" + (f", {when}" if when else ""), "eng"
    yield "name", f"{_ARABIC[event.type]}: {arabic}" + (f"، {when}" if when else ""), "ara"


def _located(place: RecordPlace) -> Iterator[tuple[str, str | None, str | None]]:
    yield "location", place.name.ar, "ara"
    yield "location", place.name.en, "eng"
    yield "addressEntity", _place(place).id, None
    yield "country", place.country and place.country.lower(), None


def _place(place: RecordPlace) -> Entity:
    values = (
        ("full", place.name.ar, "ara"),
        ("full", place.name.en, "eng"),
        ("name", place.name.ar, "ara"),
        ("name", place.name.en, "eng"),
        ("country", place.country and place.country.lower(), None),
        ("latitude", str(place.lat), None),
        ("longitude", str(place.lon), None),
    )
    return entity_of(made_id("place", place.name.ar, place.lat, place.lon), "Address", values, {})


def _keywords(event: RecordEvent, told: Told) -> Iterable[str]:
    modes = (e.mode.replace("_", " ") for _, e in told if e.mode)
    return dict.fromkeys((event.type.value, *modes, event.standing.value))


def _stands(event: RecordEvent, lookup: Lookup) -> str:
    rests = "; ".join(lookup.source(o) for o in event.origins)
    return f"{event.standing}; independent origins: {rests}" if rests else event.standing.value


def _sentences(told: Told, lookup: Lookup) -> Iterator[str]:
    return (e.sentence.cut(lookup.readings[m.doc].text) for m, e in told)


def _according(told: Told, lookup: Lookup) -> Iterator[str]:
    """Through whom each article has it, from the outlet inwards."""
    for ref, event in told:
        outlet = lookup.readings[ref.doc].document.outlet or "outlet unknown"
        day = lookup.day(ref.doc)
        links = [lookup.called(ref.doc, a) for a in event.chain]
        said = ", citing ".join(links)
        sure = event.status.value + (", denied" if event.polarity is Polarity.NEGATIVE else "")
        yield (
            f"{outlet}{f', {day}' if day else ''}"
            + (f", according to {said}" if said else "")
            + (f" [{sure}]" if sure != Status.OCCURRED else "")
        )


def _number(toll: Toll, lookup: Lookup) -> str:
    if toll.low == toll.high:
        told = str(toll.low)
    else:
        least = f"at least {toll.low}" if toll.low is not None else ""
        told = f"{least} at most {toll.high}".strip() if toll.high is not None else least
    day = f", {toll.reported}" if toll.reported else ""
    return f"{toll.what}: {told}, says {lookup.source(toll.by)}{day}"


def _links(event: RecordEvent, told: Told, lookup: Lookup) -> Iterator[Entity]:
    """Who did it to whom; those whom the model cannot involve are linked to the event itself."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for ref, one in told:
        actors, recipients = (
            [a for i in ids if (a := lookup.home.get(Ref(doc=ref.doc, id=i))) is not None]
            for ids in (one.actor, one.recipient)
        )
        for a in actors:
            for b in recipients:
                if a.id != b.id:
                    pairs.setdefault((a.id, b.id), []).append(ref.doc)
        for other in _involved([(ref, one)], lookup):
            if not is_legal(other):
                pairs.setdefault((event.id, other.id), []).append(ref.doc)
    for (subject, object_), docs in pairs.items():
        role = "involves" if subject == event.id else event.type.lower().replace("_", " ")
        values = (
            ("subject", subject.replace("_", "-"), None),
            ("object", object_.replace("_", "-"), None),
            ("role", role, "eng"),
            *dates(event.when),
            ("recordId", event.id, None),
            *lookup.proof(docs),
        )
        id_ = made_id("deed", event.id, subject, object_)
        yield entity_of(id_, "UnknownLink", values, {}, lookup.days(docs))
