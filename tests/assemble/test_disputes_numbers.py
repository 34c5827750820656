"""Which numbers told of one event exclude each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assemble.builders import Tells, document
from assemble.claim_builders import sides
from khabar.schema.events import Counted, EventId, EventType, Figure
from khabar.schema.reading import Reading

ATTACK = Tells(
    words="الهجوم على حاجز الواحة",
    type=EventType.ASSAULT,
    mode="attack",
    actor=("المسلحون",),
    when="2014-07",
)


def tells(words: str, doc: str, day: str = "2018-10-08", when: str | None = "2014-07") -> Reading:
    return document(doc, replace(ATTACK, words=f"{ATTACK.words} {words}", when=when), day=day)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وراح ضحيته 21 قتيلا", "الذي قتل فيه 28 جنديا"),
        ("الذي أسفر عن مقتل واحد وعشرين شخصا", "الذي قتل فيه 28 جنديا"),
        ("وراح ضحيته 21 قتيلا", "وقتل ضابطين و26 مجندا"),
        ("الذي أسفر عن مقتل نحو 30 جنديا", "وراح ضحيته 21 قتيلا"),
        ("وقتل 6 من مرافقيه", "ومقتل 20 قياديا"),
    ],
)
def test_two_numbers_of_the_dead_exclude_each_other(one: str, other: str) -> None:
    assert sides(tells(one, "d1"), tells(other, "d2")) == {"d1.e1 d2.e1"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الذي قتل فيه 28 جنديا", "وراح ضحيته 28 قتيلا"),
        ("الذي قتل فيه 28 جنديا", "الذي أسفر عن مقتل نحو 30 جنديا"),
        ("الذي قتل فيه أكثر من 20 جنديا", "وراح ضحيته 28 قتيلا"),
        ("الذي قتل فيه 28 جنديا", "بعد 3 ساعات"),
        ("وقتل القائد و7 مسؤولين آخرين", "وقتل 8 مسؤولين"),
    ],
)
def test_numbers_that_may_be_one_are_no_dispute(one: str, other: str) -> None:
    assert sides(tells(one, "d1"), tells(other, "d2")) == set()


def test_a_toll_that_grows_in_the_days_of_the_event_is_a_series() -> None:
    first = tells("وراح ضحيته 21 قتيلا", "d1", "2018-10-02", "2018-10-01")
    assert sides(first, tells("وراح ضحيته 28 قتيلا", "d2", "2018-10-03", "2018-10-01")) == set()


def test_a_toll_that_falls_is_a_dispute() -> None:
    first = tells("وراح ضحيته 28 قتيلا", "d1", "2018-10-02", "2018-10-01")
    then = tells("وراح ضحيته 21 قتيلا", "d2", "2018-10-03", "2018-10-01")
    assert sides(first, then) == {"d1.e1 d2.e1"}


def test_an_old_attack_is_known_by_its_doer_and_its_place() -> None:
    one, other = tells("وراح ضحيته 21 قتيلا", "d1"), tells("الذي قتل فيه 28 جنديا", "d2", when=None)
    assert sides(one, other, clustered=False) == {"d1.e1 d2.e1"}


def test_what_the_reading_counts_outweighs_what_the_words_seem_to_count() -> None:
    one, other = tells("وراح ضحيته 21 قتيلا", "d1"), tells("الذي قتل فيه 28 جنديا", "d2")
    figure = Figure(
        start=0, end=1, id="f1", event=EventId("e1"), what=Counted.KILLED, low=21, high=21
    )
    assert sides(one, replace(other, figures=(figure,))) == set()
