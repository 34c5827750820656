"""The published schema says what the types say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from khabar.export.reading import reading_lines
from khabar.export.reading_schema import reading_schema
from khabar.schema.events import EventType, Status
from khabar.schema.reading import FORMAT, Reading
from khabar.schema.statements import Act
from store.builders import document, reading

PUBLISHED = Path(__file__).parents[2] / "docs" / "reading.schema.json"
SCHEMA = json.loads(reading_schema())


def test_the_published_schema_is_the_generated_one():
    assert PUBLISHED.read_bytes() == reading_schema(), (
        "run: khabar export --format schema -o docs/reading.schema.json"
    )


def test_the_schema_is_a_valid_schema_with_a_name():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"]
    assert FORMAT in SCHEMA["description"]


def test_every_part_is_described_and_has_a_title():
    for name, part in SCHEMA["$defs"].items():
        assert part.get("title"), name
        assert part.get("description"), name
        assert "Raises:" not in part["description"], name


@pytest.mark.parametrize(
    ("part", "kinds"), [("EventType", EventType), ("Status", Status), ("Act", Act)]
)
def test_the_values_of_enums_are_listed(part: str, kinds: type[EventType]):
    assert set(SCHEMA["$defs"][part]["enum"]) == {str(kind) for kind in kinds}


def test_a_reading_keeps_to_the_schema():
    jsonschema.validate(json.loads(reading(document(1)).body), SCHEMA)


def test_what_is_no_reading_breaks_the_schema():
    broken = json.loads(reading(document(1)).body)
    del broken["text"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_each_reading_is_one_line():
    bodies = [reading(document(number)).body for number in range(3)]
    lines = b"".join(reading_lines(bodies)).splitlines()
    assert [
        msgspec.json.encode(msgspec.json.decode(line, type=Reading)) for line in lines
    ] == bodies
