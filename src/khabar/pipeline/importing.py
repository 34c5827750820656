"""Rebuilding a store from what was exported of one."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from khabar.errors import KhabarError
from khabar.pipeline.places import Place, place_at
from khabar.pipeline.revised import digest_of
from khabar.pipeline.sums import FETCH, SUMS, check_sum, inside, sums_in
from khabar.schema.record import Record
from khabar.store.base import Aside, Kept, Store, StoredReading
from khabar.store.codec import document_of, judgement_of, reading_of

MANIFEST = "khabar.json"
BUNDLE, PARQUET = "khabar.bundle/", "khabar.parquet/"
_VERSION = "1"
_AT_ONCE = 64
_LARGEST = 64_000_000
Item = TypeVar("Item")


class Exported(Protocol):
    """What was exported, as JSON; of the readings of a document the one that counts comes last."""

    def documents(self) -> Iterator[bytes]: ...
    def readings(self) -> Iterator[bytes]: ...
    def judgements(self) -> Iterator[bytes]: ...
    def asides(self) -> Iterator[Mapping[str, str | bytes | None]]: ...
    def record(self) -> bytes: ...


class Manifest(msgspec.Struct):
    """What an export says of itself."""

    format: str
    recipe: str
    khabar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How much a store was rebuilt of."""

    documents: int
    readings: int
    judgements: int
    asides: int


@contextmanager
def exported(path: Path) -> Iterator[tuple[Manifest, Exported]]:
    """What lies at a path, after every checksum was looked at.

    Raises:
        KhabarError: it is no export of khabar, a newer one, not whole, or not safe to open.
    """
    with place_at(path) as place:
        manifest = _manifest(place)
        names = _checked(place)
        if manifest.format.startswith(PARQUET):
            # Arrow loads slowly, and a bundle needs none.
            from khabar.export.parquet import ParquetFolder

            if not path.is_dir():
                raise KhabarError(f"{path}: holds Parquet tables. Unpack it and name the folder.")
            yield manifest, ParquetFolder(path, names)
        else:
            from khabar.export.bundle import BundleFiles

            yield manifest, BundleFiles(place.where, names, place.open)


def _manifest(place: Place) -> Manifest:
    if not place.has(MANIFEST):
        remedy = "Name what khabar export --format bundle or --format parquet wrote"
        raise KhabarError(f"{place.where}: is no export of khabar (no {MANIFEST}). {remedy}.")
    with place.open(MANIFEST) as stream:
        said = stream.read(_LARGEST)
    try:
        manifest = msgspec.json.decode(said, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(f"{place.where}: {MANIFEST} is damaged ({error}). {FETCH}") from error
    kind, _, number = manifest.format.partition("/")
    if f"{kind}/" not in (BUNDLE, PARQUET):
        raise KhabarError(f"{place.where}: {manifest.format!r} is no format to import. {FETCH}")
    if number != _VERSION:
        raise KhabarError(
            f"{place.where}: is {manifest.format}, which a newer khabar wrote. Install the newest."
        )
    return manifest


def _checked(place: Place) -> tuple[str, ...]:
    """The names of all files that are as they were written."""
    if not place.has(SUMS):
        raise KhabarError(f"{place.where}: {SUMS} is missing, so it is not whole. {FETCH}")
    with _reading(place, SUMS), place.open(SUMS) as stream:
        sums = sums_in(stream.read(_LARGEST), place.where)
    for name, expected in sums.items():
        if not place.has(name):
            raise KhabarError(f"{place.where}: {name} is missing. {FETCH}")
        with _reading(place, name), place.open(name) as stream:
            check_sum(stream, expected, f"{place.where}: {name}")
    if MANIFEST not in sums:
        raise KhabarError(f"{place.where}: {MANIFEST} has no checksum. {FETCH}")
    return tuple(inside(name, place.where) for name in sums)


@contextmanager
def _reading(place: Place, name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise KhabarError(f"{place.where}: {name} is damaged ({error}). {FETCH}") from error


def rebuild(store: Store, manifest: Manifest, source: Exported) -> Rebuilt:
    """Fill an empty store.

    Raises:
        KhabarError: the store is not empty, or something of the source is not what it must be.
    """
    if next(store.documents(), None) is not None:
        raise KhabarError(f"{store.where}: holds articles already. Name a new store.")
    documents = _write_documents(store, source)
    readings = _write_readings(store, source)
    judged = tuple(judgement_of(body, "the export") for body in source.judgements())
    for judgement in judged:
        store.judge(judgement)
    asides = _write_asides(store, source)
    _keep_record(store, manifest.recipe, record_of(source))
    return Rebuilt(documents=documents, readings=readings, judgements=len(judged), asides=asides)


def _write_documents(store: Store, source: Exported) -> int:
    count = 0
    for bodies in _batches(source.documents()):
        documents = [document_of(body, "the export") for body in bodies]
        store.write(documents=documents)
        count += len(documents)
    return count


def _write_readings(store: Store, source: Exported) -> int:
    """Every reading is decoded, so that its spans and references are checked."""
    written: dict[tuple[str, str], None] = {}
    for bodies in _batches(source.readings()):
        readings = [_stored(body.strip()) for body in bodies]
        for each in readings:
            if store.document(each.document_id) is None:
                raise KhabarError(f"the export: a reading has no document. {FETCH}")
            written[each.document_id, each.recipe] = None
        store.write(readings=readings)
    return len(written)


def _stored(body: bytes) -> StoredReading:
    reading = reading_of(body, "the export")
    return StoredReading(document_id=reading.document.id, recipe=reading.recipe, body=body)


def _write_asides(store: Store, source: Exported) -> int:
    count = 0
    for row in source.asides():
        payload = row.get("payload")
        aside = msgspec.convert({k: v for k, v in row.items() if k != "payload"}, Aside)
        payloads = {aside.key: payload} if isinstance(payload, bytes) else {}
        store.write(asides=[aside], payloads=payloads)
        count += 1
    return count


def record_of(source: Exported) -> Record:
    """The record that was exported, with its log.

    Raises:
        KhabarError: it is no record.
    """
    try:
        return msgspec.json.decode(source.record(), type=Record)
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(f"the export: its record is damaged ({error}). {FETCH}") from error


def _keep_record(store: Store, recipe: str, record: Record) -> None:
    """Keep it as the last that was assembled, so that the log goes on where it was."""
    digests = {each.document_id: digest_of(each.body) for each in store.readings(recipe)}
    kept = Kept(
        readings=digests, judged=tuple(store.judgements()), record=replace(record, revisions=())
    )
    store.keep(kept, record.revisions, after=None)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _AT_ONCE)):
        yield batch
