"""Statements of rules and of the learned reader brought together.

Rules and tagger each see cues with what is said; whoever of those near is likeliest to have said it
is the source, and each statement is weighed and kept where it is likely enough to be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.composing.ground import FOUND_BY, Ground, Limits, sentence_at, trimmed
from khabar.annotate.composing.weighing import Evidence, logit, weighed
from khabar.learned.proposals import Proposals, Speaking, Tagged
from khabar.schema.attributions import Attribution
from khabar.schema.names import ActorId
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode
from khabar.schema.text import Sentence

_CLOSE = 60  # characters between a cue and what is said
_QUOTED = ('"', "«", "“", "'")

Shares = Mapping[ActorId, float]
Asking = Callable[[Attribution, Speaking | None], Shares]
"""How surely each of those near is the source of a statement, the tagger's cue being seen."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Brings together what rules and tagger say of who speaks in one document."""

    ground: Ground
    actors: Mapping[int, ActorId]
    limits: Limits
    weights: Evidence
    asking: Asking

    def attributed(
        self, attributions: Sequence[Attribution], proposals: Proposals
    ) -> tuple[Attribution, ...]:
        """The attributions of rules and tagger together, in the order of the text."""
        contents = [t for t in proposals.tagged if t.tag == "content"]
        alone = Counter(a.cue for a in attributions)
        found = []
        for own in attributions:
            seen = _seen(own.cue, proposals.speaking)
            shares = self.asking(own, seen)
            told = own if own.relay or alone[own.cue] > 1 else _by_the_likeliest(own, shares)
            found.append(replace(told, sure=self._sure(told, shares, seen, contents)))
        for speaking in proposals.speaking:
            if not _told_already(speaking, attributions):
                for new, shares in self._new(speaking, contents, attributions):
                    sure = self._sure(new, shares, speaking, contents)
                    found.append(replace(new, sure=sure))
        kept = [a for a in found if a.relay or a.sure >= self._least(a)]
        return tuple(sorted(kept, key=lambda a: (a.sentence, a.cue.start, a.cue.end)))

    def _least(self, own: Attribution) -> float:
        return self.limits.statement if own.found_by == FOUND_BY else self.limits.said

    def _sure(
        self, own: Attribution, shares: Shares, seen: Speaking | None, contents: Sequence[Tagged]
    ) -> float:
        return weighed(self.evidence(own, shares, seen, contents), self.weights)

    def evidence(
        self, own: Attribution, shares: Shares, seen: Speaking | None, contents: Sequence[Tagged]
    ) -> dict[str, float]:
        """What speaks for a statement and against it, by name."""
        said = [t for t in contents if t.overlaps(own.content)]
        starts = [abs(t.start - own.content.start) for t in said]
        return {
            "always": 1.0,
            "cue": logit(seen.sure) if seen else 0.0,
            "no cue": float(seen is None),
            "content": logit(max(t.sure for t in said)) if said else 0.0,
            "no content": float(not said),
            "content begins there": float(bool(starts) and min(starts) <= 6),
            "source": logit(share) if (share := _share(own, shares)) else 0.0,
            "nobody": float(own.source is None),
            "rule": float(own.found_by != FOUND_BY),
            "carried": float(own.carried),
            own.act: 1.0,
        }

    def _new(
        self, speaking: Speaking, contents: Sequence[Tagged], told: Sequence[Attribution]
    ) -> Iterator[tuple[Attribution, Shares]]:
        """What only the tagger saw: a cue with what is said behind it, and its speaker."""
        cue = trimmed(self.ground.text, speaking)
        sentence = sentence_at(self.ground.sentences, cue.start)
        content = self._content(cue, sentence, contents)
        if sentence is None or content is None or cue.end > sentence.end:
            return
        if any(a.content.overlaps(content) and a.cue.overlaps(content) for a in told):
            return
        direct = content.cut(self.ground.text).lstrip().startswith(_QUOTED)
        new = Attribution(
            sentence=sentence.index,
            source=self._voice(speaking),
            cue=cue,
            content=content,
            act=Act(speaking.act),
            mode=Mode.DIRECT if direct else Mode.INDIRECT,
            found_by=FOUND_BY,
        )
        shares = self.asking(new, speaking)
        new = _by_the_likeliest(new, shares)
        if new.source is not None:
            through = tuple(a for a in self._reporters(speaking) if a != new.source)
            yield replace(new, through=through), shares

    def _voice(self, speaking: Speaking) -> ActorId | None:
        best = max(speaking.voices, key=lambda v: v.source, default=None)
        return self.actors.get(best.who) if best else None

    def _reporters(self, speaking: Speaking) -> list[ActorId]:
        sure = sorted(v.who for v in speaking.voices if v.reporter >= self.limits.voice)
        return list(dict.fromkeys(self.actors[who] for who in sure if who in self.actors))

    def _content(
        self, cue: Span, sentence: Sentence | None, contents: Sequence[Tagged]
    ) -> Span | None:
        """What is said: the stretch tagged as content that begins nearest to the cue, as far as
        its sentence goes."""
        if sentence is None:
            return None
        near = [
            (max(t.start - cue.end, cue.start - t.end, 0), t.start, t)
            for t in contents
            if sentence.start <= t.start < sentence.end and not t.overlaps(cue)
        ]
        if not near or (nearest := min(near, key=lambda one: one[:2]))[0] > _CLOSE:
            return None
        tag = nearest[2]
        behind = tag.start >= cue.end
        end = sentence.end if behind else min(tag.end, cue.start)
        span = trimmed(self.ground.text, Span(start=tag.start, end=end))
        return span if span.end > span.start else None


def _by_the_likeliest(own: Attribution, shares: Shares) -> Attribution:
    """The statement given to whoever is likeliest to have made it."""
    best = max(shares, key=lambda a: shares[a], default=None)
    if best is None or best == own.source or shares[best] <= _share(own, shares):
        return own
    return replace(own, source=best, through=tuple(a for a in own.through if a != best))


def _share(own: Attribution, shares: Shares) -> float:
    """How surely the source of a statement is the right one; 0 where it has none."""
    return shares.get(own.source, 0.0) if own.source is not None else 0.0


def _seen(cue: Span, speaking: Sequence[Speaking]) -> Speaking | None:
    """The tagger's cue at a rule's."""
    return max((s for s in speaking if s.overlaps(cue)), key=lambda s: s.sure, default=None)


def _told_already(speaking: Speaking, attributions: Sequence[Attribution]) -> bool:
    return any(a.cue.overlaps(speaking) for a in attributions)
