"""Writing a store as Parquet datasets, a day of publication after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from typing import Any

import msgspec

from khabar.export.parquet.of_documents import DOCUMENTS, READINGS, Told
from khabar.export.parquet.of_readings import OF_READINGS
from khabar.export.parquet.of_record import MEMBERS, OF_RECORD, Member, members_of
from khabar.export.parquet.of_store import ASIDES, JUDGEMENTS, OLDER, Set
from khabar.export.parquet.part import Part
from khabar.export.parquet.table import Table
from khabar.schema.documents import Document
from khabar.schema.held import File, Held
from khabar.schema.moments import Published
from khabar.schema.reading import Reading

FORMAT = "khabar.parquet/1"
MANIFEST = "khabar.json"
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and with it every reader of partitioned tables, calls no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What datasets need of a store beside what every export takes.

    document and reading give one by its id, the reading with its JSON; older are the readings that
    do not count (document, recipe, JSON), asides what could not be read.
    """

    document: Callable[[str], Document | None]
    reading: Callable[[str], tuple[Reading, bytes] | None]
    older: Callable[[], Iterator[tuple[str, str, bytes]]]
    asides: Callable[[], Iterator[Set]]


class _Facts(msgspec.Struct):
    id: str
    published: Published = Published()


class _Dated(msgspec.Struct):
    document: _Facts


def parquet_files(held: Held, beside: Beside) -> Iterator[File]:
    """A folder a table, in it a folder a day for tables whose rows belong to a document.

    At most one row group of each table is held in memory, beside the record and the ids.
    """
    yield MANIFEST, [_manifest(held)]
    days = _days(held)
    yield from _of_days(days, beside)
    record = held.record()
    for table in OF_RECORD:
        yield _whole(table, [record])
    for members, rows in zip(MEMBERS, members_of(record), strict=True):
        yield from _members(members, rows, days)
    yield _whole(JUDGEMENTS, held.judgements())
    yield _whole(OLDER, beside.older())
    yield _whole(ASIDES, beside.asides())


def tables() -> tuple[Table[Any], ...]:
    """Every table, for the manifest and for people."""
    return (DOCUMENTS, READINGS, *OF_READINGS, *OF_RECORD, *MEMBERS, JUDGEMENTS, OLDER, ASIDES)


def _manifest(held: Held) -> bytes:
    told = {
        "format": FORMAT,
        "khabar": version("khabar"),
        "recipe": held.recipe,
        "tables": {
            table.name: {"is": table.says, "partitioned_by": ["day"] if table.by_day else []}
            for table in tables()
        },
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _days(held: Held) -> dict[str, str]:
    """By document the folder of its day of publication, as its reading knows it."""
    days = {each.id: _folder(each.published) for each in held.documents()}
    for body in held.bodies():
        facts = msgspec.json.decode(body, type=_Dated).document
        days[facts.id] = _folder(facts.published)
    return days


def _folder(published: Published) -> str:
    known = published.earliest and published.earliest == published.latest
    return f"day={published.earliest if known else UNKNOWN}"


def _of_days(days: Mapping[str, str], beside: Beside) -> Iterator[File]:
    written = set()
    ordered = sorted(days, key=lambda document: (days[document], document))
    for folder, ids in groupby(ordered, key=days.__getitem__):
        for name, part in _of_day(ids, beside).items():
            written.add(name)
            yield f"{name}/{folder}/part-0.parquet", part.chunks()
    of_documents: tuple[Table[Any], ...] = (DOCUMENTS, READINGS, *OF_READINGS)
    yield from (_empty(table) for table in of_documents if table.name not in written)


def _of_day(ids: Iterable[str], beside: Beside) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for document_id in ids:
        document, found = beside.document(document_id), beside.reading(document_id)
        if document is None:
            continue  # somebody took it out of the store meanwhile
        reading, body = found or (None, None)
        told = Told(document, reading, body)
        _put(parts, DOCUMENTS, told)
        _put(parts, READINGS, told)
        for table in OF_READINGS if reading else ():
            _put(parts, table, reading)
    return parts


def _put(parts: dict[str, Part], table: Table[Any], thing: object) -> None:
    rows = list(table.rows(thing))
    if rows:
        if table.name not in parts:
            parts[table.name] = Part(table)
        parts[table.name].put(rows)


def _members(
    table: Table[list[Member]], rows: Sequence[Member], days: Mapping[str, str]
) -> Iterator[File]:
    by_day: dict[str, list[Member]] = {}
    for row in rows:
        by_day.setdefault(days.get(row[1], f"day={UNKNOWN}"), []).append(row)
    for folder, members in sorted(by_day.items()):
        path, chunks = _whole(table, [members])
        yield path.replace("/", f"/{folder}/"), chunks
    if not rows:
        yield _empty(table)


def _whole(table: Table[Any], things: Iterable[object]) -> File:
    part = Part(table)
    for thing in things:
        part.put(table.rows(thing))
    return f"{table.name}/part-0.parquet", part.chunks()


def _empty(table: Table[Any]) -> File:
    return f"{table.name}/day={UNKNOWN}/part-0.parquet", Part(table).chunks()
