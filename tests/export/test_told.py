"""Which telling of an event an export shows: what came about is not told as what was announced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from export.holding import held_of
from export.sampled import hostile
from khabar.export.told.events import Telling, Told, told_events
from khabar.export.told.headlines import headline
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Edtf
from khabar.schema.record import Ref

FIRST = next(iter(told_events(held_of(*hostile()))))


def telling(
    n: int, status: Status, *, day: str = "2020-01-01", polarity: Polarity = Polarity.POSITIVE,
    type_: EventType = FIRST.event.type,
) -> Telling:  # fmt: skip
    plain = FIRST.tellings[0]
    edtf = Edtf(day) if day else None
    published = replace(plain.document.published, earliest=edtf, latest=edtf)
    return replace(
        plain, ref=Ref(doc=f"d{n}", id="e"),
        document=replace(plain.document, published=published),
        event=replace(plain.event, status=status, polarity=polarity, type=type_),
    )  # fmt: skip


def lead_of(*tellings: Telling) -> str:
    return Told(event=FIRST.event, tellings=tellings).lead.ref.doc


def test_what_came_about_is_told_as_done_though_it_was_announced_before():
    planned, done = telling(1, Status.PLANNED), telling(2, Status.OCCURRED, day="2020-01-05")
    told = Told(event=FIRST.event, tellings=(planned, done))
    assert told.lead is done
    assert told.happened
    assert "announced" not in headline(told)
    assert "announced" in headline(Told(event=FIRST.event, tellings=(planned,)))


@pytest.mark.parametrize("turned", [False, True])
def test_the_best_established_status_leads(turned: bool):
    ranked = [telling(n, status) for n, status in enumerate(
        (Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.POSSIBLE)
    )]  # fmt: skip
    while ranked:
        assert lead_of(*(reversed(ranked) if turned else ranked)) == ranked[0].ref.doc
        ranked.pop(0)


def test_of_one_status_the_earliest_leads_and_undated_ones_come_last():
    undated = telling(1, Status.OCCURRED, day="")
    late, early = telling(2, Status.OCCURRED, day="2020-02-01"), telling(3, Status.OCCURRED)
    assert lead_of(undated, late, early) == "d3"
    assert lead_of(undated, late) == "d2"
    assert lead_of(early, telling(4, Status.OCCURRED)) == "d3"


def test_another_type_or_a_denial_does_not_lead():
    planned = telling(1, Status.PLANNED)
    other = next(t for t in EventType if t is not FIRST.event.type)
    assert lead_of(planned, telling(2, Status.OCCURRED, type_=other)) == "d1"
    assert lead_of(planned, telling(3, Status.OCCURRED, polarity=Polarity.NEGATIVE)) == "d1"
    assert lead_of(telling(2, Status.OCCURRED, type_=other)) == "d2"
