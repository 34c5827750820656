"""Whom an office without a name means: its holder, by the document or by the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from khabar.annotate.groups.spelling import bare
from khabar.annotate.groups.tables import Group, GroupTables, Holding
from khabar.schema.mentions import Mention
from khabar.schema.moments import Published
from khabar.schema.names import ActorKind


def by_office(
    text: str, mention: Mention, groups: Sequence[Group], published: Published, tables: GroupTables
) -> Group | None:
    """The person of the document who holds the office that a mention names.

    First the one whom the text gives this title; then the catalogue's holder at the time of
    publication, or, where that is unknown, the only holder at any time whom the text names.
    """
    if mention.found_by != "rule:title" or mention.kind is not ActorKind.PERSON or mention.anonymous:
        return None
    title = bare(mention.cut(text))
    persons = [g for g in groups if g.first.kind is ActorKind.PERSON and not g.first.anonymous]
    same = [g for g in persons if title in g.titles]
    if same:
        return max(same, key=lambda g: g.last)
    close = [g for g in persons if any(_one_title(title, t, tables) for t in g.titles)]
    if len(close) == 1:
        return close[0]
    held = {h.person for h in _holders(title, published, tables)}
    named = [g for g in persons if g.keys & held]
    return named[0] if len(named) == 1 else None


def _one_title(a: str, b: str, tables: GroupTables) -> bool:
    """Whether one title says the other more fully, both past or both not."""
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) < 2 or short[0] != long[0]:
        return False
    past = tables.former.isdisjoint(short) == tables.former.isdisjoint(long)
    return past and set(short) <= set(long)


def _holders(title: str, published: Published, tables: GroupTables) -> Iterator[Holding]:
    words = title.split()
    past = not tables.former.isdisjoint(words)
    plain = " ".join(w for w in words if w not in tables.former)
    for holding in tables.holders.get(plain, ()):
        if past or _in_office(holding, published):
            yield holding


def _in_office(holding: Holding, published: Published) -> bool:
    """Whether the term meets the time of publication; unknown times meet every term."""
    if published.earliest is None or published.latest is None:
        return True
    earliest, latest = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    started = holding.start is None or holding.start <= latest
    return started and (holding.end is None or holding.end >= earliest)
