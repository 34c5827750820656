"""Times are held against the files of two other readers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from khabar.evaluate.files import TestFileError
from khabar.evaluate.times import Outcome, TimeRow, days_of, outcome
from khabar.evaluate.times_rows import rows_of
from khabar.evaluate.times_scored import evaluate_times


def spec(text: str, words: str, day: str, **others: object) -> dict[str, object]:
    """A row as Recognizers-Text has it: a text of 7 November 2016."""
    value = {"Timex": day, "FutureResolution": {"date": day}, "PastResolution": {"date": day}}
    found = {"Text": words, "Start": text.index(words), "Length": len(words), "Value": value}
    context = {"ReferenceDateTime": "2016-11-07T00:00:00"}
    return {"Input": text, "Context": context, "Results": [found], **others}


ROWS = [
    spec("وصل الوفد في 3 مايو 2016", "3 مايو 2016", "2016-05-03"),
    spec("غادر الوفد أمس", "أمس", "2016-11-06"),
    spec("يعود الوفد غدا", "غدا", "2016-11-08", NotSupported="dotnet"),
]


def test_the_original_file_is_read_without_what_its_own_engine_skips(tmp_path: Path):
    path = tmp_path / "DateParser.json"
    path.write_text(json.dumps(ROWS), "utf-8-sig")
    assert [row.name for row in rows_of(path)] == ["DateParser#0@13", "DateParser#1@11"]
    found = evaluate_times([path])
    assert found.units == 2
    assert found.figures[0].name == "overall"
    assert dict(found.outcomes)["right"] == 2


def test_a_row_that_contradicts_itself_is_left_out(tmp_path: Path):
    path = tmp_path / "HolidayParser.json"
    rows = [
        spec(f"في عيد العمال {year}", f"عيد العمال {year}", "2015-05-01") for year in (2015, 2019)
    ]
    path.write_text(json.dumps(rows), "utf8")
    assert [row.name for row in rows_of(path)] == ["HolidayParser#0@3"]


def test_rows_of_both_readers_may_stand_in_one_file(tmp_path: Path):
    path = tmp_path / "times.jsonl"
    duckling = {"text": "اليوم", "value": "datetime (2013, 2, 12, 0, 0, 0) Day"}
    hour = {"text": "الساعة 3", "value": "datetime (2013, 2, 12, 15, 0, 0) Hour"}
    path.write_text("\n".join(map(json.dumps, (duckling, hour))), "utf8")
    (row,) = rows_of(path)
    assert row.accepted == {(date(2013, 2, 12), date(2013, 2, 12))}
    assert row.kind == "Duckling, dates"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2016-05", Outcome.RIGHT),
        ("2016-05~", Outcome.RIGHT),
        ("2016", Outcome.COARSE),
        ("2016-05-03", Outcome.COARSE),
        ("2015", Outcome.WRONG),
        ("2016-05/..", Outcome.NONE),
    ],
)
def test_a_value_is_right_only_where_it_means_the_very_days(value: str, found: Outcome):
    accepted = frozenset(((date(2016, 5, 1), date(2016, 5, 31)),))
    row = TimeRow(
        name="a", kind="b", text="مايو", start=0, end=4, said=date(2016, 6, 1), accepted=accepted
    )
    assert outcome(row, days_of(value)) is found


@pytest.mark.parametrize("body", ["{}", '[{"Input": "x"}]', '[{"x": 1}]', "[]", "[[]]"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, body: str):
    (tmp_path / "DateParser.json").write_text(body, "utf8")
    with pytest.raises(TestFileError):
        evaluate_times([tmp_path / "DateParser.json"])
