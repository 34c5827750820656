"""The publication date from the text: given only where one choice is left."""

from datetime import date

import pytest

from khabar.annotate.published import DatedOffice, published_from_text
from khabar.lang.ar.dates_words import tables
from khabar.lang.ar.normalise import normalise, view_of
from khabar.schema.moments import Basis, Published, edtf
from khabar.schema.spans import Span


def office(title: str, person: str, start: str, end: str | None) -> DatedOffice:
    return DatedOffice(
        office=normalise(title),
        person=normalise(person),
        start=date.fromisoformat(start),
        end=date.fromisoformat(end) if end else None,
    )


MAY = office("رئيسة الوزراء", "تيريزا ماي", "2016-07-13", "2019-07-24")
SECRETARY = office("وزيرة الداخلية", "تيريزا ماي", "2010-05-12", "2016-07-13")
MACRON = office("الرئيس", "إيمانويل ماكرون", "2017-05-14", "2027-05-13")


def page(day: str) -> Published:
    return Published(earliest=edtf(day), latest=edtf(day), basis=Basis.PAGE)


def read(text: str, known: Published | None = None, *offices: DatedOffice) -> Published:
    stretch = Span(start=0, end=len(text))
    return published_from_text(view_of(text), [stretch], known or Published(), offices)


def ends(found: Published) -> tuple[str | None, str | None]:
    return found.earliest, found.latest


def test_metadata_is_not_doubted() -> None:
    known = Published(earliest=edtf("2018-05-01"), latest=edtf("2018-05-01"), basis=Basis.METADATA)
    assert read("قال الوزير اليوم الأحد 27 مايو 2018", known) is known


def test_todays_full_date_is_the_day() -> None:
    assert ends(read("قال الوزير اليوم الأحد 27 مايو 2018")) == ("2018-05-27", "2018-05-27")


def test_yesterdays_full_date_is_the_day_before() -> None:
    assert ends(read("قال الوزير أمس السبت 26 مايو 2018")) == ("2018-05-27", "2018-05-27")


def test_a_full_date_whose_weekday_does_not_fit_is_not_believed() -> None:
    assert ends(read("قال الوزير اليوم الأحد 27 مايو 2017")) == (None, None)


def test_two_todays_give_no_date() -> None:
    assert ends(read("اليوم 27 مايو 2018\nاليوم 28 مايو 2018")) == (None, None)


def test_this_month_and_the_one_term_it_fits_give_an_interval() -> None:
    text = "زار الوفد لندن في 10 من يونيو الجاري والتقى وزيرة الداخلية السابقة تيريزا ماي"
    short = office("وزيرة الداخلية", "تيريزا ماي", "2010-05-12", "2016-05-13")
    later = office("رئيسة الوزراء", "تيريزا ماي", "2016-07-13", "2019-07-24")
    found = read(text, None, short, later)
    assert ends(found) == ("2016-06-10", "2016-06-30")
    assert found.basis is Basis.TEXT
    assert found.why


def test_this_month_fits_several_years_of_a_term_and_none_is_chosen() -> None:
    text = "زار الوفد لندن في 10 من يونيو الجاري والتقى رئيسة الوزراء تيريزا ماي"
    assert ends(read(text, None, MAY)) == (None, None)


def test_between_a_report_and_a_plan_the_year_last_told_goes_on() -> None:
    text = (
        "قال الرئيس إيمانويل ماكرون إن الاتفاق وقع في 29 مايو 2018\n"
        "أكد المتحدث في 8 نوفمبر ذلك\nوفي 12 نوفمبر سيعقد مؤتمر"
    )
    assert ends(read(text, None, MACRON)) == ("2018-11-08", "2018-11-12")
    assert ends(read(text)) == (None, None)


def test_a_later_year_in_the_text_leaves_the_year_open() -> None:
    text = (
        "قال الرئيس إيمانويل ماكرون إن الاتفاق وقع في 29 مايو 2018 وعدل عام 2020\n"
        "أكد المتحدث في 8 نوفمبر ذلك\nوفي 12 نوفمبر سيعقد مؤتمر"
    )
    assert ends(read(text, None, MACRON)) == (None, None)


def test_a_page_date_that_fits_is_kept() -> None:
    known = page("2018-05-27")
    assert read("قالت رئيسة الوزراء تيريزا ماي الأحد", known, MAY) is known


@pytest.mark.parametrize(
    "text",
    [
        "قالت رئيسة الوزراء تيريزا ماي إن بلادها ستتحرك",
        "قال الوزير اليوم الجمعة إن بلاده ستتحرك",
        "قال الوزير الأربعاء إن بلاده ستتحرك",
        "زار الوفد المدينة في 10 من نوفمبر الجاري",
        "قال الوزير اليوم 27 مايو 2018",
        "قال الوزير في 3 يوليو 2021 إن بلاده تحركت",
    ],
)
def test_a_page_date_that_the_text_speaks_against_is_refused(text: str) -> None:
    found = read(text, page("2021-06-22"), MAY)
    assert found.basis is not Basis.PAGE
    assert found.why


@pytest.mark.parametrize("former", tables()["former"]["words"])
def test_a_former_office_is_no_reason_to_refuse_a_later_date(former: str) -> None:
    known = page("2021-06-22")
    assert read(f"قالت رئيسة الوزراء {former} تيريزا ماي", known, MAY) is known


def test_a_text_without_clues_says_nothing() -> None:
    assert read("زار الوفد المدينة") == Published()


def test_a_page_without_a_date_counts_as_unknown() -> None:
    assert read("زار الوفد المدينة", Published(basis=Basis.PAGE)) == Published()


SENT = office("المبعوث الأمريكي", "بريت ماكغورك", "2015-10-23", "2018-12-31")
BOTH = "قالت رئيسة الوزراء تيريزا ماي، وأكد المبعوث الأمريكي بريت ماكغورك ذلك."


def test_two_office_holders_bound_a_text_by_the_time_that_both_held_office() -> None:
    assert ends(read(BOTH, None, MAY, SENT)) == ("2016-07-13", "2018-12-31")


def test_one_office_holder_alone_may_be_history() -> None:
    assert ends(read(BOTH, None, MAY)) == (None, None)


def test_the_weekday_called_today_narrows_the_terms() -> None:
    found = ends(read(BOTH + " وأضاف اليوم الأربعاء أن الأمر انتهى.", None, MAY, SENT))
    assert found == ("2016-07-13", "2018-12-26")


def test_terms_that_hardly_overlap_are_told_of_two_times() -> None:
    earlier = office("المبعوث الأمريكي", "بريت ماكغورك", "2015-10-23", "2016-12-31")
    assert ends(read(BOTH, None, MAY, earlier)) == (None, None)
