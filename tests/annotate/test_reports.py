"""One event however often a document tells it."""

from collections.abc import Callable

from khabar.schema.events import EventType
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def test_a_repeat_is_a_report_of_the_same_event(read: Read) -> None:
    reading = read(
        "اعتقلت الشرطة التركية أندرو برانسون.\nوقالت واشنطن إن الشرطة التركية اعتقلت برانسون."
    )
    (arrest,) = (e for e in reading.events if e.type is EventType.COERCE)
    assert len([r for r in reading.reports if r.of == arrest.id]) == 2


def test_the_definite_noun_refers_to_what_was_told(read: Read) -> None:
    reading = read("شن الحوثيون هجوما على القوات السعودية.\nوقالت الرياض إن الهجوم فشل.")
    assert len([e for e in reading.events if e.type is EventType.ASSAULT]) == 1


def test_attacks_on_others_are_other_events(read: Read) -> None:
    reading = read("قصف الجيش السوري المعارضة السورية.\nوقصف الجيش التركي حزب العمال الكردستاني.")
    assert len([e for e in reading.events if e.type is EventType.ASSAULT]) == 2


def test_an_event_stands_at_its_first_body_sentence_and_takes_the_time_told_there(
    read: Read,
) -> None:
    reading = read("وصل هذا التقرير.\nقتل تنظيم الدولة جنودا سوريين في 3 مايو 2016.")
    (killing,) = (e for e in reading.events if e.type is EventType.ASSAULT)
    assert killing.when == "2016-05-03"
