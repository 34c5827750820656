"""What expressions of time mean, and what every row of their tables is for."""

from datetime import date

import pytest

from khabar.lang.ar.dates import Anchor, phrases_of
from khabar.lang.ar.dates_calendar import hijri_period, month_period, year_period
from khabar.lang.ar.dates_words import Sort, tables, words_of
from khabar.lang.ar.normalise import normalise

SUNDAY = date(2018, 5, 27)
ALONE = {
    "now", "vague", "since", "ago", "after", "after_it", "before_it", "within", "about", "some",
    "last_of", "this", "to", "between", "from", "from_point", "of", "day_words", "half", "one",
    "hijri_marks", "gregorian_marks", "corresponds", "names_before", "day_names_before",
    "today_names_before", "not_today_behind", "running", "every", "part_alone", "last", "counted",
    "before_era", "count_before", "ambiguous", "ahead", "behind", "clause", "rest",
}  # fmt: skip
SORTS = {
    "after": Sort.AFTER, "from": Sort.FROM, "hijri_marks": Sort.HIJRI_MARK, "zones": Sort.FROM,
    "gregorian_marks": Sort.GREGORIAN_MARK, "names_before": Sort.NAME_BEFORE,
    "day_names_before": Sort.DAY_NAME_BEFORE, "today_names_before": Sort.TODAY_NAME_BEFORE,
    "day_words": Sort.DAY_WORD,
}  # fmt: skip


def values(text: str, day: date | None = SUNDAY) -> list[str | None]:
    plain = normalise(text)
    return [
        phrase.meaning.value(Anchor(day, phrase.ahead) if day else None)
        for phrase in phrases_of(plain, 0, len(plain))
    ]


def rows(name: str) -> list[tuple[str, str]]:
    return [(key, word) for key, words in tables()[name].items() for word in words]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("في 3 مارس 2016", "2016-03-03"),
        ("في 3 من مارس عام 2016", "2016-03-03"),
        ("في الثالث من مارس 2016", "2016-03-03"),
        ("في الثالث مارس 2016", "2016-03-03"),
        ("في الـ3 من مارس 2016", "2016-03-03"),
        ("في الحادي والعشرين من نوفمبر/تشرين الثاني 2016", "2016-11-21"),
        ("في تشرين الثاني (نوفمبر) 2016", "2016-11"),
        ("يوم 22/6/2016", "2016-06-22"),
        ("يوم 2016-06-22", "2016-06-22"),
        ("في ٢٢ جوان ٢٠١٦", "2016-06-22"),
        ("من 12 إلى 14 مارس 2016", "2016-03-12/2016-03-14"),
        ("يومي 12 و13 مارس 2016", "2016-03-12/2016-03-13"),
        ("12-13 مارس 2016", "2016-03-12/2016-03-13"),
        ("بين عامي 2011 و2014", "2011/2014"),
        ("من 2012 حتى 2015", "2012/2015"),
        ("خلال الفترة 2012-2015", "2012/2015"),
        ("في 20 شعبان 1438 هـ", "2017-05-16"),
        ("في رمضان 2019", "2019-05-06/2019-06-03"),
        ("في ثمانينيات القرن الماضي", "1980/1989"),
        ("أواخر الثمانينات", "1986/1989"),
        ("في صيف 2015", "2015-06/2015-08"),
        ("مطلع مارس 2016", "2016-03"),
        ("أوائل مارس 2016", "2016-03-01/2016-03-10"),
        ("منتصف مارس 2016", "2016-03-15~"),
        ("أواخر مارس 2016", "2016-03-21/2016-03-31"),
        ("نهاية 2016", "2016-12-31"),
        ("بداية عام 2016", "2016-01/2016-03"),
        ("منذ عام 2011", "2011/.."),
        ("الأسبوع الأول من أكتوبر 2016", "2016-10-03/2016-10-09"),
        ("الربع الثالث من عام 2016", "2016-07/2016-09"),
        ("أول أربعاء من أكتوبر 2016", "2016-10-05"),
        ("ثاني جمعة بعد عيد الميلاد 2015", "2016-01-08"),
        ("أسبوع 16 سبتمبر 2016", "2016-09-12/2016-09-18"),
        ("ولد عام 980 م.", "0980"),
        ("عيد الشكر 2016", "2016-11-24"),
        ("يوم الأب عام 2015", "2015-06-21"),
    ],
)  # fmt: skip
def test_a_date_with_its_year_needs_no_publication_date(text: str, value: str | None) -> None:
    assert (values(text, None) or [None])[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("قال الوزير اليوم", "2018-05-27"),
        ("قال الوزير مساء أمس", "2018-05-26"),
        ("قال الوزير أول أمس", "2018-05-25"),
        ("يصل الوزير غدا", "2018-05-28"),
        ("قال الوزير الخميس", "2018-05-24"),
        ("قال الوزير الأحد", "2018-05-27"),
        ("قال الوزير يوم الأحد الماضي", "2018-05-20"),
        ("يعقد الاجتماع الأربعاء المقبل", "2018-05-30"),
        ("سيجتمع الوزراء الثلاثاء", "2018-05-29"),
        ("من المقرر أن يجتمع الوزراء الثلاثاء", "2018-05-29"),
        ("وصل الوفد ليل السبت الأحد", "2018-05-26/2018-05-27"),
        ("صحيفة صدرت اليوم /الأحد/", "2018-05-27"),
        ("قال اليوم الاثنين", "2018-05-28"),
        ("في 10 من الشهر الجاري", "2018-05-10"),
        ("في الخامس من الشهر الماضي", "2018-04-05"),
        ("في 10 مايو الجاري", "2018-05-10"),
        ("في ديسمبر الماضي", "2017-12"),
        ("في ديسمبر المقبل", "2018-12"),
        ("في نوفمبر من العام الماضي", "2017-11"),
        ("جرت الانتخابات في 10 ديسمبر", "2017-12-10"),
        ("ستجرى الانتخابات في 10 ديسمبر", "2018-12-10"),
        ("وقع الهجوم الخميس 19 أبريل", "2018-04-19"),
        ("الشهر الماضي", "2018-04"),
        ("هذا العام", "2018"),
        ("العام قبل الماضي", "2016"),
        ("نهاية الشهر الماضي", "2018-04-21/2018-04-30"),
        ("بحلول نهاية العام", "2018-12-31"),
        ("الأسبوع الماضي", "2018-05-14/2018-05-20"),
        ("قبل يومين", "2018-05-25"),
        ("قبل أسبوعين", "2018-05-13"),
        ("قبل ثلاثة أشهر", "2018-02"),
        ("قبل عام", "2017-05"),
        ("قبل نحو سبع سنوات", "2011~"),
        ("منذ الخميس", "2018-05-24/.."),
        ("خلال الثمانية أشهر الماضية", "2017-09-27/2018-05-27"),
        ("في السنوات الثلاث الماضية", "2015/2018"),
        ("سيعود بعد أسبوعين", "2018-06-10"),
        ("لليوم الثالث على التوالي", "2018-05-25/2018-05-27"),
        ("حتى الآن", "2018-05-27"),
        ("في عيد الفطر الماضي", "2017-06-25"),
        ("في الصيف الماضي", "2017-06/2017-08"),
        ("في شهر رمضان الماضي", "2017-05-27/2017-06-24"),
        ("بتاريخ 27-8", "2017-08-27"),
        ("في 22-4.", "2018-04-22"),
        ("تبدأ الأسابيع الثلاثة المقبلة", "2018-05-28/2018-06-17"),
        ("خلال الأسابيع الثلاثة المقبلة", "2018-05-27/2018-06-17"),
        ("في الأسبوعين الماضيين", "2018-05-13/2018-05-27"),
        ("ارتفع ثلاثة في المئة الشهر الماضي", "2018-04"),
        ("دور الستة عشر الأسبوع المقبل", "2018-05-28/2018-06-03"),
    ],
)  # fmt: skip
def test_the_rest_is_resolved_against_publication(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "بعد أسبوعين من وصوله", "قبل سنوات", "في المستقبل", "عشية المؤتمر", "بداية الأسبوع",
        "كل أسبوع", "منذ أيام", "خلال عام 450 صحافيا",
    ],
)  # fmt: skip
def test_what_no_calendar_gives_is_found_and_left_open(text: str) -> None:
    assert values(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "ثورة 25 يناير", "نقلت قناة روسيا اليوم", "الأمين العام", "مارس الوزير ضغوطا",
        "قتل 2000 شخص",
        "عام 300 قبل الميلاد", "في 10-15 بلدا", "في 8-13 سنة",
        "القرار رقم 1973", "محمد عبد الأحد", "رجب طيب", "ثلاثة أشهر من السجن", "نسبة 12/5",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert values(text) == []


def test_a_day_of_an_unknown_year_keeps_its_digits() -> None:
    assert values("في 10 نوفمبر", None) == ["XXXX-11-10"]
    assert values("في نوفمبر", None) == ["XXXX-11"]


def test_a_day_that_no_calendar_has_is_refused() -> None:
    assert values("في 30 فبراير 2016") == [None]
    assert values("في 31 سبتمبر", None) == [None]


def test_a_weekday_that_contradicts_its_date_is_refused() -> None:
    assert values("وقع الهجوم الاثنين 19 أبريل") == [None]


@pytest.mark.parametrize(("month", "name"), rows("months"))
def test_every_month_is_known_in_every_school_of_names(month: str, name: str) -> None:
    assert values(f"في 1 {name} 2016", None) == [f"2016-{int(month):02}-01"]


@pytest.mark.parametrize(("month", "name"), rows("hijri_months"))
def test_every_hijri_month_is_known(month: str, name: str) -> None:
    expected = hijri_period(1438, int(month), 1)
    assert expected
    assert values(f"في 1 {name} 1438 هـ", None) == [expected.edtf()]


@pytest.mark.parametrize(("weekday", "name"), rows("weekdays"))
def test_every_weekday_is_the_last_one(weekday: str, name: str) -> None:
    (value,) = values(f"قال الوزير {name}")
    assert value
    assert date.fromisoformat(value).weekday() == int(weekday)
    assert 0 <= (SUNDAY - date.fromisoformat(value)).days < 7


@pytest.mark.parametrize(("weekday", "name"), rows("bare_weekdays"))
def test_every_bare_weekday_is_counted_in_a_month(weekday: str, name: str) -> None:
    (value,) = values(f"أول {name} من مارس 2016", None)
    assert value
    assert date.fromisoformat(value).weekday() == int(weekday)


@pytest.mark.parametrize(("offset", "name"), rows("offsets"))
def test_every_day_from_today_is_counted(offset: str, name: str) -> None:
    expected = date.fromordinal(SUNDAY.toordinal() + int(offset)).isoformat()
    assert values(name) == [expected]


@pytest.mark.parametrize("name", [w for _, w in rows("parts")])
def test_every_part_of_the_day_belongs_to_its_day(name: str) -> None:
    assert values(f"{name} الخميس") == ["2018-05-24"]


@pytest.mark.parametrize(("shift", "word"), rows("shifts"))
def test_every_shift_moves_the_year(shift: str, word: str) -> None:
    assert values(f"العام {word}") == [str(2018 + int(shift))]


@pytest.mark.parametrize(("shift", "word"), rows("beyond"))
def test_every_double_shift_moves_the_year_by_two(shift: str, word: str) -> None:
    assert values(f"العام {word}") == [str(2018 + int(shift))]


@pytest.mark.parametrize("word", [w for _, w in rows("edges")])
def test_every_edge_belongs_to_its_month(word: str) -> None:
    (value,) = values(f"{word} مارس 2016", None)
    assert value
    assert value.startswith("2016-03")


@pytest.mark.parametrize(("month", "name"), rows("seasons"))
def test_every_season_begins_in_its_month(month: str, name: str) -> None:
    (value,) = values(f"في ال{name} الماضي")
    assert value
    assert value[5:7] == f"{int(month):02}"


@pytest.mark.parametrize(("tens", "name"), rows("decades"))
def test_every_decade_is_of_the_last_century(tens: str, name: str) -> None:
    assert values(f"في {name}") == [f"{1900 + int(tens)}/{1909 + int(tens)}"]


@pytest.mark.parametrize(("months", "name"), rows("fractions"))
def test_every_fraction_of_a_year_is_counted(months: str, name: str) -> None:
    assert values(f"{name} الأول من عام 2016") == [f"2016-01/2016-{int(months):02}"]


@pytest.mark.parametrize(("count", "word"), rows("first_of"))
def test_every_ordinal_before_its_noun_counts_weeks(count: str, word: str) -> None:
    (value,) = values(f"{word} أسبوع من أكتوبر 2016")
    first = {1: "2016-10-03", 2: "2016-10-10", 3: "2016-10-17", 4: "2016-10-24", -1: "2016-10-31"}
    assert value
    assert value.startswith(first[int(count)])


@pytest.mark.parametrize(("day", "name"), rows("feasts"))
def test_every_hijri_feast_is_its_day(day: str, name: str) -> None:
    expected = hijri_period(1438, int(day) // 100, int(day) % 100)
    assert expected
    assert expected.edtf() in values(f"في {name} {expected.first.year}", None)


@pytest.mark.parametrize(("day", "name"), rows("fixed_feasts"))
def test_every_fixed_feast_is_its_day(day: str, name: str) -> None:
    assert values(f"في {name} 2016", None) == [f"2016-{int(day) // 100:02}-{int(day) % 100:02}"]


@pytest.mark.parametrize(
    ("unit", "word"),
    [(u, w) for u, forms in tables()["units"].items() for ws in forms.values() for w in ws],  # type: ignore[attr-defined]
)
def test_every_form_of_a_unit_can_be_counted(unit: str, word: str) -> None:
    assert unit in ("century", "minute", "hour") or len(values(f"قبل {word}")) == 1
    assert Sort.UNIT in words_of(normalise(word), 0, len(normalise(word)))[0].senses


@pytest.mark.parametrize(("name", "word"), [(n, w) for n in sorted(ALONE) for _, w in rows(n)])
def test_every_other_word_is_known_as_what_it_is(name: str, word: str) -> None:
    singular = {"hijri_marks": "HIJRI_MARK", "gregorian_marks": "GREGORIAN_MARK"}
    sort = SORTS.get(name) or Sort[singular.get(name, name.upper())]
    plain = normalise(word)
    assert sort in words_of(plain, 0, len(plain))[0].senses


@pytest.mark.parametrize("prefix", [w for _, w in rows("not_future")])
def test_a_noun_that_begins_like_a_future_verb_is_no_plan(prefix: str) -> None:
    (phrase,) = phrases_of(
        normalise(f"{prefix}وود الثلاثاء"), 0, len(normalise(f"{prefix}وود الثلاثاء"))
    )
    assert phrase.ahead is None


def test_a_period_is_written_as_short_as_it_can_be() -> None:
    assert year_period(2016).edtf() == "2016"
    assert month_period(2016, 2).edtf() == "2016-02"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("تعقد الجلسات الأسبوع المقبل بين الاثنين والخميس", "2018-05-28/2018-05-31"),
        ("هذا الأسبوع من الثلاثاء إلى الجمعة", "2018-05-22/2018-05-25"),
        ("انعقدت الدورة من الجمعة 11 حتى الثلاثاء 15", "2018-05-11/2018-05-15"),
        ("في مارس بين 4 و9", "2018-03-04/2018-03-09"),
        ("أول يوم أحد من أبريل", "2018-04-01"),
        ("آخر يوم من أبريل 2017", "2017-04-30"),
        ("اليوم الأخير من أبريل 2017", "2017-04-30"),
        ("في 5 من شهر 9 عام 2017", "2017-09-05"),
        ("من 5 إلى 9 من الشهر الرابع", "2018-04-05/2018-04-09"),
        ("بداية شهر 4", "2018-04"),
        ("قبل عام وثلاثة أشهر", "2017-02"),
        ("قبل شهر و3 أيام", "2018-04-24"),
        ("قبل عامين ونصف العام", "2015-11~"),
        ("في بقية الشهر", "2018-05-27/2018-05-31"),
        ("ما تبقى من هذا العام", "2018-05-27/2018-12-31"),
        ("في العاشر من مايو، ألفين وخمسة", "2005-05-10"),
        ("في مايو العاشر من ألفين وخمسة", "2005-05-10"),
        ("سقطت المدينة في 29 مايو 1453", "1453-05-29"),
        ("منذ عام 1703", "1703/.."),
        ("يوم 22/4", "2018-04-22"),
        ("يوم 3/4", "2018-04-03"),
    ],
)
def test_a_date_is_read_in_its_rarer_forms(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("فاز الفريق 22/4", "2018-04-22"),
        ("أنفق في شهر واحد كل ما جمعه", "2018-01"),
        ("راتبه في الشهر 10 دولارات", "2018-10"),
        ("للشهر السابع من تاريخ التوقيع", "2017-07"),
        ("يوم الأحد الثاني", "2018-05-27"),
        ("سنة 1073 هـ", "1073"),
    ],
)
def test_what_only_looks_like_such_a_date_is_none(text: str, wrong: str) -> None:
    assert wrong not in values(text)
