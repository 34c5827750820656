"""What one version of a page says that another does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.assemble.versions import Change, Edit, Shift, compare
from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.schema.documents import Segment, SegmentKind

FIRST = "وصل وزير الخارجية المصري إلى عمان صباح اليوم في زيارة رسمية."
LAST = "ومن المقرر أن يعود الوفد إلى القاهرة مساء الخميس المقبل."
RAID = "قتل 12 جنديا في الهجوم الذي استهدف نقطة عسكرية شمال سيناء."


def changed(older: list[str], newer: list[str]) -> tuple[Change, ...]:
    return compare(*(_sentences("\n".join(lines)) for lines in (older, newer)))


def _sentences(text: str):
    segments, at = [], 0
    for line in text.split("\n"):
        segments.append(Segment(start=at, end=at + len(line), kind=SegmentKind.BODY))
        at += len(line) + 1
    return sentences_of(view_of(text), segments)


def shifts(before: str, after: str) -> set[Shift]:
    (change,) = changed([FIRST, before, LAST], [FIRST, after, LAST])
    assert change.edit is Edit.REWORDED
    return {shift.what for shift in change.shifts}


def test_the_same_text_has_no_changes():
    assert changed([FIRST, RAID], [FIRST, RAID]) == ()


def test_a_sentence_that_came_is_added_and_one_that_went_removed():
    (added,) = changed([FIRST, LAST], [FIRST, RAID, LAST])
    assert (added.edit, added.before) == (Edit.ADDED, None)
    (removed,) = changed([FIRST, RAID, LAST], [FIRST, LAST])
    assert (removed.edit, removed.after) == (Edit.REMOVED, None)


def test_a_sentence_that_moved_is_neither():
    assert changed([FIRST, RAID, LAST], [RAID, FIRST, LAST]) == ()


def test_spelling_alone_changes_nothing():
    assert changed([FIRST], [FIRST.replace("إلى", "الى")]) == ()


@pytest.mark.parametrize(
    ("after", "shift"),
    [
        (RAID.replace("12", "9"), Shift.NUMBERS),
        (RAID.replace("12 جنديا", "تسعة جنود"), Shift.NUMBERS),
        (f"ربما {RAID}", Shift.HEDGED),
        (RAID.replace("الهجوم الذي", "الهجوم المزعوم الذي"), Shift.HEDGED),
        (f"قال مصدر أمني إنه {RAID}", Shift.ATTRIBUTED),
        (RAID.replace(".", " بحسب شهود."), Shift.ATTRIBUTED),
        (f"لم ي{RAID[1:]}".replace("يتل", "يقتل"), Shift.DENIED),
    ],
)
def test_a_rewording_tells_what_it_changed(after: str, shift: Shift):
    assert shift in shifts(RAID, after)


def test_what_is_taken_back_is_told_as_such():
    assert Shift.UNHEDGED in shifts(f"ربما {RAID}", RAID)
    assert Shift.UNATTRIBUTED in shifts(RAID.replace(".", " بحسب شهود."), RAID)


def test_a_weaker_verb_softens():
    confirmed = "وأكد المتحدث العسكري سيطرة القوات على المدينة كلها صباح اليوم."
    assert Shift.WEAKER_VERB in shifts(confirmed, confirmed.replace("وأكد", "وقال"))
    (change,) = changed([confirmed], [confirmed.replace("وأكد", "ورجح")])
    assert change.softened


def test_other_words_alone_shift_nothing():
    assert shifts(FIRST, FIRST.replace("صباح", "ظهر")) == set()


LINES = st.lists(st.sampled_from([FIRST, LAST, RAID, f"ربما {RAID}"]), min_size=1, max_size=5)


@given(LINES, LINES)
def test_spans_lie_in_their_own_texts_and_comparing_backwards_mirrors(older, newer):
    there, back = changed(older, newer), changed(newer, older)
    for change in there:
        assert change.before is None or change.before.end <= len("\n".join(older))
        assert change.after is None or change.after.end <= len("\n".join(newer))
    count = [sum(c.edit is edit for c in there) for edit in Edit]
    mirror = [
        sum(c.edit is edit for c in back) for edit in (Edit.REMOVED, Edit.ADDED, Edit.REWORDED)
    ]
    assert count == mirror
