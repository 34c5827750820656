"""The view folds spelling and never loses where a character came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lang.ar.normalise import after_letters, normalise, view_of


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("أحمد", "احمد"),
        ("إلى", "الى"),
        ("مسؤول", "مسئول"),
        ("الحدّاد", "الحداد"),
        ("ليبيـــا", "ليبيا"),
        ("حكومة", "حكومه"),
        ("٢٠٢١", "2021"),
        ("ﻻ", "لا"),
        ("کتاب", "كتاب"),
        ("«قال»", '"قال"'),
        ("مُ\u200fحمد", "محمد"),
    ],
)
def test_variants_of_one_word_fall_together(written: str, other: str) -> None:
    assert normalise(written) == normalise(other)


def test_words_that_differ_stay_apart() -> None:
    assert len({normalise(w) for w in ("سوريا", "روسيا", "ليبيا", "قال", "قتل")}) == 5


@given(st.text())
def test_every_character_of_the_view_leads_back_into_the_original(text: str) -> None:
    view = view_of(text)
    assert len(view.text) == len(view.origin)
    assert list(view.origin) == sorted(view.origin)
    for at in range(len(view.text)):
        span = view.span(at, at + 1)
        assert view.text[at] in normalise(span.cut(text))


@given(st.text(), st.data())
def test_a_stretch_of_the_view_is_the_view_of_its_stretch(text: str, data: st.DataObject) -> None:
    view = view_of(text)
    if view.text:
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        assert view.text[start:end] in normalise(view.span(start, end).cut(text))


def test_letters_are_counted_past_vowel_signs() -> None:
    text = "وَلِلجيش"
    assert text[after_letters(text, 0, 1) :] == "لِلجيش"
