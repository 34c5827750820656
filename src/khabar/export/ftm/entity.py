"""An entity of FollowTheMoney, as a line of JSON and as statements."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec

DATASET = "khabar"

Value = tuple[str, str, str | None]
"""A property, a value of it, and the language of the value (ISO 639-3) where it has one."""

_TYPES: Mapping[str, str] = {
    "addressEntity": "entity", "agent": "entity", "classification": "string", "client": "entity",
    "country": "country", "date": "date", "description": "text", "detectedSchema": "string",
    "document": "entity", "endDate": "date", "entity": "entity", "fileName": "string",
    "full": "address", "holder": "entity", "id": "id", "involved": "entity", "keywords": "string",
    "language": "language", "latitude": "number", "location": "address", "longitude": "number",
    "member": "entity", "name": "name", "notes": "text", "object": "entity",
    "organization": "entity", "position": "string", "post": "entity", "proof": "entity",
    "publishedAt": "date", "publisher": "string", "recordId": "string", "resolved": "entity",
    "role": "string", "sourceUrl": "url", "startDate": "date", "subject": "entity",
    "summary": "text", "title": "string", "topics": "topic", "weakAlias": "name",
    "wikidataId": "identifier",
}  # fmt: skip
"""The properties that we write, and the type the model gives each in every schema we use."""

_LONGEST: Mapping[str, int] = {"name": 300, "string": 1000, "address": 250, "text": 5000}
"""How many characters we write at most; the model allows a few more of each."""

_QUOTES = frozenset("\"'")

_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin",
    "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity: what the model has a property for, and what it has none for.

    carried is written under "khabar". seen are the days of the articles that it rests on.
    """

    id: str
    schema: str
    values: tuple[Value, ...]
    carried: Mapping[str, object]
    seen: tuple[str, ...] = ()


def entity_of(
    id_: str,
    schema: str,
    values: Iterable[tuple[str, str | None, str | None]],
    carried: Mapping[str, object],
    seen: Iterable[str] = (),
) -> Entity:
    """An entity of the values that are known and clean, each given once."""
    cleaned = ((p, clean(v, _TYPES[p]), lang) for p, v, lang in values if v is not None)
    kept = dict.fromkeys((p, v, lang) for p, v, lang in cleaned if v)
    days = tuple(sorted(set(seen)))
    return Entity(id=id_, schema=schema, values=tuple(kept), carried=carried, seen=days)


def clean(value: str, kind: str) -> str:
    """A value as the model's own library would write it; empty where it would write none.

    No control, format or half characters, white space as one blank; names without the marks of
    quotation around them; addresses of the web only.
    """
    composed = unicodedata.normalize("NFC", value)
    if kind == "url":
        return composed if _is_web(composed) else ""
    plain = "".join(_safe(c) for c in composed)
    text = " ".join(plain.split())
    if kind == "name":
        while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
            text = text[1:-1].strip()
    return text[: _LONGEST.get(kind, 1000)].strip()


def _safe(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or character in "\t\n\r\v\f\x85":
        return " "
    return "" if category[0] == "C" else character


def _is_web(value: str) -> bool:
    """Whether it is an address of the web that stands in no need of cleaning."""
    if any(c.isspace() or not c.isprintable() or c in '<>"\\^`{|}' for c in value):
        return False
    try:
        parts = urlsplit(value)
        # Asking for the port is what checks it.
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (host or "") and bool(parts.path)


def entity_line(entity: Entity) -> bytes:
    """One line of JSON; line ends of all kinds inside values are gone or escaped."""
    properties: dict[str, list[str]] = {}
    for prop, value, _ in entity.values:
        if value not in properties.setdefault(prop, []):
            properties[prop].append(value)
    body = {
        "id": entity.id,
        "schema": entity.schema,
        "properties": properties,
        "datasets": [DATASET],
        DATASET: entity.carried,
    }
    line = msgspec.json.encode(body).decode()
    for end in "\x85\u2028\u2029":
        line = line.replace(end, f"\\u{ord(end):04x}")
    return line.encode() + b"\n"


def columns_line() -> bytes:
    """The first line of the statements."""
    return _csv(_COLUMNS)


def statement_lines(entity: Entity) -> Iterator[bytes]:
    """The statements of an entity: that it is there, and each value of it."""
    first, last = (entity.seen[0], entity.seen[-1]) if entity.seen else ("", "")
    for prop, value, lang in (("id", entity.id, None), *entity.values):
        yield _csv(
            (
                entity.id, entity.id, prop, _TYPES[prop], entity.schema, value, DATASET, "",
                lang or "", "", "false", first, last, _key(entity.id, prop, value, lang),
            )
        )  # fmt: skip


def _key(entity: str, prop: str, value: str, lang: str | None) -> str:
    """The id of a statement, as the library computes it."""
    plain = f"{DATASET}.{entity}.{prop}.{value}" + (f"@{lang}" if lang else "")
    return hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()


def _csv(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, dialect=csv.unix_dialect).writerow(cells)
    return line.getvalue().encode()
