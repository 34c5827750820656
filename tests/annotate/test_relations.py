"""Ties between actors, found in sentences of our own."""

from collections.abc import Callable

import pytest

from khabar.lang.ar.tables import examples
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def told(reading: Reading) -> set[tuple[str, str, str, str]]:
    """The relations with one surface of each side, in every combination of surfaces."""
    named = {a.id: {m.cut(reading.text) for m in a.mentions} for a in reading.actors}
    return {
        (subject, r.relation, r.object and object_, r.polarity)
        for r in reading.relations
        for subject in named[r.subject]
        for object_ in named[r.object]
    }


@pytest.mark.parametrize("example", examples("relations.toml"))
def test_the_examples_of_the_ties(read: Read, example: dict[str, str]) -> None:
    found = told(read(example["text"]))
    if "none" in example:
        assert example["none"] not in {kind for _, kind, _, _ in found}
        return
    polarity = example.get("polarity", "+")
    assert (example["subject"], example["relation"], example["object"], polarity) in found


def test_nobody_is_tied_to_himself(read: Read) -> None:
    reading = read("قال قائد الجيش اللبناني إن الجيش اللبناني التابع للجيش اللبناني باق.")
    assert all(r.subject != r.object for r in reading.relations)


def test_a_tie_is_told_once_however_often_it_is_said(read: Read) -> None:
    once = "زار الرياض وفد من الحوثيين المدعومين من إيران."
    reading = read(f"{once}\nوقال مراقبون إن الحوثيين المدعومين من إيران باقون.")
    kinds = [(r.subject, r.relation, r.object) for r in reading.relations]
    assert len(kinds) == len(set(kinds))


def test_a_held_place_becomes_a_region_among_the_actors(read: Read) -> None:
    reading = read("يسيطر تنظيم داعش على مدينة الموصل منذ سنتين.")
    regions = {a.id for a in reading.actors if a.kind == "region"}
    assert {r.object for r in reading.relations if r.relation == "controls"} <= regions
    assert regions


def test_the_chain_of_a_tie_is_that_of_the_words_around_it(read: Read) -> None:
    reading = read("قال وزير الخارجية السعودي عادل الجبير إن إيران تدعم الحوثيين.")
    (tie,) = (r for r in reading.relations if r.relation == "supports")
    named = {a.id: {m.cut(reading.text) for m in a.mentions} for a in reading.actors}
    assert len(tie.chain) == 1
    assert any("الجبير" in surface for surface in named[tie.chain[0]])
