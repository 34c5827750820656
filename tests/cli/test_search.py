"""`khabar search`."""

import json
from pathlib import Path

import pytest

from cli.running import khabar
from serve.sample_desk import sample_copy


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def test_articles_are_found_by_words_with_prefixes(store: Path):
    ran = khabar("search", "لموسكو", "--store", store)
    assert ran.code == 0, ran.err
    assert "محادثات موسكو" in ran.out
    assert ran.out.splitlines()[-1].endswith("articles")


def test_an_argument_of_several_words_is_looked_for_as_it_stands(store: Path):
    both = khabar("search", "النار", "وقف", "--json", "--store", store).out.splitlines()
    side_by_side = khabar("search", "وقف إطلاق النار", "--json", "--store", store).out.splitlines()
    assert len(side_by_side) > 0
    assert {json.loads(x)["id"] for x in side_by_side} <= {json.loads(x)["id"] for x in both}
    assert khabar("search", "النار وقف", "--json", "--store", store).out == ""


@pytest.mark.parametrize(
    ("kind", "field"), [("events", "sentence"), ("actors", "name"), ("statements", "content")]
)
def test_other_things_are_found_by_english_names(store: Path, kind: str, field: str):
    ran = khabar("search", "Lavrov", "--in", kind, "--json", "--limit", 2, "--store", store)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert 0 < len(rows) <= 2
    assert all(field in row for row in rows)
    assert "of" in khabar("search", "Lavrov", "--in", kind, "--store", store).out


def test_days_narrow(store: Path):
    found = khabar("search", "موسكو", "--since", "2020-01-01", "--json", "--store", store).out
    days = [json.loads(line)["published"] for line in found.splitlines()]
    assert days
    assert all(day >= "2020-01-01" for day in days)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("",), "no word is given"),
        (("x", "--since", "2020"), "is no day"),
        (("x", "--meaning", "--in", "events"), "finds articles only"),
        (("x", "--store", "none.db"), "there is no store yet"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(store: Path, asked: tuple[str, ...], why: str):
    where = () if "--store" in asked else ("--store", store)
    ran = khabar("search", *asked, *where)
    assert ran.code == 2
    assert why in ran.err
