"""CAMEO codes in Phoenix columns: known codes, one actor a cell, nothing that did not happen."""

import io
from dataclasses import replace
from itertools import groupby

import pandas
import pytest

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told.cameo import COLUMNS, cameo_lines
from khabar.export.told.codes import code_of, goldstein, pairs, quad_of_cameo
from khabar.export.told.events import Told, told_events
from khabar.schema.events import EventType
from khabar.schema.record import Standing

# The codes of CAMEO 1.1b3 by root: how many there are below each is a fact of the codebook.
ROOTS = {f"{n:02}" for n in range(1, 21)}


def table(held) -> pandas.DataFrame:
    written = b"".join(cameo_lines(held))
    return pandas.read_csv(io.BytesIO(written), sep="\t", dtype=str, keep_default_na=False)


def test_it_has_the_columns_of_phoenix():
    assert len(COLUMNS) == 26
    assert tuple(table(held_of(*sampled())).columns) == COLUMNS


def test_every_code_is_one_of_cameo_with_its_root_and_score():
    frame = table(held_of(*sampled()))
    coded = frame[frame["EventCode"] != ""]
    assert len(coded) > 30
    assert set(coded["EventCode"]) <= goldstein().keys()
    assert set(coded["EventRootCode"]) <= ROOTS
    assert (coded["EventCode"].str[:2] == coded["EventRootCode"]).all()
    scores = coded["EventCode"].map(goldstein())
    assert (pandas.to_numeric(coded["GoldsteinScore"]) == scores).all()


def test_an_event_without_a_sure_code_has_neither_root_nor_score():
    frame = table(held_of(*sampled()))
    bare = frame[frame["EventCode"] == ""]
    assert len(bare) > 0
    assert set(bare["EventRootCode"] + bare["QuadClass"] + bare["GoldsteinScore"]) == {""}


def test_requests_have_no_code_because_cameo_tells_appeals_from_demands():
    assert {code_of(EventType.REQUEST, mode).cameo for mode in ("ceasefire", "change", "")} == {""}


@pytest.mark.parametrize(
    ("kind", "mode", "code"),
    [
        (EventType.CONSULT, "visit", "042"),
        (EventType.CONSULT, "host", "043"),
        (EventType.CONSULT, "call", "041"),
        (EventType.CONSULT, "talks", "046"),
        (EventType.CONSULT, "", "040"),
        (EventType.AGREE, "truce", "0871"),
        (EventType.SUPPORT, "recognition", "054"),
        (EventType.CONCEDE, "apology", "055"),
        (EventType.COERCE, "arrest", "173"),
        (EventType.ASSAULT, "torture", "1822"),
        (EventType.ASSAULT, "airstrike", "195"),
        (EventType.RETREAT, "surrender", "0874"),
        (EventType.STATE_CHANGE, "election", ""),
    ],
)
def test_codes_mean_what_the_codebook_says(kind: EventType, mode: str, code: str):
    assert code_of(kind, mode).cameo == code


@pytest.mark.parametrize(
    ("code", "quad"),
    [("", None), ("010", 1), ("057", 1), ("060", 2), ("0874", 2), ("090", 3), ("139", 3),
     ("140", 4), ("163", 4), ("2042", 4)],
)  # fmt: skip
def test_quad_classes_follow_the_roots(code: str, quad: int | None):
    assert quad_of_cameo(code) == quad


def test_several_actors_make_several_lines_of_one_event():
    frame = table(held_of(*sampled()))
    own = frame["EventID"].str.extract(r"^(v_[0-9a-f]{12})(?:_(\d+))?$")
    assert own[0].notna().all()
    assert frame["EventID"].is_unique
    numbers = own.groupby(0)[1].apply(lambda n: [int(x) if isinstance(x, str) else 0 for x in n])
    assert all(n == list(range(len(n))) for n in numbers)
    assert max(map(len, numbers)) > 1


def _told() -> list[Told]:
    return list(told_events(held_of(*sampled())))


def test_those_who_consult_each_other_are_paired_where_there_is_no_recipient():
    several = [t for t in _told() if len(t.lead.actors) > 1 and not t.lead.recipients]
    for mutual, group in groupby(several, key=lambda t: t.event.type is EventType.CONSULT):
        for told in group if mutual else ():
            assert all(target is not None for _, target in pairs(told))


def test_what_is_announced_or_denied_has_no_line():
    record, readings = sampled()
    events = tuple(replace(e, standing=Standing.DENIED) for e in record.events)
    assert len(table(held_of(replace(record, events=events), readings))) == 0


def test_a_hostile_article_breaks_no_line():
    lines = b"".join(cameo_lines(held_of(*hostile()))).decode().splitlines()
    assert len(lines) > 1
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}
