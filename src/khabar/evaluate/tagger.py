"""The learned tagger alone, in the terms of a public set instead of ours.

Readings call some things bodies or events that ANERcorp or arabic_event_gsr does not, and the
other way round. What the tagger learned of the sets' own terms is no part of a reading; here it is
scored, so that it can be held against published figures.
"""

from __future__ import annotations

from khabar.errors import KhabarError
from khabar.learned.reader import Reader, installed
from khabar.schema.events import EventType

_KINDS = {"person": "PERS", "body": "ORG", "place": "LOC"}


class NoTaggerError(KhabarError):
    """This khabar carries no weights."""

    def __init__(self) -> None:
        super().__init__("--tagger: this khabar carries no learned tagger. Leave --tagger out.")


def tagger() -> Reader:
    """The tagger that the package carries.

    Raises:
        NoTaggerError: it carries none.
    """
    found = installed()
    if found is None:
        raise NoTaggerError
    return found


def names(text: str, reader: Reader) -> list[tuple[int, int, str]]:
    """Where ANERcorp would see names, and of which kind."""
    return [(name.start, name.end, _KINDS[name.tag]) for name in reader.names(text)]


def tells(text: str, type_: EventType, reader: Reader) -> bool:
    """Whether arabic_event_gsr would say that a sentence tells of an event of that type."""
    return reader.tells(text).get(type_, 0.0) > 0.5
