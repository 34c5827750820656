"""Actors laid out from what each document calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import msgspec

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.stems import stems_of
from khabar.schema.names import Actor, ActorKind
from khabar.schema.reading import Reading
from khabar.serve.shelving_claims import Claims
from khabar.serve.shelving_known import DocumentFacts, Known, Within
from khabar.serve.shelving_sources import in_parts, marks
from khabar.serve.views import ActorRow, Where
from khabar.store.shelf import Filling

_SURFACES = 40  # ways to write one actor that are kept
_NAMED = """
SELECT k.actor, k.body, d.id, d.day FROM shelf_{s}_named k
JOIN shelf_{s}_documents d ON d.n = k.document WHERE k.actor IN (%s)
ORDER BY k.actor, k.document"""
_ACTED = "SELECT actor, count(DISTINCT event) FROM shelf_{s}_takes WHERE %s GROUP BY actor"
_SAID = "SELECT source, count(*) FROM shelf_{s}_statements WHERE %s GROUP BY source"


class NamedIn(msgspec.Struct, array_like=True):
    """What one document calls an actor: where it does first, and every way it has."""

    start: int
    end: int
    words: str
    anonymous: bool
    ways: dict[str, int]


def put_named(reading: Reading, within: Within, facts: DocumentFacts, filling: Filling) -> None:
    """Lay out what one document calls the actors of the record."""
    found: dict[int, NamedIn] = {}
    for actor in reading.actors:
        n = within.number(actor.id)
        if n is not None:
            _name(found, n, actor, reading.text)
    for n, named in found.items():
        filling.put("named", (n, facts.n, msgspec.json.encode(named)))


def _name(found: dict[int, NamedIn], n: int, actor: Actor, text: str) -> None:
    first = actor.mentions[0]
    named = found.setdefault(n, NamedIn(first.start, first.end, first.cut(text), False, {}))
    named.anonymous |= actor.anonymous
    for mention in actor.mentions:
        words = " ".join(mention.cut(text).split())
        named.ways[words] = named.ways.get(words, 0) + 1


def put_actors(
    filling: Filling, numbers: Iterable[int], every: bool, known: Known, claims: Claims
) -> None:
    """Lay out these actors, whose rows were taken off before; every: they are all there are."""
    wanted = sorted(numbers)
    acted = dict(_counts(filling, _ACTED, "actor", wanted, every))
    said = dict(_counts(filling, _SAID, "source", wanted, every))
    for some in in_parts(wanted):
        rows = filling.rows(_NAMED % marks(some), some)
        for n, told in groupby(rows, key=itemgetter(0)):
            _put(filling, n, [each[1:] for each in told], (acted, said), known, claims)


def _counts(
    filling: Filling, sql: str, column: str, numbers: list[int], every: bool
) -> Iterator[tuple[int, int]]:
    if every:
        yield from filling.rows(sql % f"{column} IS NOT NULL")
        return
    for some in in_parts(numbers):
        yield from filling.rows(sql % f"{column} IN ({marks(some)})", some)


def _put(  # noqa: PLR0913
    filling: Filling, n: int, told: list[tuple[bytes, str, str | None]],
    counts: tuple[Mapping[int, int], Mapping[int, int]], known: Known, claims: Claims,
) -> None:  # fmt: skip
    actor, ways, anonymous = known.actors[n], Counter[str](), False
    for body, _, _ in told:
        named = msgspec.json.decode(body, type=NamedIn)
        ways.update(named.ways)
        anonymous |= named.anonymous
    days = sorted(day for _, _, day in told if day)
    row = ActorRow(
        id=actor.id, name=actor.name, made=actor.made, kind=actor.kind, wikidata=actor.wikidata,
        events=counts[0].get(n, 0), statements=counts[1].get(n, 0),
        documents=len({m.doc for m in actor.members}), first=days[0] if days else None,
        last=days[-1] if days else None,
    )  # fmt: skip
    names = sorted(ways, key=lambda w: (-ways[w], w))[:_SURFACES]
    called = normalise(row.name.ar)
    person = row.kind == ActorKind.PERSON and not anonymous
    filling.put("actors", (
        n, row.id, row.kind, called, row.events, row.statements, row.documents, row.first,
        row.last, msgspec.json.encode(row),
        msgspec.json.encode(claims.tenures(n, filling)) if actor.offices else None,
        msgspec.json.encode(names), msgspec.json.encode(_spot(*told[0][:2])), int(anonymous),
        _alike(called) if person else None,
    ))  # fmt: skip
    words = " ".join(stems_of(" ".join((actor.name.ar, *names))))
    filling.put("actors_words", (n, words, actor.name.en or ""))


def _spot(body: bytes, doc: str) -> Where:
    named = msgspec.json.decode(body, type=NamedIn)
    return Where(document=doc, start=named.start, end=named.end, words=named.words)


def _alike(name: str) -> str | None:
    """What persons who may be one have in common; a forename alone is nothing."""
    stems = " ".join(stems_of(name))
    return stems if " " in stems else None
