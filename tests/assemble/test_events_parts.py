"""The parts of telling events apart: times, words, blocks, groups."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.builders import Tells, document
from khabar.assemble.events_blocks import judgements
from khabar.assemble.events_clusters import grouped
from khabar.assemble.events_facts import facts_of
from khabar.assemble.events_pairs import Edge, evidence, judged
from khabar.assemble.events_times import agreed, window_of
from khabar.assemble.events_words import shared, stem, telling
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import EventType
from khabar.schema.moments import edtf


@pytest.mark.parametrize(
    ("value", "days"),
    [("2018-02-01", 1), ("2018-02", 28), ("2018", 365), ("2018-01-30/2018-02-02", 4)],
)
def test_a_time_leaves_the_days_open_that_it_does_not_name(value: str, days: int) -> None:
    window = window_of(edtf(value))
    assert window is not None
    assert window.days == days


@pytest.mark.parametrize("value", ["XXXX-02-01", "../2018", "2018/..", "2019/2018"])
def test_a_time_without_bounds_is_no_window(value: str) -> None:
    assert window_of(edtf(value)) is None


def test_one_slip_does_not_date_an_event() -> None:
    values = [edtf(v) for v in ("2018-02", "2018-02-01", "2018-02-01", "2012-02-01")]
    assert agreed(values) == "2018-02-01"
    assert agreed([None]) is None


def test_a_word_is_known_with_and_without_what_is_written_onto_it() -> None:
    assert len({stem(normalise(w)) for w in ("مستودع", "والمستودع", "للمستودع", "المستودعات")}) == 1


def test_everyday_words_tell_nothing() -> None:
    assert telling("إن في من على") == frozenset()
    assert shared(telling("مستودع الذخيرة"), telling("قصف مستودع للذخيرة في صرواح")) == 1.0
    assert shared(telling(""), telling("مستودع")) == 0.0


RAID = Tells(words="قصفت صرواح", type=EventType.ASSAULT, mode="airstrike", recipient=("الحوثيون",))


def test_a_judgement_is_the_same_from_both_sides_and_says_why() -> None:
    (a,) = facts_of(document("d1", RAID), {})
    (b,) = facts_of(document("d2", RAID), {})
    edge = judged(a, b)
    assert edge == judged(b, a)
    assert edge.points == pytest.approx(sum(points for _, points in evidence(a, b)))


def test_a_crowded_group_is_split_by_what_its_members_share_besides() -> None:
    far = [document(f"x{n:03}", Tells(words=f"حدث{n}", mode=f"m{n}", place="ب")) for n in range(90)]
    near = [document(f"y{n}", Tells(words="قصفت صرواح", mode="same", place="ب")) for n in range(2)]
    facts = {f.key: f for r in (*far, *near) for f in facts_of(r, {})}
    pairs = {(e.a[:2], e.b[:2]) for e in judgements(facts)}
    assert pairs == {("y0", "y1")}


def edge(a: str, b: str, points: float) -> Edge:
    return Edge(f"{a}\0e", f"{b}\0e", points)


def test_one_good_pair_does_not_tie_two_stories_together() -> None:
    strong = [edge("a", "b", 3.0), edge("c", "d", 3.0)]
    groups = grouped([*strong, edge("b", "c", 0.5), edge("a", "d", -6.0)])
    assert groups == (("a\0e", "b\0e"), ("c\0e", "d\0e"))


def test_an_event_goes_with_its_best_match_in_a_document() -> None:
    matches = [Edge("a\0e1", "b\0e1", 2.0), Edge("a\0e1", "b\0e2", 1.0)]
    assert grouped(matches) == (("a\0e1", "b\0e1"),)


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(-4, 4)).filter(
            lambda t: t[0] < t[1]
        ),
        unique_by=lambda t: t[:2],
    ),
    st.randoms(),
)
def test_the_order_of_judgements_does_not_matter(
    pairs: list[tuple[int, int, int]], order: random.Random
) -> None:
    edges = [edge(f"d{a}", f"d{b}", points / 2) for a, b, points in pairs]
    assert grouped(order.sample(edges, len(edges))) == grouped(edges)
