"""`khabar gaps` over a store that has one of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import khabar

ARABIC = "زيارة موسكو\nالتقى المشير خليفة حفتر وزير الدفاع الروسي سيرغي شويغو في موسكو الأربعاء."
MUTE = "طقس اليوم\nالجو جميل ومشمس على الساحل، والبحر هادئ."
PERSIAN = "وزیر امور خارجه ایران گفت که این کشور برای گفتگو آماده است و از آن استقبال می‌کند."


@pytest.fixture
def store(folder: Path) -> str:
    rows = [
        {"id": f"n{day}", "text": f"{ARABIC} {day}", "published": f"2018-11-{day:02}",
         "outlet": "المدار"} for day in range(1, 16) if day != 9
    ]  # fmt: skip
    rows.append({"id": "mute", "text": MUTE, "outlet": "الميناء"})
    rows.append({"id": "fa", "text": PERSIAN})
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    assert khabar("read", "news.jsonl", "--store", "s.db").code == 1
    return "s.db"


def test_every_kind_of_gap_is_told_with_what_to_do(store: str):
    ran = khabar("gaps", "--store", store)
    assert ran.code == 0
    assert "15 documents" in ran.out
    for part in ("Given and not read", "Languages refused", "Pages without events", "Days missing"):
        assert part in ran.out
    assert "Persian" in ran.out
    assert "2018-11-09" in ran.out
    assert "khabar aside" in ran.out


def test_programs_get_all_of_it(store: str):
    found = json.loads(khabar("gaps", "--json", "--store", store).out)
    assert found["languages"] == {"Persian": 1}
    assert found["undated"] == 1
    assert [m["outlet"] for m in found["mute"]] == ["الميناء"]
    assert [s["missing"] for s in found["silent"]] == [["2018-11-09"]]
    assert found["refused"][0]["items"] == ["news.jsonl#16"]


def test_a_store_that_is_not_there_is_said_in_a_sentence(folder: Path):
    assert not (folder / "none.db").exists()
    ran = khabar("gaps", "--store", "none.db")
    assert ran.code == 2
    assert "none.db" in ran.err
