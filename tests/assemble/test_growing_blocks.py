"""Groups that stay split while events come and go: what is compared, and at what cost."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from assemble.builders import Tells, document
from khabar.assemble.events_blocks import COMPARED, LARGEST, judgements, pairs_of
from khabar.assemble.events_clusters import grouped
from khabar.assemble.events_facts import DocEvent, facts_of
from khabar.assemble.events_pairs import Edge, Pair
from khabar.assemble.growing_blocks import Blocks
from khabar.assemble.growing_events import GrowingEvents
from khabar.assemble.stage import assemble

DAYS = ("2018-02-01", "2018-02-05", "2018-02-20", None)
WORDS = ("قصفت مستودع الذخيرة", "قصفت جسر الرستن", "زار الوزير مستودع الذخيرة")


def crowd(count: int, seed: int) -> list[DocEvent]:
    """So many events of one town, on few days, of few kinds, told in few words."""
    chance = random.Random(seed)
    told = (
        document(
            f"d{n:03}",
            Tells(words=chance.choice(WORDS), mode=f"m{chance.randrange(2)}", place="ب"),
            day=chance.choice(DAYS),
        )
        for n in range(count)
    )
    return [fact for reading in told for fact in facts_of(reading, {})]


def compared(blocks: Blocks, items: Iterable[DocEvent]) -> set[Pair]:
    return {(i.key, k) if i.key < k else (k, i.key) for i in items for k in blocks.beside(i)}


def tied_at_random(keys: list[str], chance: random.Random) -> list[Edge]:
    """What people judged of pairs, in points that often are the same and often speak for one."""
    pairs = [sorted(chance.sample(keys, 2)) for _ in range(3 * len(keys))]
    return [Edge(a, b, chance.choice((-1.5, 0.5, 1.0, 2.0, 2.0))) for a, b in pairs]


def groups_of(edges: list[Edge], keys: Iterable[str]) -> set[tuple[str, ...]]:
    present = set(keys)
    joined = grouped(e for e in edges if e.a in present and e.b in present)
    return {*joined, *((key,) for key in present.difference(*joined))}


@pytest.mark.parametrize("seed", range(12))
def test_what_comes_and_goes_groups_events_as_if_all_were_grouped_at_once(seed: int) -> None:
    chance = random.Random(seed)
    readings = [document(f"d{n:02}", Tells(words="زار", place=f"ب{n}")) for n in range(40)]
    items = {fact.key: fact for reading in readings for fact in facts_of(reading, {})}
    edges, growing = tied_at_random(list(items), chance), GrowingEvents()
    edges = list({(e.a, e.b): e for e in edges}.values())
    here: set[str] = set()
    for key in chance.choices(list(items), k=150):
        come = [] if key in here else [(items[key].ref.doc, (items[key],))]
        before = dict(growing.members)
        changed, moved = growing.change([items[key].ref.doc] if key in here else [], come, edges)
        here ^= {key}
        assert set(growing.members.values()) == groups_of(edges, here)
        assert {h for h in before.keys() | growing.members.keys()
                if before.get(h) != growing.members.get(h)} <= changed  # fmt: skip
        assert key in moved


@pytest.mark.parametrize("count", [2, LARGEST, LARGEST + 1, 4 * LARGEST, 12 * LARGEST])
def test_what_is_compared_is_read_off_the_members_alone(count: int) -> None:
    items, blocks = crowd(count, seed=count), Blocks()
    for item in items:
        blocks.put(item)
    assert compared(blocks, items) == set(assemble(COMPARED, items))


def test_who_leaves_a_crowd_lets_the_others_be_compared_again() -> None:
    items, blocks = crowd(3 * LARGEST, seed=1), Blocks()
    for item in items:
        blocks.put(item)
    random.Random(2).shuffle(items)
    while items:
        before = compared(blocks, items)
        gone = items.pop()
        again = {pair for group in blocks.take(gone) for pair in pairs_of(group)}
        now = compared(blocks, items)
        assert now == {p for p in before | again if gone.key not in p}


def test_who_joins_a_crowd_tells_who_no_longer_is_compared() -> None:
    items, blocks = crowd(3 * LARGEST, seed=3), Blocks()
    for n, item in enumerate(items):
        before = compared(blocks, items[:n])
        lost = {pair for group in blocks.put(item) for pair in pairs_of(group)}
        now = {pair for pair in compared(blocks, items[:n]) if item.key not in pair}
        assert before >= now
        assert before - now <= lost


def test_events_that_come_and_go_are_tied_as_if_all_had_come_at_once() -> None:
    items, growing = crowd(4 * LARGEST, seed=4), GrowingEvents()
    chance = random.Random(5)
    for item in chance.sample(items, len(items)):
        growing.change((), [(item.ref.doc, (item,))])
    gone = {item.ref.doc for item in chance.sample(items, 2 * LARGEST)}
    for doc in sorted(gone):
        growing.change([doc], ())
    left = {item.key: item for item in items if item.ref.doc not in gone}
    tied = {(e.a, e.b): e.points for e in judgements(left)}
    at_once = GrowingEvents()
    at_once.change((), [(item.ref.doc, (item,)) for item in left.values()])
    for grown in (growing, at_once):
        near = {(a, b): p for a, others in grown._near.items() for b, p in others.items() if a < b}
        assert near == tied
        assert set(grown.members.values()) == groups_of(list(judgements(left)), left)
        assert {k for k, others in grown._near.items() if others} == {k for p in tied for k in p}
