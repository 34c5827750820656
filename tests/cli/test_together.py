"""The commands over many documents: record, dossier, judge, and the export of the record."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from cli.running import khabar
from khabar.schema.record import Record

FIRST = "حفتر في موسكو\nوصل المشير خليفة حفتر إلى موسكو في 7 نوفمبر 2018 والتقى وزير الدفاع الروسي."
SECOND = "زيارة موسكو\nالتقى المشير خليفة حفتر وزير الدفاع الروسي سيرغي شويغو في موسكو الأربعاء."
LATER = "قمة باريس\nاجتمع الرئيس الفرنسي إيمانويل ماكرون والمستشارة أنغيلا ميركل في باريس أمس."


@pytest.fixture
def store(folder: Path) -> str:
    rows = [
        {"id": "one", "text": FIRST, "published": "2018-11-07", "outlet": "الميناء"},
        {"id": "two", "text": SECOND, "published": "2018-11-08", "outlet": "المدار"},
        {"id": "three", "text": LATER, "published": "2018-12-02", "outlet": "المدار"},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    assert khabar("read", "news.jsonl", "--store", "s.db").code == 0
    return "s.db"


def exported(store: str) -> Record:
    assert khabar("export", "--format", "record", "--store", store, "-o", "record.json").code == 0
    return msgspec.json.decode(Path("record.json").read_bytes(), type=Record)


def members_of(record: Record, name: str) -> list[str]:
    return [m.doc for a in record.actors if a.name.ar == name for m in a.members]


def test_the_record_has_one_actor_for_one_name(store: str):
    assert len(members_of(exported(store), "خليفة حفتر")) == 2


def test_the_table_tells_every_event_with_its_standing(store: str):
    ran = khabar("record", "--store", store)
    assert ran.code == 0
    assert "CONSULT" in ran.out
    assert "reported" in ran.out or "corroborated" in ran.out


def test_as_of_a_day_leaves_out_what_came_later(store: str):
    early = khabar("record", "--as-of", "2018-11-08", "--store", store)
    assert "ماكرون" not in early.out
    assert "ماكرون" in khabar("record", "--store", store).out


def test_the_order_of_reading_does_not_matter(store: str, folder: Path):
    lines = (folder / "news.jsonl").read_text("utf-8").splitlines()
    (folder / "back.jsonl").write_text("\n".join(reversed(lines)), encoding="utf-8")
    khabar("read", "back.jsonl", "--store", "back.db")
    assert exported("back.db") == exported(store)


def test_a_judgement_parts_what_was_one_and_outlives_reading_again(store: str):
    spots = [f"{name}:{text.index('خليفة')}-{text.index('خليفة') + 10}" for name, text in
             (("one", FIRST), ("two", SECOND))]  # fmt: skip
    assert khabar("judge", *spots, "--different", "--by", "me", "--store", store).code == 0
    khabar("read", "news.jsonl", "--store", store)
    owners = [a.id for a in exported(store).actors if a.name.ar == "خليفة حفتر" for _ in a.members]
    assert len(owners) == 2 == len(set(owners))


@pytest.mark.parametrize(
    ("spots", "says"),
    [
        (("one:0-5", "one:0-5"), "same words"),
        (("one:0-5", "two"), "no spot"),
        (("nine:0-5", "two:0-5"), "0 documents"),
        (("one:0-99999", "two:0-5"), "no such characters"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(store: str, spots: tuple[str, str], says: str):
    ran = khabar("judge", *spots, "--store", store)
    assert ran.code == 2
    assert says in ran.err


def test_a_dossier_is_one_file(store: str):
    ran = khabar("dossier", "--no-open", "-o", "out", "--store", store)
    assert ran.code == 0
    assert [p.name for p in Path("out").iterdir()] == ["index.html"]
    assert "خليفة حفتر" in Path("out/index.html").read_text("utf-8")


@pytest.mark.parametrize("command", ["record", "dossier"])
def test_a_day_that_is_none_is_the_users_to_mend(store: str, command: str):
    ran = khabar(command, "--as-of", "last week", "--store", store)
    assert ran.code == 2
    assert "2018-04-20" in ran.err


def test_a_store_without_readings_has_an_empty_record_and_no_dossier(folder: Path):
    (folder / "empty.txt").write_text("", encoding="utf-8")
    khabar("read", "empty.txt", "--store", "e.db")
    assert khabar("record", "--store", "e.db").code == 0
    ran = khabar("dossier", "--no-open", "--store", "e.db")
    assert ran.code == 2
    assert "khabar read" in ran.err


def test_a_dossier_that_cannot_be_written_says_where(store: str, folder: Path):
    (folder / "file").write_text("x", encoding="utf-8")
    ran = khabar("dossier", "--no-open", "-o", "file/inside", "--store", store)
    assert ran.code == 2
    assert "file/inside" in ran.err
