"""The samples: what a reader of the page must find, khabar finds."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from khabar.acquire.documents import acquire
from khabar.acquire.pagedate import page_date
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document
from khabar.schema.moments import Basis, Published
from khabar.schema.reading import Reading

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))["document"]
FOUND_AT_LEAST = 0.45  # share of the events listed by hand; raise it when the reader gets better


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    documents = [d for d in acquire([str(SAMPLES)]) if isinstance(d, Document)]
    named = {d.source.source_id or Path(d.source.path).stem: d for d in documents}
    return {name: read_document(d, load_kit()) for name, d in named.items()}


def test_every_sample_is_an_article(readings: dict[str, Reading]) -> None:
    assert len(readings) == 27 == len(EXPECTED)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: e["doc"])
def test_the_page_is_told_from_the_article(
    readings: dict[str, Reading], expected: Mapping[str, Any]
) -> None:
    reading = readings[expected["doc"]]
    furniture = {s.cut(reading.text).strip() for s in reading.segments if s.kind == "furniture"}
    assert furniture == set(expected["furniture"])
    assert reading.document.title == expected["title"]
    assert reading.document.outlet == expected["outlet"]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: e["doc"])
def test_the_day_that_row_or_page_states_is_read(
    readings: dict[str, Reading], expected: Mapping[str, Any]
) -> None:
    reading = readings[expected["doc"]]
    stated = reading.document.published
    if stated.basis is not Basis.METADATA:
        stated = page_date(reading.text, reading.segments) or Published()
    day = expected.get("published")
    assert (stated.earliest, stated.latest) == (day, day)


def test_most_of_the_events_listed_by_hand_are_found(readings: dict[str, Reading]) -> None:
    missed = []
    listed = [(readings[e["doc"]], event) for e in EXPECTED for event in e["events"]]
    for reading, event in listed:
        start = reading.text.index(event["quote"])
        end = start + len(event["quote"])
        near = {
            e.type
            for r in reading.reports
            for e in reading.events
            if e.id == r.of and r.start < end and start < r.end
        }
        if event["type"] not in near:
            missed.append((reading.document.path, event["type"]))
    assert 1 - len(missed) / len(listed) >= FOUND_AT_LEAST, missed
