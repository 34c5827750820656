"""What people judge outweighs what we find, and outlives every new reading."""

from dataclasses import replace
from pathlib import Path

import pytest

from khabar.assemble.record import build_record
from khabar.pipeline.corpus import read
from khabar.schema.judgement import Judgement, Spot
from khabar.schema.reading import Reading
from khabar.store.opening import open_store

SALEM = "قال الوزير المصري سالم عبد الرحمن إن المفاوضات مستمرة."
OTHER = "أكد الوزير المصري سالم عبد الرحمن أن الاتفاق قريب."
NAME = "سالم عبد الرحمن"


def spot(reading: Reading) -> Spot:
    start = reading.text.index(NAME)
    return Spot(doc=reading.document.id, start=start, end=start + len(NAME))


def judged(a: Reading, b: Reading, *, same: bool) -> Judgement:
    return Judgement(a=spot(a), b=spot(b), holds=same, by="a reader", day="2026-01-02")


def together(readings: list[Reading], *judgements: Judgement) -> bool:
    """Whether both readings' Salem is one actor of the record."""
    record = build_record(readings, judgements)
    return any(
        {m.doc for m in actor.members} == {r.document.id for r in readings}
        for actor in record.actors
        if actor.name.ar == NAME
    )


@pytest.fixture
def readings() -> list[Reading]:
    return [read(SALEM), read(OTHER)]


def test_one_name_is_one_actor_until_somebody_says_otherwise(readings: list[Reading]) -> None:
    assert together(readings)
    assert not together(readings, judged(*readings, same=False))


def test_a_judgement_holds_under_another_recipe(readings: list[Reading]) -> None:
    judgement = judged(*readings, same=False)
    numbered = [
        replace(
            r,
            recipe="another",
            actors=tuple(replace(a, id=f"z{a.id}") for a in r.actors),
            events=(), reports=(), statements=(), offices=(), relations=(), figures=(),
            disputes=(), expectations=(),
        )
        for r in readings
    ]  # fmt: skip
    assert not together(numbered, judgement)


def test_a_judgement_about_words_that_name_nobody_waits(readings: list[Reading]) -> None:
    nowhere = Spot(doc="gone", start=0, end=3)
    waiting = Judgement(a=spot(readings[0]), b=nowhere, holds=False, by="x", day="2026-01-02")
    assert together(readings, waiting)


def test_a_new_judgement_on_the_same_pair_replaces_the_old(
    readings: list[Reading], tmp_path: Path
) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.judge(judged(*readings, same=False))
        store.judge(judged(*reversed(readings), same=True))
        (kept,) = store.judgements()
    assert kept.holds
