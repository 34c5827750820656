"""Where a description leads back to: "المصدر", "الوزير", "الحركة", "الجيش"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.annotate.groups.spelling import bare, core
from khabar.annotate.groups.tables import Group, GroupTables
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind


def led_back(
    text: str, mention: Mention, groups: Sequence[Group], tables: GroupTables
) -> Group | None:
    """The group spoken of last that a description can mean; none is better than a wrong one."""
    form = bare(mention.cut(text))
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
        return _latest(g for g in groups if _can_be_called(g, form))
    return _latest(g for g in groups if mention.head in g.heads and not _is_person(g)) or _latest(
        g for g in groups if g.keys and g.first.kind in tables.stand_ins.get(mention.head, ())
    )


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
