"""The record as one JSON object: the public format of what many documents say together."""

from __future__ import annotations

import msgspec

from khabar.schema.record import Record


def record_json(record: Record) -> bytes:
    """The record as it is exported; ends with a line end."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
