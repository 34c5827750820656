"""The files of a bundle that are data: what a store is rebuilt from, a line a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

import msgspec

from khabar.schema.held import File, Held
from khabar.schema.moments import Published
from khabar.schema.reading import FORMAT as READING
from khabar.schema.record import Record

FORMAT = "khabar.bundle/1"
MANIFEST = "khabar.json"
Set = Mapping[str, str | bytes | None]
_encode = msgspec.json.encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a bundle needs of a store beside what every export takes.

    older are the readings that do not count, as JSON; asides what could not be read.
    """

    older: Callable[[], Iterator[bytes]]
    asides: Callable[[], Iterator[Set]]


class _Facts(msgspec.Struct):
    outlet: str | None = None
    published: Published = Published()


class _Read(msgspec.Struct):
    document: _Facts
    recipe: str


@dataclass(slots=True)
class Counted:
    """What passes while the data are written, for people: numbers, recipes, outlets and days."""

    documents: int = 0
    withheld: int = 0
    readings: int = 0
    judgements: int = 0
    recipes: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    first: str = ""
    last: str = ""

    def see(self, body: bytes) -> None:
        """Count a reading."""
        read = msgspec.json.decode(body, type=_Read)
        facts = read.document
        self.readings += 1
        self.recipes.add(read.recipe)
        if facts.outlet:
            self.outlets.add(facts.outlet)
        earliest, latest = facts.published.earliest, facts.published.latest
        if earliest and latest:
            self.first = min(self.first or earliest, earliest)
            self.last = max(self.last, latest)


def data_files(held: Held, beside: Beside, counted: Counted) -> Iterator[File]:
    """The manifest and the data; counted is filled as they are written."""
    yield MANIFEST, [_manifest(held)]
    yield "data/documents.jsonl", _lines(_documents(held, counted))
    yield "data/readings.jsonl", _lines(_readings(held, counted))
    yield "data/older_readings.jsonl", _lines(beside.older())
    yield "data/judgements.jsonl", _lines(_judgements(held, counted))
    yield "data/asides.jsonl", _lines(map(_encode, beside.asides()))
    yield "data/record.json", [_encode(held.record()) + b"\n"]


def _manifest(held: Held) -> bytes:
    told = {
        "format": FORMAT,
        "khabar": version("khabar"),
        "recipe": held.recipe,
        "formats": {"readings": READING, "record": Record().format},
    }
    return msgspec.json.format(_encode(told), indent=1) + b"\n"


def _documents(held: Held, counted: Counted) -> Iterator[bytes]:
    for document in held.documents():
        counted.documents += 1
        counted.withheld += bool(getattr(document, "withheld", False))
        yield _encode(document)


def _readings(held: Held, counted: Counted) -> Iterator[bytes]:
    for body in held.bodies():
        counted.see(body)
        yield body


def _judgements(held: Held, counted: Counted) -> Iterator[bytes]:
    for judgement in held.judgements():
        counted.judgements += 1
        yield _encode(judgement)


def _lines(bodies: Iterable[bytes]) -> Iterator[bytes]:
    for body in bodies:
        yield body + b"\n"
