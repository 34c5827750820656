"""Stages of one matter are linked as parts, and stay events of their own."""

from __future__ import annotations

import random
from dataclasses import replace

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.schema.events import EventType, Status
from khabar.schema.reading import Reading

RAID = Tells(
    words="شنت الطائرات غارة على سوق البلدة",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("التحالف",),
    recipient=("سكان البلدة",),
    place="البلدة",
    when="2018-02-01",
)
DEATHS = Tells(
    words="لقي عشرون من أهل السوق حتفهم",
    type=EventType.ASSAULT,
    mode="kill",
    recipient=("سكان البلدة",),
    when="2018-02-01",
)
CAMPAIGN = Tells(
    words="الحملة الجوية على المحافظة",
    type=EventType.ASSAULT,
    mode="campaign",
    actor=("التحالف",),
    recipient=("سكان البلدة",),
    when="2018-01-20/2018-02-20",
)
FUNERAL = Tells(
    words="شيعت البلدة ضحاياها",
    type=EventType.STATE_CHANGE,
    mode="funeral",
    recipient=("سكان البلدة",),
    when="2018-02-02",
)


def parts(*readings: Reading) -> set[tuple[str, str]]:
    """Part and whole, each as the first of its members."""
    found = build_events(readings, actors_of(readings), find_copies(readings))
    first = {e.id: f"{e.members[0].doc}.{e.members[0].id}" for e in found}
    return {(first[e.id], first[e.part_of]) for e in found if e.part_of is not None}


def test_deaths_told_beside_a_raid_are_a_part_of_it() -> None:
    assert parts(document("d1", RAID, DEATHS)) == {("d1.e2", "d1.e1")}


def test_a_funeral_is_no_part_of_the_killing() -> None:
    assert parts(document("d1", RAID, FUNERAL)) == set()


def test_deaths_of_another_day_came_of_something_else() -> None:
    assert parts(document("d1", RAID, replace(DEATHS, when="2018-02-08"))) == set()


def test_what_others_suffered_came_of_something_else() -> None:
    other = replace(DEATHS, recipient=("ركاب الحافلة",))
    assert parts(document("d1", RAID, other)) == set()


def test_a_raid_is_a_part_of_the_campaign_that_another_document_tells() -> None:
    assert parts(document("d1", RAID), document("d2", CAMPAIGN)) == {("d1.e1", "d2.e1")}


def test_a_raid_after_the_campaign_is_none_of_it() -> None:
    late = replace(RAID, when="2018-05-01")
    assert parts(document("d1", late), document("d2", CAMPAIGN)) == set()


def test_a_raid_of_others_is_none_of_the_campaign() -> None:
    other = replace(RAID, actor=("المعارضة",))
    assert parts(document("d1", other), document("d2", CAMPAIGN)) == set()


def test_what_is_only_announced_is_no_part() -> None:
    planned = replace(RAID, status=Status.PLANNED)
    assert parts(document("d1", planned), document("d2", CAMPAIGN)) == set()


def test_a_demand_is_a_part_of_the_proposal_that_holds_it() -> None:
    proposal = Tells(
        words="قدم الوفد مقترحات للتسوية",
        type=EventType.REQUEST,
        mode="proposal",
        actor=("الوفد",),
        recipient=("الوسيط",),
    )
    demand = replace(proposal, words="وقف القتال فورا", mode="ceasefire")
    assert parts(document("d1", proposal, demand)) == {("d1.e2", "d1.e1")}


def test_the_closest_whole_is_the_only_one_and_nothing_leads_back() -> None:
    raids = replace(RAID, words="سلسلة غارات على سوق البلدة", when="2018-02-01")
    found = parts(document("d1", RAID), document("d2", CAMPAIGN), document("d3", raids))
    wholes = dict(found)
    assert len(wholes) == len(found)
    for start in wholes:
        seen = [start]
        while seen[-1] in wholes:
            seen.append(wholes[seen[-1]])
            assert len(seen) == len(set(seen))


def test_the_order_of_documents_does_not_matter() -> None:
    readings = [document("d1", RAID, DEATHS), document("d2", CAMPAIGN), document("d3", RAID)]
    shuffled = readings.copy()
    random.Random(3).shuffle(shuffled)
    assert parts(*shuffled) == parts(*readings)
