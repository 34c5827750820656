"""Numbers in words and figures."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.numbers import Number, is_number_word, read_cardinal, read_ordinal

TABLES = tomllib.loads(files("khabar.lang.ar").joinpath("numbers.toml").read_text("utf-8"))
ROWS = [
    (name, int(value), form)
    for name in ("cardinals", "multipliers", "duals")
    for value, forms in TABLES[name].items()
    for form in forms
]


def cardinal(text: str) -> Number | None:
    return read_cardinal(normalise(text).split(), 0)


def ordinal(text: str) -> Number | None:
    return read_ordinal(normalise(text).split(), 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("15 ألف", 15_000), ("خمسة وعشرون", 25), ("مئة وخمسة وعشرين", 125),
        ("أحد عشر", 11), ("إحدى وعشرين", 21), ("اثني عشر", 12), ("ثلاث مئة", 300),
        ("ألف وتسعمائة وثمانية وسبعون", 1978), ("ألفين وأحد عشر", 2011),
        ("ثلاثة آلاف وخمسمئة", 3_500), ("مليوني", 2_000_000), ("الثمانية", 8),
    ],
)  # fmt: skip
def test_a_cardinal_is_read_with_all_that_and_joins_on(text: str, value: int) -> None:
    assert cardinal(text) == Number(value, len(text.split()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الثامن", 8), ("الثاني عشر", 12), ("الحادي والعشرين", 21), ("العشرون", 20),
        ("الثامن والعشرين", 28), ("أول", 1),
    ],
)  # fmt: skip
def test_an_ordinal_is_read(text: str, value: int) -> None:
    assert ordinal(text) == Number(value, len(text.split()))


def test_one_of_the_leaders_is_no_number() -> None:
    assert cardinal("أحد القادة") is None


def test_and_does_not_join_what_cannot_be_one_number() -> None:
    assert cardinal("خمسة وعشرة") == Number(5, 1)


@pytest.mark.parametrize(("name", "value", "form"), ROWS)
def test_every_number_word_has_its_value(name: str, value: int, form: str) -> None:
    read = cardinal(form)
    shared = name == "duals" and form in {f for v in TABLES["multipliers"].values() for f in v}
    assert is_number_word(normalise(form))
    assert shared or read == Number(value, 1)


@pytest.mark.parametrize(
    ("value", "form"), [(v, f) for v, fs in TABLES["ordinals"].items() for f in fs]
)
def test_every_ordinal_word_has_its_value(value: str, form: str) -> None:
    assert ordinal("ال" + form) == Number(int(value), 1)


@given(
    st.lists(st.sampled_from([form for _, _, form in ROWS]), min_size=1, max_size=6), st.booleans()
)
def test_reading_never_goes_past_the_words(words: list[str], joined: bool) -> None:
    text = (" و" if joined else " ").join(words)
    read = cardinal(text)
    assert read is None or 1 <= read.next <= len(words)
