"""`khabar series`: what passed between actors over time, and which outlets were counted."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli.running import khabar

VISIT = "زيارة\nزار الرئيس التركي رجب طيب أردوغان روسيا في 10 أبريل 2018."
RAID = "اتهام\nاتهمت تركيا روسيا بخرق الهدنة في 3 مايو 2018."
OTHER = "اتهام\nاتهمت روسيا تركيا بدعم المسلحين في 5 مايو 2018."


@pytest.fixture
def store(folder: Path) -> str:
    rows = [
        {"id": "one", "text": VISIT, "published": "2018-04-10", "outlet": "الميناء"},
        {"id": "two", "text": RAID, "published": "2018-05-03", "outlet": "المدار"},
    ]
    return kept(folder, rows)


def kept(folder: Path, rows: list[dict[str, str]]) -> str:
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    assert khabar("read", "news.jsonl", "--store", "s.db").code == 0
    return "s.db"


def test_the_series_of_a_pair_has_a_line_a_month(store: str) -> None:
    ran = khabar("series", "تركيا", "روسيا", "--store", store, "--format", "jsonl")
    assert ran.code == 0
    assert "2018-05" in [point["period"] for point in ran.readings()]


def test_english_names_and_csv(store: str) -> None:
    ran = khabar("series", "Turkey", "Russia", "--store", store, "--format", "csv", "--by", "year")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["period"] for row in rows] == ["2018"]
    assert int(rows[0]["events"]) >= 1


def test_the_table_has_its_columns(store: str) -> None:
    ran = khabar("series", "روسيا", "--store", store)
    assert ran.code == 0
    assert all(column in ran.out for column in ("period", "events", "score", "verbal", "origins"))


def test_it_says_which_outlets_were_counted_and_their_hash(store: str, folder: Path) -> None:
    (folder / "papers.txt").write_text("المدار\nصحيفة الغد\n", encoding="utf-8")
    ran = khabar("series", "روسيا", "--store", store, "--outlets", "papers.txt")
    assert ran.code == 0
    assert "Counted 1 documents of papers (hash " in ran.err
    assert "Without a document in the store: صحيفة الغد." in ran.err


def test_an_outlet_that_is_added_to_the_store_moves_no_fixed_series(
    store: str, folder: Path
) -> None:
    (folder / "papers.txt").write_text("المدار\nالميناء\n", encoding="utf-8")
    asked = ("series", "تركيا", "روسيا", "--store", store, "--outlets", "papers.txt")
    before = khabar(*asked, "--format", "csv")
    kept(folder, [{"id": "n", "text": OTHER, "published": "2018-05-05", "outlet": "صحيفة جديدة"}])
    after = khabar(*asked, "--format", "csv")
    assert (after.out, after.err) == (before.out, before.err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("عطارد",), "no actor of that name"),
        (("روسيا", "تركيا", "ليبيا"), "one actor or of two"),
        (("روسيا", "روسيا"), "Name two actors"),
        (("روسيا", "--outlets", "none.txt"), "Name a file that can be read"),
        (("روسيا", "--outlets", "empty.txt"), "one outlet a line"),
        (("روسيا", "--outlets", "others.txt"), "no document of the store"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    store: str, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "empty.txt").write_text("# nothing\n", encoding="utf-8")
    (folder / "others.txt").write_text("صحيفة الغد\n", encoding="utf-8")
    ran = khabar("series", *arguments, "--store", store)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
