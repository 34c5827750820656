"""The JSON Schema of a reading, made from the types themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from khabar.schema.reading import FORMAT, Reading

ID = f"urn:{FORMAT.replace('/', ':').replace('.', ':')}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def reading_schema() -> bytes:
    """The schema as indented JSON, the same every time."""
    (reference,), components = msgspec.json.schema_components(
        (Reading,), ref_template="#/$defs/{name}"
    )
    schema = {
        "$schema": DIALECT,
        "$id": ID,
        "title": "What one document says",
        "description": (
            f"One reading in the format {FORMAT}. Offsets (start, end) are code points into text, "
            "half open. Dates are EDTF (ISO 8601-2)."
        ),
        **reference,
        "$defs": {name: _for_people(part) for name, part in sorted(components.items())},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False).encode() + b"\n"


def _for_people(part: Mapping[str, object]) -> dict[str, object]:
    """The part with its meaning alone: what raises which error concerns programmers."""
    meaning = str(part.get("description", "")).split("Raises:")[0]
    return {**part, "description": " ".join(meaning.split())}
