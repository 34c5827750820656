"""What people judged right, wrong, one or two holds for events and statements as for names."""

from __future__ import annotations

from dataclasses import replace

from assemble.builders import Tells, document
from khabar.assemble.record import build_record
from khabar.schema.events import EventId
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Ref
from khabar.schema.statements import StatementId

VISIT = "زار القائد العاصمة والتقى وزير الدفاع هناك"
MEETING = "اجتمع الرئيس مع السفير في القصر"


def spot(reading: Reading, words: str) -> Spot:
    start = reading.text.index(words)
    return Spot(doc=reading.document.id, start=start, end=start + len(words))


def judged(
    a: Spot, b: Spot | None = None, *, holds: bool, about: About = About.EVENT, day: str = "01"
) -> Judgement:
    return Judgement(a=a, b=b, about=about, holds=holds, by="a reader", day=f"2026-01-{day}")


def telling(doc: str) -> Reading:
    visit = Tells(words=VISIT, actor=("خليفة حفتر",), recipient=("سيرغي شويغو",), denied_by="ناف")
    meeting = Tells(words=MEETING, actor=("رئيس",), recipient=("سفير",), mode="meeting")
    return document(doc, visit, meeting)


def renamed(reading: Reading) -> Reading:
    """The same findings under another recipe: no id is what it was."""
    actors = {a.id: ActorId(f"x{a.id}") for a in reading.actors}
    return replace(
        reading,
        recipe="another",
        actors=tuple(replace(a, id=actors[a.id]) for a in reading.actors),
        events=tuple(
            replace(
                e,
                id=EventId(f"x{e.id}"),
                actor=tuple(actors[a] for a in e.actor),
                recipient=tuple(actors[a] for a in e.recipient),
            )
            for e in reversed(reading.events)
        ),
        statements=tuple(
            replace(
                s,
                id=StatementId(f"x{s.id}"),
                source=actors[s.source] if s.source else None,
                about=tuple(EventId(f"x{e}") for e in s.about),
            )
            for s in reading.statements
        ),
    )


def members(record: Record) -> list[set[str]]:
    return [{f"{m.doc}.{m.id}" for m in e.members} for e in record.events]


def test_an_event_judged_wrong_leaves_the_record_under_every_recipe() -> None:
    reading = telling("d1")
    wrong = judged(spot(reading, VISIT), holds=False)
    assert members(build_record([reading], [wrong])) == [{"d1.e2"}]
    assert members(build_record([renamed(reading)], [wrong])) == [{"d1.xe2"}]


def test_a_judgement_taken_back_by_a_newer_one_in_other_words_no_longer_counts() -> None:
    reading = telling("d1")
    wrong = judged(spot(reading, VISIT), holds=False, day="01")
    right = judged(spot(reading, VISIT[:-3]), holds=True, day="02")
    for order in ([wrong, right], [right, wrong]):
        record = build_record([reading], order)
        assert len(record.events) == 2
        assert record.accepted == (Ref(doc="d1", id="e1"),)


def test_a_statement_judged_wrong_denies_nothing_any_more() -> None:
    reading = telling("d1")
    standing = {e.members[0].id: e.standing for e in build_record([reading]).events}
    assert standing["e1"] == "disputed"
    wrong = judged(spot(reading, VISIT), holds=False, about=About.STATEMENT)
    standing = {e.members[0].id: e.standing for e in build_record([reading], [wrong]).events}
    assert standing["e1"] == "reported"


def test_a_name_judged_wrong_is_nobody_and_what_was_done_stays() -> None:
    reading = telling("d1")
    (first, *_) = reading.actors
    (mention,) = first.mentions
    apart = [replace(a, mentions=(replace(mention, start=n + 1, end=n + 2),))
             for n, a in enumerate(reading.actors[1:])]  # fmt: skip
    reading = replace(reading, actors=(first, *apart))
    wrong = judged(Spot(doc="d1", start=0, end=1), holds=False, about=About.NAME)
    record = build_record([reading], [wrong])
    assert first.name.ar not in {a.name.ar for a in record.actors}
    assert len(record.events) == 2


def test_two_events_judged_one_are_one_and_two_judged_apart_are_two() -> None:
    one, other = telling("d1"), telling("d2")
    both = [one, other]
    assert {"d1.e1", "d2.e1"} in members(build_record(both))
    apart = judged(spot(one, VISIT), spot(other, VISIT), holds=False)
    assert {"d1.e1"} in members(build_record(both, [apart]))
    joined = judged(spot(one, VISIT), spot(other, MEETING), holds=True)
    assert any({"d1.e1", "d2.e2"} <= m for m in members(build_record(both, [apart, joined])))


def test_events_may_be_pointed_at_beside_their_words_in_their_sentence() -> None:
    one, other = (replace(r, events=tuple(replace(e, start=e.start + 4) for e in r.events))
                  for r in (telling("d1"), telling("d2")))  # fmt: skip
    apart = judged(spot(one, VISIT[:3]), spot(other, VISIT[:3]), holds=False)
    assert {"d1.e1"} in members(build_record([one, other], [apart]))


def test_of_two_events_in_the_same_words_the_nearest_is_judged() -> None:
    reading = telling("d1")
    inner = replace(reading.events[1], id=EventId("e9"), start=4, end=10,
                    sentence=reading.events[0].sentence)  # fmt: skip
    reading = replace(reading, events=(*reading.events, inner))
    wrong = judged(Spot(doc="d1", start=4, end=10), holds=False)
    assert {"d1.e9"} not in members(build_record([reading], [wrong]))
    assert {"d1.e1"} in members(build_record([reading], [wrong]))


def test_the_readings_that_nobody_judged_are_left_as_they_are() -> None:
    reading = telling("d1")
    elsewhere = judged(Spot(doc="gone", start=0, end=4), holds=False)
    assert build_record([reading], [elsewhere]) == build_record([reading])
