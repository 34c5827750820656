"""Statements laid out, and whom each document quotes."""

from __future__ import annotations

from dataclasses import dataclass

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
from khabar.serve.shelving_sources import key_of
from khabar.serve.views import StatementRow
from khabar.store.shelf import Filling

IN_ONE = 4096
"""More statements than one document has: n is the document's number and the place in it."""


@dataclass(slots=True)
class _Quoted:
    """How often one document quotes somebody."""

    actor: int | None
    name: Name
    statements: int = 0
    reports: int = 0


class Statements:
    """Statements as they pass."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def take(
        self, reading: Reading, within: Within, facts: DocumentFacts,
        homes: dict[str, tuple[int, str]], filling: Filling,
    ) -> None:  # fmt: skip
        """Lay out what one document quotes."""
        for at, each in enumerate(reading.statements[:IN_ONE]):
            self._put(facts.n * IN_ONE + at, each, reading, within, facts, homes, filling)
        for key, quoted in self._quoted(reading, within).items():
            filling.put("quoted", (
                key, facts.n, quoted.actor, quoted.statements, quoted.reports,
                msgspec.json.encode(quoted.name),
            ))  # fmt: skip

    def _quoted(self, reading: Reading, within: Within) -> dict[str, _Quoted]:
        found: dict[str, _Quoted] = {}
        for each in reading.statements[:IN_ONE]:
            for actor in (each.source, *each.chain):
                if actor is not None:
                    self._quote(actor, within, found).statements += actor == each.source
        for event in reading.events:
            for actor in event.chain:
                self._quote(actor, within, found).reports += 1
        return found

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
        body = msgspec.json.encode(row)
        day = facts.day or None
        filling.put(
            "statements",
            (n, facts.n, number, each.act, each.mode, day, facts.outlet, each.sure, body),
        )
        filling.put_all("about", ((event, n) for event, _ in about))
        called = source.name.ar if source else ""
        filling.put("statements_words", (n, " ".join(stems_of(f"{called} {words}")), en))

    def _quote(self, actor: str, within: Within, found: dict[str, _Quoted]) -> _Quoted:
        own = within.own(actor)
        # Who is not named is another one in each document, and here one kind of source.
        n, name = None if own.anonymous else within.number(actor), own.name
        called = name if n is None else self._known.who[n].name
        return found.setdefault(key_of(n, normalise(name.ar)), _Quoted(n, called))
