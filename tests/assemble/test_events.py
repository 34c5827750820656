"""Which events of different documents are one, and how they stand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.reading import Reading
from khabar.schema.record import RecordEvent, Standing

VISIT = Tells(
    words="زار الرئيس الفرنسي العاصمة التونسية قرطاج",
    actor=("ماكرون",),
    recipient=("السبسي",),
    place="تونس",
    when="2018-02-01",
)
RAID = Tells(
    words="قصفت طائرات مستودع الذخيرة في صرواح",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("التحالف",),
    recipient=("الحوثيون",),
    place="صرواح",
    when="2018-02-01",
)


def built(readings: Sequence[Reading]) -> tuple[RecordEvent, ...]:
    return build_events(readings, actors_of(readings), find_copies(readings))


def together(*readings: Reading) -> set[tuple[str, ...]]:
    """The members of each event that more than one document tells."""
    return {
        tuple(f"{m.doc}.{m.id}" for m in event.members)
        for event in built(readings)
        if len(event.members) > 1
    }


def standing(*readings: Reading) -> Standing:
    (event,) = built(readings)
    return event.standing


def test_one_visit_told_by_two_outlets_is_one_event() -> None:
    assert together(document("d1", VISIT), document("d2", VISIT)) == {("d1.e1", "d2.e1")}


def test_every_event_is_in_the_record_even_if_told_once() -> None:
    assert len(built([document("d1", VISIT, RAID)])) == 2


def test_the_same_actors_on_days_far_apart_did_two_things() -> None:
    later = replace(VISIT, when="2018-03-20", words="عاد الرئيس إلى قصر الضيافة")
    assert not together(document("d1", VISIT), document("d2", later, day="2018-04-12"))


def test_other_actors_did_something_else() -> None:
    others = replace(VISIT, words="اجتمع وزيران في فندق", actor=("بوتين",), recipient=("أردوغان",))
    assert not together(document("d1", VISIT), document("d2", others))


def test_an_announcement_and_what_came_of_it_are_one_event() -> None:
    planned = replace(VISIT, status=Status.PLANNED)
    assert together(document("d1", planned), document("d2", VISIT)) == {("d1.e1", "d2.e1")}


def test_two_events_of_one_document_stay_two() -> None:
    second = replace(RAID, words="قصفت طائرات مستودع الوقود في صرواح")
    groups = together(document("d1", RAID, second), document("d2", RAID))
    assert groups == {("d1.e1", "d2.e1")}


def test_the_members_of_a_copy_come_together() -> None:
    groups = together(document("d1", VISIT, RAID), document("d2", VISIT, RAID))
    assert groups == {("d1.e1", "d2.e1"), ("d1.e2", "d2.e2")}


def test_the_most_precise_time_that_the_others_allow_is_the_events() -> None:
    vague = replace(VISIT, when="2018-02")
    (event,) = built([document("d1", VISIT), document("d2", vague)])
    assert event.when == "2018-02-01"


def test_two_origins_corroborate_and_one_repeated_does_not() -> None:
    quoted = replace(VISIT, chain=("الناطق",))
    assert standing(document("d1", quoted), document("d2", quoted)) is Standing.REPORTED
    other = replace(VISIT, words="زار ماكرون العاصمة التونسية", chain=("شهود",))
    assert standing(document("d1", quoted), document("d2", other)) is Standing.CORROBORATED


def test_what_is_only_announced_is_announced() -> None:
    planned = replace(VISIT, status=Status.PLANNED)
    assert standing(document("d1", planned), document("d2", planned)) is Standing.ANNOUNCED


def test_what_one_reports_and_another_denies_is_disputed() -> None:
    denied = replace(VISIT, denied_by="الناطق")
    assert standing(document("d1", denied)) is Standing.DISPUTED


def test_what_everybody_says_did_not_happen_is_denied() -> None:
    negative = replace(VISIT, polarity=Polarity.NEGATIVE)
    assert standing(document("d1", negative)) is Standing.DENIED
    itself = replace(VISIT, chain=("الناطق",), denied_by="الناطق")
    assert standing(document("d1", itself)) is Standing.DENIED


def test_no_readings_make_no_events() -> None:
    assert built([]) == ()


TELLS = st.sampled_from(
    [VISIT, RAID, replace(VISIT, status=Status.PLANNED), replace(RAID, when=None)]
)


@given(st.lists(st.lists(TELLS, max_size=3), max_size=6), st.randoms())
def test_the_order_of_documents_does_not_matter(
    documents: list[list[Tells]], order: random.Random
) -> None:
    readings = [document(f"d{n}", *tells) for n, tells in enumerate(documents)]
    assert built(order.sample(readings, len(readings))) == built(readings)


@given(st.lists(st.lists(TELLS, max_size=3), max_size=6))
def test_every_event_of_every_document_stands_in_the_record_once(
    documents: list[list[Tells]],
) -> None:
    readings = [document(f"d{n}", *tells) for n, tells in enumerate(documents)]
    members = [(m.doc, m.id) for event in built(readings) for m in event.members]
    assert sorted(members) == sorted((r.document.id, e.id) for r in readings for e in r.events)
