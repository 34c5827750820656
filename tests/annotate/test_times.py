"""Times in a document: found where they stand, resolved only where that is safe."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.annotate.times import find_times
from khabar.lang.ar.dates_words import tables
from khabar.lang.ar.normalise import view_of
from khabar.schema.moments import Basis, Published, edtf
from khabar.schema.spans import Span
from khabar.schema.times import TimeExpression

WORDS = [
    word
    for name, table in tables().items()
    if name != "units"
    for words in table.values()
    for word in words
] + [
    "12",
    "2016",
    "٣",
    "ـ",
    "أَمْسِ",
    "/",
    "-",
    "(",
    ")",
    "،",
    "\n",
    "وزير",
    "عام",
    "شهر",
    "أيام",
    "ألف",
]


def published(first: str, last: str | None = None) -> Published:
    return Published(earliest=edtf(first), latest=edtf(last or first), basis=Basis.METADATA)


def times(text: str, when: Published) -> tuple[TimeExpression, ...]:
    return find_times(view_of(text), [Span(start=0, end=len(text))], when)


def test_an_expression_is_found_in_the_original_with_its_vowel_signs() -> None:
    text = "وصل الوفد أمْسِ الأربعاءَ إلى المدينة"
    (found,) = times(text, published("2018-05-31"))
    assert text[found.start : found.end] == "أمْسِ الأربعاءَ"
    assert found.value == "2018-05-30"
    assert found.relative


def test_a_clitic_stays_outside_the_expression() -> None:
    text = "والخميس وصل الوفد"
    (found,) = times(text, published("2018-05-31"))
    assert text[found.start : found.end] == "الخميس"


def test_only_the_given_stretches_are_read() -> None:
    text = "نشر اليوم\nوصل الوفد أمس"
    stretch = Span(start=text.index("وصل"), end=len(text))
    (found,) = find_times(view_of(text), [stretch], published("2018-05-31"))
    assert text[found.start : found.end] == "أمس"


def test_without_a_publication_date_relative_times_stay_open() -> None:
    (today, day) = times("وصل الوفد اليوم ويغادر في 10 نوفمبر", Published())
    assert today.value is None
    assert day.value == "XXXX-11-10"


def test_an_interval_gives_a_value_where_both_ends_agree() -> None:
    found = times(
        "زار الوفد المدينة في 10 نوفمبر الجاري، وغادر أمس", published("2021-11-10", "2021-11-30")
    )
    assert [f.value for f in found] == ["2021-11-10", None]


def test_the_weekday_told_first_narrows_a_few_days_of_publication() -> None:
    text = "قال الوزير الجمعة إن الوفد وصل الأربعاء"
    assert [f.value for f in times(text, published("2017-02-03", "2017-02-09"))] == [
        "2017-02-03",
        "2017-02-01",
    ]


def test_a_plan_told_once_is_the_same_plan_everywhere() -> None:
    text = "اجتماع الثلاثاء في باريس\nسيعقد الاجتماع الثلاثاء في باريس"
    assert {f.value for f in times(text, published("2018-05-27"))} == {"2018-05-29"}


def test_some_time_after_it_is_counted_from_what_was_told_before() -> None:
    found = times("زار المدينة في مايو 2016 وبعدها بشهر عاد", published("2018-05-27"))
    assert [f.value for f in found] == ["2016-05", "2016-06"]


def test_a_part_of_the_day_belongs_to_the_day_told_before() -> None:
    found = times("وصل الوفد الخميس وغادر قبل الظهر", published("2018-05-27"))
    assert [f.value for f in found] == ["2018-05-24", "2018-05-24"]


def test_a_publication_year_out_of_print_is_not_believed() -> None:
    (found,) = times("وصل الوفد قبل 300 سنة", published("0044-03-15"))
    assert found.value is None


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.dates())
def test_every_span_lies_in_the_text_and_every_value_is_edtf(words: list[str], day: object) -> None:
    text = " ".join(words) or "-"
    last = 0
    for found in times(text, published(str(day))):
        assert last <= found.start < found.end <= len(text)
        assert found.value is None or edtf(found.value) == found.value
        last = found.end


@given(st.text(min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_every_span_lies_in_its_stretch(text: str, start: int, length: int) -> None:
    stretch = Span(
        start=min(start, len(text) - 1),
        end=max(min(start + length, len(text)), min(start, len(text) - 1) + 1),
    )
    for found in find_times(view_of(text), [stretch], published("2018-05-27")):
        assert stretch.holds(found)


def test_the_next_day_is_counted_from_the_day_told_last() -> None:
    text = "اندلع الحريق في 3 مايو 2018. وفي اليوم التالي أخمد، وفي العام نفسه أعيد البناء"
    found = times(text, published("2018-12-30"))
    assert [t.value for t in found] == ["2018-05-03", "2018-05-04", "2018"]


def test_a_next_day_without_a_day_before_it_stays_open_in_a_story() -> None:
    assert [t.value for t in times("وفي اليوم التالي عاد", published("2018-12-30"))] == [None]


def test_a_previous_month_counted_from_something_else_stays_open() -> None:
    text = "في مارس 2018 زادت الصادرات عن الشهر السابق لتوقيع الاتفاق"
    assert [t.value for t in times(text, published("2018-12-30"))] == ["2018-03", None]


def test_the_former_prosecutor_general_is_no_year() -> None:
    assert times("قال المدعي العام السابق إنه بريء", published("2018-12-30")) == ()
