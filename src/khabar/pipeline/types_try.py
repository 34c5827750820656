"""What types of one's own would find: a dry run that changes nothing.

Each document is read twice, as it is and with the types; what differs is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from khabar.catalog.event_types import EventTypeEntry, event_types
from khabar.lang.ar.normalise import normalise
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import Kit
from khabar.pipeline.types_own import OwnTypes, with_types
from khabar.schema.documents import Document, Source, identity
from khabar.schema.events import Event
from khabar.schema.reading import Reading
from khabar.store.base import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An event of a type of one's own: where, in which sentence, and what else stands there.

    instead names the event that the plain reader has at the same words, "" where it has none.
    """

    document: str
    type: str
    start: int
    end: int
    words: str
    sentence: str
    actor: str
    recipient: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An example of a type, and whether it is found as it should be."""

    type: str
    text: str
    wanted: bool
    found: bool


@dataclass(slots=True, kw_only=True)
class Trial:
    """What a dry run came to, for types of these kinds.

    lost counts, by type, events of the plain reader that are no more with the types on; shared
    names triggers that other types have too.
    """

    kinds: tuple[str, ...]
    documents: int = 0
    with_any: int = 0
    findings: list[Finding] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    shared: tuple[tuple[str, str], ...] = ()
    examples: tuple[Tried, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many were found of each type."""
        return Counter(f.type for f in self.findings)

    @property
    def instead(self) -> Counter[tuple[str, str]]:
        """How often a type stands where the plain reader had another."""
        return Counter((f.type, f.instead) for f in self.findings if f.instead)


def tried(documents: Iterable[Document], kit: Kit, own: OwnTypes) -> Trial:
    """Read documents with the types and without, and compare."""
    wider = with_types(kit, own)
    trial = Trial(
        kinds=tuple(map(kind_of, own.entries)), shared=tuple(shared_triggers(own.entries)),
        examples=tuple(_examples(own, wider)),
    )  # fmt: skip
    for document in documents:
        plain, more = read_document(document, kit), read_document(document, wider)
        found = list(_found(plain, more, own))
        trial.documents += 1
        trial.with_any += bool(found)
        trial.findings += found
        trial.lost.update(_lost(plain, more))
    return trial


def sampled(store: Store, most: int, seed: int) -> tuple[Document, ...]:
    """So many documents of a store, drawn by lot; the same seed draws the same."""
    ids = [document.id for document in store.documents()]
    chosen = sorted(Random(seed).sample(ids, min(most, len(ids))))
    return tuple(filter(None, map(store.document, chosen)))


def shared_triggers(entries: Sequence[EventTypeEntry]) -> Iterator[tuple[str, str]]:
    """Words of these types that types of the catalogue have too, each with the type's name."""
    known: dict[str, list[str]] = {}
    for entry in event_types():
        for words in _triggers(entry):
            known.setdefault(words, []).append(kind_of(entry))
    for entry in entries:
        for words, written in sorted(_triggers(entry).items()):
            yield from ((written, kind) for kind in known.get(words, ()))


def kind_of(entry: EventTypeEntry) -> str:
    """Type and mode as one word."""
    return f"{entry.plover}-{entry.mode}"


def _triggers(entry: EventTypeEntry) -> dict[str, str]:
    """Its triggers by the form in which spellings fall together."""
    return {
        normalise(words): words
        for each in entry.triggers.values()
        for words in (*each.verbs, *each.passive, *each.nouns)
    }


def _found(plain: Reading, more: Reading, own: OwnTypes) -> Iterator[Finding]:
    names = {a.id: a.name.ar for a in more.actors}
    for event in more.events:
        if _is_own(event, own):
            twin = next((e for e in plain.events if e.overlaps(event)), None)
            yield Finding(
                document=more.document.id, type=_name(event), start=event.start, end=event.end,
                words=event.cut(more.text), sentence=event.sentence.cut(more.text),
                actor="، ".join(names[a] for a in event.actor),
                recipient="، ".join(names[a] for a in event.recipient),
                instead="" if twin is None else _name(twin),
            )  # fmt: skip


def _lost(plain: Reading, more: Reading) -> Iterator[str]:
    for event in plain.events:
        if not any(e.type is event.type and e.overlaps(event) for e in more.events):
            yield _name(event)


def _is_own(event: Event, own: OwnTypes) -> bool:
    return (event.type.value, event.mode) in own.kinds


def _name(event: Event) -> str:
    return f"{event.type}-{event.mode}" if event.mode else event.type.value


def _examples(own: OwnTypes, wider: Kit) -> Iterator[Tried]:
    for entry in own.entries:
        kind = kind_of(entry)
        texts = ((e.text, True) for e in entry.examples)
        counter = ((e.text, False) for e in entry.counter_examples)
        for text, wanted in (*texts, *counter):
            source = Source(path="example", raw_hash="0")
            example = Document(id=identity(text, source), text=text, source=source)
            found = kind in map(_name, read_document(example, wider).events)
            yield Tried(type=kind, text=text, wanted=wanted, found=found)
