"""`khabar eval` prints figures, and says what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import khabar

NAMES = "زار O\nباراك B-PERS\nأوباما I-PERS\nمصر B-LOC\n"


def test_figures_come_with_intervals_counts_and_what_read(folder: Path):
    (folder / "names.txt").write_text(NAMES, "utf8")
    ran = khabar("eval", "ner", "names.txt")
    assert ran.code == 0
    assert "ner: 1 sentences, recipe " in ran.out
    assert [line.split()[0] for line in ran.out.splitlines()[2:]] == "PERS LOC ORG overall".split()


def test_json_has_every_figure(folder: Path):
    (folder / "names.txt").write_text(NAMES, "utf8")
    found = json.loads(khabar("eval", "ner", "names.txt", "--json").out)
    assert found["task"] == "ner"
    overall = found["figures"][-1]
    assert overall["name"] == "overall"
    assert overall["low"] <= overall["f1"] <= overall["high"]
    assert set(overall["counts"]) == {"right", "invented", "missed"}


@pytest.mark.parametrize("task", ["ner", "events", "stance", "entailment", "times"])
@pytest.mark.parametrize("name", ["missing.csv", "empty.csv", "folder.csv", "wrong.jsonl"])
def test_a_wrong_file_is_one_sentence(folder: Path, task: str, name: str):
    (folder / "empty.csv").touch()
    (folder / "folder.csv").mkdir()
    (folder / "wrong.jsonl").write_text("[1, 2]\n", "utf8")
    ran = khabar("eval", task, name)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(name)
    assert len(ran.err.splitlines()) == 1


def test_an_unknown_task_is_refused(folder: Path):
    (folder / "names.txt").write_text(NAMES, "utf8")
    assert khabar("eval", "parsing", "names.txt").code == 2
