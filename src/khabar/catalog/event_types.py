"""The event vocabulary: one file a type and mode, each with its triggers and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from khabar.catalog.files import catalogue_file
from khabar.errors import TableError
from khabar.schema.events import EventType, Polarity, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """How actor and recipient attach to the trigger.

    recipient lists, in order, "object" or the prepositions under which the recipient stands;
    object_of_noun says what the noun behind a verbal noun is.
    """

    actor: str = "subject"
    recipient: tuple[str, ...] = ()
    symmetric: bool = False
    place_is_object: bool = False
    object_of_noun: str = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """The words that assert the event, in ordinary spelling."""

    verbs: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    light: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of ours with the event in it."""

    text: str
    trigger: str
    actor: str = ""
    recipient: str = ""
    status: Status = Status.OCCURRED
    polarity: Polarity = Polarity.POSITIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterExample:
    """A sentence of ours that looks alike and has no such event."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTypeEntry:
    """One type and mode of the vocabulary; score is conflict (-10) to cooperation (+10).

    cameo is the code of a type that somebody adds; those of ours are in export/told/codes.tsv.
    """

    name: str
    definition: str
    plover: EventType
    mode: str
    quad: str
    cameo: str = ""
    score: float = 0.0
    actor: str = ""
    recipient: str = ""
    roles: Roles
    triggers: Mapping[str, Triggers]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()


def event_types() -> Iterator[EventTypeEntry]:
    """All event types, in the order of their file names.

    Raises:
        TableError: a file does not have the form that CONTRIBUTING describes.
    """
    folder = catalogue_file("event_types")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            try:
                yield msgspec.toml.decode(file.read_bytes(), type=EventTypeEntry)
            except (msgspec.ValidationError, msgspec.DecodeError, OSError) as error:
                raise TableError(f"event_types/{file.name}", str(error)) from error
