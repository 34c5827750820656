"""The tables of events: what happened, who took part, who told it, what numbers were told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.export.told.cast import Party
from khabar.export.told.codes import code_of
from khabar.export.told.csv_cells import Column, Kind, Row, Table
from khabar.export.told.days import when_of
from khabar.export.told.events import Told

_EVENT = Column("event", "the event, as in events.csv")
_DOCUMENT = Column("document", "the document, as in documents.csv")


def event_tables(told: Sequence[Told]) -> Iterator[Table]:
    """All tables whose rows belong to events."""
    yield _events(told)
    yield _parties(told)
    yield _reports(told)
    yield _chains(told)
    yield _tolls(told)
    yield _origins(told)


def _events(told: Sequence[Told]) -> Table:
    return Table(
        name="events",
        says="What happened, was announced or denied: one event a row, over all documents.",
        key=("event",),
        columns=(
            Column("event", "its id"),
            Column("type", "PLOVER event type, or STATE_CHANGE"),
            Column("mode", "how, in the words of our catalogue"),
            Column("when", "time as EDTF"),
            Column("day", "the day, where it surely is one"),
            Column("first_reported", "day of the first dated report"),
            Column("standing", "reported, corroborated, disputed, denied or announced"),
            Column("status", "occurred, ongoing, planned or possible"),
            Column("polarity", "yes: told as so; no: told as not so"),
            Column("score", "conflict (-10) to cooperation (+10) of type and mode", Kind.NUMBER),
            Column("documents", "how many documents tell it", Kind.WHOLE),
            Column("reports", "how often they do", Kind.WHOLE),
            Column("origins", "how many independent sources they rest on", Kind.WHOLE),
            Column("place_ar", "where, in Arabic"),
            Column("place_en", "where, in English"),
            Column("country", "ISO 3166-1 alpha-2 of the place"),
            Column("lat", "degrees north, WGS 84", Kind.NUMBER),
            Column("lon", "degrees east, WGS 84", Kind.NUMBER),
            Column("part_of", "the event of which it is a stage"),
        ),
        rows=[_event(t) for t in told],
    )


def _event(told: Told) -> Row:
    event, lead, site = told.event, told.lead.event, told.site
    place: Row = (None,) * 5
    if site is not None:
        place = (site.name.ar, site.name.en, site.country or None, site.lat, site.lon)
    return (
        event.id, event.type.value, told.mode or None, event.when,
        when_of(event.when).day or None, told.first or None, event.standing.value,
        lead.status.value, "yes" if lead.polarity == "+" else "no",
        code_of(event.type, told.mode).score, len({t.ref.doc for t in told.tellings}),
        sum(t.reports for t in told.tellings), len(event.origins), *place, event.part_of,
    )  # fmt: skip


def _parties(told: Sequence[Told]) -> Table:
    return Table(
        name="parties",
        says="Who took part in which event, as the document that leads tells it.",
        links=(("event", "events"), ("actor", "actors")),
        columns=(
            _EVENT,
            Column("role", "actor, recipient or other"),
            Column("position", "first, second … in this role", Kind.WHOLE),
            Column("actor", "who, as in actors.csv; empty where the record knows nobody"),
            Column("name_ar", "the name in Arabic"),
            Column("name_en", "the name in English"),
        ),
        rows=[row for t in told for row in _parties_of(t)],
    )


def _parties_of(told: Told) -> Iterator[Row]:
    lead = told.lead
    roles = {"actor": lead.actors, "recipient": lead.recipients, "other": lead.others}
    for role, parties in roles.items():
        for position, party in enumerate(parties, 1):
            yield (told.event.id, role, position, *_named(party))


def _named(party: Party) -> Row:
    return (party.known_id, party.name.ar, party.name.en)


def _reports(told: Sequence[Told]) -> Table:
    return Table(
        name="reports",
        says="Which document tells which event, in which sentence.",
        key=("document", "id"),
        links=(("event", "events"), ("document", "documents")),
        columns=(
            _EVENT,
            _DOCUMENT,
            Column("id", "the event's id inside the document"),
            Column("published", "the day of publication, where it surely is one"),
            Column("outlet", "who published it"),
            Column("url", "the address of the page"),
            Column("start", "first character of the sentence, counted from 0", Kind.WHOLE),
            Column("end", "character behind the sentence", Kind.WHOLE),
            Column("status", "occurred, ongoing, planned or possible"),
            Column("polarity", "yes: told as so; no: told as not so"),
            Column(
                "chain", "the sources from the outlet inwards; empty: the outlet itself says so"
            ),
            Column("sentence", "the sentence"),
        ),
        rows=[row for t in told for row in _reports_of(t)],
    )


def _reports_of(told: Told) -> Iterator[Row]:
    for t in told.tellings:
        span, event = t.event.sentence, t.event
        yield (
            told.event.id, t.ref.doc, t.ref.id, t.day or None, t.outlet or None, t.url or None,
            span.start, span.end, event.status.value, "yes" if event.polarity == "+" else "no",
            " > ".join(party.name.ar for party in t.chain) or None, t.words,
        )  # fmt: skip


def _chains(told: Sequence[Told]) -> Table:
    return Table(
        name="chains",
        says="Through whom a report came: position 1 is nearest the outlet.",
        links=(("event", "events"), ("document", "documents"), ("source", "actors")),
        columns=(
            _EVENT,
            _DOCUMENT,
            Column("id", "the event's id inside the document"),
            Column("position", "1 is nearest the outlet, the last nearest the event", Kind.WHOLE),
            Column("source", "who, as in actors.csv; empty for a nameless source"),
            Column("name_ar", "the source in Arabic"),
            Column("name_en", "the source in English"),
            Column("named", "whether the source has a name", Kind.YES),
        ),
        rows=[row for t in told for row in _chains_of(t)],
    )


def _chains_of(told: Told) -> Iterator[Row]:
    for t in told.tellings:
        for position, party in enumerate(t.chain, 1):
            where = (told.event.id, t.ref.doc, t.ref.id, position)
            yield (*where, *_named(party), not party.anonymous)


def _tolls(told: Sequence[Told]) -> Table:
    return Table(
        name="tolls",
        says="Every number told of an event, by the day of its report.",
        links=(("event", "events"), ("document", "documents")),
        columns=(
            _EVENT,
            Column("reported", "when it was told, as EDTF"),
            Column("what", "what is counted"),
            Column("low", "at least", Kind.WHOLE),
            Column("high", "at most; equal to low where the number is exact", Kind.WHOLE),
            Column("by", "who says so: an actor's id, or the outlet"),
            _DOCUMENT,
        ),
        rows=[
            (t.event.id, toll.reported, toll.what.value, toll.low, toll.high, toll.by,
             toll.report.doc)
            for t in told
            for toll in t.event.tolls
        ],
    )  # fmt: skip


def _origins(told: Sequence[Told]) -> Table:
    return Table(
        name="origins",
        says="The independent sources on which the reports of an event rest.",
        key=("event", "origin"),
        links=(("event", "events"),),
        columns=(_EVENT, Column("origin", "an actor's id, or outlet:NAME")),
        rows=[(t.event.id, origin) for t in told for origin in t.event.origins],
    )
