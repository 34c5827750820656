"""The datasets as those read them who will: DuckDB, Polars, pandas, Arrow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from cli.running import khabar
from khabar.export.parquet.table import ends
from khabar.export.parquet.writing import tables
from khabar.pipeline.corpus import Corpus
from khabar.store.opening import open_store
from whole_store import whole_store


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store and the folder that was written of it."""
    folder = tmp_path_factory.mktemp("parquet")
    store, target = whole_store(folder), folder / "tables"
    ran = khabar("export", "--format", "parquet", "-o", target, "--store", store)
    assert ran.code == 0, ran.err
    return store, target


@pytest.fixture
def store(exported: tuple[Path, Path]) -> Path:
    return exported[0]


@pytest.fixture
def folder(exported: tuple[Path, Path]) -> Path:
    return exported[1]


DUCK = """
import duckdb, json, sys
with duckdb.connect() as connection:
    rows = connection.execute(sys.stdin.read()).fetchall()
json.dump(rows, sys.stdout, default=str)
"""


def _duck(sql: str) -> list[list[object]]:
    """The rows that DuckDB gives, in a process of its own: it ends with many words."""
    done = subprocess.run(
        [sys.executable, "-c", DUCK], input=sql, capture_output=True, text=True, check=True
    )
    rows: list[list[object]] = json.loads(done.stdout)
    return rows


def test_every_table_is_there_with_its_columns_and_types(folder: Path):
    for table in tables():
        files = sorted((folder / table.name).rglob("*.parquet"))
        assert files, table.name
        for file in files:
            assert pq.read_schema(file).equals(table.schema, check_metadata=True), file


def test_a_row_a_thing_of_every_reading(store: Path, folder: Path):
    with open_store(store) as opened:
        readings = list(Corpus(opened).readings)
    wanted = {
        "documents": len(readings) + 1,
        "readings": len(readings),
        "events": sum(len(r.events) for r in readings),
        "mentions": sum(len(a.mentions) for r in readings for a in r.actors),
        "chains": sum(
            len(i.chain)
            for r in readings
            for i in (*r.events, *r.reports, *r.statements, *r.relations, *r.figures)
        ),
        "older_readings": 1,
        "judgements": 2,
        "asides": 1,
    }
    found = {name: ds.dataset(folder / name).count_rows() for name in wanted}
    assert found == wanted


def test_duckdb_joins_events_with_actors_by_day(store: Path, folder: Path):
    rows = _duck(
        f"""
        SELECT e.day, e.document_id, e.event_id, a.name_ar, typeof(e.day)
        FROM read_parquet('{folder}/events/*/*.parquet') e
        JOIN read_parquet('{folder}/event_actors/*/*.parquet') t USING (document_id, event_id)
        JOIN read_parquet('{folder}/actors/*/*.parquet') a USING (document_id, actor_id)
        WHERE t.role = 'actor' ORDER BY ALL
        """
    )
    with open_store(store) as opened:
        wanted = sorted(
            (str(r.document.published.earliest), r.document.id, e.id, names[actor])
            for r in Corpus(opened).readings
            for names in ({a.id: a.name.ar for a in r.actors},)
            for e in r.events
            for actor in e.actor
            if r.document.published.earliest == r.document.published.latest is not None
        )
    assert sorted(tuple(row[:4]) for row in rows if row[0] is not None) == wanted
    assert {row[4] for row in rows} == {"DATE"}


def test_polars_reads_a_day_as_a_day_and_an_unknown_one_as_none(folder: Path):
    frame = pl.scan_parquet(folder / "documents", hive_partitioning=True).collect()
    assert frame.schema["day"] == pl.Date
    assert frame.filter(pl.col("day").is_null()).height > 0
    known = frame.filter(pl.col("day").is_not_null())
    assert (known["day"] == known["published_earliest"]).all()


def test_pandas_and_arrow_read_the_same_rows(folder: Path):
    days = ds.partitioning(pa.schema([("day", pa.date32())]), flavor="hive")
    table = ds.dataset(folder / "statements", partitioning=days).to_table()
    frame = pd.read_parquet(folder / "statements", partitioning=days)
    assert len(frame) == table.num_rows > 0
    assert frame["content"].tolist() == table["content"].to_pylist()
    assert table.schema.field("day").type == pa.date32()


def test_words_are_cut_from_the_text_beside_them(folder: Path):
    rows = _duck(
        f"""
        SELECT d.text, e.start_offset, e.end_offset, e.words
        FROM read_parquet('{folder}/events/*/*.parquet') e
        JOIN read_parquet('{folder}/documents/*/*.parquet') d USING (document_id)
        """
    )
    assert rows
    assert all(text[start:end] == words for text, start, end, words in rows)


def test_the_record_leads_back_to_the_days_of_its_members(folder: Path):
    lost = _duck(
        f"""
        SELECT m.* FROM read_parquet('{folder}/record_event_members/*/*.parquet') m
        LEFT JOIN read_parquet('{folder}/events/*/*.parquet') e
        ON (e.document_id, e.event_id) = (m.document_id, m.event_id)
        AND e.day IS NOT DISTINCT FROM m.day
        WHERE e.document_id IS NULL
        """
    )
    assert lost == []


def test_sha256sum_knows_every_file(folder: Path):
    done = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder)
    assert done.returncode == 0
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert there - listed == {"SHA256SUMS", ".khabar-export"}


def test_the_same_store_gives_the_same_bytes(store: Path, folder: Path, tmp_path: Path):
    khabar("export", "--format", "parquet", "-o", tmp_path / "again", "--store", store)
    assert (tmp_path / "again/SHA256SUMS").read_bytes() == (folder / "SHA256SUMS").read_bytes()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (None, None, None),
        ("2018-04-20", "2018-04-20", "2018-04-20"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2020?", "2020-01-01", "2020-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("201X-02-29", "2010-02-28", "2019-02-28"),
        ("2018-XX-31", "2018-01-31", "2018-12-31"),
        ("2018-04-20/..", "2018-04-20", None),
        ("../2018-04", None, "2018-04-30"),
        ("0000", None, None),
    ],
)
def test_an_edtf_value_lies_between_two_days(
    value: str | None, first: str | None, last: str | None
):
    days = tuple(None if d is None else d.isoformat() for d in ends(value))
    assert days == (first, last)
