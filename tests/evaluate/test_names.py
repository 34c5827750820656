"""Names are held against a file of words and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.evaluate.counting import Counts
from khabar.evaluate.files import TestFileError
from khabar.evaluate.names import Name, evaluate_names, names_of, sentences_of, unit_of
from khabar.evaluate.tagger import names, tagger
from khabar.pipeline.corpus import read

FILE = """\
زار O
باراك B-PERS
أوباما I-PERS
ومصر B-LOC
. O

كأس B-MISC
العالم I-MISC
في O
روسيا B-LOC
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "names.conll"
    written.write_text(FILE, "utf8")
    return written


def test_sentences_hold_words_and_names_of_the_kinds_that_count(path: Path):
    first, second = sentences_of(path)
    assert first.names == {Name(1, 3, "PERS"), Name(3, 4, "LOC")}
    assert second.names == {Name(3, 4, "LOC")}
    assert second.text == "كأس العالم في روسيا"


def test_a_name_that_only_goes_on_begins_where_it_stands(tmp_path: Path):
    (tmp_path / "a").write_text("قال\tO\nعلي\tI-PERS\nحسن\tI-LOC\nأمس\tO\n", "utf8")
    (found,) = sentences_of(tmp_path / "a")
    assert found.names == {Name(1, 2, "PERS"), Name(2, 3, "LOC")}


def test_a_name_covers_the_whole_word_that_it_touches():
    words = ("التقى", "باراك", "أوباما", "ورجب", "طيب", "أردوغان", "في", "تركيا")
    found = names_of(read(" ".join(words)), words)
    assert Name(1, 3, "PERS") in found
    assert Name(3, 6, "PERS") in found
    assert Name(7, 8, "LOC") in found


def test_a_sentence_without_words_has_no_names(tmp_path: Path):
    (tmp_path / "a").write_text("... O\n\n2002 O\n. O\n", "utf8")
    found = evaluate_names([tmp_path / "a"])
    assert found.units == 2
    assert found.figures[-1].f1 == 0


def test_only_the_same_words_and_kind_are_right():
    right = frozenset((Name(0, 2, "PERS"), Name(4, 5, "LOC")))
    found = unit_of(right, frozenset((Name(0, 1, "PERS"), Name(4, 5, "LOC"))))
    assert found["PERS"] == Counts(invented=1, missed=1)
    assert found["overall"] == Counts(right=1, invented=1, missed=1)


def test_a_file_is_scored(path: Path):
    found = evaluate_names([path])
    assert found.units == 2
    assert [figure.name for figure in found.figures] == ["PERS", "LOC", "ORG", "overall"]
    assert found.by.startswith("recipe ")


@pytest.mark.parametrize("body", ["", "\n\n", "كلمة\n", "كلمة x\n"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, body: str):
    (tmp_path / "a").write_text(body, "utf8")
    with pytest.raises(TestFileError):
        list(sentences_of(tmp_path / "a"))


def test_the_tagger_names_whole_words_one_after_the_other():
    text = "وقال الرئيس باراك أوباما في موسكو إن روسيا لن تقبل ذلك ."
    found = names(text, tagger())
    told = [(text[a:b].strip(), kind) for a, b, kind in found]
    assert told == [("باراك أوباما", "PERS"), ("موسكو", "LOC"), ("روسيا", "LOC")]
    ends = [at for a, b, _ in sorted(found) for at in (a, b)]
    assert ends == sorted(ends)


@pytest.mark.parametrize("text", ["", " ", ".", "😀", "\u200f", "ا" * 3000])
def test_what_is_hardly_a_text_has_names_or_none(text: str):
    assert all(0 <= a < b <= len(text) for a, b, _ in names(text, tagger()))
