"""The columns of the POLECAT data, read back as its users read them."""

import io
from dataclasses import replace

import pandas
import pytest

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told.codes import QUADS
from khabar.export.told.events import told_events
from khabar.export.told.polecat import COLUMNS, polecat_lines
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.record import Standing


def table(held) -> pandas.DataFrame:
    written = b"".join(polecat_lines(held))
    frame = pandas.read_csv(
        io.BytesIO(written), sep="\t", dtype=str, keep_default_na=False, quoting=3
    )
    assert tuple(frame.columns) == COLUMNS
    return frame


def test_it_has_the_forty_columns_and_an_event_a_line():
    frame = table(held_of(*sampled()))
    assert len(COLUMNS) == 40
    assert len(frame) > 50
    assert frame["Event ID"].is_unique


def test_the_columns_hold_the_values_that_polecat_has():
    frame = table(held_of(*sampled()))
    types = {t.value for t in EventType if t is not EventType.STATE_CHANGE}
    assert set(frame["Event Type"]) <= types
    assert set(frame["Quad Code"]) <= set(QUADS)
    assert frame["Event Date"].str.fullmatch(r"(\d{4}-\d{2}-\d{2})?").all()
    assert frame["Publication Date"].str.fullmatch(r"(\d{4}-\d{2}-\d{2})?").all()
    assert frame["Actor Country"].str.fullmatch(r"([A-Z]{3}(; [A-Z]{3})*)?").all()
    assert pandas.to_numeric(frame["Intensity"][frame["Intensity"] != ""]).between(-10, 10).all()


def test_what_only_may_be_or_is_denied_is_left_out():
    frame = table(held_of(*sampled()))
    contexts = ";".join(frame["Contexts"])
    for context in ("future", "hypothetical", "negation"):
        assert context not in contexts


@pytest.mark.parametrize(
    ("status", "polarity", "standing", "happened"),
    [
        (Status.OCCURRED, Polarity.POSITIVE, Standing.REPORTED, True),
        (Status.ONGOING, Polarity.POSITIVE, Standing.DISPUTED, True),
        (Status.OCCURRED, Polarity.NEGATIVE, Standing.REPORTED, False),
        (Status.PLANNED, Polarity.POSITIVE, Standing.REPORTED, False),
        (Status.POSSIBLE, Polarity.POSITIVE, Standing.CORROBORATED, False),
        (Status.OCCURRED, Polarity.POSITIVE, Standing.DENIED, False),
        (Status.OCCURRED, Polarity.POSITIVE, Standing.ANNOUNCED, False),
    ],
)
def test_only_a_fact_happened(
    status: Status, polarity: Polarity, standing: Standing, happened: bool
):
    told = next(told_events(held_of(*sampled())))
    event = replace(told.lead.event, status=status, polarity=polarity)
    changed = replace(
        told,
        event=replace(told.event, standing=standing),
        tellings=(replace(told.lead, event=event),),
    )
    assert changed.happened == happened


def test_what_khabar_does_not_know_is_empty():
    frame = table(held_of(*sampled()))
    for column in ("Actor COW", "Recipient COW", "GeoNames ID", "City", "Story People"):
        assert set(frame[column]) == {""}


def test_two_actors_stand_in_one_cell():
    frame = table(held_of(*sampled()))
    two = frame[frame["Actor Name"].str.contains("; ")]
    assert len(two) > 0
    assert (two["Actor Name Raw"].str.count("; ") >= 1).all()


def test_a_hostile_article_breaks_no_line():
    written = b"".join(polecat_lines(held_of(*hostile()))).decode()
    lines = written.splitlines()
    assert len(lines) > 1
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}
