"""Files of many <DOC> elements, as older corpora have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

TEXT = "قال رئيس الوزراء إن الميزانية الجديدة تخصص مبالغ أكبر للتعليم والصحة."
OTHER = "وأضاف أن البرلمان سيناقشها في جلسة علنية تعقد مطلع الشهر المقبل."
TREC = f"""<DOC>
<DOCNO>NEWS-1</DOCNO>
<DATE>2003-11-07</DATE>
<HEADLINE>ميزانية جديدة</HEADLINE>
<TEXT>
{TEXT}
{OTHER}
</TEXT>
</DOC>
"""
GIGAWORD = f"""<DOC id="AFP_ARB_20031107.0042" type="story" >
<HEADLINE>
ميزانية &amp; صحة
</HEADLINE>
<DATELINE>
عمان 7-11 (اف ب)
</DATELINE>
<TEXT>
<P>
{TEXT[:30]}
{TEXT[30:]}
</P>
<P>
{OTHER}
</P>
</TEXT>
</DOC>
"""


def read(
    tmp_path: Path, data: str | bytes, limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    file = tmp_path / "corpus.sgml"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(acquire([str(file)], limits))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


def test_each_doc_is_a_document_with_its_number_date_and_headline(tmp_path: Path) -> None:
    (document,), aside = read(tmp_path, TREC)
    assert document.source.source_id == "NEWS-1"
    assert document.source.title == "ميزانية جديدة"
    assert document.published.earliest == "2003-11-07"
    assert document.text == f"ميزانية جديدة\n{TEXT}\n{OTHER}"
    assert aside == []


def test_gigaword_says_outlet_and_day_in_its_ids(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, GIGAWORD)
    assert document.source.outlet == "وكالة فرانس برس"
    assert document.published.earliest == document.published.latest == "2003-11-07"
    lines = document.text.split("\n")
    assert lines[0] == "ميزانية & صحة"
    assert lines[1] == "عمان 7-11 (اف ب)"
    assert lines[2].split() == f"{TEXT[:30]} {TEXT[30:]}".split()
    assert lines[3] == OTHER


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_the_encoding_is_found_out(tmp_path: Path, codec: str) -> None:
    documents, _ = read(tmp_path, (TREC + GIGAWORD).encode(codec))
    assert len(documents) == 2


def test_a_doc_cut_off_is_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    cut = TREC.replace("</DOC>\n", "").replace("NEWS-1", "NEWS-2")
    documents, aside = read(tmp_path, cut + TREC + cut)
    assert [d.source.source_id for d in documents] == ["NEWS-1"]
    assert ["no </DOC>" in each.reason for each in aside] == [True, True]
    assert aside[0].item.endswith("#1")


def test_a_doc_without_text_or_too_large_is_set_aside(tmp_path: Path) -> None:
    empty = "<DOC><DOCNO>1</DOCNO></DOC>\n"
    large = TREC.replace(TEXT, TEXT * 99).replace("NEWS-1", "NEWS-2")
    documents, aside = read(tmp_path, empty + large + TREC, Limits(document=2_000))
    assert len(documents) == 1
    assert "no text" in aside[0].reason
    assert "larger than" in aside[1].reason


def test_entities_of_its_own_are_never_resolved(tmp_path: Path) -> None:
    told = '<!DOCTYPE DOC [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    (document,), _ = read(tmp_path, told + TREC.replace(OTHER, f"{OTHER} &x;"))
    assert document.text.endswith("&x;")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="<>/DOCTEXP id=\"'&;#x1ا\n", max_size=200))
def test_no_markup_breaks_the_reader(tmp_path: Path, data: str) -> None:
    read(tmp_path, "<DOC>" + data)
    read(tmp_path, TREC.replace(OTHER, data))
