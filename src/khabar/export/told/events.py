"""Events of the record with all that their tellings say: what every format here starts from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.export.told.cast import Cast, Party
from khabar.schema.events import Event, EventType, Polarity, Status
from khabar.schema.held import Held
from khabar.schema.names import Name, Place
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import RecordEvent, RecordPlace, Ref, Standing

_ADDRESS = re.compile(
    r"https?://[^\s\x00-\x1f<>\"{}|\\^`\u200e\u200f\u202a-\u202e\u2066-\u2069]+\Z"
)

_ESTABLISHED = (Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.POSSIBLE)


def day_of(document: DocumentFacts) -> str:
    """The day of publication, "" where it is not known to be one day."""
    published = document.published
    return (published.latest or "") if published.earliest == published.latest else ""


def url_of(document: DocumentFacts) -> str:
    """The address of a page, "" where none is known or it is no address of the web."""
    url = document.url or ""
    return url if _ADDRESS.match(url) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an event was; country is ISO 3166-1 alpha-2, "" where it is not known."""

    name: Name
    country: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def latin(self) -> str:
        """The English name, or else the Arabic one."""
        return self.name.en or self.name.ar


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event as one document tells it.

    words is the sentence; length counts the characters of the document, reports how often it
    claims the event. chain runs from the source nearest the reader to the one nearest the event.
    """

    ref: Ref
    recipe: str
    document: DocumentFacts
    event: Event
    words: str
    length: int
    reports: int
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    others: tuple[Party, ...] = ()
    chain: tuple[Party, ...] = ()
    place: Site | None = None

    @property
    def day(self) -> str:
        """The day on which the document appeared, "" where it is not known to be one day."""
        return day_of(self.document)

    @property
    def url(self) -> str:
        """The address of the page, "" where none is known or it is no address of the web."""
        return url_of(self.document)

    @property
    def outlet(self) -> str:
        """The outlet, "" where it is not known."""
        return self.document.outlet or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event of the record and its tellings, in the order of the record."""

    event: RecordEvent
    tellings: tuple[Telling, ...]

    @property
    def lead(self) -> Telling:
        """The telling by which the event is shown: one that tells it as done, if there is any.

        Of those of the event's type, and as positive or negative as the first of them, the one of
        the best established status, and of these the earliest.
        """
        same = [t for t in self.tellings if t.event.type is self.event.type] or self.tellings
        told = [t for t in same if t.event.polarity is same[0].event.polarity]
        return min(told, key=lambda t: (_ESTABLISHED.index(t.event.status), t.day or "9999"))

    @property
    def mode(self) -> str:
        """The mode under its type, "" where it is not known."""
        return self.lead.event.mode or ""

    @property
    def site(self) -> Site | None:
        """The place that the record is sure of, or else the one that the lead names."""
        return _site(self.event.place) if self.event.place else self.lead.place

    @property
    def happened(self) -> bool:
        """Whether it is told as done or going on: not announced, only possible, or denied."""
        done = self.lead.event.status in (Status.OCCURRED, Status.ONGOING)
        told = self.lead.event.polarity is Polarity.POSITIVE
        return done and told and self.event.standing not in (Standing.ANNOUNCED, Standing.DENIED)

    @property
    def is_plover(self) -> bool:
        """Whether PLOVER has its type: it knows no changes of state without a doer."""
        return self.event.type is not EventType.STATE_CHANGE

    @property
    def first(self) -> str:
        """The day of the first report, "" where no report is dated."""
        return min((t.day for t in self.tellings if t.day), default="")


def told_events(held: Held) -> Iterator[Told]:
    """All events of the record in its order, each with its tellings.

    Readings pass one by one; what is kept of each are its sentences about events.
    """
    record = held.record()
    wanted = {member for event in record.events for member in event.members}
    cast = Cast(record)
    found = {t.ref: t for r in held.readings() for t in _tellings(r, wanted, cast)}
    for event in record.events:
        tellings = tuple(found[m] for m in event.members if m in found)
        if tellings:
            yield Told(event=event, tellings=tellings)


def _tellings(reading: Reading, wanted: set[Ref], cast: Cast) -> Iterator[Telling]:
    players = cast.of(reading)
    claimed = Counter(report.of for report in reading.reports)
    sites = {place.id: _site(place) for place in reading.places}
    for event in reading.events:
        ref = Ref(doc=reading.document.id, id=event.id)
        if ref in wanted:
            yield Telling(
                ref=ref,
                recipe=reading.recipe,
                document=reading.document,
                event=event,
                words=" ".join(event.sentence.cut(reading.text).split()),
                length=len(reading.text),
                reports=claimed[event.id] or 1,
                actors=players.parties(event.actor, event.sentence),
                recipients=players.parties(event.recipient, event.sentence),
                others=players.parties(event.other, event.sentence),
                chain=players.parties(event.chain, event.sentence),
                place=sites.get(event.place) if event.place else None,
            )


def _site(place: Place | RecordPlace) -> Site:
    return Site(name=place.name, country=place.country or "", lat=place.lat, lon=place.lon)
