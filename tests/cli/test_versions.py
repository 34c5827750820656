"""`khabar versions` and what makes two documents versions of one page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.pipeline.versions import page_of
from khabar.schema.documents import Document, Source, identity

LEAD = "وصل وزير الخارجية المصري إلى عمان صباح اليوم في زيارة رسمية تستمر يومين."
RAID = "قتل 12 جنديا في هجوم استهدف نقطة عسكرية شمال سيناء."


def test_versions_of_a_page_are_linked_and_compared(folder: Path):
    rows = [
        {"text": f"{LEAD}\n{RAID}", "url": "https://outlet.example/a", "date": "2018-04-20"},
        {
            "text": f"{LEAD}\nقالت مصادر إنه قتل 9 جنود في هجوم استهدف نقطة عسكرية شمال سيناء.",
            "url": "http://www.outlet.example/a/?utm_source=x",
            "date": "2018-04-21",
        },
        {"text": LEAD, "url": "https://outlet.example/b"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    khabar("read", "rows.jsonl")
    ran = khabar("versions")
    assert ran.code == 0
    assert "outlet.example/a:" in ran.out
    assert "numbers: 12 > 9" in ran.out
    assert "attributed" in ran.out
    assert "softened" in ran.out
    assert "1 changed versions" in ran.out
    assert "No page has" in khabar("versions", "outlet.example/b").out


def document(**told: str) -> Document:
    source = Source(path="a", raw_hash="0", **told)
    return Document(id=identity(LEAD, source), text=LEAD, source=source)


@pytest.mark.parametrize(
    "url",
    [
        "http://outlet.example/a/",
        "https://www.outlet.example/a?utm_medium=feed#comments",
        "https://amp.outlet.example/a",
        "https://outlet.example/a/amp",
        "https://outlet.example/a?print=1",
    ],
)
def test_addresses_that_lead_to_one_page_are_one(url: str):
    assert page_of(document(url=url)) == page_of(document(url="https://outlet.example/a"))


def test_addresses_of_two_pages_are_two():
    assert page_of(document(url="https://o.example/?p=1")) != page_of(
        document(url="https://o.example/?p=2")
    )
    assert page_of(document(source_id="7", outlet="x")) != page_of(
        document(source_id="7", outlet="y")
    )
    assert page_of(document()) is None
