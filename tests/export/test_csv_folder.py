"""CSV tables: Arabic opens right, no cell is a formula, and the package describes what is there."""

import csv
import io
import json
import re
from functools import cache

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.export.told.csv_cells import Column, Kind, Table, csv_lines, written
from khabar.export.told.csv_folder import PACKAGE, csv_files
from khabar.schema.held import Held

FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# What the Table Schema lets a cell of each type be, as text.
TYPES = {
    "string": r".*",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?(e-?\d+)?",
    "boolean": r"true|false",
}


def folder(held: Held) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in csv_files(held)}


@cache
def of_samples() -> dict[str, bytes]:
    return folder(held_of(*sampled()))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def check(files: dict[str, bytes]) -> None:
    """The rules of Frictionless Data Package and Table Schema, read off the package itself."""
    package = json.loads(files[PACKAGE])
    resources = {r["name"]: r for r in package["resources"]}
    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert {r["path"] for r in resources.values()} == files.keys() - {PACKAGE}
    for resource in resources.values():
        own, schema = rows(files[resource["path"]]), resource["schema"]
        header = files[resource["path"]].decode("utf-8-sig").splitlines()[0].split(",")
        assert header == [field["name"] for field in schema["fields"]]
        for row in own:
            assert row.keys() == set(header)
            for field in schema["fields"]:
                cell = row[field["name"]]
                assert cell == "" or re.fullmatch(TYPES[field["type"]], cell), (field, cell)
        if key := schema.get("primaryKey"):
            keys = [tuple(row[column] for column in key) for row in own]
            assert len(keys) == len(set(keys))
            assert all(all(k) for k in keys)
        for link in schema.get("foreignKeys", ()):
            there = resources[link["reference"]["resource"]]
            known = {row[link["reference"]["fields"]] for row in rows(files[there["path"]])}
            assert {row[link["fields"]] for row in own} <= known | {""}, link


def test_the_package_describes_the_tables_of_the_samples():
    check(of_samples())


def test_the_package_describes_the_tables_of_a_hostile_article():
    check(folder(held_of(*hostile())))


def test_every_file_begins_so_that_excel_reads_utf_8():
    for name, content in of_samples().items():
        assert (content[:3] == b"\xef\xbb\xbf") == name.endswith(".csv")


def test_arabic_comes_back_through_a_reader_of_spreadsheets():
    record, _ = sampled()
    frame = pandas.read_csv(io.BytesIO(of_samples()["actors.csv"]))
    assert list(frame["actor"]) == [a.id for a in record.actors]
    assert [GUARDED.sub("", name) for name in frame["name_ar"]] == [
        " ".join(a.name.ar.split()) for a in record.actors
    ]


GUARDED = re.compile(r"^'(?=[=+\-@])")


def test_every_event_of_the_record_has_a_row():
    record, _ = sampled()
    assert [row["event"] for row in rows(of_samples()["events.csv"])] == [
        event.id for event in record.events
    ]
    assert len(rows(of_samples()["reports.csv"])) == sum(len(e.members) for e in record.events)


def test_every_statement_has_a_row_with_its_words():
    _, readings = sampled()
    said = {(r.document.id, s.id): s.content.cut(r.text) for r in readings for s in r.statements}
    found = {
        (row["document"], row["id"]): row["words"] for row in rows(of_samples()["statements.csv"])
    }
    assert found.keys() == said.keys()
    assert all(found[key] == written(words) for key, words in said.items())


def test_numbers_stay_numbers():
    frame = pandas.read_csv(io.BytesIO(of_samples()["events.csv"]))
    assert frame["score"].dtype == "float64"
    assert (frame["score"] < 0).any()
    assert frame["reports"].dtype == "int64"


def test_no_path_of_this_machine_is_in_it():
    assert not [name for name, content in of_samples().items() if b"samples/" in content]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "\uff1dcmd|' /C calc'!A0"]
)
def test_a_text_never_becomes_a_formula(text: str):
    assert written(text).startswith("'")


@pytest.mark.parametrize(("cell", "text"), [(-5.0, "-5.0"), (-1, "-1"), (True, "true"), (None, "")])
def test_a_number_is_not_guarded(cell: float | None, text: str):
    assert written(cell) == text


@given(st.lists(st.tuples(st.text(), st.none() | st.integers()), max_size=5))
def test_any_text_comes_back_as_one_cell_that_is_no_formula(cells: list[tuple[str, int | None]]):
    columns = (Column("text", ""), Column("number", "", Kind.WHOLE))
    table = Table(name="t", says="", columns=columns, rows=cells)
    content = b"".join(csv_lines(table)).decode("utf-8-sig")
    _, *found = csv.reader(io.StringIO(content, newline=""))
    found = [row for row in found if row]
    assert len(found) == len(cells)
    for (text, number), row in zip(cells, found, strict=True):
        assert not FORMULA.match(row[0])
        assert row[1] == ("" if number is None else str(number))
        readable = " ".join(text.encode("utf-8", "replace").decode().split())
        assert row[0].removeprefix("'") == readable.removeprefix("'")
