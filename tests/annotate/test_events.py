"""Who did what to whom: the examples of the clauses, and what is told in several words."""

from collections.abc import Callable, Mapping

import pytest

from khabar.lang.ar.tables import examples
from khabar.schema.events import Event, EventType
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def named(reading: Reading, ids: tuple[str, ...]) -> set[str]:
    return {m.cut(reading.text) for a in reading.actors if a.id in ids for m in a.mentions}


def event_at(reading: Reading, trigger: str) -> Event:
    at = reading.text.index(trigger)
    return next(e for e in reading.events if e.start < at + len(trigger) and at < e.end)


@pytest.mark.parametrize("example", examples("clauses.toml"))
def test_the_examples_of_the_clauses(read: Read, example: Mapping[str, str]) -> None:
    reading = read(example["text"])
    event = event_at(reading, example["trigger"])
    for told, ids in ((example["actor"], event.actor), (example["recipient"], event.recipient)):
        assert (told in named(reading, ids)) if told else not ids


def test_casualties_are_told_with_the_attack_that_caused_them(read: Read) -> None:
    reading = read("قتل جنود سعوديون في غارة للحوثيين على نجران.")
    assert [(e.type, e.mode) for e in reading.events] == [(EventType.ASSAULT, "airstrike")]


def test_two_sides_named_before_are_both_meant(read: Read) -> None:
    reading = read("التقى فلاديمير بوتين رجب طيب أردوغان في سوتشي. وبحث الطرفان الحرب.")
    talks = event_at(reading, "وبحث الطرفان")
    assert named(reading, (*talks.actor, *talks.recipient)) >= {"فلاديمير بوتين", "رجب طيب أردوغان"}


def test_what_a_request_asks_for_is_no_event(read: Read) -> None:
    reading = read("دعت روسيا تركيا إلى وقف قصف القوات السورية.")
    assert {e.type for e in reading.events} == {EventType.REQUEST}


def test_a_game_is_no_attack(read: Read) -> None:
    assert not read("هزم المنتخب السعودي المنتخب المصري في مباراة ودية.").events


def test_a_trigger_without_anybody_is_left_out(read: Read) -> None:
    assert not read("وقع هجوم في المساء.").events


def test_a_dual_verb_means_the_two_named_before(read: Read) -> None:
    reading = read("زار خليفة حفتر باريس ثم وصل فايز السراج. وقالت فرنسا إنهما اتفقا على هدنة.")
    deal = next(e for e in reading.events if e.type is EventType.AGREE)
    assert named(reading, (*deal.actor, *deal.recipient)) >= {"خليفة حفتر", "فايز السراج"}
