"""Event types of a user's own: files like the catalogue's, in a folder of theirs.

They are modes of PLOVER's types, so that every format and every figure knows what to do with them;
a kit with them reads under a recipe of its own, and the plain reader stays what was measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from khabar.catalog.event_types import EventTypeEntry, event_types
from khabar.engine.base import Engine
from khabar.engine.pool import Pool
from khabar.engine.serial import Serial
from khabar.errors import KhabarError, TableError
from khabar.pipeline.cues import cue_tables
from khabar.pipeline.kit import Kit, load_kit, recipe
from khabar.pipeline.names import name_tables
from khabar.pipeline.run import read_to_json
from khabar.pipeline.triggers import split_verb, trigger_tables
from khabar.schema.documents import Document

_LARGEST = 100_000
_MOST = 200


@dataclass(frozen=True, slots=True)
class OwnTypes:
    """Types of a user's own, and a digest of their files."""

    entries: tuple[EventTypeEntry, ...]
    digest: str

    @property
    def kinds(self) -> frozenset[tuple[str, str]]:
        """Type and mode of each."""
        return frozenset((e.plover.value, e.mode) for e in self.entries)


def own_types(place: Path) -> OwnTypes:
    """The types in a file or folder.

    Raises:
        KhabarError: there are none, or one breaks the rules of the catalogue.
    """
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    if not files or len(files) > _MOST:
        raise KhabarError(f"{place}: {len(files)} event types. Make one with `khabar types new`.")
    bodies = [_bytes(file) for file in files]
    entries = tuple(entry_of(b, str(f)) for f, b in zip(files, bodies, strict=True))
    _check_new(entries, place)
    digest = hashlib.sha256(b"\0".join(b.replace(b"\r\n", b"\n") for b in bodies)).hexdigest()
    return OwnTypes(entries, digest[:8])


def entry_of(body: bytes, where: str) -> EventTypeEntry:
    """The type that a file holds.

    Raises:
        KhabarError: it has another form, or a verb without both its tenses.
    """
    try:
        entry = msgspec.toml.decode(body, type=EventTypeEntry)
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(f"{where}: no event type ({error}). {_LIKE}") from error
    triggers = entry.triggers.get("ar")
    if triggers is None or not (triggers.verbs or triggers.passive or triggers.nouns):
        raise KhabarError(f"{where}: no Arabic verb or noun under [triggers.ar]. {_LIKE}")
    for verb in (*triggers.verbs, *triggers.passive):
        try:
            split_verb(verb, entry.name)
        except TableError as error:
            reason = f'the verb {verb!r} needs both tenses, as "قطع يقطع"'
            raise KhabarError(f"{where}: {reason}. {_LIKE}") from error
    return entry


_LIKE = "See docs/howto/add-your-own-event-type.md."


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            body = stream.read(_LARGEST + 1)
    except OSError as error:
        raise KhabarError(f"{file}: cannot be read ({error.strerror}). Name a file.") from error
    if len(body) > _LARGEST:
        raise KhabarError(f"{file}: too large for an event type. Name a file of one type.")
    return body


def _check_new(entries: Sequence[EventTypeEntry], place: Path) -> None:
    """Nobody may redefine a type of the catalogue: its figures would not be those measured."""
    known = {(e.plover, e.mode) for e in event_types()}
    for entry in entries:
        kind = (entry.plover, entry.mode)
        if not entry.mode or kind in known:
            name = f"{entry.plover}-{entry.mode}"
            raise KhabarError(f"{place}: {name} is there already. Give it another mode.")
        known.add(kind)


def with_types(kit: Kit, own: OwnTypes) -> Kit:
    """A kit that reads these types too, under a recipe of its own."""
    triggers = trigger_tables((*event_types(), *own.entries), cue_tables())
    names = name_tables(triggers.known)
    limits = replace(kit.limits, own=frozenset(entry.mode for entry in own.entries))
    return replace(kit, triggers=triggers, names=names, limits=limits, recipe=recipe_of(own))


@cache
def recipe_at(place: Path | None) -> str:
    """The recipe under which readings with the types in a folder rest; the plain one without."""
    return recipe() if place is None else recipe_of(own_types(place))


def recipe_of(own: OwnTypes) -> str:
    """The recipe of readings with these types."""
    return f"{recipe()}+{own.digest}"


@cache
def kit_at(place: Path | None) -> Kit:
    """The plain kit, or the one with the types in a folder."""
    return load_kit() if place is None else with_types(load_kit(), own_types(place))


def engine_with(
    place: Path, *, workers: int = 1, seconds: float | None = None
) -> Engine[Document, bytes]:
    """Where documents are read with the types in a folder: here, or in so many processes."""
    if workers == 1:
        return Serial(_Step(place), seconds)
    return Pool(read_to_json, _Loader(place), workers, seconds)


@dataclass(frozen=True, slots=True)
class _Loader:
    """Loads the kit in a process of its own, which knows nothing of ours."""

    place: Path

    def __call__(self) -> Kit:
        return kit_at(self.place)


@dataclass(frozen=True, slots=True)
class _Step:
    place: Path

    def __call__(self, document: Document) -> bytes:
        return read_to_json(document, kit_at(self.place))
