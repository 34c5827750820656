"""Where an event may be told: stretches at several limits, and which of them are kept."""

from collections.abc import Sequence

import numpy as np
import pytest

from khabar.learned.spots import Candidate, Seen, signs_of, spots_of, surest

TYPES = 17


def seen(inside: Sequence[float], begins: Sequence[int] = (), lines: Sequence[int] = ()) -> Seen:
    size = len(inside)
    starts = np.zeros(size, np.float32)
    starts[list(begins)] = 0.9
    return Seen(
        inside=np.array(inside, np.float32), begins=starts, others=np.zeros((size, 8), np.float32),
        opens=np.ones(size, bool), words=np.ones(size, bool), lines=lines or (0,) * size,
    )  # fmt: skip


def types(*likely: int) -> np.ndarray:
    rows = np.full((len(likely), TYPES), 0.01, np.float32)
    rows[np.arange(len(likely)), likely] = 0.84
    return rows


def test_two_events_that_run_together_at_a_low_limit_are_two_at_a_high_one() -> None:
    found = spots_of(seen([0.0, 0.9, 0.9, 0.2, 0.2, 0.2, 0.7, 0.0]))
    assert found == [(1, 3), (1, 7), (6, 7)]


def test_a_stretch_is_cut_where_an_event_begins_and_whole_as_well() -> None:
    assert spots_of(seen([0.9, 0.9, 0.9, 0.9], begins=[0, 2])) == [(0, 2), (0, 4), (2, 4)]


def test_a_gap_is_bridged_within_a_paragraph_alone() -> None:
    inside = [0.9, 0.0, 0.9]
    assert (0, 3) in spots_of(seen(inside))
    assert (0, 3) not in spots_of(seen(inside, lines=[0, 1, 1]))


def test_nothing_is_found_where_nothing_is_likely() -> None:
    assert spots_of(seen([0.05, 0.02])) == []


def test_each_stretch_may_be_several_types_and_knows_what_is_within_it() -> None:
    looked = seen([0.9, 0.9, 0.2, 0.7])
    spots = [(0, 2), (0, 4), (3, 4)]
    found, signs = signs_of(looked, spots, types(3, 3, 5))
    likeliest = {c.at: c.type for c, row in zip(found, signs, strict=True) if row[19] == 0}
    assert likeliest == {(0, 2): 3, (0, 4): 3, (3, 4): 5}
    assert len(found) == len(signs)
    whole = signs[found.index(Candidate((0, 4), 3))]
    assert whole[:3] == pytest.approx([0.9, 0.675, 0.2])
    within, around = whole[22:25], whole[25:28]
    assert within == pytest.approx([2, 0.84, 0.01])
    assert around.tolist() == [0, -1, -1]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (Candidate((4, 6), 1), [0]),  # of one type, with pieces in common
        (Candidate((0, 6), 2), [0]),  # the same words as another type
        (Candidate((4, 9), 2), [0, 1]),  # another event that begins in the words of the first
        (Candidate((5, 9), 1), [0, 1]),  # one of the same type behind it
    ],
)
def test_of_stretches_that_cannot_both_be_events_the_surest_is_kept(
    other: Candidate, kept: list[int]
) -> None:
    found = [Candidate((0, 5), 1), other]
    assert surest(found, np.array([0.9, 0.5], np.float32)) == kept


def test_what_is_hardly_likely_is_not_proposed() -> None:
    assert surest([Candidate((0, 2), 1)], np.array([0.1], np.float32)) == []
