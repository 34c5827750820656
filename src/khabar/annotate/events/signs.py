"""What an event and one who may take part in it look like: numbers for the model of roles.

Nothing here decides; it says where a name stands to the words of an event, what governs it, which
verbs it is the subject of, who speaks, and what rules say. -1 or FAR stand for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from khabar.annotate.events.clauses import Clause
from khabar.annotate.events.company import Company, Standing
from khabar.annotate.events.heard import heard_of
from khabar.annotate.events.line import COMMAS, Line
from khabar.annotate.events.roles import marks_agent
from khabar.annotate.events.tables import Party
from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Supposed
from khabar.schema.events import EventType
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind

FAR = 50.0
_LONGEST = 40  # tokens that are told apart
_SENTENCES = 5
_AGENT = 4  # tokens before a name in which something may mark it as the doer
_TYPES, _KINDS = sorted(EventType), sorted(ActorKind)
_PREPOSITIONS = ("", "ل", "من", "الي", "علي", "مع", "بين", "ضد", "عن", "في", "ب")
_GOVERNORS = _PREPOSITIONS[1:]
_GOVERNED = 4  # tokens before a name among which something may govern it
_UNSEEN = [FAR, FAR, 20.0, 20.0, 20.0, *[0.0] * (len(_PREPOSITIONS) + len(_GOVERNORS) + 16)]

Numbers = list[float]
Looked = tuple[tuple[ActorId, ...], list[Numbers]]
"""Those near an event, with the signs of each."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """For each token how many clauses open, commas and verbs stand before it in its sentence."""

    opens: Sequence[int]
    commas: Sequence[int]
    verbs: Sequence[int]

    def between(self, start: int, end: int) -> Numbers:
        return [float(c[end] - c[start]) for c in (self.opens, self.commas, self.verbs)]


@dataclass(frozen=True, slots=True)
class _Around:
    """The sentence of a supposed event: its parties, and who is the subject of which verb."""

    supposed: Supposed
    line: Line
    counts: _Counts
    before: Sequence[Party]
    behind: Sequence[Party]
    own: Clause | None
    verbs: tuple[int | None, int | None, int | None]  # the two before, the next
    subjects: Sequence[frozenset[ActorId]]

    @property
    def last(self) -> int:
        return self.supposed.trigger + 1


def signs_of(company: Company, supposed: Supposed) -> Looked:
    """Those who may take part in an event, with the numbers of each; as many for everyone."""
    people = company.near(supposed)
    around = _around(company, supposed)
    event = [*_of_event(company, around), float(len(people))]
    heard = heard_of(company, supposed, people)
    rows = ((*_of_actor(company, around, a), *event) for a in people)
    return people, [[*row, *more] for row, more in zip(rows, heard, strict=True)]


def _around(company: Company, supposed: Supposed) -> _Around:
    found = company.told[supposed.sentence]
    at, clauses, parties = supposed.trigger, found.clauses, found.scene.parties
    own = clauses.get(at)
    earlier = sorted((v for v in clauses if v < at), reverse=True)
    later = min((v for v in clauses if v > at), default=None)
    verbs = (earlier[0] if earlier else None, earlier[1] if len(earlier) > 1 else None, later)
    subjects = [_actors(own.subject if own else ())]
    subjects += [_actors(() if v is None else clauses[v].subject) for v in verbs]
    subjects.append(_actors(p for c in clauses.values() if c.reporting for p in c.subject))
    subjects.append(_actors([own.antecedent] if own and own.antecedent else ()))
    return _Around(
        supposed, found.line, _counts(found.line),
        [p for p in parties if p.mention.last <= at], [p for p in parties if p.mention.first > at],
        own, verbs, [*subjects, *_sources(company, supposed)],
    )  # fmt: skip


def _actors(parties: Iterable[Party]) -> frozenset[ActorId]:
    return frozenset(p.actor for p in parties)


def _sources(company: Company, supposed: Supposed) -> Iterator[frozenset[ActorId]]:
    """Who says what the event stands in; who is a source of the sentence at all."""
    told = [a for a in company.attributions if a.source is not None]
    yield frozenset(a.source for a in told if a.source and a.content.overlaps(supposed))
    yield frozenset(a.source for a in told if a.source and a.sentence == supposed.sentence)


def _counts(line: Line) -> _Counts:
    tokens = range(len(line.sentence.tokens))
    return _Counts(
        list(accumulate((int(line.opens(n)) for n in tokens), initial=0)),
        list(accumulate((int(line.form(n) in COMMAS) for n in tokens), initial=0)),
        list(accumulate((int(v is not None) for v in line.verbs), initial=0)),
    )


def _of_event(company: Company, around: _Around) -> Iterator[float]:
    supposed, line, own = around.supposed, around.line, around.own
    clauses, verb = company.told[supposed.sentence].clauses, around.verbs[0]
    yield from (float(supposed.type is kind) for kind in _TYPES)
    yield from (supposed.trigger, len(line.sentence.tokens) - supposed.trigger)
    yield float(line.sentence.kind is not SegmentKind.BODY)
    yield from (float(own is not None), float(own is not None and not own.ahead))
    yield float(supposed.ruled)
    yield from (_many(supposed, role) for role in (supposed.actor, supposed.recipient))
    yield from (len(around.before), len(around.behind))
    yield from (float(verb is not None), FAR if verb is None else supposed.trigger - verb)
    yield float(verb is not None and clauses[verb].reporting)
    yield float(line.form(supposed.trigger).startswith("ال"))


def _many(supposed: Supposed, role: Sequence[ActorId]) -> float:
    return float(len(role)) if supposed.ruled else -1.0


def _of_actor(company: Company, around: _Around, actor: ActorId) -> Iterator[float]:
    standing, at = company.standing[actor], around.supposed.sentence
    here = [mention for n, mention in standing if n == at]
    behind = [m for m in here if m.first > around.supposed.trigger]
    before = [m for m in here if m.last <= around.supposed.trigger]
    yield from _of_mention(around, min(behind, key=lambda m: m.first, default=None), True)
    yield from _of_mention(around, max(before, key=lambda m: m.last, default=None), False)
    known = standing[0][1]
    yield from (float(known.kind is kind) for kind in _KINDS)
    yield from _of_roles(company, around, actor)
    yield from (float(len(here) > len(behind) + len(before)), len(here))
    yield from (len(standing) / company.mentions, len(standing))
    yield from _of_carried(company, at, actor)
    yield from _of_place(company, at, standing)
    yield from (float(known.key is not None), float(bool(known.head) and known.key is None))


def _of_mention(around: _Around, mention: Mention | None, behind: bool) -> Numbers:
    """How a name stands to the words of the event, on one side of them."""
    if mention is None:
        return _UNSEEN
    line, first = around.line, mention.first
    low, high = (around.last, first) if behind else (mention.last, around.supposed.trigger)
    nearer = {
        p.actor
        for p in (around.behind if behind else around.before)
        if (p.mention.first < first if behind else p.mention.first > first)
    }
    return [
        float(min(high - low, _LONGEST)), float(len(nearer)), *around.counts.between(low, high),
        *(float(mention.preposition == one) for one in _PREPOSITIONS),
        float(mention.conjoined), float(mention.as_place), float(first == 0),
        float(mention.title is not None),
        float(any(marks_agent(line, n) for n in range(max(0, first - _AGENT), first))),
        float(line.opens(first - 1)), float(mention.preposition not in _PREPOSITIONS),
        *_of_words(line, mention),
    ]  # fmt: skip


def _of_words(line: Line, mention: Mention) -> Iterator[float]:
    """The name itself and the words beside it: what governs the noun that it may belong to."""
    first, last = mention.first, mention.last
    before, behind = line.form(first - 1), line.form(last)
    words = [line.bare(n) for n in range(first - 1, max(-1, first - 1 - _GOVERNED), -1)]
    ago, governor = next(((n, w) for n, w in enumerate(words) if w in _GOVERNORS), (FAR, ""))
    yield from (float(governor == one) for one in _GOVERNORS)
    yield float(ago)
    yield float(before.isalpha() and before not in _GOVERNORS and line.verbs[first - 1] is None)
    yield float(first > 0 and line.verbs[first - 1] is not None)
    yield from (float(last - first), mention.sure)
    yield float(mention.kind is ActorKind.STATE and line.form(first).startswith("ال"))
    yield from (float(behind in COMMAS), float(line.opens(last)), float(behind.isalpha()))


def _of_roles(company: Company, around: _Around, actor: ActorId) -> Iterator[float]:
    """What rules say of an actor here and in the document's other events."""
    supposed, several = around.supposed, max(1, company.drafts)
    own = (float(actor in supposed.actor), float(actor in supposed.recipient))
    yield from own
    beside = [d for d in company.told[supposed.sentence].drafts if d.trigger != supposed.trigger]
    yield float(sum(actor in d.actor for d in beside))
    yield float(sum(actor in d.recipient for d in beside))
    yield from (float(actor in some) for some in around.subjects)
    for counts, here in zip((company.doing, company.done_to), own, strict=True):
        yield counts.get(actor, 0) / several
        yield counts.get((actor, supposed.type), 0) - here


def _of_carried(company: Company, at: int, actor: ActorId) -> Iterator[float]:
    scene = company.told[at].scene
    yield float(scene.topic is not None and scene.topic.actor == actor)
    for parties in (scene.carried.agent, scene.carried.speaker, scene.carried.pair):
        yield float(any(p.actor == actor for p in parties))


def _of_place(company: Company, at: int, standing: Sequence[Standing]) -> Iterator[float]:
    """How many sentences ago a name stood, whether it opened the sentence before, where first."""
    ago = min((at - n for n, _ in standing if n <= at), default=_SENTENCES)
    opening = company.told[at - 1].scene.parties[:1] if at else ()
    yield min(ago, _SENTENCES)
    yield float(bool(opening) and any(m is opening[0].mention for n, m in standing if n == at - 1))
    yield standing[0][0]
