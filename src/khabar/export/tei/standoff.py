"""Who and what was read, beside the text: every thing once, and the characters it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from khabar.export.tei.times import dated
from khabar.export.tei.xml import BODY, element, named, to
from khabar.schema.events import Event, Figure
from khabar.schema.names import Actor, ActorKind, Name, Place
from khabar.schema.reading import Reading
from khabar.schema.spans import Span


def standoff(parent: etree._Element, reading: Reading) -> None:
    """Persons, bodies, places, events, ties, and spans of statements, offices and figures."""
    holder = element(parent, "standOff")
    persons = [a for a in reading.actors if a.kind is ActorKind.PERSON]
    bodies = [a for a in reading.actors if a.kind is not ActorKind.PERSON]
    if persons:
        _actors(element(holder, "listPerson"), "person", "persName", persons)
    if bodies:
        _actors(element(holder, "listOrg"), "org", "orgName", bodies)
    if reading.places:
        listed = element(holder, "listPlace")
        for place in reading.places:
            _place(listed, place)
    if reading.events:
        listed = element(holder, "listEvent")
        for event in reading.events:
            _event(listed, event)
    _ties(holder, reading)
    _spans(holder, reading)


def _names(parent: etree._Element, tag: str, name: Name) -> None:
    element(parent, tag, {"lang": "ar"}, name.ar)
    if name.en is not None:
        element(parent, tag, {"lang": "en"}, name.en)


def _actors(parent: etree._Element, tag: str, name: str, actors: Iterable[Actor]) -> None:
    for actor in actors:
        kind = "unnamed" if actor.anonymous else actor.kind.value
        one = element(parent, tag, {"id": named(actor.id), "type": kind})
        _names(one, name, actor.name)


def _place(parent: etree._Element, place: Place) -> None:
    one = element(parent, "place", {"id": named(place.id)})
    _names(one, "placeName", place.name)
    if place.country is not None:
        element(one, "country", {"key": place.country})
    if place.lat is not None:
        element(element(one, "location"), "geo", words=f"{place.lat} {place.lon}")


def _event(parent: etree._Element, event: Event) -> None:
    given = {"id": named(event.id), "type": event.type, "subtype": event.mode}
    one = element(parent, "event", {**given, **dated(event.when)})
    told = f"{event.type} {event.mode or ''}".strip()
    element(one, "label", {"lang": "en"}, told)
    for name, value in (("status", event.status), ("polarity", event.polarity.name.lower())):
        element(one, "note", {"type": name}, value)
    element(one, "ptr", {"target": string_range(event)})


def string_range(span: Span) -> str:
    """The characters as TEI points at them."""
    return f"#string-range({BODY},{span.start},{span.end - span.start})"


def _ties(parent: etree._Element, reading: Reading) -> None:
    """Who took part in what, who holds which office, and how they stand to each other."""
    rows: list[dict[str, str | None]] = []
    for event in reading.events:
        roles = (
            ("actor", event.actor),
            ("recipient", event.recipient),
            ("other", event.other),
            ("place", () if event.place is None else (event.place,)),
        )
        rows += [
            {"name": role, "active": to(ids), "passive": to((event.id,)),
             "source": to(event.chain)}
            for role, ids in roles if ids
        ]  # fmt: skip
    for relation in reading.relations:
        rows.append(
            {
                "id": named(relation.id),
                "name": relation.relation.value,
                "active": to((relation.subject,)),
                "passive": to((relation.object,)),
                "source": to(relation.chain),
                "subtype": relation.polarity.name.lower(),
                "type": "tie",
            }
        )
    for dispute in reading.disputes:
        rows.append({"name": dispute.kind.value, "mutual": to((dispute.a, dispute.b))})
    if rows:
        listed = element(parent, "listRelation")
        for row in rows:
            element(listed, "relation", row)


def _spans(parent: etree._Element, reading: Reading) -> None:
    text = reading.text
    for kind, items in (
        ("statement", [(s.id, s.content) for s in reading.statements]),
        ("office", [(o.id, o) for o in reading.offices]),
        ("relation", [(f"{r.id}-words", r) for r in reading.relations]),
        ("report", [(r.id, r) for r in reading.reports]),
    ):
        if items:
            group = element(parent, "spanGrp", {"type": kind})
            for id_, span in items:
                given = {"id": named(id_), "target": string_range(span)}
                element(group, "span", given, span.cut(text))
    if reading.figures:
        group = element(parent, "spanGrp", {"type": "figure"})
        for figure in reading.figures:
            _figure(group, figure, text)
    _notes(parent, reading)


def _figure(group: etree._Element, figure: Figure, text: str) -> None:
    given = {
        "id": named(figure.id),
        "target": string_range(figure),
        "type": figure.what,
        "corresp": to((figure.event,)),
    }
    element(group, "span", given, figure.cut(text))


def _notes(parent: etree._Element, reading: Reading) -> None:
    """Of each statement what is done by saying it, by whom, through whom, and about what."""
    if not reading.statements:
        return
    group = element(parent, "interpGrp", {"type": "act"})
    for statement in reading.statements:
        given = {
            "type": statement.mode.value,
            "inst": to((statement.id,)),
            "source": to(
                (*statement.chain, *(() if statement.source is None else (statement.source,)))
            ),
            "corresp": to(statement.about),
        }
        element(group, "interp", given, statement.act.value)
