"""Which claims of different documents cannot both be true."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assemble.builders import Tells, document
from assemble.claim_builders import disputes, saying, sides
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.statements import Act, Dispute, DisputeKind

RAID = Tells(
    words="قصفت الطائرات سوق البلدة",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("التحالف",),
    recipient=("سكان البلدة",),
    when="2018-02-01",
)
SIGNED = Tells(
    words="وقع الطرفان اتفاق الهدنة",
    type=EventType.AGREE,
    mode="signing",
    actor=("الوفد",),
    when="2018-02-01",
)
FOUNDED = Tells(
    words="أسس الضابط تنظيم الراية",
    type=EventType.STATE_CHANGE,
    mode="formation",
    actor=("الضابط",),
    recipient=("الراية",),
)
DIED = Tells(
    words="وفاة المشير",
    type=EventType.STATE_CHANGE,
    mode="death",
    recipient=("المشير",),
    chain=("قناة",),
)
RETURNED = Tells(
    words="عاد المشير إلى المدينة",
    type=EventType.STATE_CHANGE,
    mode="return",
    actor=("المشير",),
)


def told(tells: Tells, words: str) -> Tells:
    return replace(tells, words=words)


def test_what_a_document_itself_disputes_stands_in_the_record_with_its_event() -> None:
    reading = document("d1", replace(RAID, denied_by="التحالف"))
    reading = replace(reading, disputes=(Dispute(a="s1", b="e1", kind=DisputeKind.DENIAL),))
    (dispute,) = disputes(reading)
    assert (dispute.kind, dispute.event) == (DisputeKind.DENIAL, "v_ASSAULT_airstrike")


def test_a_denial_is_set_against_the_first_account_in_another_document() -> None:
    claims = (document("d2", RAID, day="2018-02-03"), document("d1", RAID, day="2018-02-02"))
    denial = document("d3", replace(RAID, denied_by="الناطق"), day="2018-02-04")
    assert sides(*claims, denial) == {"d1.e1 d3.s1"}


def test_a_denial_by_the_same_voice_is_told_once() -> None:
    claim = document("d1", RAID, day="2018-02-02")
    denials = (
        document(doc, replace(RAID, denied_by="الناطق"), day=day)
        for doc, day in (("d2", "2018-02-03"), ("d3", "2018-02-04"))
    )
    assert sides(claim, *denials) == {"d1.e1 d2.s1"}


def test_a_denial_without_an_event_meets_the_claim_that_shares_its_rare_words() -> None:
    words = "استهداف مستشفى الكويتي بصواريخ غراد وتدمير سيارات الإسعاف"
    claim = saying(document("d1", told(RAID, words)), "سكان البلدة", Act.ACCUSE)
    denial = document("d2", replace(told(RAID, words), denied_by="الناطق"), day="2018-04-11")
    assert sides(claim, denial, clustered=False) == {"d1.s1 d2.s1"}


def test_who_says_it_was_is_set_against_who_says_it_was_not() -> None:
    against = replace(SIGNED, words="لم يوقع أحد", polarity=Polarity.NEGATIVE)
    assert sides(document("d1", SIGNED), document("d2", against)) == {"d1.e1 d2.e1"}


def test_that_somebody_else_stayed_away_denies_nothing() -> None:
    away = replace(SIGNED, actor=("العمدة",), polarity=Polarity.NEGATIVE)
    assert sides(document("d1", SIGNED), document("d2", away)) == set()


def test_a_plan_is_set_against_who_rules_it_out() -> None:
    plan = replace(SIGNED, status=Status.PLANNED, chain=("مصدر",))
    never = replace(plan, status=Status.POSSIBLE, polarity=Polarity.NEGATIVE, chain=("الناطق",))
    first = saying(document("d1", plan), "مصدر", Act.SAY)
    assert sides(first, document("d2", never, day="2018-04-11")) == {"d1.s1 d2.e1"}


def test_what_happens_once_cannot_have_two_dates() -> None:
    early, late = replace(FOUNDED, when="2011"), replace(FOUNDED, when="2014-11")
    assert sides(document("d1", early), document("d2", late)) == {"d1.e1 d2.e1"}


def test_what_happens_again_and_again_may_have_two_dates() -> None:
    early, late = replace(RAID, when="2011"), replace(RAID, when="2014-11")
    assert sides(document("d1", early), document("d2", late)) == set()


def test_a_year_and_a_month_of_it_are_no_two_dates() -> None:
    early, late = replace(FOUNDED, when="2014"), replace(FOUNDED, when="2014-11")
    assert sides(document("d1", early), document("d2", late)) == set()


def test_the_day_of_a_report_is_no_second_date_of_what_was_long_ago() -> None:
    old, new = replace(FOUNDED, when="2011"), replace(FOUNDED, when="2018-04-10")
    assert sides(document("d1", old), document("d2", new)) == set()


def test_the_statement_stands_for_what_a_quoted_source_asserts() -> None:
    quoted = replace(FOUNDED, when="2011", chain=("الزوجة",))
    first = saying(document("d1", quoted), "الزوجة", Act.SAY)
    assert sides(first, document("d2", replace(FOUNDED, when="2014"))) == {"d1.s1 d2.e1"}


def test_a_reported_death_is_set_against_the_return_of_the_dead() -> None:
    dead = document("d1", DIED, day="2018-04-19")
    alive = document("d2", replace(RETURNED, when="2018-04-26"), day="2018-04-26")
    assert sides(dead, alive) == {"d1.e1 d2.e1"}


def test_a_return_before_the_report_of_the_death_denies_nothing() -> None:
    alive = document("d2", replace(RETURNED, when="2018-04-10"), day="2018-04-10")
    assert sides(document("d1", DIED, day="2018-04-19"), alive) == set()


def test_the_accused_who_names_another_is_set_against_the_accuser() -> None:
    accused = replace(RAID, chain=("سكان البلدة",))
    blames = replace(RAID, actor=("المتمردون",), chain=("التحالف",))
    found = sides(
        saying(document("d1", accused), "سكان البلدة", Act.ACCUSE),
        saying(document("d2", blames), "التحالف", Act.ACCUSE),
    )
    assert found == {"d1.s1 d2.s1"}


def test_two_agents_cannot_both_have_been_used_in_one_attack() -> None:
    sarin = told(RAID, "هجوم بغاز السارين على البلدة")
    chlorine = told(RAID, "هجوم بغاز الكلور على البلدة")
    assert sides(document("d1", sarin), document("d2", chlorine)) == {"d1.e1 d2.e1"}


def test_a_source_that_takes_back_its_denial_stands_on_both_sides() -> None:
    denies = replace(SIGNED, polarity=Polarity.NEGATIVE, chain=("الناطق",))
    confirms = replace(SIGNED, chain=("الناطق",))
    first, then = document("d1", denies), document("d2", confirms, day="2018-04-14")
    assert sides(first, then) == {"d1.e1 d2.e1"}


READINGS = (
    document("d1", SIGNED, replace(RAID, denied_by="الناطق")),
    document("d2", replace(SIGNED, polarity=Polarity.NEGATIVE), RAID, day="2018-02-03"),
    document("d3", replace(FOUNDED, when="2011"), DIED, day="2018-04-19"),
    document("d4", replace(FOUNDED, when="2014"), day=None),
    document("d5", replace(RETURNED, when="2018-04-26"), SIGNED, day="2018-04-26"),
)


@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(dice: random.Random) -> None:
    shuffled = dice.sample(READINGS, len(READINGS))
    assert disputes(*shuffled) == disputes(*READINGS)


def test_a_record_without_documents_has_no_disputes() -> None:
    assert disputes() == ()
