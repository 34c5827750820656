"""What passed between actors, by period, for a fixed list of outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.assemble.series import Period, Series, series
from khabar.assemble.series_actors import actor_meant
from khabar.assemble.series_kinds import Quad, kind_of
from khabar.assemble.series_sources import SourceList, all_outlets, source_list
from khabar.errors import KhabarError
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.record import Record

VISIT = Tells(
    words="زار الرئيس العاصمة الصديقة",
    actor=("تركيا",),
    recipient=("روسيا",),
    when="2018-04-10",
)
RAID = Tells(
    words="قصفت الطائرات قافلة عسكرية",
    type=EventType.ASSAULT,
    mode="airstrike",
    actor=("روسيا",),
    recipient=("تركيا",),
    when="2018-05-03",
)


def recorded(readings: Sequence[Reading]) -> Record:
    actors = actors_of(readings)
    return Record(actors=actors, events=build_events(readings, actors, find_copies(readings)))


def drawn(
    *readings: Reading, by: Period = Period.MONTH, of: Sequence[str] = ("تركيا", "روسيا")
) -> Series:
    record = recorded(readings)
    return series(record, readings, [actor_meant(n, record.actors, readings) for n in of], by)


def counts(found: Series) -> dict[str, int]:
    return {p.period: p.events for p in found.points}


def test_events_stand_in_their_periods_with_class_and_score() -> None:
    found = drawn(document("d1", VISIT), document("d2", RAID))
    april, may = found.points
    assert (april.period, april.verbal_cooperation, april.material_conflict) == ("2018-04", 1, 0)
    assert (may.period, may.verbal_cooperation, may.material_conflict) == ("2018-05", 0, 1)
    assert april.score == april.mean == kind_of(EventType.CONSULT, "visit").score > 0 > may.score


@pytest.mark.parametrize(
    ("by", "period"),
    [
        (Period.DAY, "2018-04-10"),
        (Period.WEEK, "2018-W15"),
        (Period.MONTH, "2018-04"),
        (Period.YEAR, "2018"),
    ],
)
def test_every_period_has_its_name(by: Period, period: str) -> None:
    assert counts(drawn(document("d1", VISIT), by=by)) == {period: 1}


def test_an_event_counts_once_however_many_documents_tell_it() -> None:
    found = drawn(*(document(f"d{n}", VISIT, outlet=f"صحيفة {n}") for n in range(4)))
    (point,) = found.points
    assert point.events == 1
    assert point.origins == 4


def test_what_was_denied_or_only_announced_has_not_happened() -> None:
    not_so = replace(VISIT, polarity=Polarity.NEGATIVE)
    planned = replace(VISIT, status=Status.PLANNED)
    possible = replace(VISIT, status=Status.POSSIBLE)
    for tells in (not_so, planned, possible):
        assert drawn(document("d1", tells)).points == ()


def test_what_somebody_disputes_counts_and_is_told() -> None:
    (point,) = drawn(
        document("d1", VISIT), document("d2", replace(VISIT, denied_by="الكرملين"))
    ).points
    assert (point.events, point.disputed) == (1, 1)


def test_a_time_that_may_lie_in_two_periods_is_left_out_and_told() -> None:
    found = drawn(document("d1", replace(VISIT, when="2018")))
    assert (found.points, found.undated) == ((), 1)
    assert counts(drawn(document("d1", replace(VISIT, when="2018")), by=Period.YEAR)) == {"2018": 1}


def test_an_event_without_a_time_stands_on_the_day_of_its_report() -> None:
    found = drawn(document("d1", replace(VISIT, when=None), day="2018-06-02"))
    assert (counts(found), found.by_report) == ({"2018-06": 1}, 1)


def test_what_two_do_to_a_third_did_not_pass_between_them() -> None:
    both = replace(RAID, actor=("روسيا", "تركيا"), recipient=("إيران",))
    assert drawn(document("d1", both), document("d2", VISIT)).points[0].period == "2018-04"
    assert len(drawn(document("d1", both), document("d2", VISIT)).points) == 1


def test_one_actor_has_a_series_of_all_it_took_part_in() -> None:
    other = replace(RAID, recipient=("إيران",))
    assert counts(drawn(document("d1", VISIT), document("d2", other), of=("روسيا",))) == {
        "2018-04": 1,
        "2018-05": 1,
    }


def test_every_kind_has_a_class_even_one_the_catalogue_does_not_hold() -> None:
    assert kind_of(EventType.ASSAULT, "no such mode").quad is Quad.MATERIAL_CONFLICT
    assert all(-10 <= kind_of(t, None).score <= 10 for t in EventType)


# --- which outlets count


def test_another_outlet_cannot_move_a_series_of_a_fixed_list() -> None:
    fixed = SourceList("two papers", "1", ("المدار", "الميناء"))
    ours = [document("d1", VISIT, outlet="المدار"), document("d2", RAID, outlet="الميناء")]
    new = [
        document(
            f"n{n}", replace(RAID, when=f"2018-0{n}-01"), outlet="صحيفة جديدة", day="2018-09-01"
        )
        for n in range(1, 9)
    ]
    before = drawn(*(r for r in ours if fixed.counts(r)))
    assert drawn(*(r for r in (*ours, *new) if fixed.counts(r))) == before


def test_the_hash_names_the_outlets_and_nothing_else() -> None:
    first = SourceList("a", "1", ("المدار", "الميناء"))
    assert first.hash == SourceList("b", "2", ("الميناء", "المدار")).hash
    assert first.hash != SourceList("a", "1", ("المدار",)).hash
    assert len(first.hash) == 12


def test_an_outlet_counts_under_every_name_that_the_catalogue_knows() -> None:
    reading = document("d1", VISIT, outlet="إرم نيوز")
    for name in ("إرم نيوز", "Erem News", "https://www.eremnews.com/"):
        assert SourceList("one", "1", (name,)).counts(reading)
    assert not SourceList("one", "1", ("المونيتور",)).counts(reading)


def test_a_list_is_toml_or_one_outlet_a_line() -> None:
    toml = source_list('name = "papers"\nversion = "3"\noutlets = ["المدار", "الميناء"]', "f")
    plain = source_list("# two papers\nالمدار\n\nالميناء  # of Tripoli\n", "f")
    assert (toml.name, toml.version) == ("papers", "3")
    assert plain.name == "f"
    assert toml.outlets == plain.outlets == ("المدار", "الميناء")
    assert toml.hash == plain.hash


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "outlets = []", "outlets = [1]", "outlets = ["]
)
def test_a_list_without_outlets_is_a_clear_sentence(text: str) -> None:
    with pytest.raises(KhabarError, match=r"f: .*one outlet a line"):
        source_list(text, "f")


def test_all_outlets_are_a_list_too() -> None:
    found = all_outlets([document("d1", outlet="ب"), document("d2", outlet="أ")])
    assert found is not None
    assert found.outlets == ("أ", "ب")
    nameless = document("d1")
    nameless = replace(nameless, document=replace(nameless.document, outlet=None))
    assert all_outlets([nameless]) is None


# --- whom the user means


def test_an_actor_is_named_in_either_script_or_by_id() -> None:
    readings = [document("d1", VISIT)]
    actors = [replace(a, name=Name(ar=a.name.ar, en="Turkey")) for a in actors_of(readings)[:1]]
    for words in ("تركيا", " تركيا ", "turkey", "k_تركيا"):
        assert actor_meant(words, actors, readings).id == "k_تركيا"


def test_a_name_of_several_is_a_clear_sentence_with_their_ids() -> None:
    readings = [document("d1", VISIT)]
    one = actors_of(readings)[0]
    with pytest.raises(KhabarError, match=r"may mean k_.* or k_other .* id of one"):
        actor_meant("تركيا", [one, replace(one, id="k_other", members=())], readings)


def test_a_name_of_nobody_is_a_clear_sentence() -> None:
    with pytest.raises(KhabarError, match="no actor of that name"):
        actor_meant("عطارد", actors_of([document("d1", VISIT)]), ())
