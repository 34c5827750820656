"""The claims of disputes, with who makes them, through whom, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.export.told.cast import Cast, Party, Players
from khabar.schema.events import Event
from khabar.schema.held import Held
from khabar.schema.names import ActorId
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import Record, RecordDispute, Ref
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Statement

_AROUND = 400  # characters of a paragraph before and behind a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one document claims, in its own words.

    context is the paragraph around the words, or what of it stands nearest them.
    chain runs from the source nearest the reader to the one nearest the claim, who makes it; it
    is empty where the outlet speaks for itself, and somebody says that it is nobody who is named.
    denied: who makes the claim says that the words are not so.
    """

    ref: Ref
    words: str
    context: str
    span: Span
    document: DocumentFacts
    chain: tuple[Party, ...] = ()
    somebody: bool = False
    denied: bool = False

    @property
    def by(self) -> Party | None:
        """Who makes it; None where it is the outlet, or somebody whom the text does not name."""
        return self.chain[-1] if self.chain and not self.somebody else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A claim, what else of the same event says so, and what stands against it."""

    claim: Claim
    also: tuple[Claim, ...]
    against: tuple[tuple[RecordDispute, Claim], ...]


def contested_claims(held: Held) -> Iterator[Contested]:
    """Every claim of a dispute once, in the order of the record; readings pass one by one."""
    record = held.record()
    alike = {m: event.members for event in record.events for m in event.members}
    refs = {ref for d in record.disputes for ref in (d.a, d.b)}
    wanted = refs.union(*(alike.get(ref, ()) for ref in refs))
    cast = Cast(record)
    claims = {c.ref: c for r in held.readings() for c in _claims(r, wanted, cast)}
    for ref in dict.fromkeys(ref for d in record.disputes for ref in (d.a, d.b)):
        if ref in claims:
            others = (claims[m] for m in alike.get(ref, ()) if m in claims and m != ref)
            same = tuple(c for c in others if _voice(c) == _voice(claims[ref]))
            yield Contested(claim=claims[ref], also=same, against=_against(ref, record, claims))


def _voice(claim: Claim) -> str | None:
    """Whose claim it is: what another voice says of the same event is no appearance of this one."""
    if claim.by is not None:
        return claim.by.known_id or f"{claim.ref.doc}:{claim.by.id}"
    return f"{claim.ref.doc}:somebody" if claim.somebody else claim.document.outlet


def _against(
    ref: Ref, record: Record, claims: dict[Ref, Claim]
) -> tuple[tuple[RecordDispute, Claim], ...]:
    pairs = ((d, d.b if d.a == ref else d.a) for d in record.disputes if ref in (d.a, d.b))
    return tuple((dispute, claims[other]) for dispute, other in pairs if other in claims)


def _claims(reading: Reading, wanted: set[Ref], cast: Cast) -> Iterator[Claim]:
    players = cast.of(reading)
    items: tuple[Event | Statement, ...] = (*reading.events, *reading.statements)
    for item in items:
        ref = Ref(doc=reading.document.id, id=item.id)
        if ref in wanted:
            yield _claim(reading, ref, item, players)


def _said(item: Event | Statement) -> tuple[tuple[ActorId, ...], Span]:
    if isinstance(item, Event):
        return item.chain, item.sentence
    source = () if item.source is None else (item.source,)
    return (*item.chain, *source), item.content


def _paragraph(text: str, span: Span) -> str:
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    behind = text.find("\n", span.end)
    end = min(len(text) if behind < 0 else behind, span.end + _AROUND)
    return " ".join(text[start:end].split())


def _claim(reading: Reading, ref: Ref, item: Event | Statement, players: Players) -> Claim:
    sources, span = _said(item)
    return Claim(
        ref=ref,
        words=" ".join(span.cut(reading.text).split()),
        context=_paragraph(reading.text, span),
        span=span,
        document=reading.document,
        chain=players.parties(sources, span),
        somebody=isinstance(item, Statement) and item.source is None,
        denied=_denied(item),
    )


def _denied(item: Event | Statement) -> bool:
    """Whether the words are denied; the sentence of an event that is not so says so itself."""
    return isinstance(item, Statement) and item.act is Act.DENY
