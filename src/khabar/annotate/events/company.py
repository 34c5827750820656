"""Who may take part in an event: the parties of a document, where they stand, what they do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.events.find import Found
from khabar.annotate.events.tables import Party
from khabar.learned.proposals import Asked
from khabar.schema.attributions import Attribution
from khabar.schema.drafts import Draft, Supposed
from khabar.schema.events import EventType
from khabar.schema.mentions import STRANGER, Mention
from khabar.schema.names import ActorId

_BACK = 2  # sentences before that of the event in which one who takes part may be named

Standing = tuple[int, Mention]
"""The number of a sentence and a mention in it."""
Counts = Mapping[ActorId | tuple[ActorId, EventType], int]


@dataclass(frozen=True, slots=True)
class Company:
    """All parties of a document: by actor where each stands, and in how many of the events that
    rules found it acts or is acted upon, of all types and (with the type) of each. asked is whom
    the learned reader may be asked about."""

    told: Sequence[Found]
    attributions: Sequence[Attribution]
    standing: Mapping[ActorId, Sequence[Standing]]
    mentions: int
    drafts: int
    doing: Counts
    done_to: Counts
    asked: Asked | None = None

    def near(self, supposed: Supposed) -> tuple[ActorId, ...]:
        """Those who may take part: named in the sentence or just before, carried on, the topic."""
        scene = self.told[supposed.sentence].scene
        found = dict.fromkeys(p.actor for p in scene.parties)
        for at in range(supposed.sentence - 1, max(-1, supposed.sentence - 1 - _BACK), -1):
            found |= dict.fromkeys(p.actor for p in self.told[at].scene.parties)
        carried = scene.carried
        more: tuple[Party, ...] = (*carried.agent, *carried.speaker)
        more = (scene.topic, *more) if scene.topic is not None else more
        found |= dict.fromkeys(p.actor for p in more)
        found |= dict.fromkeys((*supposed.actor, *supposed.recipient))
        tells = self._tells_only(supposed)
        return tuple(a for a in found if a in self.standing and a not in tells)

    def _tells_only(self, supposed: Supposed) -> frozenset[ActorId]:
        """Who is known by nothing but saying what an event stands in: "يخشى معارضو الوزير أن"."""
        held = (a for a in self.attributions if a.content.holds(supposed))
        sources = {a.source for a in held if a.source is not None}
        return frozenset(
            source
            for source in sources & self.standing.keys()
            if all(mention.found_by == STRANGER for _, mention in self.standing[source])
        )


def company_of(
    told: Sequence[Found], attributions: Sequence[Attribution], asked: Asked | None = None
) -> Company:
    """The parties of a document whose sentences are read one by one.

    told holds one for each sentence, in their order; attributions are those that rules found.
    """
    standing: defaultdict[ActorId, list[Standing]] = defaultdict(list)
    for at, found in enumerate(told):
        for party in found.scene.parties:
            standing[party.actor].append((at, party.mention))
    drafts = [draft for found in told for draft in found.drafts]
    return Company(
        told, attributions, dict(standing),
        sum(map(len, standing.values())), len(drafts),
        _counted(drafts, "actor"), _counted(drafts, "recipient"), asked,
    )  # fmt: skip


def _counted(drafts: Sequence[Draft], role: str) -> Counts:
    counts: Counter[ActorId | tuple[ActorId, EventType]] = Counter()
    for draft in drafts:
        for actor in getattr(draft, role):
            counts[actor] += 1
            counts[actor, draft.type] += 1
    return counts
