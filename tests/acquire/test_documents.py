"""From paths to documents, and what is set aside on the way."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.acquire.documents import acquire, read_inputs
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.errors import KhabarError, NothingToReadError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

TEXT = "قال وزير الخارجية المصري في عمان إن المباحثات تناولت الأزمة السورية."
OTHER = "أعلنت الحكومة التونسية أن الانتخابات البلدية ستجرى في موعدها."


def read_rows(
    tmp_path: Path, *rows: object, limits: Limits | None = None
) -> list[Document | SetAside]:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return list(acquire([str(file)], limits))


def reasons(found: Sequence[Document | SetAside]) -> list[str]:
    return [item.reason for item in found if isinstance(item, SetAside)]


def documents(found: Sequence[Document | SetAside]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def test_a_text_file_is_one_document_with_its_text_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(f"{TEXT}\r\n{OTHER}".encode("utf-8-sig"))
    (document,) = documents(list(acquire([str(file)])))
    assert document.text == f"{TEXT}\r\n{OTHER}"
    assert document.source.path == str(file)


def test_the_columns_of_a_row_are_taken_for_what_they_are(tmp_path: Path) -> None:
    row = {"id": 7, "text": TEXT, "date": "2018-11-07T10:00", "source": "الأهرام", "title": "عنوان"}
    (document,) = documents(read_rows(tmp_path, {**row, "url": "https://example.org/1", "x": [1]}))
    assert document.source.source_id == "7"
    assert document.source.outlet == "الأهرام"
    assert document.source.title == "عنوان"
    assert document.source.url == "https://example.org/1"
    assert document.published.earliest == document.published.latest == "2018-11-07"


def test_a_crawl_date_is_never_a_publication_date(tmp_path: Path) -> None:
    (document,) = documents(read_rows(tmp_path, {"text": TEXT, "fetched": "2015-07-21"}))
    assert document.source.fetched == "2015-07-21"
    assert document.published.earliest is None


def test_a_date_that_cannot_be_read_is_unknown_and_noted(tmp_path: Path) -> None:
    (document,) = documents(read_rows(tmp_path, {"text": TEXT, "published": "03/04/2018"}))
    assert document.published.earliest is None
    assert "03/04/2018" in document.notes[0]


def test_the_same_row_twice_is_one_document(tmp_path: Path) -> None:
    assert len(read_rows(tmp_path, {"id": "a", "text": TEXT}, {"id": "a", "text": TEXT})) == 1


def test_one_id_for_two_texts_sets_the_second_aside(tmp_path: Path) -> None:
    found = read_rows(tmp_path, {"id": "a", "text": TEXT}, {"id": "a", "text": OTHER})
    assert len(documents(found)) == 1
    assert "has the id of row 1 but another text" in reasons(found)[0]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{broken", "not JSON"),
        ("[1, 2]", "list"),
        ("[" * 100_000, "JSON"),
        ({"title": TEXT}, 'no column "text"'),
        ({"text": 5}, '"text" is a number'),
        ({"text": TEXT, "title": ["a"]}, '"title" is a list'),
        ({"text": TEXT, "id": True}, '"id" is a truth value'),
        ({"text": "  "}, "empty"),
        ({"text": "..."}, "no words"),
        ({"text": f"{TEXT}\0"}, "NUL"),
        ({"text": f"{TEXT}\ud800"}, "surrogate"),
        ({"text": "This is a report in English about the talks in Amman."}, "English"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_the_others_are_read(
    tmp_path: Path, row: object, says: str
) -> None:
    found = read_rows(tmp_path, row, {"text": TEXT})
    assert [type(item) for item in found] == [SetAside, Document]
    assert says in reasons(found)[0]
    assert reasons(found)[0].startswith(f"{tmp_path / 'rows.jsonl'}#1")


def test_what_is_set_aside_keeps_its_bytes(tmp_path: Path) -> None:
    (found,) = read_rows(tmp_path, "{broken")
    assert isinstance(found, SetAside)
    assert found.payload == b"{broken"


def test_a_row_above_the_limit_is_set_aside_unread_and_the_next_is_read(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path, {"text": "ا" * 5_000}, {"text": TEXT}, limits=Limits(document=1_000)
    )
    assert [type(item) for item in found] == [SetAside, Document]
    assert found[0].payload is None if isinstance(found[0], SetAside) else False


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_rows_are_read_in_every_encoding(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in (TEXT, OTHER)]
    file.write_bytes("\n".join(rows).encode(codec))
    assert [d.text for d in documents(list(acquire([str(file)])))] == [TEXT, OTHER]


def test_an_empty_file_is_set_aside(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_bytes(b"")
    assert all("empty" in reason for reason in reasons(list(acquire([str(tmp_path)]))))


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    for name in ("b.txt", "a.TXT", "d.txt/c.txt", "ignored.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = documents(list(acquire([str(tmp_path)])))
    assert [Path(d.source.path).name for d in found] == ["a.TXT", "b.txt", "c.txt"]


def test_a_folder_linked_into_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(acquire([str(tmp_path)]))) == 1


def test_a_link_that_leads_nowhere_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert "cannot be opened" in reasons(list(acquire([str(tmp_path)])))[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be opened" in reasons(list(acquire([str(tmp_path)])))[0]


def test_a_pattern_names_the_files_it_matches(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert len(list(acquire([str(tmp_path / "*.txt")]))) == 2


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(KhabarError, match="no such file"):
        acquire([str(tmp_path), str(tmp_path / "missing.txt")])


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match="no articles"):
        acquire([str(tmp_path)])


@pytest.mark.parametrize("data", [TEXT.encode(), json.dumps({"text": TEXT}).encode()])
def test_standard_input_may_be_text_or_rows(data: bytes) -> None:
    source = Input(path="-", standard_input=lambda: io.BufferedReader(io.BytesIO(data)))
    (document,) = documents(list(read_inputs(iter([source]), Limits())))
    assert document.text == TEXT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(), st.sampled_from(["a.txt", "a.jsonl", "a.dat"]))
def test_no_bytes_break_the_reader(tmp_path: Path, data: bytes, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert all(isinstance(item, Document | SetAside) for item in acquire([str(file)]))
