"""The text with its marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabar.cli.marked import marked_lines
from khabar.cli.summary import event_lines, statement_lines
from khabar.cli.terminal import safe
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.events import Event, EventType, Polarity
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode, Statement

TEXT = "قال متحدث باسم الوزارة إن الوزير زار بيروت.\nشارك على الشبكات"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def actor(id_: str, words: str) -> Actor:
    where = span(words)
    mention = ActorMention(start=where.start, end=where.end, sure=0.9)
    return Actor(id=ActorId(id_), kind=ActorKind.PERSON, name=Name(ar=words), mentions=(mention,))


def reading() -> Reading:
    visit, share = span("زار بيروت"), span("شارك على الشبكات")
    event = Event(
        id="e1", type=EventType.CONSULT, mode="visit", actor=(ActorId("a2"),),
        start=visit.start, end=visit.end, sentence=span(TEXT.splitlines()[0]), sure=0.8,
        found_by="rule:test",
    )  # fmt: skip
    statement = Statement(
        id="s1", source=ActorId("a1"), chain=(ActorId("a2"),), mode=Mode.INDIRECT, act=Act.SAY,
        cue=span("قال"), content=span("الوزير زار بيروت"), sure=0.8, found_by="rule:test",
    )  # fmt: skip
    return Reading(
        text=TEXT,
        document=DocumentFacts(id="x", path="a.txt", language="ar", outlet="الصحيفة"),
        recipe="r1",
        segments=(Segment(kind=SegmentKind.FURNITURE, start=share.start, end=share.end),),
        actors=(actor("a1", "متحدث باسم الوزارة"), actor("a2", "الوزير")),
        events=(event,),
        statements=(statement,),
    )


def marked(found: Reading) -> dict[str, str]:
    """The marked words and their styles."""
    lines = marked_lines(found, None, plain=True)
    return {
        line.plain[mark.start : mark.end]: str(mark.style) for line in lines for mark in line.spans
    }


def test_each_layer_has_its_own_mark():
    found = marked(reading())
    assert set(found) == {
        "قال", "متحدث باسم الوزارة", "الوزير", "زار بيروت", "شارك على الشبكات",
    }  # fmt: skip
    assert len(set(found.values())) == 4
    assert found["شارك على الشبكات"] == "dim"


@pytest.mark.parametrize("odd", ["\r", "\x07", "\x1b", "\u202e", "\ud800", "\x9b", "\u2028"])
def test_odd_characters_move_no_mark(odd: str):
    first = reading()
    shifted = replace(first, text=TEXT.replace(" ", odd))
    assert [each.replace(safe(odd), " ") for each in marked(shifted)] == list(marked(first))


def test_lines_keep_to_the_width_and_to_the_right():
    lines = list(marked_lines(reading(), 20, plain=False))
    assert len(lines) > 3
    assert {line.cell_len for line in lines} == {20}
    assert all("\u2067" in line.plain and line.plain.endswith("\u2069") for line in lines)


def test_plain_lines_are_the_text_itself():
    lines = [line.plain for line in marked_lines(reading(), None, plain=True)]
    assert lines == TEXT.splitlines()


def test_an_event_is_told_in_one_line():
    assert [line.plain for line in event_lines(reading())] == [
        "الوزير → CONSULT-visit → — (occurred) «زار بيروت»"
    ]


def test_what_did_not_happen_is_told_as_such():
    found = reading()
    denied = replace(found, events=(replace(found.events[0], polarity=Polarity.NEGATIVE),))
    assert "not CONSULT-visit" in next(event_lines(denied)).plain


def test_a_statement_shows_its_chain_from_the_outlet_inwards():
    assert [line.plain for line in statement_lines(reading())] == [
        "الصحيفة ← الوزير ← متحدث باسم الوزارة say: «الوزير زار بيروت»"
    ]
