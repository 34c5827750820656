"""On what two claims disagree, how hard, who stands on each side, and who reverses himself."""

from __future__ import annotations

from dataclasses import replace

from assemble.builders import Tells, document
from assemble.claim_builders import disputes, saying
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.names import Place
from khabar.schema.reading import Reading
from khabar.schema.record import DisputeAbout, RecordDispute, Strength
from khabar.schema.statements import Act, Dispute, DisputeKind

RAID = Tells(
    words="قصفت الطائرات سوق البلدة",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("التحالف",),
    recipient=("سكان البلدة",),
    when="2018-02-01",
)
DISMISSED = Tells(
    words="فصل الضابط من الجيش",
    type=EventType.SANCTION,
    mode="expel",
    actor=("الجيش",),
    recipient=("الضابط",),
    when="2011",
)
ILL = Tells(
    words="أصيب المشير بجلطة دماغية",
    type=EventType.STATE_CHANGE,
    mode="illness",
    recipient=("المشير",),
    chain=("قناة",),
)
ARREST = Tells(
    words="اعتقال الضابط في المدينة",
    type=EventType.COERCE,
    mode="arrest",
    actor=("الجيش",),
    recipient=("الضابط",),
    place="المدينة",
    when="2018-02-01",
)


def only(*readings: Reading) -> RecordDispute:
    (found,) = disputes(*readings)
    return found


def told(tells: Tells, words: str) -> Tells:
    return replace(tells, words=words)


def located(reading: Reading, lat: float, lon: float) -> Reading:
    place: Place = reading.places[0]
    spot = replace(place.mentions[0], start=10, end=12)
    moved = replace(place, lat=lat, lon=lon, mentions=(spot,))
    return replace(reading, places=(moved,))


# --- what it is about


def test_a_denial_is_about_the_fact() -> None:
    found = only(
        document("d1", replace(RAID, chain=("المرصد",)), day="2018-02-01"),
        document("d2", replace(RAID, denied_by="التحالف"), day="2018-02-03"),
    )
    assert (found.kind, found.about) == (DisputeKind.DENIAL, DisputeAbout.FACT)
    assert found.strength is Strength.STRONG


def test_numbers_that_exclude_each_other_are_about_the_number() -> None:
    one = told(RAID, "قصفت الطائرات سوق البلدة وقتلت 21 مدنيا")
    other = told(RAID, "قصفت الطائرات سوق البلدة وقتلت 60 مدنيا")
    found = only(document("d1", one, day="2018-06-01"), document("d2", other, day="2018-06-02"))
    assert (found.about, found.strength) == (DisputeAbout.NUMBER, Strength.STRONG)


def test_a_rounded_number_excludes_another_only_softly() -> None:
    one = told(RAID, "قصفت الطائرات سوق البلدة وقتلت نحو 21 مدنيا")
    other = told(RAID, "قصفت الطائرات سوق البلدة وقتلت 60 مدنيا")
    found = only(document("d1", one, day="2018-06-01"), document("d2", other, day="2018-06-02"))
    assert (found.about, found.strength) == (DisputeAbout.NUMBER, Strength.SOFT)


def test_two_dates_of_what_happens_once_are_about_the_time() -> None:
    found = only(document("d1", DISMISSED), document("d2", replace(DISMISSED, when="2014")))
    assert (found.about, found.strength) == (DisputeAbout.TIME, Strength.STRONG)


def test_a_vague_time_excludes_another_only_softly() -> None:
    found = only(document("d1", replace(DISMISSED, when="2011~")),
                 document("d2", replace(DISMISSED, when="2014")))  # fmt: skip
    assert (found.about, found.strength) == (DisputeAbout.TIME, Strength.SOFT)


def test_two_who_name_each_other_dispute_the_perpetrator() -> None:
    ours = replace(RAID, actor=("المعارضة",), chain=("الحكومة",))
    theirs = replace(RAID, actor=("الحكومة",), chain=("المعارضة",))
    found = only(
        saying(document("d1", ours), "الحكومة", Act.ACCUSE),
        saying(document("d2", theirs), "المعارضة", Act.ACCUSE),
    )
    assert found.about is DisputeAbout.PERPETRATOR
    assert {s.by for s in found.sides} == {"k_الحكومة", "k_المعارضة"}


def test_towns_far_apart_are_about_the_place() -> None:
    found = only(
        located(document("d1", ARREST), 32.1, 20.1), located(document("d2", ARREST), 32.9, 13.2)
    )
    assert found.about is DisputeAbout.PLACE


def test_a_town_and_its_suburb_are_one_place() -> None:
    near = located(document("d2", ARREST), 32.2, 20.2)
    assert disputes(located(document("d1", ARREST), 32.1, 20.1), near) == ()


def test_agents_of_one_attack_are_about_the_means() -> None:
    one = told(RAID, "قصفت الطائرات سوق البلدة بغاز السارين")
    other = told(RAID, "قصفت الطائرات سوق البلدة بغاز الكلور")
    assert only(document("d1", one), document("d2", other)).about is DisputeAbout.MEANS


def test_a_dispute_that_a_document_tells_says_what_it_is_about() -> None:
    reading = document("d1", DISMISSED, replace(DISMISSED, when="2014"))
    reading = replace(reading, disputes=(Dispute(a="e1", b="e2", kind=DisputeKind.CONTRADICTION),))
    assert only(reading).about is DisputeAbout.TIME


def test_who_merely_doubts_disputes_softly() -> None:
    reading = saying(document("d1", replace(RAID, chain=("المرصد",))), "المرصد", Act.DOUBT)
    reading = replace(reading, disputes=(Dispute(a="e1", b="s1", kind=DisputeKind.CONTRADICTION),))
    assert only(reading).strength is Strength.SOFT


# --- the sides


def test_each_side_has_its_chain_and_its_day() -> None:
    found = only(
        document("d1", replace(RAID, chain=("رويترز", "المرصد")), day="2018-02-01"),
        document("d2", replace(RAID, denied_by="التحالف"), day="2018-02-03"),
    )
    one, other = found.sides
    assert (one.chain, one.by, one.reported) == (
        ("k_رويترز", "k_المرصد"),
        "k_المرصد",
        "2018-02-01",
    )
    assert (other.by, other.reported) == ("k_التحالف", "2018-02-03")
    assert not found.reversal


def test_an_outlet_in_its_own_voice_stands_on_its_side() -> None:
    one = told(RAID, "قصفت الطائرات سوق البلدة بغاز السارين")
    other = told(RAID, "قصفت الطائرات سوق البلدة بغاز الكلور")
    found = only(document("d1", one, outlet="المدار"), document("d2", other, outlet="الميناء"))
    assert [s.by for s in found.sides] == ["outlet:المدار", "outlet:الميناء"]


def test_what_stands_in_a_denial_is_not_claimed_by_who_denies_it() -> None:
    reading = document("d1", replace(RAID, chain=("التحالف",), denied_by="التحالف"))
    reading = replace(reading, disputes=(Dispute(a="e1", b="s1", kind=DisputeKind.DENIAL),))
    found = only(reading)
    assert not found.reversal
    assert [s.by for s in found.sides] == ["somebody in d1", "k_التحالف"]


# --- reversals


def test_who_denies_what_he_told_himself_reverses_himself() -> None:
    asserted = saying(
        document("d1", replace(RAID, chain=("المتحدث",)), day="2018-02-01"), "المتحدث", Act.SAY
    )
    denied = document("d2", replace(RAID, denied_by="المتحدث"), day="2018-02-05")
    found = only(asserted, denied)
    assert found.reversal
    assert [(s.by, s.reported) for s in found.sides] == [
        ("k_المتحدث", "2018-02-01"),
        ("k_المتحدث", "2018-02-05"),
    ]


def test_a_legitimate_target_that_becomes_a_mistake_is_a_reversal() -> None:
    before = told(RAID, "القصف استهدف هدفا عسكريا مشروعا في سوق البلدة")
    after = told(RAID, "وقعت أخطاء في قصف سوق البلدة")
    found = only(
        saying(
            document("d1", replace(before, chain=("التحالف",)), day="2018-08-09"),
            "التحالف",
            Act.SAY,
        ),
        saying(
            document("d2", replace(after, chain=("التحالف",)), day="2018-09-01"),
            "التحالف",
            Act.CONFIRM,
        ),
    )
    assert found.reversal
    assert (found.a.doc, found.b.doc) == ("d1", "d2")


def test_a_mistake_that_others_own_is_no_reversal() -> None:
    before = told(RAID, "القصف استهدف هدفا عسكريا مشروعا في سوق البلدة")
    after = told(RAID, "وقعت أخطاء في قصف سوق البلدة")
    found = disputes(
        saying(
            document("d1", replace(before, chain=("التحالف",)), day="2018-08-09"),
            "التحالف",
            Act.SAY,
        ),
        saying(
            document("d2", replace(after, chain=("المنظمة",)), day="2018-09-01"), "المنظمة", Act.SAY
        ),
    )
    assert not any(d.reversal for d in found)


def test_nothing_is_switched_off_by_what_is_newer() -> None:
    asserted = saying(
        document("d1", replace(RAID, chain=("المتحدث",)), day="2018-02-01"), "المتحدث", Act.SAY
    )
    denied = document("d2", replace(RAID, denied_by="المتحدث"), day="2018-02-05")
    others = document("d3", replace(RAID, denied_by="الوزير"), day="2018-02-06")
    again = saying(
        document("d4", replace(RAID, chain=("المتحدث",)), day="2018-03-01"), "المتحدث", Act.CONFIRM
    )
    before = set(disputes(asserted, denied))
    assert before <= set(disputes(asserted, denied, again))
    assert before <= set(disputes(asserted, denied, others, again))


# --- well or not


def test_who_is_said_to_be_ill_and_says_that_he_is_well_is_a_dispute() -> None:
    well = replace(ILL, words="المشير: أنا بخير وبصحة جيدة", status=Status.POSSIBLE, chain=())
    found = disputes(
        document("d1", ILL, day="2018-04-10"),
        saying(
            document("d2", replace(well, actor=("المشير",)), day="2018-04-12"), "المشير", Act.SAY
        ),
    )
    assert ("d1", "d2") in {(d.a.doc, d.b.doc) for d in found}


def test_being_well_years_later_disputes_nothing() -> None:
    well = replace(ILL, words="المشير: أنا بخير وبصحة جيدة", status=Status.POSSIBLE, chain=())
    found = disputes(
        document("d1", ILL, day="2018-04-10"),
        saying(
            document("d2", replace(well, actor=("المشير",)), day="2020-04-12"), "المشير", Act.SAY
        ),
    )
    assert found == ()


def test_what_is_told_as_not_done_stands_against_what_is_told_as_done() -> None:
    found = only(
        document("d1", replace(RAID, chain=("المرصد",))),
        document("d2", replace(RAID, polarity=Polarity.NEGATIVE, chain=("التحالف",))),
    )
    assert (found.kind, found.about) == (DisputeKind.CONTRADICTION, DisputeAbout.FACT)
