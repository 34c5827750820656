"""Announcements as iCalendar: read back, one a due date, windows as whole days, stable ids."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told.calendar_ import calendar_of
from khabar.export.told.windows import window_of
from khabar.schema.held import Held
from khabar.schema.moments import edtf
from khabar.schema.record import RecordExpectation, Ref, Verdict


def read(held: Held) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(calendar_of(held))
    assert found["version"] == "2.0"
    assert not found.errors
    return [event for event in found.walk("VEVENT") if not event.errors]


def announced(due: str | None, verdict: Verdict = Verdict.PENDING, source=sampled) -> Held:
    """The samples with one announcement: that of the first event."""
    record, readings = source()
    first, second = (Ref(doc=e.members[0].doc, id=e.members[0].id) for e in record.events[:2])
    expected = RecordExpectation(
        expectation=first, due=edtf(due) if due else None, verdict=verdict, outcome=second
    )
    return held_of(replace(record, expectations=(expected,)), readings)


def test_every_announcement_with_a_due_date_is_there():
    record, _ = sampled()
    dated = [e for e in record.expectations if e.due]
    assert dated
    assert [str(e["x-khabar-due"]) for e in read(held_of(*sampled()))] == [e.due for e in dated]


def test_an_event_has_what_rfc_5545_asks_of_it():
    for event in read(held_of(*sampled())):
        assert event["uid"].endswith("@khabar")
        assert event.decoded("dtstamp") == datetime(2024, 5, 1, tzinfo=UTC)
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event.decoded("dtstart") < event.decoded("dtend")
        assert event["summary"]


@pytest.mark.parametrize(
    ("due", "start", "end", "says"),
    [
        ("2020-01-19", date(2020, 1, 19), date(2020, 1, 20), ""),
        ("2020-01-19~", date(2020, 1, 19), date(2020, 1, 20), "about this time"),
        ("2019-04-14/2019-04-16", date(2019, 4, 14), date(2019, 4, 17), "some time in these days"),
        ("2020-02", date(2020, 2, 1), date(2020, 3, 1), "some time in these days"),
        ("2020-02-XX", date(2020, 2, 1), date(2020, 3, 1), "some time in these days"),
        ("2020-12", date(2020, 12, 1), date(2021, 1, 1), "some time in these days"),
        ("2021", date(2021, 1, 1), date(2022, 1, 1), "some time in these days"),
        ("2021?", date(2021, 1, 1), date(2022, 1, 1), "about this time, some time in these days"),
        ("2020-01-19/..", date(2020, 1, 19), date(2020, 1, 20), "from this day on"),
        ("../2020-01", date(2020, 1, 31), date(2020, 2, 1), "by this day"),
    ],
)
def test_a_window_is_whole_days_and_its_doubt_is_told(due: str, start: date, end: date, says: str):
    (event,) = read(announced(due))
    assert event.decoded("dtstart") == start
    assert event.decoded("dtend") == end
    assert f"Due: {due}" + (f" ({says})" if says else "") in str(event["description"])


@pytest.mark.parametrize("due", [None, "201X", "XXXX", "../..", "0000", "9999"])
def test_a_time_without_a_day_has_no_event(due: str | None):
    assert window_of(due) is None
    assert read(announced(due)) == []


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (Verdict.PENDING, "TENTATIVE"),
        (Verdict.UNKNOWN, "TENTATIVE"),
        (Verdict.FULFILLED, "CONFIRMED"),
        (Verdict.LATE, "CONFIRMED"),
        (Verdict.CONTRADICTED, "CANCELLED"),
    ],
)
def test_what_became_of_it_is_its_status(verdict: Verdict, status: str):
    (event,) = read(announced("2020-01-19", verdict))
    assert event["status"] == status
    assert event["x-khabar-verdict"] == verdict.value


def test_its_id_does_not_change_with_the_day_or_the_verdict():
    (before,) = read(announced("2020-01-19", Verdict.PENDING))
    later = replace(announced("2020-01-21", Verdict.LATE), day="2026-01-01")
    (after,) = read(later)
    assert before["uid"] == after["uid"]


def test_a_hostile_article_adds_no_line_of_its_own():
    (event,) = read(announced("2020-01-19", source=hostile))
    assert event["status"] == "TENTATIVE"
    assert "url" not in event
    assert "\u2028" not in str(event["description"])
