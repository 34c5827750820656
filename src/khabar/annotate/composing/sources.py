"""Who may be the source of a statement, and what speaks for each: numbers for the model of sources.

Nothing here decides; it says where a name stands to the cue and to what is said, who spoke before,
what rules say and whom the learned reader hears. -1 or FAR stand for what is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p

import numpy as np

from khabar.annotate.composing.ground import Ground
from khabar.learned.proposals import WHO, Proposals, Speaking
from khabar.learned.trees import Trees
from khabar.schema.attributions import Attribution
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode
from khabar.schema.text import Sentence

FAR = 50.0
_LONGEST = 40  # tokens that are told apart
_BACK = 3  # sentences before that of the cue in which its source may be named
_SPOKE = 3  # sources before, who may be meant again
_COMMAS, _QUOTES = frozenset("،,"), frozenset("\"'«»“”")
_HOWS = ("verb", "participle", "preposition", "noun", "relay")
_PREPOSITIONS = ("", "ل", "من", "الي", "علي", "مع", "بين", "عن", "في", "ب")
_KINDS, _ACTS = sorted(ActorKind), sorted(Act)
_TAGS = sorted(WHO)
_SILENT = (-1.0, -1.0)
_UNSEEN = [FAR, FAR, 20.0, 20.0, *[0.0] * (len(_PREPOSITIONS) + 9)]

Numbers = list[float]
Looked = tuple[tuple[ActorId, ...], list[Numbers]]
"""Those who may have said something, with the signs of each."""


@dataclass(frozen=True, slots=True)
class Hall:
    """Everybody in a document who may say something, and who says what by the rules.

    actors: who the tagged stretches are, by their number; standing: where each actor stands; named:
    the mentions of actors, commas, quotes: how many stand before each token, all by sentence.
    """

    ground: Ground
    proposals: Proposals
    actors: Mapping[int, ActorId]
    told: Sequence[Attribution]
    standing: Mapping[ActorId, Sequence[Mention]]
    named: Mapping[int, Sequence[Mention]]
    commas: Mapping[int, Sequence[int]]
    quotes: Mapping[int, Sequence[int]]


def hall_of(
    ground: Ground,
    proposals: Proposals,
    actors: Mapping[int, ActorId],
    told: Sequence[Attribution],
) -> Hall:
    """The hall of a document; actors says who the tagged stretches are."""
    standing: dict[ActorId, list[Mention]] = {}
    named: dict[int, list[Mention]] = {}
    for mention, actor in zip(ground.mentions, ground.actor_of, strict=True):
        if actor is not None:
            standing.setdefault(actor, []).append(mention)
            named.setdefault(mention.sentence, []).append(mention)
    commas, quotes = (_counted(ground.sentences, marks) for marks in (_COMMAS, _QUOTES))
    return Hall(ground, proposals, actors, told, standing, named, commas, quotes)


def _counted(sentences: Sequence[Sentence], marks: Collection[str]) -> dict[int, list[int]]:
    return {
        s.index: list(accumulate((int(t.form in marks) for t in s.tokens), initial=0))
        for s in sentences
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement whose source is asked for: the token of its cue, who spoke before, the last
    first, how often rules take each for the source of another, and whom for that of this one."""

    own: Attribution
    token: int
    before: Sequence[ActorId]
    elsewhere: Counter[ActorId | None]
    given: Sequence[ActorId | None]


def _asked(hall: Hall, own: Attribution) -> _Asked:
    tokens = hall.ground.sentences[own.sentence].tokens
    token = next((n for n, t in enumerate(tokens) if t.end > own.cue.start), len(tokens) - 1)
    earlier = [a for a in hall.told if a.source and a.cue.end <= own.cue.start]
    earlier.sort(key=lambda a: -a.cue.start)
    return _Asked(
        own,
        token,
        list(dict.fromkeys(a.source for a in earlier if a.source)),
        Counter(a.source for a in hall.told if a.cue != own.cue),
        [a.source for a in hall.told if a.cue == own.cue],
    )


def signs_of(hall: Hall, own: Attribution, seen: Speaking | None) -> Looked:
    """Those who may be the source of a statement, with the numbers of each; as many for everyone.

    seen: the tagger's cue at that of the statement.
    """
    asked = _asked(hall, own)
    people = _near(hall, asked)
    heard, voices = _heard(hall, own, people), _voices(hall, seen)
    counts = (float(len(people)), float(len(asked.given)))
    statement = [*_of_statement(hall, asked, seen), *counts]
    return people, [
        [*heard[a], *voices.get(a, _SILENT), *_of_source(hall, asked, a), *statement]
        for a in people
    ]


def _voices(hall: Hall, seen: Speaking | None) -> dict[ActorId, tuple[float, float]]:
    """How surely the first tagged stretch of each actor is the source of a cue, or reports it."""
    found: dict[ActorId, tuple[float, float]] = {}
    for voice in seen.voices if seen else ():
        if voice.who in hall.actors:
            found.setdefault(hall.actors[voice.who], (voice.source, voice.reporter))
    return found


def shares_of(
    own: Attribution, seen: Speaking | None, *, hall: Hall, model: Trees
) -> dict[ActorId, float]:
    """How surely each of those near is the source of a statement."""
    people, signs = signs_of(hall, own, seen)
    if not people:
        return {}
    shares = model.shares(np.array(signs, dtype=np.float32))
    return {actor: float(share) for actor, share in zip(people, shares, strict=True)}


def _near(hall: Hall, asked: _Asked) -> tuple[ActorId, ...]:
    """Those named in the sentence or just before, those who spoke last, whom rules name."""
    found: dict[ActorId, None] = {}
    own, at = asked.own, asked.own.sentence
    for actor, mentions in hall.standing.items():
        if any(at - _BACK <= m.sentence <= at for m in mentions):
            found[actor] = None
    found |= dict.fromkeys(asked.before[:_SPOKE])
    found |= dict.fromkeys(a for a in (*asked.given, own.source) if a is not None)
    return tuple(a for a in found if a in hall.standing)


def _heard(hall: Hall, own: Attribution, people: Sequence[ActorId]) -> dict[ActorId, Numbers]:
    """For each how surely the nearest of their names and any of them is the source or reports."""
    voiced = hall.proposals.voiced
    if voiced is None:
        return {a: [-1.0] * 4 for a in people}
    at = own.sentence
    names = [(a, m) for a in people for m in hall.standing[a] if abs(m.sentence - at) <= _BACK]
    told = voiced(own.cue, [m for _, m in names])
    found: dict[ActorId, list[tuple[int, float, float]]] = {a: [] for a in people}
    for (actor, m), share in zip(names, told, strict=True):
        if share is not None:
            away = min(abs(m.start - own.cue.end), abs(m.end - own.cue.start))
            found[actor].append((away, *share))
    return {a: _most(some) for a, some in found.items()}


def _most(heard: Sequence[tuple[int, float, float]]) -> Numbers:
    if not heard:
        return [-1.0] * 4
    _, source, reporter = min(heard)
    return [source, reporter, max(h[1] for h in heard), max(h[2] for h in heard)]


def _of_statement(hall: Hall, asked: _Asked, seen: Speaking | None) -> Iterator[float]:
    own, at = asked.own, asked.token
    yield from (float(own.act is act) for act in _ACTS)
    yield from (float(own.found_by.endswith(f"-{how}")) for how in _HOWS)
    yield from (float(one) for one in (own.carried, own.relay, own.aside))
    yield from (float(own.mode is Mode.DIRECT), float(bool(own.through)))
    yield seen.sure if seen else -1.0
    best = max(seen.voices if seen else (), key=lambda v: v.source, default=None)
    yield best.source if best else -1.0
    yield float(best is not None and best.who in hall.actors)
    tag = hall.proposals.tagged[best.who] if best else None
    yield from (float(tag is not None and tag.tag == one) for one in _TAGS)
    yield _away(tag, own.cue)
    sentence = hall.ground.sentences[own.sentence]
    yield from (float(at), float(len(sentence.tokens) - at), float(own.sentence))
    form = sentence.tokens[at].form
    yield from (float(form.lstrip("وف").startswith("ت")), float(form.endswith("ت")))
    yield from (float(form.endswith(("وا", "ون", "ين"))), float(form.endswith("ه")))
    yield float(own.content.start > own.cue.start)
    yield log1p(own.content.end - own.content.start)
    yield float(
        sum(1 for a in hall.told if a.sentence == own.sentence and a.cue.start < own.cue.start)
    )


def _away(tag: Span | None, cue: Span) -> float:
    if tag is None:
        return FAR
    return log1p(max(tag.start - cue.end, 0)) - log1p(max(cue.start - tag.end, 0))


def _of_source(hall: Hall, asked: _Asked, actor: ActorId) -> Iterator[float]:
    own, at, standing = asked.own, asked.token, hall.standing[actor]
    here = [m for m in standing if m.sentence == own.sentence]
    behind = min((m for m in here if m.last > at), key=lambda m: m.first, default=None)
    ahead = max((m for m in here if m.last <= at), key=lambda m: m.last, default=None)
    yield from _of_mention(hall, asked, behind, behind=True)
    yield from _of_mention(hall, asked, ahead, behind=False)
    yield float(actor == own.source)
    yield float(actor in asked.given)
    yield float(actor in own.through)
    yield from _of_record(hall, asked, actor)
    known = standing[0]
    yield from (float(known.kind is kind) for kind in _KINDS)
    yield from (float(known.anonymous), float(known.key is not None), float(bool(known.head)))
    yield from (float(any(m.title is not None for m in standing)), float(len(standing)))
    yield from (float(standing[0].sentence), float(_first(known).endswith("ة")))
    earlier = [m for m in standing if m.sentence < own.sentence]
    ago = own.sentence - earlier[-1].sentence if earlier else 9
    yield float(min(ago, 9))
    yield float(earlier[-1].first if earlier else FAR)
    yield float(len(here))


def _first(mention: Mention) -> str:
    return next(iter(mention.name.ar.split()), "")


def _of_record(hall: Hall, asked: _Asked, actor: ActorId) -> Iterator[float]:
    """How often and how long ago one spoke by the rules."""
    own, count = asked.own, asked.elsewhere[actor]
    yield float(asked.before.index(actor) if actor in asked.before else FAR)
    yield from (float(count), count / max(1, len(hall.told)))
    last = [a.sentence for a in hall.told if a.source == actor and a.cue.end <= own.cue.start]
    yield float(own.sentence - max(last)) if last else FAR
    yield float(any(a.source == actor and a.content.holds(own.cue) for a in hall.told))


def _of_mention(hall: Hall, asked: _Asked, mention: Mention | None, *, behind: bool) -> Numbers:
    """How a name stands to the cue, on one side of it."""
    if mention is None:
        return _UNSEEN
    own, at = asked.own, asked.token
    low, high = (at + 1, mention.first) if behind else (mention.last, at)
    high = max(low, high)
    named = hall.named[own.sentence]
    between = {m.start for m in named if low <= m.first and m.last <= high}
    commas, quotes = hall.commas[own.sentence], hall.quotes[own.sentence]
    return [
        float(min(high - low, _LONGEST)), float(len(between)),
        float(commas[high] - commas[low]), float(quotes[high] - quotes[low]),
        *(float(mention.preposition == one) for one in _PREPOSITIONS),
        float(mention.preposition not in _PREPOSITIONS),
        float(mention.conjoined), float(mention.inner), float(mention.as_place),
        float(mention.title is not None), float(mention.first == 0),
        float(own.content.holds(mention)), float(own.cue.overlaps(mention)), mention.sure,
    ]  # fmt: skip
