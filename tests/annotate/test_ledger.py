"""What a document disputes and what it expects, in sentences of our own."""

from collections.abc import Callable

from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def statement_of(reading: Reading, words: str) -> str:
    (found,) = (s.id for s in reading.statements if words in s.content.cut(reading.text))
    return found


def pairs(reading: Reading) -> set[frozenset[str]]:
    return {frozenset((d.a, d.b)) for d in reading.disputes}


def test_a_denial_meets_the_claim_that_shares_its_rare_words(read: Read) -> None:
    reading = read(
        "قالت وزارة الخارجية الأوكرانية إن مدفعية روسيا قصفت مستودعا للقمح في خيرسون.\n"
        "وقالت وزارة الزراعة الأوكرانية إن الموسم جيد.\n"
        "ونفت وزارة الدفاع الروسية قصف مستودع القمح في خيرسون."
    )
    denial = statement_of(reading, "قصف مستودع القمح")
    assert frozenset((denial, statement_of(reading, "مدفعية روسيا"))) in pairs(reading)
    assert frozenset((denial, statement_of(reading, "الموسم جيد"))) not in pairs(reading)


def test_a_denial_that_points_back_meets_the_claim_before_it(read: Read) -> None:
    reading = read(
        "قالت وزارة الخارجية الأوكرانية إن مدفعية روسيا قصفت مستودعا للقمح.\n"
        "ونفت وزارة الدفاع الروسية هذه الاتهامات."
    )
    denial = statement_of(reading, "هذه الاتهامات")
    assert frozenset((denial, statement_of(reading, "مدفعية روسيا"))) in pairs(reading)


def test_nobody_denies_his_own_words(read: Read) -> None:
    reading = read(
        "قالت وزارة الدفاع الروسية إن القصف دقيق.\nونفت وزارة الدفاع الروسية قصف المستودع."
    )
    claim = statement_of(reading, "القصف دقيق")
    assert not any(claim in pair for pair in pairs(reading))


def test_two_sources_that_count_the_dead_differently_contradict_each_other(read: Read) -> None:
    reading = read(
        "قالت وزارة الصحة العراقية إن تنظيم داعش شن هجوما على بغداد قتل فيه 12 شخصا.\n"
        "وقالت وزارة الداخلية العراقية إن تنظيم داعش شن هجوما على بغداد قتل فيه 30 شخصا."
    )
    assert [d.kind for d in reading.disputes] == ["contradiction"]


def test_a_planned_event_is_expected_and_a_past_one_is_not(read: Read) -> None:
    reading = read("من المقرر أن يلتقي الرئيس الفرنسي نظيره المصري غدا في القاهرة.")
    planned = {e.id for e in reading.events if e.status == "planned"}
    assert planned
    assert {x.event for x in reading.expectations} == planned
    assert read("التقى الرئيس الفرنسي نظيره المصري أمس في القاهرة.").expectations == ()
