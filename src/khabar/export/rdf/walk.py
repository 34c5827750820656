"""A record in our own vocabulary, field by field, and back.

A field is a property of its name, a type a class of its name; what has members leads to them.
Values are a set in RDF: where their order is not that of the alphabet, it is said beside them.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from khabar.export.rdf.terms import (
    RECORD,
    TYPE,
    Iri,
    Literal,
    Quad,
    known_iri,
    made,
    own,
    parts_of,
    real,
    ref_iri,
    source_iri,
    source_of,
    term,
    text,
    truth,
    whole,
)
from khabar.schema.names import Name
from khabar.schema.record import (
    KnownId,
    Record,
    RecordActor,
    RecordDispute,
    RecordEvent,
    RecordExpectation,
    RecordRelation,
    Ref,
    Revision,
)

_SOURCES = {("RecordEvent", "origins"), ("Toll", "by"), ("DisputeSide", "by")}
_DOCUMENTS = {("Copy", "a"), ("Copy", "b"), ("Revision", "because")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two articles of which one has the words of the other."""

    a: str
    b: str


_PARTS: Mapping[str, type] = {
    "actors": RecordActor, "events": RecordEvent, "relations": RecordRelation,
    "disputes": RecordDispute, "expectations": RecordExpectation, "revisions": Revision,
    "copies": Copy,
}  # fmt: skip

Said = Mapping[Iri, Mapping[Iri, Sequence[Iri | Literal]]]
"""What is said, by subject and predicate."""


def class_iri(of: type) -> Iri:
    """The class of a type of ours."""
    return term("khabar", of.__name__.removeprefix("Record") or "Record")


def property_iri(field: str, suffix: str = "") -> Iri:
    """The property of a field of ours."""
    first, *rest = field.split("_")
    return term("khabar", first + "".join(r.capitalize() for r in rest) + suffix)


def enum_iri(value: Enum) -> Iri:
    """The individual that a value of ours is."""
    return term("khabar", f"{type(value).__name__}-{value.name.lower()}")


_AT = property_iri("at")


def item_iri(item: object) -> Iri:
    """The name of a thing of the record, by what tells it from others."""
    match item:
        case RecordActor() | RecordEvent():
            return known_iri(item.id)
        case RecordRelation():
            return made("relation", item.subject, item.relation, item.object, item.held)
        case RecordDispute():
            return made("dispute", item.a, item.b, item.kind, item.about, item.event)
        case RecordExpectation():
            return made("expectation", item.expectation, item.due, item.outcome)
        case _:
            return made(type(item).__name__.lower(), item)


def record_quads(record: Record) -> Iterator[Quad]:
    """The whole record."""
    yield RECORD, TYPE, class_iri(Record), RECORD
    yield RECORD, property_iri("format"), text(record.format), RECORD
    yield from _many(RECORD, "accepted", Ref, record.accepted)
    taken: set[Iri] = set()
    for part, of in _PARTS.items():
        for at, item in enumerate(_items(record, part)):
            subject = item_iri(item)
            if subject in taken:
                subject = made("again", subject.value, at)
            taken.add(subject)
            yield subject, _AT, whole(at), RECORD
            yield from _node(subject, of, item)


def _items(record: Record, part: str) -> Sequence[object]:
    if part == "copies":
        return [Copy(a=a, b=b) for a, b in record.copies]
    found: Sequence[object] = getattr(record, part)
    return found


@cache
def _hints(of: type) -> Mapping[str, Any]:
    return typing.get_type_hints(of)


def _single(hint: Any) -> Any:
    """The type of a field, without its None."""
    if isinstance(hint, types.UnionType):
        (hint,) = (a for a in typing.get_args(hint) if a is not type(None))
    return hint


def _kind(of: type, field: str, hint: Any) -> Any:
    key = (of.__name__, field)
    if field == "id":
        return str
    return "source" if key in _SOURCES else "document" if key in _DOCUMENTS else hint


def _node(subject: Iri, of: type, item: object) -> Iterator[Quad]:
    yield subject, TYPE, class_iri(of), RECORD
    for field in fields(of):
        value = getattr(item, field.name)
        hint = _single(_hints(of)[field.name])
        if value is None:
            continue
        if typing.get_origin(hint) is tuple:
            inner = _kind(of, field.name, typing.get_args(hint)[0])
            yield from _many(subject, field.name, inner, value)
        else:
            yield from _one(subject, field.name, _kind(of, field.name, hint), value)


def _one(subject: Iri, field: str, hint: Any, value: Any) -> Iterator[Quad]:
    prop = property_iri(field)
    if hint is Name:
        yield subject, prop, text(value.ar, "ar"), RECORD
        if value.en is not None:
            yield subject, prop, text(value.en, "en"), RECORD
    elif _nested(hint):
        inner = Iri(f"{subject.value}:{field}")
        yield subject, prop, inner, RECORD
        yield from _node(inner, hint, value)
    else:
        yield subject, prop, _encoded(hint, value), RECORD


def _many(subject: Iri, field: str, hint: Any, values: Sequence[Any]) -> Iterator[Quad]:
    prop = property_iri(field)
    if _nested(hint):
        for at, value in enumerate(values):
            inner = Iri(f"{subject.value}:{field}:{at}")
            yield subject, prop, inner, RECORD
            yield inner, _AT, whole(at), RECORD
            yield from _node(inner, hint, value)
        return
    encoded = [_encoded(hint, v) for v in values]
    iris = [e for e in encoded if isinstance(e, Iri)]
    for iri in dict.fromkeys(iris):
        yield subject, prop, iri, RECORD
    if iris != sorted(set(iris)):
        yield subject, property_iri(field, "Order"), text(" ".join(i.value for i in iris)), RECORD


def _nested(hint: Any) -> bool:
    return isinstance(hint, type) and is_dataclass(hint) and hint not in (Ref, Name)


def _encoded(hint: Any, value: Any) -> Iri | Literal:
    if hint is KnownId:
        return known_iri(value)
    if hint is Ref:
        return ref_iri(value)
    if hint == "source":
        return source_iri(value)
    if hint == "document":
        return own("doc", value)
    if isinstance(value, Enum):
        return enum_iri(value)
    if isinstance(value, bool):
        return truth(value)
    if hint is float:
        return real(value)
    return whole(value) if isinstance(value, int) else text(value)


def record_from(said: Said) -> Record:
    """The record that is said.

    Raises:
        ValueError, KeyError, TypeError: it is none of ours, or damaged.
    """
    if RECORD not in said:
        raise ValueError("it says nothing of a record")
    found: dict[str, Any] = {}
    for part, of in _PARTS.items():
        subjects = [s for s, p in said.items() if class_iri(of) in p.get(TYPE, ()) and _AT in p]
        found[part] = tuple(_item(s, of, said) for s in _ordered(subjects, said))
    found["copies"] = tuple((c.a, c.b) for c in found["copies"])
    (format_,) = said[RECORD][property_iri("format")]
    accepted = _tuple(RECORD, "accepted", Ref, said)
    return Record(format=_plain(format_), accepted=accepted, **found)  # type: ignore[arg-type]


def _ordered(subjects: Iterable[Iri], said: Said) -> list[Iri]:
    return sorted(subjects, key=lambda s: int(_plain(said[s][_AT][0])))


def _plain(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        raise TypeError(f"{value.value} stands where words should")
    return value.text


def _item(subject: Iri, of: type, said: Said) -> Any:
    given: dict[str, Any] = {}
    for field in fields(of):
        hint = _single(_hints(of)[field.name])
        values = said[subject].get(property_iri(field.name), ())
        if typing.get_origin(hint) is tuple:
            inner = _kind(of, field.name, typing.get_args(hint)[0])
            given[field.name] = _tuple(subject, field.name, inner, said)
        elif values:
            given[field.name] = _value(_kind(of, field.name, hint), values, said)
    return of(**given)


def _tuple(subject: Iri, field: str, hint: Any, said: Said) -> tuple[Any, ...]:
    values = said[subject].get(property_iri(field), ())
    iris = [v for v in values if isinstance(v, Iri)]
    if _nested(hint):
        return tuple(_item(i, hint, said) for i in _ordered(iris, said))
    order = said[subject].get(property_iri(field, "Order"), ())
    listed = [Iri(i) for i in _plain(order[0]).split()] if order else sorted(iris)
    return tuple(_decoded(hint, i) for i in listed)


def _value(hint: Any, values: Sequence[Iri | Literal], said: Said) -> Any:
    if hint is Name:
        by_lang = {v.lang: v.text for v in values if isinstance(v, Literal)}
        return Name(ar=by_lang["ar"], en=by_lang.get("en"))
    (value,) = values
    if _nested(hint):
        if not isinstance(value, Iri):
            raise TypeError(f"{value.text} stands where a thing should")
        return _item(value, hint, said)
    return _decoded(hint, value)


def _decoded(hint: Any, value: Iri | Literal) -> Any:
    if isinstance(value, Iri):
        return _decoded_iri(hint, value)
    if hint is bool:
        return value.text == "true"
    return hint(value.text) if hint in (int, float) else value.text


def _decoded_iri(hint: Any, value: Iri) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint[value.value.partition(f"{hint.__name__}-")[2].upper()]
    if hint == "source":
        return source_of(value)
    _, first, *rest = parts_of(value)
    return Ref(doc=first, id=rest[0]) if hint is Ref else first
