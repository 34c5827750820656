"""The part of an audit that asks what is missing: articles read whole, and recall."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from cli.running import khabar
from khabar.errors import KhabarError
from khabar.evaluate.audit_csv import Answers, Ruling, answers_of, sheet_csv
from khabar.evaluate.audit_draw import Layer, Sample, Thing, Whole
from khabar.evaluate.audit_items import Context, Item, Kind, Question
from khabar.evaluate.audit_page import page_of
from khabar.evaluate.audit_report import markdown_of
from khabar.evaluate.audit_score import score

HERE = Context(document="d", outlet="o", published="2020", before="", words="زار", after="")
ITEMS = tuple(
    Item(
        id=f"Q{n}", kind=Kind.EVENT, type="CONSULT", here=HERE, arabic="", english="",
        questions=(Question(field="type", claim="x"),),
    )
    for n in range(3)
)  # fmt: skip
THINGS = (
    Thing(kind=Kind.EVENT, type="CONSULT", words="زار", claim="زار سالم الحي"),
    Thing(kind=Kind.STATEMENT, type="say", words="=لا ماء", claim="قال سالم"),
)
FULL = Whole(
    id="W01", document="d", outlet="o", published="2020-01-01", text="زار سالم الحي",
    found={"event": 1, "statement": 1}, things=THINGS,
)  # fmt: skip
EMPTY = Whole(id="W02", document="e", outlet="", published="", text="مساء الخير", found={})
SAMPLE = Sample(
    seed=1, day="2020-01-01", recipe="r", documents=2, items=ITEMS, whole=(FULL, EMPTY),
    layers=(Layer(kind=Kind.EVENT, type="CONSULT", size=10, drawn=3),),
)  # fmt: skip
OLD = "item,field,verdict,note\r\nQ0,type,right,\r\nW01,read,yes,\r\nW01,missing,event,وصل\r\n"


def rows_of(sample: Sample) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet_csv(sample).decode("utf-8-sig"))))


def saved(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "answers_a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_sheet_says_what_was_found_in_each_article_that_is_read_whole() -> None:
    found = [r for r in rows_of(SAMPLE) if r["field"] == "found"]
    told = [(r["item"], r["kind"], r["type"], r["text"], r["in words"]) for r in found]
    assert told == [
        ("W01", "event", "CONSULT", "زار", "زار سالم الحي"),
        ("W01", "statement", "say", "'=لا ماء", "قال سالم"),
        ("W02", "", "", "", ""),
    ]
    assert "1 of 2" in found[0]["claim"]
    assert "nothing" in found[2]["claim"]


def test_only_rows_that_ask_have_an_empty_verdict() -> None:
    asked = {(r["item"], r["field"]) for r in rows_of(SAMPLE) if not r["verdict"]}
    assert asked == {*((i.id, "type") for i in ITEMS), ("W01", "read"), ("W02", "read")}


def test_the_page_shows_the_kind_claim_and_words_of_what_was_found() -> None:
    page = page_of(SAMPLE).decode()
    assert "What khabar found (2)" in page
    assert "<li>حدث: زار سالم الحي «زار»</li>" in page
    assert "What khabar found (0)" in page


def test_a_filled_sheet_with_found_rows_is_read(tmp_path: Path) -> None:
    rows = rows_of(SAMPLE)
    rows[0]["verdict"] = "wrong"
    rows.append({**rows[-1], "field": "missing", "verdict": "statement", "note": "قال"})
    answers = answers_of(saved(tmp_path, rows), SAMPLE)
    assert answers.rulings == {("Q0", "type"): Ruling.WRONG}
    assert answers.missing == {"W02": [Kind.STATEMENT]}


def test_an_answer_to_what_is_not_asked_is_refused_with_the_remedy(tmp_path: Path) -> None:
    rows = [{**row, "verdict": row["verdict"] and "wrong"} for row in rows_of(SAMPLE)]
    with pytest.raises(KhabarError, match=r"row 6: 'wrong', but what was found is not asked\. Put"):
        answers_of(saved(tmp_path, rows), SAMPLE)


def test_answers_and_samples_from_before_are_scored(tmp_path: Path) -> None:
    (tmp_path / "answers_a.csv").write_text(OLD, "utf8")
    sample = msgspec.to_builtins(SAMPLE)
    for whole in sample["whole"]:
        del whole["things"]
        whole["claims"] = ["زار سالم الحي «زار»"]
    (tmp_path / "sample.json").write_bytes(msgspec.json.encode(sample))
    ran = khabar("audit", "score", tmp_path / "answers_a.csv", "--json")
    assert (ran.code, ran.err) == (0, "")
    (recall,) = msgspec.json.decode(ran.out)["checked"][0]["recall"]
    assert (recall["right"], recall["wrong"], recall["share"]) == (1, 1, 0.5)


@pytest.mark.parametrize("wrong", [(), ("Q0", "Q1")])
def test_where_nothing_is_to_be_found_recall_is_no_figure(
    tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    """Either nothing was found there, or what was found counts for less than one right thing."""
    whole = replace(EMPTY, found={"event": len(wrong) // 2})
    sample = replace(SAMPLE, whole=(whole,))
    rulings = {
        (i.id, "type"): Ruling.WRONG if i.id in wrong else Ruling.RIGHT for i in ITEMS
    }  # fmt: skip
    scores = score(sample, [Answers(by="a", rulings=rulings, read={"W02"})])
    (recall,) = scores.checked[0].recall
    assert (recall.share, recall.of) == (None, "1 article")
    assert "| event | 1 article | 0 | 0 | 0 | nothing to find | – |" in markdown_of(scores)
    rows = [{**row, "verdict": "wrong" if row["item"] in wrong else "right"}
            for row in rows_of(sample) if row["item"][0] == "Q"]  # fmt: skip
    path = saved(tmp_path, [*rows, {**rows[0], "item": "W02", "field": "read", "verdict": "yes"}])
    (tmp_path / "sample.json").write_bytes(msgspec.json.encode(sample))
    assert "nothing to find" in khabar("audit", "score", path).out
