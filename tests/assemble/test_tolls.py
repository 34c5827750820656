"""What an event cost stays a series, with its days and its sources."""

from __future__ import annotations

import random
from dataclasses import replace

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.schema.events import Counted, EventType, Figure, Polarity
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import RecordEvent, Toll

RAID = Tells(
    words="قصفت الطائرات سوق البلدة فقتل فيها كثيرون",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("التحالف",),
    recipient=("سكان البلدة",),
    place="البلدة",
    when="2018-02-01",
    chain=("الدفاع المدني",),
)


def events(*readings: Reading) -> tuple[RecordEvent, ...]:
    return build_events(readings, actors_of(readings), find_copies(readings))


def counting(reading: Reading, low: int | None, high: int | None, by: str | None = None) -> Reading:
    chain = tuple(ActorId(a.id) for a in reading.actors if a.name.ar == by)
    found = Figure(
        id=f"f{len(reading.figures)}", event=reading.events[0].id, what=Counted.KILLED,
        low=low, high=high, chain=chain, start=0, end=1,
    )  # fmt: skip
    return replace(reading, figures=(*reading.figures, found))


def numbers(tolls: tuple[Toll, ...]) -> list[tuple[str | None, int | None, int | None, str]]:
    return [(t.reported, t.low, t.high, t.by) for t in tolls]


def test_a_toll_that_grows_is_a_series_by_day_with_who_says_so() -> None:
    first = counting(document("d1", RAID, day="2018-02-01"), 8, 8)
    later = counting(document("d2", RAID, day="2018-02-02"), 40, None)
    (event,) = events(later, first)
    assert numbers(event.tolls) == [
        ("2018-02-01", 8, 8, "k_الدفاع المدني"),
        ("2018-02-02", 40, None, "k_الدفاع المدني"),
    ]
    assert [t.report.id for t in event.tolls] == ["f0", "f0"]


def test_a_figure_of_its_own_source_is_that_source_s() -> None:
    reading = counting(document("d1", RAID), 8, 8)
    reading = counting(reading, 11, 11, by="التحالف")
    (event,) = events(reading)
    assert {(t.low, t.by) for t in event.tolls} == {(8, "k_الدفاع المدني"), (11, "k_التحالف")}


def test_an_outlet_that_counts_for_itself_is_the_source() -> None:
    (event,) = events(counting(document("d1", replace(RAID, chain=()), outlet="المدار"), 8, 8))
    assert [t.by for t in event.tolls] == ["outlet:المدار"]


def test_a_reading_without_figures_is_counted_by_its_words() -> None:
    words = "مقتل 47 شخصا وإصابة أكثر من 1000 شخص في قصف سوق البلدة"
    (event,) = events(document("d1", replace(RAID, words=words)))
    assert {(t.what, t.low, t.high) for t in event.tolls} == {
        (Counted.KILLED, 47, 47),
        (Counted.INJURED, 1000, None),
    }


def test_what_counts_no_people_is_no_toll() -> None:
    words = "نفذت الطائرات 200 غارة على سوق البلدة خلال 3 أيام"
    (event,) = events(document("d1", replace(RAID, words=words)))
    assert event.tolls == ()


def test_what_did_not_happen_cost_nothing() -> None:
    words = "لم يقتل 47 شخصا في قصف سوق البلدة"
    (event,) = events(document("d1", replace(RAID, words=words, polarity=Polarity.NEGATIVE)))
    assert event.tolls == ()


def test_the_order_of_documents_does_not_matter() -> None:
    readings = [
        counting(document(f"d{n}", RAID, day=f"2018-02-0{n}"), 5 * n, 5 * n) for n in range(1, 6)
    ]
    shuffled = readings.copy()
    random.Random(7).shuffle(shuffled)
    assert events(*shuffled) == events(*readings)
