"""Where a description leads back to: "المصدر", "الوزير", "الحركة", "الجيش"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.annotate.groups.spelling import bare, core
from khabar.annotate.groups.tables import Group, GroupTables
from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind


def led_back(
    text: str, mention: Mention, groups: Sequence[Group], tables: GroupTables
) -> Group | None:
    """The group spoken of last that a description can mean; none is better than a wrong one."""
    form = bare(mention.cut(text))
    if of_a_nation(text, mention, tables):
        return _of_that_nation(form, groups, tables)
    if mention.found_by == "rule:body":
        heads = {mention.head} if " " not in form else {core(mention.cut(text))}
        same = [g for g in groups if heads & g.heads and not _is_person(g)]
        return _latest(same) or next(iter(same), None) or _governing(mention, groups, tables)
    if mention.found_by != "rule:follower":
        same = [g for g in groups if form in g.forms and " " in form and _one_sort(g, mention)]
        return _latest(same)
    if mention.anonymous:
        return _latest(g for g in groups if g.first.anonymous and mention.head in g.heads)
    if mention.kind is ActorKind.PERSON:
        called = _latest(g for g in groups if _can_be_called(g, form))
        return called or _official(form, groups, tables)
    return _latest(g for g in groups if mention.head in g.heads and not _is_person(g)) or _latest(
        g for g in groups if g.keys and g.first.kind in tables.stand_ins.get(mention.head, ())
    )


def of_a_nation(text: str, mention: Mention, tables: GroupTables) -> bool:
    """Whether a general noun has only a nationality behind it: "الصحيفة الأمريكية"."""
    head, _, nation = bare(mention.cut(text)).partition(" ")
    definite = nation.startswith("ال") and normalise(mention.cut(text)).startswith("ال")
    return definite and head in tables.stand_ins and nation in tables.nations


def _of_that_nation(form: str, groups: Sequence[Group], tables: GroupTables) -> Group | None:
    """The one called so before, or one of that sort that the text says to be of the nation."""
    head, _, nation = form.partition(" ")
    state, kinds = tables.nations[nation], tables.stand_ins[head]
    called = [g for g in groups if form in g.forms]
    sort = [
        g for g in groups
        if g.first.kind in kinds and (head in g.heads or g.keys or _is_person(g))
    ]  # fmt: skip
    fitting = [g for g in sort if state in _states(g, tables)]
    vague = [g for g in sort if head in g.heads and not _states(g, tables)]
    nearest = [g for g in fitting if head in g.heads]
    return _latest(called) or _latest(nearest) or _latest(fitting) or _latest(vague)


def _official(form: str, groups: Sequence[Group], tables: GroupTables) -> Group | None:
    """ "المسؤول" is whoever of those in office was spoken of last."""
    if ActorKind.PERSON not in tables.stand_ins.get(form, ()):
        return None
    woman = form.endswith("ه")
    return _latest(
        g for g in groups
        if _is_person(g) and any(t.split()[0].endswith("ه") == woman for t in g.titles if t)
    )  # fmt: skip


def _states(group: Group, tables: GroupTables) -> set[str]:
    """The states that a group is said to be of, in its titles, descriptions or by catalogue."""
    words = {w for told in (*group.titles, *group.forms) for w in told.split()}
    named = {tables.nations[w] for w in words if w in tables.nations}
    return named | {m.state for m in group.mentions if m.state}


def _governing(mention: Mention, groups: Sequence[Group], tables: GroupTables) -> Group | None:
    """ "السلطات" is the state whose government the text has named before."""
    if mention.head not in tables.governing:
        return None
    return _latest(
        g for g in groups if g.first.kind is ActorKind.STATE and tables.governing & g.heads
    )


def _is_person(group: Group) -> bool:
    return group.first.kind is ActorKind.PERSON


def _one_sort(group: Group, mention: Mention) -> bool:
    return group.first.anonymous == mention.anonymous and _is_person(group) == (
        mention.kind is ActorKind.PERSON
    )


def _can_be_called(group: Group, title: str) -> bool:
    """Whether a person has the title among others: "الوزير" is any minister of this or that."""
    return _is_person(group) and (
        title in group.heads or any(t.split()[0] == title for t in group.titles if t)
    )


def _latest(groups: Iterable[Group]) -> Group | None:
    """The group mentioned last before this point."""
    return max((g for g in groups if g.last >= 0), key=lambda g: g.last, default=None)
