"""Statements laid out, and the tally of who is quoted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.sentences import saying
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.stems import stems_of
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.statements import Statement
from khabar.serve.shelving_events import where_of
from khabar.serve.shelving_known import DocumentFacts, Known, Within
from khabar.serve.views import SourceRow, StatementRow
from khabar.store.shelf import Filling

IN_ONE = 4096
"""More statements than one document has: n is the document's number and the place in it."""


@dataclass(slots=True)
class _Quoted:
    """How often somebody is quoted."""

    name: Name
    statements: int = 0
    reports: int = 0
    outlets: set[str] = field(default_factory=set)


class Statements:
    """Statements as they pass."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.said: Counter[int] = Counter()
        self._quoted: dict[int | str, _Quoted] = {}

    def take(
        self, reading: Reading, within: Within, facts: DocumentFacts,
        homes: dict[str, tuple[int, str]], filling: Filling,
    ) -> None:  # fmt: skip
        """Lay out what one document quotes."""
        for at, each in enumerate(reading.statements[:IN_ONE]):
            self._put(facts.n * IN_ONE + at, each, reading, within, facts, homes, filling)
            for actor in (each.source, *each.chain):
                if actor is not None:
                    self._quote(actor, within, facts).statements += actor == each.source
        for event in reading.events:
            for actor in event.chain:
                self._quote(actor, within, facts).reports += 1

    def _put(  # noqa: PLR0913
        self, n: int, each: Statement, reading: Reading, within: Within, facts: DocumentFacts,
        homes: dict[str, tuple[int, str]], filling: Filling,
    ) -> None:  # fmt: skip
        words = each.content.cut(reading.text)
        ar, en = (
            saying(each, reading.events, words, within, language)
            for language in (Language.AR, Language.EN)
        )
        about = [homes[e] for e in each.about if e in homes]
        source = None if each.source is None else within.who(each.source)
        row = StatementRow(
            item=each.id, document=facts.id, title=facts.title, outlet=facts.outlet,
            published=facts.published, source=source,
            chain=tuple(within.who(a) for a in each.chain), act=each.act, mode=each.mode,
            cue=each.cue.cut(reading.text) if each.cue else "",
            content=where_of(reading, each.content), about=tuple(i for _, i in about),
            sentence=Name(ar=ar, en=en), sure=each.sure, found_by=each.found_by,
        )  # fmt: skip
        number = None if each.source is None else within.number(each.source)
        if number is not None:
            self.said[number] += 1
        body = msgspec.json.encode(row)
        day = facts.day or None
        filling.put(
            "statements", (n, facts.n, number, each.act, each.mode, day, facts.outlet, body)
        )
        filling.put_all("about", ((event, n) for event, _ in about))
        called = source.name.ar if source else ""
        filling.put("statements_words", (n, " ".join(stems_of(f"{called} {words}")), en))

    def _quote(self, actor: str, within: Within, facts: DocumentFacts) -> _Quoted:
        own = within.own(actor)
        # Who is not named is another one in each document, and here one kind of source.
        n, name = None if own.anonymous else within.number(actor), own.name
        key: int | str = normalise(name.ar) if n is None else n
        quoted = self._quoted.get(key)
        if quoted is None:
            called = name if n is None else self._known.who[n].name
            quoted = self._quoted[key] = _Quoted(called)
        if facts.outlet:
            quoted.outlets.add(facts.outlet)
        return quoted

    def put_sources(self, filling: Filling) -> None:
        """Lay out who is quoted, when all documents have passed."""
        order = sorted(
            self._quoted.items(),
            key=lambda q: (-q[1].statements - q[1].reports, q[1].name.ar, str(q[0])),
        )
        for n, (key, each) in enumerate(order, 1):
            actor = key if isinstance(key, int) else None
            row = SourceRow(
                who=None if actor is None else self._known.who[actor], name=each.name,
                anonymous=actor is None, statements=each.statements, reports=each.reports,
                outlets=len(each.outlets),
            )  # fmt: skip
            body = msgspec.json.encode(row)
            filling.put(
                "sources", (n, actor, int(actor is None), each.statements, each.reports, body)
            )
