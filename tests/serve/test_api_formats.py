"""Rows in bulk: JSON Lines, and CSV that a spreadsheet opens right."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.serve.api import examples
from khabar.serve.api.tables import columns, csv_lines, defused
from khabar.serve.views import DocumentRow, SourceRow
from serve.fake_desk import EVENTS, FakeDesk
from serve.serving import asking

API = "/api/v1"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with FakeDesk(tmp_path_factory.mktemp("desk")) as desk, asking(desk) as client:
        yield client


def test_json_lines_are_all_rows(api: httpx.Client):
    for answer in (
        api.get(f"{API}/events?format=jsonl"),
        api.get(f"{API}/events", headers={"Accept": "text/html, application/x-ndjson;q=0.9"}),
    ):
        assert answer.headers["content-type"] == "application/x-ndjson"
        rows = [json.loads(line) for line in answer.text.splitlines()]
        assert [row["id"] for row in rows] == [f"v_{n:04}" for n in range(EVENTS)]


def test_a_limit_holds_in_bulk_too(api: httpx.Client):
    assert len(api.get(f"{API}/events?format=jsonl&limit=7").text.splitlines()) == 7
    assert len(api.get(f"{API}/events?format=csv&limit=7").text.splitlines()) == 8
    after = api.get(f"{API}/events?format=jsonl&limit=2&cursor=1200").text.splitlines()
    assert [json.loads(line)["id"] for line in after] == ["v_1200", "v_1201"]


def test_csv_opens_as_utf_8_with_one_row_of_titles(api: httpx.Client):
    answer = api.get(f"{API}/events?format=csv")
    assert answer.content.startswith(b"\xef\xbb\xbfid,")
    assert answer.headers["content-disposition"] == 'attachment; filename="events.csv"'
    titles, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert len(rows) == EVENTS
    first = dict(zip(titles, rows[0], strict=True))
    assert first["actors.name.ar"] == "خليفة حفتر"
    assert first["lat"] == "55.75"
    assert first["polarity"] == "+"


def test_counts_of_a_series_have_a_column_each(api: httpx.Client):
    rows = list(csv.DictReader(io.StringIO(api.get(f"{API}/timeline?format=csv").text)))
    assert [row["counts.verbal_cooperation"] for row in rows] == ["3", "0"]
    assert [row["counts.material_conflict"] for row in rows] == ["0", "1"]


def test_what_is_not_there_is_an_empty_cell():
    nobody = replace(examples.SOURCE, who=None)
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines(SourceRow, [nobody]))[1:]))
    assert row["who.id"] == ""
    assert row["anonymous"] == "false"


def test_several_of_a_kind_stand_in_one_cell():
    titles = [column.title for column in columns(type(examples.EVENT))]
    assert "actors.id" in titles
    two = replace(examples.EVENT, actors=(examples.HAFTAR, examples.LAVROV))
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines(type(two), [two]))))
    assert row["actors.id"] == "k_khalifa_haftar | k_sergey_lavrov"


@pytest.mark.parametrize(
    "title",
    [
        "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1",
        "\u202e=1+1", "\u200b@x", "＝1+1", "\ufeff=HYPERLINK(\"x\")",
    ],
)  # fmt: skip
def test_no_title_becomes_a_formula(title: str):
    lines = "".join(csv_lines(DocumentRow, [replace(examples.DOCUMENT, title=title)]))
    (row,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert row["title"] == f"'{title}"


@given(st.text())
def test_defusing_changes_nothing_but_adds_one_mark(text: str):
    assert defused(text).removeprefix("'") == text.removeprefix("'")
    shown = defused(text).strip()
    assert len(shown) < 2 or shown[0] not in "=+-@"


def test_a_hostile_title_stays_in_its_row(tmp_path: Path):
    with FakeDesk(tmp_path) as desk, asking(desk) as api:
        desk.title = '</script><script>alert(1)</script>"\r\n\u2028,\u202e=1\0'
        lines = api.get(f"{API}/documents?format=jsonl").content.split(b"\n")
        assert json.loads(lines[0])["title"] == desk.title
        assert lines[1:] == [b""]
        text = api.get(f"{API}/documents?format=csv").content.decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert row["title"] == desk.title
        desk.title = "ش" * 5_000_000
        assert len(api.get(f"{API}/documents").json()["rows"][0]["title"]) == 5_000_000
