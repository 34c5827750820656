"""Whom an office without a name means: its holder, by the document or by the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.annotate.groups.tables import Group, GroupTables, Holding
from khabar.schema.moments import Published
from khabar.schema.names import ActorKind

Post = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """An office without a name: its words without the article, its head with its body."""

    title: str
    post: Post | None


def post_of(title: str, body: Group | None, tables: GroupTables) -> Post | None:
    """The head of an office and the body it belongs to: who speaks for whom, however worded."""
    head = title.split()[0] if title else ""
    return None if body is None else (tables.synonyms.get(head, head), id(body))


def by_office(
    asked: Asked | None, groups: Sequence[Group], published: Published, tables: GroupTables
) -> Group | None:
    """The person of the document who holds an office.

    First the one whom the text gives this very title; then the catalogue's holder at the time of
    publication, or, where that is unknown, the only holder at any time whom the text names; then
    whom the text gives a fuller title, or the same post at the same body.
    """
    if asked is None:
        return None
    title, post = asked.title, asked.post
    persons = [g for g in groups if g.first.kind is ActorKind.PERSON and not g.first.anonymous]
    same = [g for g in persons if title in g.titles]
    if same:
        return max(same, key=lambda g: g.last)
    held = {h.person for h in _holders(title, published, tables)}
    named = [g for g in persons if g.keys & held]
    if len(named) == 1:
        return named[0]
    close = [g for g in persons if any(_one_title(title, t, tables, bool(held)) for t in g.titles)]
    if len(close) == 1:
        return close[0]
    posted = [g for g in persons if post is not None and post in g.posts]
    return posted[0] if len(posted) == 1 and tables.former.isdisjoint(title.split()) else None


def _one_title(a: str, b: str, tables: GroupTables, strict: bool) -> bool:
    """Whether one title says the other more fully; strictly, both are past or both are not."""
    short, long = sorted((_words(a, tables), _words(b, tables)), key=len)
    if len(short) < 2 or a.split()[0] != b.split()[0]:
        return False
    past = tables.former.isdisjoint(a.split()) == tables.former.isdisjoint(b.split())
    return short <= long and (past or not strict)


def _words(title: str, tables: GroupTables) -> set[str]:
    """The words of a title, a nationality and a state's name being one."""
    return {tables.nations.get(w, w) for w in title.split() if w not in tables.former}


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
