"""The tables of what a store holds beside documents and readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from khabar.export.parquet.table import (
    FLAG,
    LINE,
    NUMBER,
    RAW,
    Row,
    Table,
    columns,
)
from khabar.schema.judgement import Judgement, Spot

Set = Mapping[str, str | bytes | None]
"""Something set aside, by the names of its columns."""


def _judgement(j: Judgement) -> Iterator[Row]:
    what = (None, None) if j.corrects is None else (j.corrects.what, j.corrects.value)
    spots = (*_spot(j.a), *_spot(j.b))
    yield j.id, j.about, j.holds, j.by, j.day, j.why, *spots, *what, msgspec.json.encode(j)


def _spot(spot: Spot | None) -> Row:
    return (None, None, None) if spot is None else (spot.doc, spot.start, spot.end)


def _older(body: tuple[str, str, bytes]) -> Iterator[Row]:
    yield body


def _aside(aside: Set) -> Iterator[Row]:
    yield tuple(aside.get(name) for name in ASIDE)


ASIDE = ("key", "item", "path", "reason", "document_id", "payload")
JUDGEMENTS: Table[Judgement] = Table(
    "judgements",
    "What people judged: that two places name one thing, or that what was read at one is right.",
    columns(
        judgement_id=LINE, about=LINE, holds=FLAG, judged_by=LINE, judged=LINE, why=LINE,
        a_document_id=LINE, a_start=NUMBER, a_end=NUMBER, b_document_id=LINE, b_start=NUMBER,
        b_end=NUMBER, corrects=LINE, corrected=LINE, body=RAW,
    ),
    _judgement,
    by_day=False,
)  # fmt: skip
OLDER: Table[tuple[str, str, bytes]] = Table(
    "older_readings",
    "Readings under other recipes than the one that counts, whole, as JSON.",
    columns(document_id=LINE, recipe=LINE, body=RAW),
    _older,
    by_day=False,
)
ASIDES: Table[Set] = Table(
    "asides",
    "What could not be read, why, and its bytes where they were kept.",
    columns(key=LINE, item=LINE, path=LINE, reason=LINE, document_id=LINE, payload=RAW),
    _aside,
    by_day=False,
)
