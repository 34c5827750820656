"""Check that every offset of every reading points at words, and that readings keep their schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanCheck:
    """How many readings of how many articles were looked at, and what was wrong with them."""

    articles: int
    readings: int
    spans: int
    empty: int
    validated: int
    invalid: int

    @property
    def clean(self) -> bool:
        return not self.empty and not self.invalid


def check_readings(
    path: Path, schema: dict[str, Any], *, articles: int, sample: int = 100
) -> SpanCheck:
    """Check all spans of a JSON Lines file, and about sample of its readings against the schema.

    articles is how many were given to be read; those set aside have no reading.
    """
    validator = Draft202012Validator(schema)
    # Only \n ends a line: the texts may hold other line separators.
    lines = [line for line in path.read_text("utf8").split("\n") if line]
    step = max(1, len(lines) // sample)
    spans = empty = validated = invalid = 0
    for number, line in enumerate(lines):
        reading = json.loads(line)
        for start, end in spans_of(reading):
            spans += 1
            empty += not (0 <= start < end and reading["text"][start:end].strip())
        if number % step == 0 and validated < sample:
            validated += 1
            invalid += not validator.is_valid(reading)
    return SpanCheck(
        articles=articles,
        readings=len(lines),
        spans=spans,
        empty=empty,
        validated=validated,
        invalid=invalid,
    )


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of what is written: every field stands, and no other."""
    kinds = {
        name: kind | {"required": [*kind["properties"]], "additionalProperties": False}
        if "properties" in kind
        else kind
        for name, kind in schema["$defs"].items()
    }
    return schema | {"$defs": kinds}


def spans_of(value: object) -> Iterator[tuple[int, int]]:
    """Every start and end that stands anywhere in a reading."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from spans_of(part)
