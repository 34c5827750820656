"""What an audit asks about: one thing of a store in words, with the text it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.own_names import OwnNames
from khabar.export.dossier.sentences import saying, sentence
from khabar.schema.events import Event, Polarity
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, ActorMention
from khabar.schema.reading import Reading
from khabar.schema.spans import Span, span_of
from khabar.schema.statements import Statement
from khabar.schema.times import TimeExpression

_AROUND = 280  # characters of text before and behind what is asked about


class Kind(StrEnum):
    """What can be drawn; a link is that two readings speak of one actor or one event."""

    EVENT = "event"
    STATEMENT = "statement"
    TIME = "time"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Words of an article with what stands around them, and where it was published."""

    document: str
    outlet: str
    published: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field of an item and what khabar claims it is; "" claims that there is none."""

    field: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to be checked; type names its stratum, other is the second end of a link."""

    id: str
    kind: Kind
    type: str
    here: Context
    other: Context | None = None
    arabic: str
    english: str
    questions: tuple[Question, ...]


def event_item(id_: str, reading: Reading, event: Event) -> Item:
    """An event as it is asked about."""
    names = OwnNames(reading)
    told = {tongue: sentence(event, names, tongue) for tongue in Language}
    kind = f"{event.type}-{event.mode}" if event.mode else event.type.value
    status = event.status if event.polarity is Polarity.POSITIVE else f"{event.status}, not"
    return Item(
        id=id_, kind=Kind.EVENT, type=event.type.value,
        here=context_of(reading, span_of(event)), arabic=told[Language.AR],
        english=told[Language.EN],
        questions=(
            Question(field="type", claim=kind),
            Question(field="actor", claim=_names(reading, event.actor)),
            Question(field="recipient", claim=_names(reading, event.recipient)),
            Question(field="status", claim=status),
            Question(field="time", claim=event.when or ""),
            Question(field="source", claim=_names(reading, event.chain)),
        ),
    )  # fmt: skip


def statement_item(id_: str, reading: Reading, said: Statement) -> Item:
    """A statement as it is asked about."""
    names, words = OwnNames(reading), said.content.cut(reading.text)
    told = {t: saying(said, reading.events, words, names, t) for t in Language}
    through = (*said.chain, *(() if said.source is None else (said.source,)))
    return Item(
        id=id_, kind=Kind.STATEMENT, type=said.act.value,
        here=context_of(reading, said.content), arabic=told[Language.AR],
        english=told[Language.EN],
        questions=(
            Question(field="type", claim=said.act.value),
            Question(field="source", claim=_names(reading, through, " ← ")),
            Question(field="content", claim=" ".join(words.split())),
        ),
    )  # fmt: skip


def time_item(id_: str, reading: Reading, time: TimeExpression) -> Item:
    """An expression of time as it is asked about."""
    value = time.value or ""
    return Item(
        id=id_, kind=Kind.TIME, type=type_of_time(time), here=context_of(reading, span_of(time)),
        arabic="", english=f"These words mean {value}.",
        questions=(Question(field="time", claim=value),),
    )  # fmt: skip


def link_item(id_: str, kind: str, ends: tuple[tuple[Reading, str], tuple[Reading, str]]) -> Item:
    """Two actors or events of different readings that the record takes for one."""
    here, other = (context_of(reading, _spot(reading, item)) for reading, item in ends)
    return Item(
        id=id_, kind=Kind.LINK, type=kind, here=here, other=other, arabic="",
        english=f"Both marked words stand for one and the same {kind}.",
        questions=(Question(field="same", claim=_claimed(ends[0][0], ends[0][1])),),
    )  # fmt: skip


def type_of_time(time: TimeExpression) -> str:
    """The stratum of a time."""
    return "relative" if time.relative else "calendar"


def context_of(reading: Reading, span: Span) -> Context:
    """What stands around a span."""
    document, text = reading.document, reading.text
    published = document.published
    return Context(
        document=document.id, outlet=document.outlet or "",
        published=_days(published.earliest, published.latest),
        before=text[max(0, span.start - _AROUND) : span.start], words=span.cut(text),
        after=text[span.end : span.end + _AROUND],
    )  # fmt: skip


def _days(earliest: Edtf | None, latest: Edtf | None) -> str:
    if earliest == latest:
        return earliest or ""
    return f"{earliest or '..'}/{latest or '..'}"


def _names(reading: Reading, ids: tuple[ActorId, ...], between: str = "، ") -> str:
    known: Mapping[ActorId, str] = {a.id: a.name.ar for a in reading.actors}
    return between.join(known[each] for each in ids)


def _spot(reading: Reading, item: str) -> Span:
    return span_of(next(_spots(reading, item)))


def _spots(reading: Reading, item: str) -> Iterator[ActorMention | Event]:
    yield from (e for e in reading.events if e.id == item)
    yield from (m for a in reading.actors if a.id == item for m in a.mentions)


def _claimed(reading: Reading, item: str) -> str:
    """The name of an actor, or an event in a sentence."""
    names = OwnNames(reading)
    for event in reading.events:
        if event.id == item:
            return sentence(event, names, Language.AR)
    return next(a.name.ar for a in reading.actors if a.id == item)
