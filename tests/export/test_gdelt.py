"""GDELT's two tables: its columns and types, ids that join, and empty cells for the unknown."""

import csv
import io
from dataclasses import replace

import pytest

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told import gdelt_events, gdelt_mentions
from khabar.export.told.gdelt import EVENTS, MENTIONS, gdelt_files
from khabar.export.told.gdelt_events import stamp_of
from khabar.export.told.parties import countries
from khabar.schema.held import Held
from khabar.schema.moments import edtf

# The types that GDELT's codebook gives its columns; all others are strings.
WHOLE = {
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions",
    "NumSources", "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED",
    "EventTimeDate", "MentionTimeDate", "MentionType", "SentenceID", "Actor1CharOffset",
    "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
}  # fmt: skip
REAL = {"FractionDate", "GoldsteinScale", "AvgTone", "ActionGeo_Lat", "ActionGeo_Long"}
ROLES = {"", "GOV", "MIL", "UAF", "LEG", "MED", "BUS", "IGO"}


def tables(held: Held) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    found = {name: b"".join(chunks).decode() for name, chunks in gdelt_files(held)}
    assert found.keys() == {EVENTS, MENTIONS}
    return (
        _rows(found[EVENTS], gdelt_events.COLUMNS),
        _rows(found[MENTIONS], gdelt_mentions.COLUMNS),
    )


def _rows(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {len(columns)}
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_there_are_61_and_16_columns():
    assert len(gdelt_events.COLUMNS) == len(set(gdelt_events.COLUMNS)) == 61
    assert len(gdelt_mentions.COLUMNS) == len(set(gdelt_mentions.COLUMNS)) == 16
    assert gdelt_events.COLUMNS.index("EventCode") == 26
    assert gdelt_events.COLUMNS.index("ActionGeo_Lat") == 56
    assert gdelt_events.COLUMNS[-2:] == ("DATEADDED", "SOURCEURL")


def test_every_cell_has_the_type_of_its_column():
    for rows in tables(held_of(*sampled())):
        assert rows
        for row in rows:
            for column, cell in row.items():
                if cell and column in WHOLE:
                    assert str(int(cell)) == cell
                elif cell and column in REAL:
                    float(cell)


def test_every_mention_joins_an_event_and_every_event_has_one():
    events, mentions = tables(held_of(*sampled()))
    ids = [e["GLOBALEVENTID"] for e in events]
    assert len(ids) == len(set(ids)) > 50
    assert set(ids) == {m["GLOBALEVENTID"] for m in mentions}
    for event in events:
        told = [m for m in mentions if m["GLOBALEVENTID"] == event["GLOBALEVENTID"]]
        assert len(told) == int(event["NumArticles"])


def test_nothing_is_made_up():
    events, mentions = tables(held_of(*sampled()))
    never = [c for c in gdelt_events.COLUMNS if c.startswith(("Actor1Geo", "Actor2Geo"))]
    never += ["AvgTone", "IsRootEvent", "Actor1EthnicCode", "Actor2Religion1Code"]
    assert {event[column] for event in events for column in never} == {""}
    assert {m["MentionDocTone"] + m["SentenceID"] for m in mentions} == {""}
    known = {row["iso3"] for row in countries().values()} | {""}
    for event in events:
        for side in ("Actor1", "Actor2"):
            assert event[f"{side}CountryCode"] in known
            assert event[f"{side}Type1Code"] in ROLES
            assert event[f"{side}Code"] == event[f"{side}CountryCode"] + event[f"{side}Type1Code"]


def test_dates_agree_with_each_other():
    events, _ = tables(held_of(*sampled()))
    dated = [e for e in events if e["SQLDATE"]]
    assert dated
    for event in dated:
        assert event["SQLDATE"].startswith(event["MonthYear"])
        assert event["MonthYear"].startswith(event["Year"])
        assert 0 <= float(event["FractionDate"]) - int(event["Year"]) < 1


def test_the_fraction_of_the_year_is_as_gdelt_reckons_it():
    record, readings = sampled()
    timed = [replace(e, when=edtf("2018-04-10")) for e in record.events]
    events, _ = tables(held_of(replace(record, events=tuple(timed)), readings))
    assert {e["FractionDate"] for e in events} == {"2018.2740"}  # (3 * 30 + 10) / 365


def test_an_article_without_an_address_is_cited_and_its_path_stays_here():
    _, mentions = tables(held_of(*sampled()))
    kinds = {m["MentionType"] for m in mentions}
    assert kinds == {"1", "2"}
    for mention in mentions:
        web = mention["MentionType"] == "1"
        assert web == mention["MentionIdentifier"].startswith("https://")
        assert "samples" not in mention["MentionIdentifier"]


def test_offsets_lead_into_the_article():
    record, readings = sampled()
    _, mentions = tables(held_of(record, readings))
    texts = {str(len(r.text)) for r in readings}
    for mention in mentions:
        assert mention["MentionDocLen"] in texts
        assert 0 <= int(mention["ActionCharOffset"]) < int(mention["MentionDocLen"])


@pytest.mark.parametrize(("day", "stamp"), [("", ""), ("2018-04-10", "20180410000000")])
def test_hours_are_zeros_because_only_days_are_known(day: str, stamp: str):
    assert stamp_of(day) == stamp


def test_a_hostile_article_breaks_no_line():
    events, mentions = tables(held_of(*hostile()))
    assert events
    assert mentions
