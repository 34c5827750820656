"""Figures and what chance may do to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.evaluate.counting import Counts, Unit, chosen, figures, mean_figure

HALF: list[Unit] = [{"a": Counts(right=1)}, {"a": Counts(invented=1, missed=1)}] * 20
COUNTS = st.builds(
    Counts, right=st.integers(0, 3), invented=st.integers(0, 3), missed=st.integers(0, 3)
)


def test_a_figure_counts_over_all_units():
    (found,) = figures(["a"], HALF)
    assert found.counts == Counts(right=20, invented=20, missed=20)
    assert found.precision == found.recall == found.f1 == 0.5
    assert 0.3 < found.low < 0.5 < found.high < 0.7


def test_the_interval_is_the_same_each_time():
    assert figures(["a"], HALF) == figures(["a"], HALF)


def test_what_never_stands_there_and_is_never_found_has_a_figure_of_zero():
    (found,) = figures(["b"], HALF)
    assert (found.precision, found.recall, found.f1, found.low, found.high) == (0, 0, 0, 0, 0)


def test_a_mean_counts_a_rare_answer_as_much_as_a_common_one():
    units = [{n: chosen(n, "a", "a") for n in "ab"}] * 9 + [{n: chosen(n, "b", "a") for n in "ab"}]
    mean = mean_figure("macro", "ab", units)
    assert mean.f1 == pytest.approx((18 / 19 + 0) / 2)
    assert mean.counts is None


def test_no_units_have_figures_of_zero():
    assert figures(["a"], [])[0].f1 == 0


@given(st.lists(st.fixed_dictionaries({"a": COUNTS}), min_size=1, max_size=8))
def test_shares_and_ends_lie_between_none_and_all(units: list[Unit]):
    (found,) = figures(["a"], units)
    assert 0 <= found.low <= found.high <= 1
    assert min(found.precision, found.recall) <= found.f1 + 1e-9
    assert found.f1 <= max(found.precision, found.recall) + 1e-9
