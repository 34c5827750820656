"""What a new document changes in the record."""

from __future__ import annotations

from dataclasses import replace

from khabar.assemble.revisions import revisions
from khabar.schema.events import EventType
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorKind, Name
from khabar.schema.record import (
    KnownId,
    Record,
    RecordActor,
    RecordDispute,
    RecordEvent,
    RecordExpectation,
    Ref,
    Standing,
    Verdict,
)
from khabar.schema.statements import DisputeKind


def refs(*named: str) -> tuple[Ref, ...]:
    return tuple(Ref(doc=n.split(".")[0], id=n.split(".")[1]) for n in named)


def actor(name: str, *members: str) -> RecordActor:
    return RecordActor(
        id=KnownId(name), name=Name(ar="فلان"), kind=ActorKind.PERSON, members=refs(*members)
    )


def event(name: str, *members: str, standing: Standing = Standing.REPORTED) -> RecordEvent:
    return RecordEvent(
        id=KnownId(name), type=EventType.CONSULT, members=refs(*members), standing=standing
    )


def changes(before: Record, after: Record, *because: str) -> list[tuple[str, str, str, str]]:
    found = revisions(before, after, because)
    return [(r.what, r.before, r.after, " ".join(r.because)) for r in found]


def test_a_record_built_again_is_not_revised() -> None:
    record = Record(actors=(actor("k_1", "d1.a1"),), events=(event("v_1", "d1.e1"),))
    assert revisions(record, record, ["d2"]) == ()


def test_two_actors_that_become_one_are_told_with_the_document_that_joins_them() -> None:
    before = Record(actors=(actor("k_1", "d1.a1"), actor("k_2", "d2.a1")))
    after = Record(actors=(actor("k_1", "d1.a1", "d2.a1", "d3.a1"),))
    assert changes(before, after, "d3", "d4") == [("k_1", "k_1 k_2", "k_1", "d3")]


def test_one_actor_that_becomes_two_is_told() -> None:
    before = Record(actors=(actor("k_1", "d1.a1", "d2.a1"),))
    after = Record(actors=(actor("k_1", "d1.a1"), actor("k_2", "d2.a1")))
    assert changes(before, after, "d3") == [("k_1", "k_1", "k_1 k_2", "d3")]


def test_an_event_gained_and_an_event_lost_are_told() -> None:
    one, other = Record(events=(event("v_1", "d1.e1"),)), Record(events=(event("v_2", "d2.e1"),))
    assert changes(one, other, "d1", "d2") == [
        ("v_1", "reported", "", "d1"),
        ("v_2", "", "reported", "d2"),
    ]


def test_an_event_that_stands_otherwise_is_told_even_if_its_id_changed() -> None:
    before = Record(events=(event("v_1", "d1.e1"),))
    denied = event("v_0", "d0.e1", "d1.e1", standing=Standing.DISPUTED)
    after = Record(events=(denied,))
    assert changes(before, after, "d0") == [("v_0", "reported", "disputed", "d0")]


def test_an_event_dated_otherwise_is_told() -> None:
    before = event("v_1", "d1.e1")
    after = replace(before, when=Edtf("2018-04-26"), members=refs("d1.e1", "d2.e1"))
    found = changes(Record(events=(before,)), Record(events=(after,)), "d2")
    assert found == [("v_1", "", "2018-04-26", "d2")]


def test_a_dispute_gained_and_a_dispute_lost_are_told_with_both_sides() -> None:
    a, b = refs("d1.s1", "d2.s1")
    disputed = Record(disputes=(RecordDispute(a=a, b=b, kind=DisputeKind.DENIAL),))
    assert changes(Record(), disputed, "d2") == [("d1:s1 d2:s1", "", "denial", "d2")]
    assert changes(disputed, Record(), "d2") == [("d1:s1 d2:s1", "denial", "", "d2")]


def test_a_verdict_that_changed_is_told_with_the_document_that_brought_the_outcome() -> None:
    (expected, told) = refs("d1.e1", "d2.e1")
    open_still = RecordExpectation(expectation=expected, verdict=Verdict.PENDING)
    came = RecordExpectation(expectation=expected, verdict=Verdict.LATE, outcome=told)
    before, after = Record(expectations=(open_still,)), Record(expectations=(came,))
    assert changes(before, after, "d2", "d3") == [("d1:e1", "pending", "late", "d2")]


def test_the_order_of_the_reasons_does_not_matter() -> None:
    one, other = Record(events=(event("v_1", "d1.e1"),)), Record()
    assert revisions(one, other, ["d8", "d9"]) == revisions(one, other, ["d9", "d8"])
