"""Through whom a claim came: reports inside reports, and frames that carry on over sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.schema.attributions import Attribution
from khabar.schema.names import Actor, ActorId, ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Statement, StatementId


@dataclass(frozen=True, slots=True)
class Voices:
    """The statements of a document and the frame (a reporter's chain) of each of its sentences."""

    statements: tuple[Statement, ...]
    frames: Mapping[int, tuple[ActorId, ...]]

    def chain_at(self, span: Span, sentence: int) -> tuple[ActorId, ...]:
        """Everybody through whom what stands here is told, outermost first."""
        around = [s for s in self.statements if s.content.holds(span) and s.source is not None]
        if not around:
            return self.frames.get(sentence, ())
        inner = min(around, key=lambda s: s.content.end - s.content.start)
        return (*inner.chain, inner.source) if inner.source else inner.chain


def link_chains(attributions: Sequence[Attribution], actors: Sequence[Actor]) -> Voices:
    """Draw the chain of every statement: the reporters around its cue, then the frame.

    A frame opens where a paper or channel speaks and lasts as long as it comes back: sentences
    between its first and its last word are told through it.
    """
    media = {a.id for a in actors if a.kind is ActorKind.MEDIA}
    frames = _frames(attributions, media)
    spoken = [a for a in attributions if not (a.relay and _shared(a, attributions))]
    statements = []
    for number, attribution in enumerate(spoken, 1):
        chain = _chain(attribution, spoken, frames)
        statements.append(
            Statement(
                id=StatementId(f"s{number}"), source=attribution.source, chain=chain,
                mode=attribution.mode, act=attribution.act, cue=attribution.cue,
                content=attribution.content, sure=attribution.sure, found_by=attribution.found_by,
            )
        )  # fmt: skip
    return Voices(tuple(statements), frames)


def _shared(relay: Attribution, attributions: Sequence[Attribution]) -> bool:
    return any(
        a is not relay and a.sentence == relay.sentence and a.source != relay.source
        and not a.relay and relay.content.overlaps(a.content)
        for a in attributions
    )  # fmt: skip


def _frames(
    attributions: Sequence[Attribution], media: set[ActorId]
) -> dict[int, tuple[ActorId, ...]]:
    frames: dict[int, tuple[ActorId, ...]] = {}
    for reporter in media:
        where = [a.sentence for a in attributions if a.source == reporter]
        if len(set(where)) > 1:
            for sentence in range(min(where), max(where) + 1):
                frames.setdefault(sentence, (reporter,))
    for attribution in attributions:
        if attribution.relay and attribution.source is not None:
            frames.setdefault(attribution.sentence, (attribution.source,))
    return frames


def _chain(
    own: Attribution, spoken: Sequence[Attribution], frames: Mapping[int, tuple[ActorId, ...]]
) -> tuple[ActorId, ...]:
    others = [] if own.aside else [a for a in spoken if a is not own]
    around = [a for a in others if a.source not in (None, own.source) and a.content.holds(own.cue)]
    around.sort(key=lambda a: -(a.content.end - a.content.start))
    links = [link for a in around for link in (*a.through, a.source) if link is not None]
    frame = [a for a in frames.get(own.sentence, ()) if a not in links and a != own.source]
    through = [a for a in own.through if a != own.source]
    return tuple(dict.fromkeys((*frame, *links, *through)))
