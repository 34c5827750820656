"""One event once: what several outlets tell on several days, with all its reports and origins.

The steps: facts (events_facts), what is worth comparing (events_blocks), judgements of pairs
(events_pairs), groups (events_clusters), and how each stands (events_standing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from khabar.assemble.copies import Copy
from khabar.assemble.events_blocks import judgements
from khabar.assemble.events_clusters import grouped
from khabar.assemble.events_facts import DocEvent, facts_of, key_of
from khabar.assemble.events_pairs import Edge
from khabar.assemble.events_standing import Told, standing
from khabar.assemble.events_times import agreed
from khabar.assemble.judged_corrected import BY_PERSON
from khabar.assemble.judged_events import overruled
from khabar.assemble.parts import with_parts
from khabar.assemble.places import place_of
from khabar.assemble.sources import Voices, origins, voices_of
from khabar.assemble.tolls import tolls
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordActor, RecordEvent, Ref


def known_actors(actors: Iterable[RecordActor]) -> dict[Ref, KnownId]:
    """To which actor of the record each actor of a reading belongs."""
    return {member: actor.id for actor in actors for member in actor.members}


def build_events(
    readings: Sequence[Reading],
    actors: Iterable[RecordActor],
    copies: Sequence[Copy],
    judged: Sequence[Edge] = (),
) -> tuple[RecordEvent, ...]:
    """The events of the record, each with all its members, in the order of their ids."""
    known = known_actors(actors)
    told = {key_of(Ref(doc=r.document.id, id=e.id)): Told(r, e) for r in readings for e in r.events}
    voices = voices_of(readings, known, copies)
    facts = {f.key: f for reading in readings for f in facts_of(reading, known)}
    found = (event_of([told[key] for key in group], voices) for group in _groups(facts, judged))
    return with_parts(sorted(found, key=lambda e: (e.id, e.members)), facts)


def _groups(facts: Mapping[str, DocEvent], judged: Sequence[Edge]) -> Iterator[tuple[str, ...]]:
    """The members of every event of the record, those told once included."""
    joined = grouped(overruled(judgements(facts), judged))
    yield from joined
    yield from ((key,) for key in facts.keys() - {key for group in joined for key in group})


def event_of(told: Sequence[Told], voices: Voices) -> RecordEvent:
    """One event of the record, given by all that tell it; where people corrected it, by theirs."""
    members = tuple(Ref(doc=t.doc, id=t.event.id) for t in told)
    sources = origins(((t.doc, r) for t in told for r in t.reports), voices)
    identity = sha256(key_of(members[0]).encode()).hexdigest()[:12]
    led = [t for t in told if t.event.found_by == BY_PERSON] or told
    types = Counter(t.event.type for t in led)
    return RecordEvent(
        id=KnownId(f"v_{identity}"),
        type=min(types, key=lambda t: (-types[t], t)),
        when=agreed(t.event.when for t in led),
        members=members,
        standing=standing(told, sources, voices),
        origins=sources,
        place=place_of(told),
        tolls=tolls(told, voices),
    )
