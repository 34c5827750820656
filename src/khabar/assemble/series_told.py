"""What a series needs to know of a reading; a whole reading is one of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Published


class Deed(Protocol):
    """One event as a document tells it."""

    @property
    def id(self) -> str:
        """Its id in the reading."""

    @property
    def type(self) -> EventType:
        """What is done."""

    @property
    def mode(self) -> str | None:
        """How it is done."""

    @property
    def actor(self) -> Sequence[str]:
        """Who does it."""

    @property
    def recipient(self) -> Sequence[str]:
        """To whom it is done."""

    @property
    def status(self) -> Status:
        """Whether it happened."""

    @property
    def polarity(self) -> Polarity:
        """Whether it is said to have happened, or not to."""


class Source(Protocol):
    """The document of a reading."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def published(self) -> Published:
        """When it can have appeared."""


class Telling(Protocol):
    """A reading, as far as series look."""

    @property
    def document(self) -> Source:
        """What was read."""

    @property
    def events(self) -> Sequence[Deed]:
        """What it tells."""
