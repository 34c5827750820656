"""Actors laid out, when all documents have passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.stems import stems_of
from khabar.schema.reading import Reading
from khabar.serve.shelving_claims import Claims
from khabar.serve.shelving_events import where_of
from khabar.serve.shelving_known import DocumentFacts, Known, Within
from khabar.serve.views import ActorRow
from khabar.store.shelf import Filling

_SURFACES = 40  # ways to write one actor that are kept


class Actors:
    """What documents call the actors of the record, and when."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._surfaces: dict[int, Counter[str]] = {}
        self._spots: dict[int, bytes] = {}
        self._days: dict[int, tuple[str, str]] = {}
        self._anonymous: set[int] = set()

    def take(
        self, reading: Reading, within: Within, facts: DocumentFacts, filling: Filling
    ) -> None:
        """Note what one document calls them."""
        for actor in reading.actors:
            n = within.number(actor.id)
            if n is None:
                continue
            if actor.anonymous:
                self._anonymous.add(n)
            if n not in self._spots:
                self._spots[n] = msgspec.json.encode(where_of(reading, actor.mentions[0]))
            seen = self._surfaces.setdefault(n, Counter())
            for mention in actor.mentions:
                words = " ".join(mention.cut(reading.text).split())
                if words in seen or len(seen) < _SURFACES:
                    seen[words] += 1
            filling.put("named", (n, facts.n))
            if facts.day:
                low, high = self._days.get(n, (facts.day, facts.day))
                self._days[n] = (min(low, facts.day), max(high, facts.day))

    def put(self, filling: Filling, said: Mapping[int, int], claims: Claims) -> None:
        """Lay them out."""
        acted = filling.rows("SELECT actor, count(DISTINCT event) FROM shelf_{s}_takes GROUP BY 1")
        events = dict(acted)
        for n, actor in self._known.actors.items():
            surfaces = self._surfaces.get(n, Counter[str]())
            names = sorted(surfaces, key=lambda w: (-surfaces[w], w))
            first, last = self._days.get(n, (None, None))
            row = ActorRow(
                id=actor.id, name=actor.name, made=actor.made, kind=actor.kind,
                wikidata=actor.wikidata, events=events.get(n, 0), statements=said.get(n, 0),
                documents=len({m.doc for m in actor.members}), first=first, last=last,
            )  # fmt: skip
            tenures = msgspec.json.encode(claims.tenures(n)) if actor.offices else None
            filling.put("actors", (
                n, row.id, row.kind, normalise(row.name.ar), row.events, row.statements,
                row.documents, first, last, msgspec.json.encode(row), tenures,
                msgspec.json.encode(names), self._spots.get(n), int(n in self._anonymous),
            ))  # fmt: skip
            called = " ".join((actor.name.ar, *names))
            filling.put("actors_words", (n, " ".join(stems_of(called)), actor.name.en or ""))
