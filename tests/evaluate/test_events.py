"""Events are held against sentences with yes and no, and against marked words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.evaluate import event_spans
from khabar.evaluate.counting import Counts
from khabar.evaluate.events import evaluate_events
from khabar.evaluate.files import TestFileError
from khabar.evaluate.tagger import marked, tagger
from khabar.schema.events import EventType

FIRED = "أطلق الجيش السوري النار على مسلحين في حلب."
MET = "التقى الوزير نظيره المصري في القاهرة."
CSV = f""",accept,event_type,id,label,reject,text,total
1,3,ASSAULT,a,yes,0,{FIRED},3
2,0,ASSAULT,b,easy no,3,{MET},3
3,0,ASSAULT,c,easy no,3,{MET},3
4,1,ASSAULT,d,ambiguous,1,شيء غير واضح,3
"""
SPAN = {"source_actor": ["الجيش"], "verb": ["أطلق"], "target_actor": ["مسلحين"]}
SPANS = [{"text": FIRED, "event_type": "ASSAULT", "spans": [SPAN, SPAN | {"target_actor": []}]}]


def test_a_text_counts_once_and_an_unclear_one_never(tmp_path: Path):
    (tmp_path / "a_gsr.csv").write_text(CSV, "utf8")
    found = evaluate_events([tmp_path / "a_gsr.csv"])
    assert found.units == 2
    assert dict(found.left_out) == {"called ambiguous": 1, "there twice": 1}
    (figure,) = found.figures
    assert figure.name == "ASSAULT"
    assert figure.counts == Counts(right=1)


def test_words_are_held_against_those_of_each_annotator(tmp_path: Path):
    (tmp_path / "a_spans.json").write_text(json.dumps(SPANS), "utf8")
    figures = {f.name: f for f in evaluate_events([tmp_path / "a_spans.json"]).figures}
    verb, between = figures["verb"].counts, figures["target, annotators"].counts
    assert verb == Counts(right=2)
    assert between == Counts(invented=1, missed=1)
    assert figures["actor, annotators"].f1 == 1


def test_the_tagger_marks_whom_a_reading_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a_spans.json").write_text(json.dumps(SPANS[:1]), "utf8")
    monkeypatch.setattr(event_spans, "reading_of", lambda _: None)
    silent = evaluate_events([tmp_path / "a_spans.json"])
    assert {f.counts.right for f in silent.figures[:3]} == {0}
    filled = evaluate_events([tmp_path / "a_spans.json"], alone=True)
    assert [f.name for f in filled.figures[:3]] == ["actor", "verb", "target"]
    assert filled.figures[1].counts == Counts(right=2)
    assert filled.by.endswith("readings and tagger")


def test_where_the_tagger_sees_no_event_nothing_is_marked():
    reader = tagger()
    assert marked("", EventType.ASSAULT, reader) == {}
    assert set(marked(FIRED, EventType.ASSAULT, reader)) == {"actor", "verb", "target"}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.csv", "text,label\nx,yes\n"),
        ("a.csv", "text,label,event_type\nx,maybe,ASSAULT\n"),
        ("a.csv", "text,label,event_type\nx,yes,FIGHT\n"),
        ("a.json", "{}"),
        ("a.json", "[1]"),
        ("a.json", '[{"text": "x", "event_type": "ASSAULT", "spans": [3]}]'),
        ("a.json", "["),
        ("a.txt", "x"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, name: str, body: str):
    (tmp_path / name).write_text(body, "utf8")
    with pytest.raises(TestFileError):
        evaluate_events([tmp_path / name])


def test_both_forms_at_once_are_refused(tmp_path: Path):
    with pytest.raises(TestFileError, match="another form"):
        evaluate_events([tmp_path / "a.csv", tmp_path / "b.json"])
