"""Tables: whatever their columns are called and their signs are."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.acquire.choices import ChoiceError, Choices, columns_of
from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

TEXT = "قالت وزيرة التعليم إن الامتحانات ستبدأ في موعدها، وإن النتائج تعلن بعد شهر."
OTHER = "افتتح المحافظ الجسر الجديد بحضور أهالي المدينة، وقال إن العمل استمر عامين."


def table(*rows: Sequence[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def read(
    tmp_path: Path, data: str | bytes, columns: str | None = None, limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    file = tmp_path / "news.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    choices = Choices(columns=columns_of(columns)) if columns else None
    found = list(acquire([str(file)], limits, choices=choices))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


def test_columns_with_usual_names_need_no_map(tmp_path: Path) -> None:
    header = ("ID", "Headline", "Date", "Link", "Source", "Body")
    row = ("7", "الامتحانات", "2018-11-07", "https://example.org/7", "الأهرام", TEXT)
    (document,), aside = read(tmp_path, table(header, row))
    source = document.source
    assert (source.source_id, source.title, source.outlet) == ("7", "الامتحانات", "الأهرام")
    assert source.url == "https://example.org/7"
    assert document.published.earliest == "2018-11-07"
    assert document.text == TEXT
    assert aside == []


def test_a_map_says_which_column_is_which(tmp_path: Path) -> None:
    data = table(("k1", "k2"), (TEXT, "2018-11-07"))
    (document,), _ = read(tmp_path, data, "text=k1,date=k2")
    assert document.published.earliest == "2018-11-07"


def test_columns_without_names_go_by_number(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, table(("1", TEXT), ("2", OTHER)), "id=1,text=2")
    assert [d.source.source_id for d in documents] == ["1", "2"]


def test_a_map_may_be_a_file(tmp_path: Path) -> None:
    told = tmp_path / "map.toml"
    told.write_text('delimiter = ";"\nencoding = "windows-1256"\n[columns]\ntext = "k"\n', "utf-8")
    data = table(("k", "x"), (TEXT, ",,,,"), delimiter=";").encode("cp1256")
    (document,), _ = read(tmp_path, data, str(told))
    assert document.text == TEXT
    assert document.source.encoding == "windows-1256"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiter_and_encoding_are_found_out(tmp_path: Path, delimiter: str, codec: str) -> None:
    data = table(("id", "text"), ("1", TEXT), ("2", f"{OTHER}\nسطر ثان"), delimiter=delimiter)
    documents, aside = read(tmp_path, data.encode(codec))
    assert [d.text for d in documents] == [TEXT, f"{OTHER}\nسطر ثان"]
    assert aside == []


def test_a_table_whose_text_nobody_named_says_what_it_has(tmp_path: Path) -> None:
    documents, (aside,) = read(tmp_path, table(("k1", "k2"), (TEXT, "x")))
    assert documents == []
    assert "it has 'k1', 'k2'" in aside.reason
    assert "--columns text=NAME" in aside.reason


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    _, (aside,) = read(tmp_path, table(("k1",), (TEXT,)), "text=body")
    assert "no column 'body'" in aside.reason


@pytest.mark.parametrize("said", ["texte=body", "text="])
def test_a_map_that_makes_no_sense_is_an_error(said: str) -> None:
    with pytest.raises(ChoiceError, match="text=body"):
        columns_of(said)


def test_a_bad_row_is_set_aside_with_its_bytes_and_the_others_are_read(tmp_path: Path) -> None:
    data = table(("id", "text"), ("1", TEXT), ("2",), ("3", " "), ("1", OTHER), ("4", OTHER))
    documents, aside = read(tmp_path, data)
    assert [d.source.source_id for d in documents] == ["1", "4"]
    assert ["too few" in aside[0].reason, "empty" in aside[1].reason] == [True, True]
    assert "has the id of row 2" in aside[2].reason
    assert aside[0].payload == b"2\r\n"
    assert aside[0].item.endswith("news.csv#3")


def test_a_byte_that_is_no_character_refuses_only_its_row(tmp_path: Path) -> None:
    data = table(("text",), (TEXT,)).encode() + b"\xd9,\r\n" + f"{OTHER}\r\n".encode()
    documents, aside = read(tmp_path, data)
    assert [d.text for d in documents] == [TEXT, OTHER]
    assert "half a character" in aside[0].reason


def test_a_quotation_mark_that_never_ends_does_not_swallow_the_table(tmp_path: Path) -> None:
    good = "\n".join(f'{n},"{TEXT} {n}"' for n in range(40))
    data = f'id,text\n1,"{TEXT}\n{OTHER * 99}\n{good}\n'
    documents, aside = read(tmp_path, data, limits=Limits(document=5_000))
    assert "a quotation mark may be missing" in aside[0].reason
    assert len(documents) > 30


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    _, (aside,) = read(tmp_path, b"")
    assert "empty" in aside.reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path: Path, data: bytes) -> None:
    read(tmp_path, data)
    read(tmp_path, b"text\n" + data)
