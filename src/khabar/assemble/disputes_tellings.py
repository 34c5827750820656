"""What one document tells of one event, made ready to be set against what others tell of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.assemble.disputes_sides import is_soft, sides_in
from khabar.assemble.events_facts import once
from khabar.assemble.events_times import Window, published_window, window_of
from khabar.assemble.events_words import telling
from khabar.assemble.places_known import sure
from khabar.schema.events import Event, Figure, Polarity, Status
from khabar.schema.names import ActorId, Place
from khabar.schema.reading import Reading
from khabar.schema.record import DisputeSide, KnownId, RecordPlace, Ref
from khabar.schema.statements import Act, Statement

Known = Mapping[Ref, KnownId]
"""To which actor, or which event, of the record something of a reading belongs."""

_DONE = frozenset({Status.OCCURRED, Status.ONGOING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one document tells it.

    claim is what stands for it in a dispute: the statement that asserts it where somebody is
    quoted for it, the event itself where the outlet tells it. voice is who says so; accuses, that
    he says it as an accusation. same is the event of the record; doers and everyone are named as
    the record names them. behind is its sentence from its first word to the next event: what
    asserts it comes first there, what is counted of it follows, and so does its place. soft says
    that the claim is a mere view, or of what is possible.
    """

    ref: Ref
    event: Event
    claim: Ref
    voice: str
    accuses: bool
    same: KnownId | None
    doers: frozenset[str]
    suffering: frozenset[str]
    everyone: frozenset[str]
    when: Window | None
    published: Window | None
    behind: str
    side: DisputeSide
    soft: bool = False
    figures: tuple[Figure, ...] = ()
    place: RecordPlace | None = None

    @property
    def told(self) -> frozenset[str]:
        """The telling words of what asserts it."""
        return telling(self.behind[: self.event.end - self.event.start])

    @property
    def asserted(self) -> bool:
        """Whether it is told as done or going on, and not as something that did not happen."""
        return self.event.status in _DONE and self.event.polarity is Polarity.POSITIVE

    @property
    def ruled_out(self) -> bool:
        """Whether it is told as something that did not happen."""
        return self.event.status in _DONE and self.event.polarity is Polarity.NEGATIVE

    @property
    def announced(self) -> bool:
        """Whether it is told as something to come, or that may come."""
        return self.event.status not in _DONE and self.event.polarity is Polarity.POSITIVE

    @property
    def planned(self) -> bool:
        """Whether it is told as fixed, or foreseen."""
        return self.event.status is Status.PLANNED

    @property
    def called_off(self) -> bool:
        """Whether it is told as something that is not to come."""
        return self.event.status not in _DONE and self.event.polarity is Polarity.NEGATIVE

    @property
    def order(self) -> tuple[int, int, Ref]:
        """The first published first, on one day what opens its report; an unknown day last."""
        return (self.published.first if self.published else NEVER, self.event.start, self.ref)


NEVER = 10**9
_STOP = re.compile(r"[.!?؟؛\n]\s")


def tellings_of(reading: Reading, actors: Known, events: Known) -> Iterator[Telling]:
    """The events of a reading, each with who tells it."""
    doc = reading.document.id
    published = published_window(reading.document.published)
    about = _about(reading.statements)
    counted = _counted(reading.figures)
    side = sides_in(reading, actors)

    starts = sorted(e.start for e in reading.events)

    def named(ids: Iterable[ActorId]) -> frozenset[str]:
        return once(frozenset(actor_named(doc, i, actors) for i in ids))

    own = reading.document.outlet or doc
    for event in reading.events:
        ref, told_by = Ref(doc=doc, id=event.id), _told_by(event, about.get(event.id, ()))
        behind = _behind(event, starts, reading.text)
        speaker = told_by.source if told_by else next(iter(event.chain[-1:]), None)
        yield Telling(
            ref=ref, event=event, claim=Ref(doc=doc, id=told_by.id) if told_by else ref,
            voice=actor_named(doc, speaker, actors) if speaker else own,
            accuses=told_by is not None and told_by.act is Act.ACCUSE,
            same=events.get(ref), doers=named(event.actor), suffering=named(event.recipient),
            everyone=named((*event.actor, *event.recipient, *event.other)),
            when=window_of(event.when), published=published,
            behind=behind, side=side(told_by or event), soft=is_soft(told_by or event),
            figures=tuple(counted.get(event.id, ())),
            place=_place(event, behind, reading.places),
        )  # fmt: skip


def _counted(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.event, []).append(figure)
    return found


def _behind(event: Event, starts: Sequence[int], text: str) -> str:
    stop = _STOP.search(text, event.end, event.sentence.end)
    following = starts[bisect_left(starts, event.end) :][:1]
    return text[
        event.start : min(stop.start() if stop else event.sentence.end, *following, len(text))
    ]


def _place(event: Event, behind: str, places: Sequence[Place]) -> RecordPlace | None:
    """Where its own words say that it was, if one place alone can be meant."""
    end = event.start + len(behind)
    own = (p for p in places if p.id == event.place)
    told = (p for p in own if any(event.start <= m.start < end for m in p.mentions))
    return next((sure(p) for p in told), None)


def actor_named(doc: str, actor: ActorId, actors: Known) -> str:
    """An actor as the record names it; one that the record does not know is only itself."""
    ref = Ref(doc=doc, id=actor)
    return actors.get(ref, f"{doc}:{actor}")


def _about(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        for event in statement.about:
            found.setdefault(event, []).append(statement)
    return found


def _told_by(event: Event, statements: Sequence[Statement]) -> Statement | None:
    """The statement by which a quoted source asserts the event: its content holds the event."""
    own = [s for s in statements if s.source in event.chain and s.content.overlaps(event)]
    return min(own, key=lambda s: (abs(s.content.start - event.start), s.id), default=None)
