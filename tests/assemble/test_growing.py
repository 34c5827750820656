"""A record that grows equals the record built at once, and one document touches its own groups."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.builders import Tells, document
from khabar.acquire.documents import acquire
from khabar.assemble.growing import Growing
from khabar.assemble.record import build_record
from khabar.pipeline.corpus import read
from khabar.schema.documents import Document
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.judgement import Judgement, Spot
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordActor

Key = TypeVar("Key")
SAMPLES = Path(__file__).parents[2] / "samples"
VISIT = Tells(
    words="زار الرئيس الفرنسي العاصمة التونسية قرطاج",
    actor=("ماكرون",), recipient=("السبسي",), place="تونس", when="2018-02-01",
)  # fmt: skip
RAID = Tells(
    words="قصفت طائرات مستودع الذخيرة في صرواح", type=EventType.ASSAULT, mode="airstrike",
    actor=("التحالف",), recipient=("الحوثيون",), place="صرواح", when="2018-02-01",
)  # fmt: skip
TELLS = st.sampled_from([
    VISIT, RAID, replace(VISIT, status=Status.PLANNED), replace(RAID, when=None),
    replace(RAID, polarity=Polarity.NEGATIVE, chain=("الناطق",)),
    replace(VISIT, denied_by="الناطق", actor=("محمد علي",)),
    replace(VISIT, recipient=("رئيس الوزراء", "لافروف"), when=None),
])  # fmt: skip
DAYS = st.sampled_from(["2018-02-01", "2018-02-03", "2018-02-20", None])


@cache
def samples() -> tuple[Reading, ...]:
    """The samples, read by our reader."""
    found = (read(d) for d in acquire([str(SAMPLES)]) if isinstance(d, Document))
    return tuple({r.document.id: r for r in found}.values())


@given(st.lists(st.tuples(st.lists(TELLS, max_size=3), DAYS), max_size=6), st.randoms())
@settings(max_examples=20, deadline=None)
def test_a_record_that_grows_equals_one_built_at_once(
    told: list[tuple[list[Tells], str | None]], order: random.Random
) -> None:
    readings = [document(f"d{n}", *tells, day=day) for n, (tells, day) in enumerate(told)]
    growing = Growing()
    for reading in order.sample(readings, len(readings)):
        growing.add([reading])
    assert growing.record() == build_record(readings)
    gone = {r.document.id for r in order.sample(readings, len(readings) // 2)}
    growing.drop(gone)
    assert growing.record() == build_record([r for r in readings if r.document.id not in gone])


@given(st.randoms())
@settings(max_examples=2, deadline=None)
def test_real_readings_may_come_and_go_in_any_order(order: random.Random) -> None:
    readings = order.sample(samples(), len(samples()))
    growing = Growing()
    growing.add(readings[: len(readings) // 2])
    for reading in readings[len(readings) // 2 :]:
        growing.add([reading])
    assert growing.record() == build_record(readings)
    growing.drop([readings[0].document.id])
    assert growing.record() == build_record(readings[1:])


def test_a_document_that_comes_again_replaces_itself() -> None:
    growing = Growing()
    growing.add([document("d1", VISIT), document("d2", RAID)])
    growing.add([document("d1", RAID)])
    assert growing.record() == build_record([document("d1", RAID), document("d2", RAID)])
    assert len(growing) == 2


def test_a_block_may_grow_too_large_and_shrink_again() -> None:
    readings = [document(f"d{n}", RAID, day=f"2018-02-{1 + n % 12:02}") for n in range(44)]
    growing = Growing()
    growing.add(readings[:38])
    for reading in readings[38:]:
        growing.add([reading])
    assert growing.record() == build_record(readings)
    for gone in range(1, 6):
        growing.drop([readings[gone].document.id])
    assert growing.record() == build_record([readings[0], *readings[6:]])


def test_what_changed_is_told_and_nothing_else() -> None:
    growing = Growing()
    growing.add([document("d1", VISIT), document("d2", RAID)])
    before = {e.id: e for e in growing.record().events}
    change = growing.add([document("d3", VISIT)])
    after = {e.id: e for e in growing.record().events}
    differs = {i for i in before.keys() | after.keys() if before.get(i) != after.get(i)}
    assert change.events == differs
    assert {e.id for e in growing.record().events if e.members[0].doc == "d2"}.isdisjoint(
        change.events
    )


def test_all_that_a_document_renames_is_told() -> None:
    first, *readings = sorted(samples(), key=lambda r: r.document.id)
    growing = Growing()
    growing.add(readings)
    before = growing.record()
    change = growing.add([first])
    after = growing.record()
    assert after == build_record([first, *readings])
    assert _differing(_named(before.actors), _named(after.actors)) <= change.actors
    told, now = ({e.id: replace(e, part_of=None) for e in r.events} for r in (before, after))
    assert _differing(told, now) <= change.events
    were, are = ({frozenset((d.a, d.b)): d for d in r.disputes} for r in (before, after))
    assert _differing(were, are) <= change.disputes
    tied, ties = (
        {(t.subject, t.relation, t.object): t for t in r.relations} for r in (before, after)
    )
    assert _differing(tied, ties) <= change.relations


def _named(actors: Iterable[RecordActor]) -> dict[KnownId, RecordActor]:
    return {actor.id: actor for actor in actors}


def _differing(before: Mapping[Key, object], after: Mapping[Key, object]) -> set[Key]:
    """What stands otherwise in the one than in the other."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


@pytest.mark.parametrize("same", [True, False])
def test_what_people_judged_holds_while_the_record_grows(*, same: bool) -> None:
    readings = [document("d1", RAID), document("d2", VISIT), document("d3", RAID, VISIT)]
    ends = (Spot(doc="d1", start=0, end=1), Spot(doc="d3", start=0, end=1))
    judged = (Judgement(a=ends[0], b=ends[1], holds=same, by="a reader", day="2026-01-02"),)
    growing = Growing(judged)
    for reading in reversed(readings):
        growing.add([reading])
    assert growing.record() == build_record(readings, judged)
    growing.drop(["d3"])
    assert growing.record() == build_record(readings[:2], judged)


def test_an_empty_record_is_empty() -> None:
    growing = Growing()
    growing.drop(["nobody"])
    assert growing.record() == build_record([])


def test_a_document_laid_down_again_as_it_was_says_what_it_said() -> None:
    growing = Growing()
    growing.add(samples())
    assert growing.add(samples()[:3]).relations == frozenset()
    assert growing.record() == build_record(samples())
