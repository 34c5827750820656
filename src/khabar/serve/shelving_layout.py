"""All rows of a record, those of a plan laid while the readings pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from khabar.lang.ar.stems import stems_of
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.serve.shelving_actors import put_actors, put_named
from khabar.serve.shelving_claims import Claims
from khabar.serve.shelving_copies import Copies
from khabar.serve.shelving_events import Events
from khabar.serve.shelving_held import Rests
from khabar.serve.shelving_known import DocumentFacts, Known, Within
from khabar.serve.shelving_numbers import lot
from khabar.serve.shelving_off import pairs_of, take_off
from khabar.serve.shelving_plan import Key, Plan
from khabar.serve.shelving_ranks import Ranks
from khabar.serve.shelving_sources import every_key, put_sources, quoted_in
from khabar.serve.shelving_statements import Statements
from khabar.serve.shelving_sums import change_ties, put_sums, put_ties
from khabar.serve.views import DocumentRow, Doubt
from khabar.store.shelf import Filling


class Layout:
    """What is laid out of a record."""

    def __init__(
        self, record: Record, documents: Iterable[DocumentFacts], judged: Iterable[Judgement]
    ) -> None:
        self.record = record
        self.known = Known(record, documents)
        self.events = Events(record, self.known)
        self.ranks = Ranks(record, self.known)
        self._now = Rests(record, self.known, self.events, self.ranks, judged).all()

    def work(self, stands: Mapping[Key, tuple[int, bytes]]) -> Work:
        """What is to be done where this stands."""
        return Work(self, Plan.between(stands, self._now))


class Work:
    """The rows of a plan; documents are those that must pass for them, by day."""

    def __init__(self, layout: Layout, plan: Plan) -> None:
        self._known, self._events, self._plan = layout.known, layout.events, plan
        self._laid = frozenset(plan.ids("document"))
        wanted = frozenset(plan.laid("event"))
        self._events.want(wanted)
        self._statements = Statements(self._known)
        self._claims = Claims(
            layout.record, layout.known, layout.events, layout.ranks, every=plan.every
        )
        self._copies = Copies(plan.laid("copy"), layout.ranks, self._known)
        facts = self._known.documents
        passing = {*self._laid, *self._events.members(wanted), *self._copies.documents}
        self.documents = sorted(passing, key=lambda doc: facts[doc].n)

    def put(self, readings: Iterable[Reading], filling: Filling, doubts: Iterable[Doubt]) -> None:
        """Let the readings pass, then take off what goes and lay out what rests on several.

        Args:
            doubts: those that do not follow from the rows themselves.
        """
        for reading in readings:
            self._take(reading, filling)
        if self._plan.every:
            filling.write()
            keys, pairs = every_key(filling), set[tuple[int, int]]()
        else:
            keys, pairs = self._exchanged(filling)
        self._claims.put(filling, self._plan)
        actors = self._plan.laid("actor")
        put_actors(filling, actors, self._plan.every, self._known, self._claims)
        put_sources(filling, keys, self._known)
        self._copies.put(filling)
        if self._plan.every:
            put_ties(filling)
        else:
            change_ties(filling, pairs)
        put_sums(filling, doubts)
        held = ((*key, *held) for key, held in self._plan.new.items())
        filling.put_all("held", held)

    def _exchanged(self, filling: Filling) -> tuple[set[str], set[tuple[int, int]]]:
        """Let the new rows stand in the place of the old; what both say of sources and ties."""
        plan = self._plan
        keys = quoted_in(filling, plan.taken("document"))
        pairs = set(pairs_of(filling, plan.taken("event")))
        take_off(filling, plan)
        filling.write()
        keys |= quoted_in(filling, plan.laid("document"))
        pairs |= set(pairs_of(filling, plan.laid("event")))
        filling.each("DELETE FROM shelf_{s}_sources WHERE n = ?", [(lot(key),) for key in keys])
        return keys, pairs

    def _take(self, reading: Reading, filling: Filling) -> None:
        facts = self._known.documents.get(reading.document.id)
        if facts is None:  # read by somebody else since the record was assembled
            return
        within = Within(reading, self._known)
        if facts.id in self._laid:
            self._lay(reading, within, facts, filling)
        self._events.take(reading, within, facts, filling)
        self._copies.take(reading)

    def _lay(
        self, reading: Reading, within: Within, facts: DocumentFacts, filling: Filling
    ) -> None:
        homes = self._events.homes(facts.id)
        _put_document(reading, within, facts, self._homes(within, homes), filling)
        self._events.lay(reading, within, facts, filling)
        about = {item: (n, self._events.id(n)) for item, n in homes.items()}
        self._statements.take(reading, within, facts, about, filling)
        self._claims.lay(reading, within, facts, filling)
        put_named(reading, within, facts, filling)

    def _homes(self, within: Within, events: Mapping[str, int]) -> dict[str, str]:
        homes: dict[str, str] = {a: self._known.who[n].id for a, n in within.homes.items()}
        homes |= {e: self._events.id(n) for e, n in events.items()}
        return dict(sorted(homes.items()))


def _put_document(
    reading: Reading, within: Within, facts: DocumentFacts, homes: dict[str, str], filling: Filling
) -> None:
    row = DocumentRow(
        id=facts.id, title=facts.title, outlet=facts.outlet, published=facts.published,
        events=len(reading.events), statements=len(reading.statements),
    )  # fmt: skip
    filling.put("documents", (
        facts.n, facts.id, facts.outlet, facts.day or None, row.events, row.statements,
        msgspec.json.encode(row), msgspec.json.encode(homes),
    ))  # fmt: skip
    filling.put("documents_words", (
        facts.n, " ".join(stems_of(facts.title)), " ".join(stems_of(reading.text)),
        " ".join(within.english()),
    ))  # fmt: skip
