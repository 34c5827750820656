"""A reading from a model's answers: what stands in the text is kept, the rest dropped with a note.

What stands where and when (segments, times, publication) is read by our own reader, for a model is
not asked; who did what, and who says so, is the model's alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from khabar.annotate.chains import Voices
from khabar.annotate.disputes import DisputeWords, find_disputes
from khabar.annotate.ledger import find_expectations, tell_about
from khabar.annotate.reports import merge_drafts
from khabar.pipeline.second.answer import Answer, Happened, Said
from khabar.pipeline.second.cast import SURE, Cast
from khabar.pipeline.second.passages import Passage
from khabar.pipeline.second.quotes import Quotes, holder_of
from khabar.schema.drafts import Draft
from khabar.schema.events import EventType
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, Name, Place, PlaceId
from khabar.schema.reading import Note, Reading
from khabar.schema.spans import Span, span_of
from khabar.schema.statements import Statement, StatementId
from khabar.schema.text import Sentence

_SYMMETRIC = frozenset({"meeting", "talks", "call", "conference"})
WITHHELD = "a sentence that gives orders to programs was not shown to the model"
_NOWHERE = {
    "actor": "an actor of the model stands nowhere in the passage; left out",
    "event": "the words of an event of the model stand nowhere in the passage; left out",
    "role": "the model gives an event somebody whom it does not name as an actor; left out",
    "mode": "the model gives an event a mode that its type does not have; left out",
    "place": "the place of an event of the model stands nowhere in the passage; left out",
    "when": "the time that the model gives an event is no time we can read; left out",
    "source": "the source of a statement of the model is none of its actors; left out",
    "content": "the words of a statement of the model stand nowhere in the passage; left out",
    "cue": "the cue of a statement of the model stands nowhere in the passage; left out",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer is held against: our own reading of the article, its sentences, its words.

    modes are those that the catalogue knows, by type.
    """

    own: Reading
    sentences: tuple[Sentence, ...]
    withheld: tuple[Sentence, ...]
    quotes: Quotes
    modes: Mapping[EventType, frozenset[str]]
    denials: DisputeWords


@dataclass(slots=True)
class _Found:
    """What was found so far; chains by the span of the event that they tell."""

    cast: Cast = field(default_factory=Cast)
    drafts: list[Draft] = field(default_factory=list)
    chains: dict[Span, tuple[ActorId, ...]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    places: dict[str, list[Span]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def drop(self, why: str, where: Span) -> None:
        note = Note(where=span_of(where), what=f"llm: {_NOWHERE[why]}")
        if note not in self.notes:
            self.notes.append(note)


def composed(
    ground: Ground, answers: Sequence[tuple[Passage, Answer]], *, model: str, recipe: str
) -> Reading:
    """The reading of one article by a model."""
    found, by = _Found(), f"llm:{model}"
    for passage, answer in answers:
        for named in answer.actors:
            if not found.cast.add(named, passage, ground.quotes):
                found.drop("actor", passage.span)
    for passage, answer in answers:
        for said in answer.statements:
            _statement(said, passage, ground, found, by)
        for happened in answer.events:
            _event(happened, passage, ground, found, by)
    return _reading(ground, found, recipe)


def _reading(ground: Ground, found: _Found, recipe: str) -> Reading:
    own, sentences = ground.own, ground.sentences
    statements = _numbered(found.statements)
    voices = Voices(statements, {})

    def chain_at(span: Span, sentence: int) -> tuple[ActorId, ...]:
        return found.chains.get(span) or voices.chain_at(span, sentence)

    drafts = sorted(found.drafts, key=lambda d: (d.start, d.end))
    told = merge_drafts(drafts, sentences, chain_at)
    events = tuple(replace(e, mode=e.mode or None) for e in told.events)
    statements = tell_about(statements, told.reports)
    withheld = (Note(where=span_of(s), what=f"llm: {WITHHELD}") for s in ground.withheld)
    return replace(
        own, recipe=recipe, actors=found.cast.actors(own.text), places=_places(ground, found),
        offices=(), events=events, statements=statements, relations=(), reports=told.reports,
        figures=(), disputes=find_disputes(sentences, statements, events, (), ground.denials),
        expectations=find_expectations(events), notes=(*own.notes, *withheld, *found.notes),
    )  # fmt: skip


def _numbered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    ordered = sorted(statements, key=lambda s: (s.content.start, s.content.end))
    return tuple(replace(s, id=StatementId(f"s{n}")) for n, s in enumerate(ordered, 1))


def _statement(
    said: Said, passage: Passage, ground: Ground, found: _Found, by: str
) -> None:  # fmt: skip
    sentence = passage.numbered(said.sentence)
    where = sentence or passage.span
    content = ground.quotes.one(said.content, sentence, passage)
    if content is None:
        return found.drop("content", where)
    source = found.cast.id_of(said.source)
    if said.source and source is None:
        return found.drop("source", where)
    cue = ground.quotes.one(said.cue, sentence, passage) if said.cue else None
    if said.cue and cue is None:
        found.drop("cue", where)
    through = _people(said.told_by, where, found)
    found.statements.append(
        Statement(
            id=StatementId("s0"), source=source, chain=tuple(t for t in through if t != source),
            mode=said.mode, act=said.act, cue=cue, content=content, sure=SURE, found_by=by,
        )
    )  # fmt: skip
    return None


def _event(
    happened: Happened, passage: Passage, ground: Ground, found: _Found, by: str
) -> None:  # fmt: skip
    sentence = passage.numbered(happened.sentence)
    words = ground.quotes.one(happened.words, sentence, passage)
    home = None if words is None else holder_of(words, ground.sentences)
    if words is None or home is None:
        return found.drop("event", sentence or passage.span)
    if words in found.chains:
        return None
    found.chains[words] = _people(happened.told_by, home, found)
    mode = happened.mode
    if mode and mode not in ground.modes.get(happened.type, ()):
        found.drop("mode", home)
        mode = ""
    found.drafts.append(
        Draft(
            start=words.start, end=words.end, sentence=home.index, trigger=0, type=happened.type,
            mode=mode, actor=_doers(happened.actor, home, found),
            recipient=_doers(happened.recipient, home, found),
            place=_place(happened.place, passage, home, ground, found),
            when=_when(happened.when, passage, home, ground, found),
            status=happened.status, polarity=happened.polarity, symmetric=mode in _SYMMETRIC,
            refers=False, sure=SURE, found_by=by,
        )
    )  # fmt: skip
    return None


def _people(names: Sequence[str], where: Span, found: _Found) -> tuple[ActorId, ...]:
    ids = [found.cast.id_of(name) for name in names if name]
    if None in ids:
        found.drop("role", where)
    return tuple(dict.fromkeys(each for each in ids if each is not None))


def _doers(names: Sequence[str], where: Span, found: _Found) -> tuple[ActorId, ...]:
    """Those who take part; whoever has no name never does."""
    return _people([n for n in names if not found.cast.unnamed(n)], where, found)


def _place(
    words: str, passage: Passage, home: Sentence, ground: Ground, found: _Found
) -> PlaceId | None:
    if not words:
        return None
    span = ground.quotes.one(words, home, passage)
    if span is None:
        found.drop("place", home)
        return None
    spans = found.places.setdefault(" ".join(span.cut(ground.own.text).split()), [])
    spans.append(span)
    return PlaceId(f"p{list(found.places.values()).index(spans) + 1}")


def _places(ground: Ground, found: _Found) -> tuple[Place, ...]:
    return tuple(_known(n, w, s, ground) for n, (w, s) in enumerate(found.places.items(), 1))


def _known(number: int, words: str, spans: Sequence[Span], ground: Ground) -> Place:
    """A place, with its country and coordinates where our gazetteer knows what stands there."""
    id_, spots = PlaceId(f"p{number}"), tuple(dict.fromkeys(spans))
    for place in ground.own.places:
        if any(m.overlaps(s) for m in place.mentions for s in spots):
            return replace(place, id=id_, mentions=spots)
    return Place(id=id_, name=Name(ar=words), mentions=spots)


def _when(
    words: str, passage: Passage, home: Sentence, ground: Ground, found: _Found
) -> Edtf | None:
    """The time that stands where the model says; what it means is never the model's to say."""
    if not words:
        return None
    span = ground.quotes.one(words, home, passage)
    times = _times_at(span, ground) if span else iter(())
    value = next(times, None)
    if value is None:
        found.drop("when", home)
    return value


def _times_at(span: Span, ground: Ground) -> Iterator[Edtf]:
    return (t.value for t in ground.own.times if t.overlaps(span) and t.value is not None)
