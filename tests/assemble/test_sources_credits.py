"""Whom a document credits for its text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assemble.actor_builders import told
from assemble.copy_builders import article
from khabar.assemble.actors import build_actors
from khabar.assemble.sources_credits import agency_id, credited, same_outlet
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.names import ActorKind

_STORY = "وصل الوفد إلى العاصمة صباح اليوم والتقى رئيس الحكومة ووزير الخارجية هناك."


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"عدن (رويترز) - {_STORY}", ["رويترز"]),
        (f"بيروت - رويترز: {_STORY}", ["رويترز"]),
        (f"الرياض (واس) {_STORY}", ["وكالة الأنباء السعودية"]),
        (f"{_STORY}\nفرانس 24/ أ ف ب", ["فرانس برس"]),
        (f"{_STORY}\nالموقع/ أ.ف.ب/ رويترز", ["فرانس برس", "رويترز"]),
        (f"{_STORY}\nالمصدر: وات", ["وكالة تونس أفريقيا للأنباء"]),
        (f"{_STORY}\nنقلا عن وكالة الأناضول", ["الأناضول"]),
    ],
)
def test_a_page_says_in_many_ways_who_wrote_its_text(text: str, agencies: list[str]) -> None:
    assert list(credited(article("a", text, outlet="فرانس 24"))) == agencies


@pytest.mark.parametrize(
    "text",
    [
        _STORY,
        f"{_STORY}\nوقال مسؤول لوكالة رويترز إن الوفد سيغادر غدا بعد لقاء ثان مع الوزير هناك.",
        f"{_STORY}\nوسارا معا",
        f"قنا - {_STORY}",
    ],
)
def test_an_agency_that_is_quoted_or_a_word_that_looks_like_one_is_no_credit(text: str) -> None:
    assert credited(article("a", text)) == ()


def test_a_byline_credits() -> None:
    text = f"كتب: الأناضول\n{_STORY}"
    cut = text.index("\n")
    segments = (
        Segment(start=0, end=cut, kind=SegmentKind.BYLINE),
        Segment(start=cut + 1, end=len(text), kind=SegmentKind.BODY),
    )
    assert credited(replace(article("a", text), segments=segments)) == ("الأناضول",)


def test_nobody_credits_himself() -> None:
    assert credited(article("a", f"القاهرة (رويترز) - {_STORY}", outlet="رويترز")) == ()


def test_an_agency_is_called_as_the_record_calls_the_actor() -> None:
    reading = told("d1", "نقلت رويترز عنه ذلك", (ActorKind.MEDIA, "رويترز"))
    (actor,) = build_actors([reading])
    assert agency_id("رويترز") == actor.id
    assert agency_id("المونيتور") is None


def test_an_outlet_is_known_by_its_name_and_its_address() -> None:
    assert same_outlet("al-monitor.com", ["المونيتور"])
    assert same_outlet("المونيتر", ["المونيتور"])
    assert not same_outlet(None, ["المونيتور"])
