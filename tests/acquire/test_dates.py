"""Publication dates as rows state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.acquire.dates import published_of

DAY = ("2018-11-07", "2018-11-07")


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("2018-11-07", DAY),
        ("2018-11-07T10:00", DAY),
        ("2018-11-07T23:30:00+03:00", DAY),
        ("2018-11-07 10:00:00.000Z", DAY),
        ("2018/11/07", DAY),
        ("2018/11/7 14:05", DAY),
        ("20181107", DAY),
        ("٢٠١٨-١١-٠٧", DAY),
        ("27/11/2018", ("2018-11-27", "2018-11-27")),
        ("11/27/2018", ("2018-11-27", "2018-11-27")),
        ("Wed, 07 Nov 2018 10:00:00 +0300", DAY),
        (1541584800, DAY),
        (1541584800000, DAY),
        ("2018-11", ("2018-11-01", "2018-11-30")),
        ("2018", ("2018-01-01", "2018-12-31")),
    ],
)
def test_a_stated_date_is_read_no_finer_than_it_is_given(
    value: object, interval: tuple[str, str]
) -> None:
    found = published_of(value)
    assert found is not None
    assert (found.earliest, found.latest) == interval


@pytest.mark.parametrize(
    "value",
    ["07/11/2018", "2018-02-30", "2018-13-01", "أمس", "", "2018-11-07 or so", True, [], None],
)
def test_a_date_in_doubt_is_no_date(value: object) -> None:
    assert published_of(value) is None


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_no_value_breaks_the_reader_of_dates(value: object) -> None:
    published_of(value)
