"""Statements of rules and of the learned reader brought together.

A rule's attribution that the tagger sees too stands; one that only the tagger sees is taken with
the speaker it points at; each is weighed and kept where it is more likely than not to do good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Listener:
    """Brings together what rules and tagger say of who speaks in one document."""

    ground: Ground
    actors: Mapping[int, ActorId]
    limits: Limits
    weights: Evidence

    def attributed(
        self, attributions: Sequence[Attribution], proposals: Proposals
    ) -> tuple[Attribution, ...]:
        """The attributions of rules and tagger together, in the order of the text."""
        contents = [t for t in proposals.tagged if t.tag == "content"]
        found = []
        for own in attributions:
            seen = _seen(own.cue, proposals.speaking)
            found.append(replace(own, sure=self._sure(own, seen, contents)))
        found += [
            replace(new, sure=self._sure(new, speaking, contents))
            for speaking in proposals.speaking
            if not _told_already(speaking, attributions)
            for new in self._new(speaking, contents, attributions)
        ]
        kept = [a for a in found if a.relay or a.sure >= self._least(a)]
        return tuple(sorted(kept, key=lambda a: (a.sentence, a.cue.start, a.cue.end)))

    def _least(self, own: Attribution) -> float:
        return self.limits.statement if own.found_by == FOUND_BY else self.limits.ruled

    def _sure(self, own: Attribution, seen: Speaking | None, contents: Sequence[Tagged]) -> float:
        return weighed(self.evidence(own, seen, contents), self.weights)

    def evidence(
        self, own: Attribution, seen: Speaking | None, contents: Sequence[Tagged]
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
            "voice": self._voice(own, seen),
            "nobody": float(own.source is None),
            "rule": float(own.found_by != FOUND_BY),
            "carried": float(own.carried),
            own.act: 1.0,
        }

    def _voice(self, own: Attribution, seen: Speaking | None) -> float:
        voices = seen.voices if seen else ()
        return max((v.source for v in voices if self.actors.get(v.who) == own.source), default=0.0)

    def _new(
        self, speaking: Speaking, contents: Sequence[Tagged], told: Sequence[Attribution]
    ) -> Iterator[Attribution]:
        """What only the tagger saw: a cue with what is said behind it, and its speaker."""
        cue = trimmed(self.ground.text, speaking)
        sentence = sentence_at(self.ground.sentences, cue.start)
        voices = [v for v in speaking.voices if v.source >= self.limits.voice]
        best = max(voices, key=lambda v: v.source, default=None)
        source = self.actors.get(best.who) if best else None
        content = self._content(cue, sentence, contents)
        if sentence is None or source is None or content is None or cue.end > sentence.end:
            return
        if any(a.content.overlaps(content) and a.cue.overlaps(content) for a in told):
            return
        reporters = sorted(
            (v for v in speaking.voices if v.reporter >= self.limits.voice), key=lambda v: v.who
        )
        through = [self.actors[v.who] for v in reporters if v.who in self.actors]
        direct = content.cut(self.ground.text).lstrip().startswith(_QUOTED)
        yield Attribution(
            sentence=sentence.index,
            source=source,
            cue=cue,
            content=content,
            act=Act(speaking.act),
            mode=Mode.DIRECT if direct else Mode.INDIRECT,
            through=tuple(dict.fromkeys(a for a in through if a != source)),
            found_by=FOUND_BY,
        )

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


def _seen(cue: Span, speaking: Sequence[Speaking]) -> Speaking | None:
    """The tagger's cue at a rule's."""
    return max((s for s in speaking if s.overlaps(cue)), key=lambda s: s.sure, default=None)


def _told_already(speaking: Speaking, attributions: Sequence[Attribution]) -> bool:
    return any(a.cue.overlaps(speaking) for a in attributions)
