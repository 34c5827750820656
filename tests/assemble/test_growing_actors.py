"""Who is who in a record that grows, where very many documents name one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assemble.actor_builders import told
from khabar.assemble.actors import identity
from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_resolved import actors_of
from khabar.assemble.growing_actors import GrowingActors
from khabar.schema.names import ActorKind
from khabar.schema.record import Ref

MANY = 50_000
KNOWN, UNKNOWN = "خليفة حفتر", "سالم الورشفاني"


def docs(name: str, count: int) -> list[tuple[str, tuple[DocActor, ...]]]:
    """So many documents that name this person."""
    (item,) = actors_of(told("d", f"{name} في ليبيا", (ActorKind.PERSON, name)))
    ids = [f"d{n:05}" for n in range(count)]
    return [(doc, (replace(item, ref=Ref(doc=doc, id="a1")),)) for doc in ids]


@pytest.mark.parametrize("name", [KNOWN, UNKNOWN])
def test_one_more_mention_of_an_actor_of_very_many_moves_nobody_else(name: str) -> None:
    growing, told_by = GrowingActors(), docs(name, MANY)
    growing.change((), told_by[1:])
    assert growing.change((), told_by[:1]) == {"d00000\0a1"}
    assert [len(members) for members in growing.members.values()] == [MANY]
    assert growing.change(["d00001"], ()) == {"d00001\0a1"}
    assert [len(members) for members in growing.members.values()] == [MANY - 1]


def test_an_unknown_actor_is_called_by_its_least_member_whatever_came_first() -> None:
    growing, told_by = GrowingActors(), docs(UNKNOWN, 3)
    growing.change((), told_by[1:])
    (handle,) = growing.members
    assert growing.public(handle) == identity("d00001\0a1")
    growing.change((), told_by[:1])
    assert list(growing.members) == [handle]
    assert growing.public(handle) == identity("d00000\0a1")
    assert growing.touched == {handle: identity("d00001\0a1")}
