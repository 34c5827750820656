"""What becomes of announcements by the end of the corpus."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assemble.builders import Tells, document
from assemble.claim_builders import expecting, outcomes
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.reading import Reading
from khabar.schema.record import Verdict

RETURN = Tells(
    words="عودة المشير إلى المدينة",
    type=EventType.STATE_CHANGE,
    mode="return",
    actor=("المشير",),
    status=Status.PLANNED,
)
MEETING = Tells(
    words="لقاء الرئيسين",
    mode="meeting",
    actor=("الرئيس",),
    recipient=("الملك",),
    status=Status.PLANNED,
)
HELD = replace(MEETING, status=Status.OCCURRED)
BACK = replace(RETURN, status=Status.OCCURRED)
END = document("z", Tells(words="خبر آخر", mode="call"), day="2018-12-31")


def verdict(*readings: Reading, clustered: bool = True) -> Verdict:
    (found,) = outcomes(*readings, clustered=clustered)
    return found.verdict


def announced(tells: Tells, due: str | None = None, day: str = "2018-04-14") -> Reading:
    return expecting(document("d1", tells, day=day), due)


def test_what_is_told_of_the_announced_day_fulfils_it_and_is_its_evidence() -> None:
    back = document("d2", replace(BACK, when="2018-04-26"), day="2018-04-26")
    (found,) = outcomes(announced(RETURN, "2018-04-26"), back)
    assert found.verdict is Verdict.FULFILLED
    assert found.outcome is not None
    assert found.outcome.doc == "d2"


def test_what_comes_after_its_window_is_late() -> None:
    back = document("d2", replace(BACK, when="2018-04-26"), day="2018-04-26")
    assert verdict(announced(RETURN, "2018-04-20"), back) is Verdict.LATE


def test_what_was_before_the_announcement_does_not_fulfil_it() -> None:
    back = document("d2", replace(BACK, when="2018-03-01"), day="2018-04-15")
    assert verdict(announced(RETURN), back, END) is Verdict.UNKNOWN


def test_a_meeting_is_known_by_its_day_and_one_who_took_part() -> None:
    held = document(
        "d2",
        replace(HELD, mode="talks", recipient=("الوفود",), when="2018-05-29"),
        day="2018-05-29",
    )
    assert verdict(announced(MEETING, "2018-05-29"), held, clustered=False) is Verdict.FULFILLED


def test_without_a_day_all_who_were_announced_must_take_part() -> None:
    other = document("d2", replace(HELD, recipient=("الوفود",)), day="2018-05-29")
    both = document("d2", HELD, day="2018-05-29")
    assert verdict(announced(MEETING), other, END, clustered=False) is Verdict.UNKNOWN
    assert verdict(announced(MEETING), both, END, clustered=False) is Verdict.FULFILLED


def test_one_is_buried_once_whoever_buries_him() -> None:
    burial = replace(MEETING, mode="funeral", type=EventType.STATE_CHANGE)
    buried = replace(burial, status=Status.OCCURRED, actor=())
    told = document("d2", buried, day="2018-04-29")
    assert verdict(announced(burial), told, END, clustered=False) is Verdict.FULFILLED


def test_who_says_afterwards_that_it_was_not_contradicts_it() -> None:
    absent = replace(BACK, polarity=Polarity.NEGATIVE)
    late = document("d2", absent, day="2018-04-30")
    assert verdict(announced(RETURN, "2018-04-26"), late) is Verdict.CONTRADICTED


def test_who_says_before_the_day_that_it_was_not_yet_contradicts_nothing() -> None:
    absent = replace(BACK, polarity=Polarity.NEGATIVE)
    early = document("d2", absent, day="2018-04-20")
    assert verdict(announced(RETURN, "2018-04-26"), early, END) is Verdict.UNKNOWN


def test_an_announcement_taken_back_is_contradicted() -> None:
    off = replace(RETURN, polarity=Polarity.NEGATIVE)
    later = document("d2", off, day="2018-04-20")
    assert verdict(announced(RETURN, "2018-04-26"), later, END) is Verdict.CONTRADICTED


def test_what_was_not_to_be_and_came_is_contradicted() -> None:
    never = replace(MEETING, polarity=Polarity.NEGATIVE)
    held = document("d2", replace(HELD, when="2018-05-29"), day="2018-05-29")
    assert verdict(announced(never), held) is Verdict.CONTRADICTED


def test_what_was_not_to_be_and_was_not_is_fulfilled() -> None:
    never = replace(MEETING, polarity=Polarity.NEGATIVE)
    absent = document("d2", replace(HELD, polarity=Polarity.NEGATIVE), day="2018-06-02")
    assert verdict(announced(never, "2018-05-29"), absent) is Verdict.FULFILLED


def test_what_was_ruled_out_for_a_time_may_come_afterwards() -> None:
    never = replace(MEETING, polarity=Polarity.NEGATIVE)
    later = document("d2", replace(HELD, when="2018-07-01"), day="2018-07-01")
    assert verdict(announced(never, "2018-05-29"), later, END) is Verdict.UNKNOWN
    within = document("d2", replace(HELD, when="2018-05-29"), day="2018-07-01")
    assert verdict(announced(never, "2018-05-29"), within, END) is Verdict.CONTRADICTED


def test_what_was_ruled_out_without_a_day_stands_until_somebody_tells_otherwise() -> None:
    never = replace(RETURN, polarity=Polarity.NEGATIVE)
    (found,) = outcomes(announced(never, day="2018-04-14"), END)
    assert (found.verdict, found.due) == (Verdict.PENDING, "2018-04-14/..")
    back = document("d2", replace(BACK, when="2018-04-26"), day="2018-04-26")
    (found,) = outcomes(announced(never, day="2018-04-14"), back, END)
    assert (found.verdict, found.due) == (Verdict.CONTRADICTED, "2018-04-14/..")


def test_who_will_not_come_may_still_call() -> None:
    never = replace(MEETING, polarity=Polarity.NEGATIVE)
    call = document("d2", replace(HELD, mode="call", when="2018-05-29"), day="2018-05-29")
    assert verdict(announced(never), call, END, clustered=False) is Verdict.PENDING


def test_what_came_after_its_window_by_an_account_without_a_day_is_not_called_late() -> None:
    back = document("d2", BACK, day="2018-04-26")
    assert verdict(announced(RETURN, "2018-04-20"), back) is Verdict.FULFILLED


def test_what_is_due_after_the_last_document_is_pending() -> None:
    assert verdict(announced(RETURN, "2019-01"), END) is Verdict.PENDING


def test_what_nobody_tells_of_is_unknown() -> None:
    assert verdict(announced(RETURN, "2018-04-26"), END) is Verdict.UNKNOWN


def test_an_undated_document_can_announce() -> None:
    assert verdict(expecting(document("d1", RETURN, day=None)), END) is Verdict.UNKNOWN


READINGS = (
    announced(RETURN, "2018-04-26"),
    expecting(document("d2", MEETING, BACK, day="2018-04-26"), "2018-05-29"),
    document("d3", replace(HELD, when="2018-05-29"), day="2018-05-29"),
    document("d4", HELD, replace(BACK, when="2018-04-27"), day=None),
    END,
)


@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(dice: random.Random) -> None:
    shuffled = dice.sample(READINGS, len(READINGS))
    assert outcomes(*shuffled) == outcomes(*READINGS)
