"""The learned tagger alone, in the terms of a public set instead of ours.

Readings call some things bodies or events that ANERcorp or arabic_event_gsr does not, and the
other way round. What the tagger learned of the sets' own terms is no part of a reading; here it is
scored, so that it can be held against published figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.errors import KhabarError
from khabar.learned.proposals import Proposals, Taking
from khabar.learned.reader import Reader, installed
from khabar.schema.events import EventType
from khabar.schema.spans import Span

_TAKES = 0.2  # how surely one takes a part in an event of which the set says that it is there
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


def marked(text: str, type_: EventType, reader: Reader) -> dict[str, tuple[Span, ...]]:
    """The doers, words and targets of the surest event of a sentence: of that type if there is one,
    for the set says that there is."""
    proposals = reader.propose(text, [Span(start=0, end=len(text))] if text else ())
    seen = proposals.happenings
    event = max(seen, key=lambda h: (h.type is type_, h.sure, -h.start), default=None)
    if event is None:
        return {}
    doers = (t for t in event.taking if t.actor >= _TAKES)
    targets = (t for t in event.taking if t.recipient >= _TAKES)
    return {
        "actor": tuple(_tagged(proposals, doers)),
        "verb": (event,),
        "target": tuple(_tagged(proposals, targets)),
    }


def _tagged(proposals: Proposals, some: Iterator[Taking]) -> Iterator[Span]:
    yield from (proposals.tagged[taking.who] for taking in some)
