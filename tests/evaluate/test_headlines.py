"""Pairs of headlines are held against the model that the package carries."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from khabar.errors import KhabarError
from khabar.evaluate import headlines
from khabar.evaluate.files import TestFileError
from khabar.evaluate.headlines import evaluate_entailment, evaluate_stance
from khabar.learned.pairs import Stance

CSV = "s1,s2,stance\nأ,ب,agree\nأ,ج,disagree\nأ,د,other\nأ,معروف,agree\n"
ROWS = [
    {"premise": "أ", "hypothesis": "ب", "label": "entails"},
    {"premise": "أ", "hypothesis": "ج", "label": "not entail"},
]


class Said:
    """A model that says yes to the letter ب alone and was taught pairs with معروف."""

    version = "0" * 16

    def learned_from(self, one: str, other: str) -> bool:
        return "معروف" in (one, other)

    def stance(self, pairs):
        return tuple(
            Stance(agree=0.8, disagree=0.1, other=0.1)
            if other == "ب"
            else Stance(agree=0.1, disagree=0.7, other=0.2)
            for _, other in pairs
        )

    def entails(self, pairs):
        return tuple(float(other == "ب") for _, other in pairs)


@pytest.fixture(autouse=True)
def _model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(headlines, "installed", Said)


def workbook(path: Path, rows: list[list[str]]) -> Path:
    """An Excel workbook with these cells, the words in its table of strings."""
    words = [cell for row in rows for cell in row]
    of = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = iter(range(len(words)))
    sheet = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{"ABC"[at]}{n}" t="s"><v>{next(cells)}</v></c>' for at in range(len(row)))
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    with zipfile.ZipFile(path, "w") as book:
        table = "".join(f"<si><t>{word}</t></si>" for word in words)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{of}">{table}</sst>')
        data = f'<worksheet xmlns="{of}"><sheetData>{sheet}</sheetData></worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", data)
    return path


def test_pairs_that_were_learned_from_do_not_count(tmp_path: Path):
    (tmp_path / "a.csv").write_text(CSV, "utf8")
    found = evaluate_stance([tmp_path / "a.csv"])
    assert found.units == 3
    assert found.left_out == (("learned from", 1),)
    figures = {figure.name: figure.f1 for figure in found.figures}
    assert figures["agree"] == 1
    assert figures["other"] == 0
    assert figures["macro"] == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_accuracy_is_the_share_of_right_answers(tmp_path: Path):
    wrong = {"premise": "ح", "hypothesis": "خ", "label": "entails"}
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, (*ROWS, wrong))), "utf8")
    accuracy = evaluate_entailment([tmp_path / "a.jsonl"]).figures[0]
    assert accuracy.name == "accuracy"
    assert accuracy.f1 == accuracy.precision == accuracy.recall == pytest.approx(2 / 3)


def test_a_workbook_gives_the_same_as_lines(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, ROWS)), "utf8")
    cells = [["Premise", "Hypothesis", "Label"], *(list(row.values()) for row in ROWS)]
    book = workbook(tmp_path / "a.xlsx", cells)
    assert evaluate_entailment([book]) == evaluate_entailment([tmp_path / "a.jsonl"])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.csv", "s1,s2\nx,y\n"),
        ("a.csv", "s1,s2,stance\nx,y,perhaps\n"),
        ("a.csv", "s1,s2,stance\n"),
        ("a.csv", b"\xff\xfe"),
        ("a.jsonl", '{"s1": 1}\n'),
        ("a.xlsx", "no book"),
        ("a.docx", "x"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, name: str, body: str | bytes):
    (tmp_path / name).write_bytes(body.encode() if isinstance(body, str) else body)
    with pytest.raises(TestFileError):
        evaluate_stance([tmp_path / name])


def test_a_file_of_taught_pairs_alone_is_refused(tmp_path: Path):
    (tmp_path / "a.csv").write_text("s1,s2,stance\nأ,معروف,agree\n", "utf8")
    with pytest.raises(KhabarError, match="learned from every pair"):
        evaluate_stance([tmp_path / "a.csv"])


def test_without_a_model_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.csv").write_text(CSV, "utf8")
    monkeypatch.setattr(headlines, "installed", lambda: None)
    with pytest.raises(KhabarError, match="no model of pairs"):
        evaluate_stance([tmp_path / "a.csv"])
