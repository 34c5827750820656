"""TEI: the text is what it was, letter for letter, and every reference leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from export.sampled import hostile, renamed, sampled
from khabar.export.tei import tei_files
from khabar.export.tei.inline import Mark, _filled
from khabar.export.tei.times import dated
from khabar.export.tei.xml import TEI, XML, element, fit, named
from khabar.schema.moments import Edtf
from khabar.schema.spans import Span

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
RANGE = re.compile(r"#string-range\(text,(\d+),(\d+)\)")

# What the Guidelines let stand where: of the elements that we write.
INSIDE = {
    "TEI": ["teiHeader", "standOff", "text"],
    "teiHeader": ["fileDesc", "encodingDesc", "profileDesc"],
    "fileDesc": ["titleStmt", "publicationStmt", "sourceDesc"],
    "titleStmt": ["title"], "publicationStmt": ["publisher", "date", "idno"],
    "sourceDesc": ["bibl"], "bibl": ["idno", "publisher"], "encodingDesc": ["appInfo"],
    "appInfo": ["application"], "application": ["label", "desc"], "profileDesc": ["langUsage"],
    "langUsage": ["language"],
    "standOff": ["listPerson", "listOrg", "listPlace", "listEvent", "listRelation", "spanGrp",
                 "interpGrp"],
    "listPerson": ["person"], "person": ["persName"], "listOrg": ["org"], "org": ["orgName"],
    "listPlace": ["place"], "place": ["placeName", "country", "location"], "location": ["geo"],
    "listEvent": ["event"], "event": ["label", "note", "ptr"], "listRelation": ["relation"],
    "spanGrp": ["span"], "interpGrp": ["interp"], "text": ["body"], "body": ["ab"],
}  # fmt: skip
REFERENCES = "ref who source ana active passive mutual corresp inst".split()
INLINE = {"seg", "q", "rs", "roleName", "persName", "orgName", "placeName", "name", "date"}
WORDS = ("title", "publisher", "idno", "label", "desc", "span", "interp", "geo", "note")


@cache
def trees(name: str) -> list[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return [etree.fromstring(b"".join(chunks), parser) for _, chunks in tei_files(CASES[name]()[1])]


def local(tag: str) -> str:
    assert tag.startswith(f"{{{TEI}}}")
    return tag.removeprefix(f"{{{TEI}}}")


def text_of(tree: etree._Element) -> str:
    return "".join(tree.find(f".//{{{TEI}}}ab").itertext())


def test_files_stay_in_their_folder() -> None:
    for case in CASES.values():
        for path, _ in tei_files(case()[1]):
            assert re.fullmatch(r"[0-9a-f]{16}\.xml", path)


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_what_it_was(name: str) -> None:
    for reading, tree in zip(CASES[name]()[1], trees(name), strict=True):
        assert text_of(tree) == fit(reading.text) == reading.text


def test_what_xml_cannot_hold_keeps_its_place() -> None:
    text = sampled()[1][0].text.replace("\n", "\x1a\n", 1).replace("\n", "\x00", 1)
    reading = replace(sampled()[1][0], text=text[: len(sampled()[1][0].text)])
    ((_, (body,)),) = tei_files([reading])
    found = text_of(etree.fromstring(body))
    assert found == reading.text.replace("\x1a", "\ufffd").replace("\x00", "\ufffd")
    assert found.count("\ufffd") == 2


@pytest.mark.parametrize("name", CASES)
def test_every_pointer_leads_to_its_words(name: str) -> None:
    found = 0
    for tree in trees(name):
        text = text_of(tree)
        for one in tree.iter(f"{{{TEI}}}span"):
            match = RANGE.fullmatch(one.get("target"))
            assert match
            start, length = (int(n) for n in match.groups())
            assert text[start : start + length] == one.text
            found += 1
    assert found


@pytest.mark.parametrize("name", CASES)
def test_every_reference_leads_to_a_thing_of_the_file(name: str) -> None:
    for tree in trees(name):
        ids = [e.get(f"{{{XML}}}id") for e in tree.iter() if e.get(f"{{{XML}}}id")]
        assert len(ids) == len(set(ids))
        for one in tree.iter():
            for key in (
                "ref",
                "who",
                "source",
                "ana",
                "active",
                "passive",
                "mutual",
                "corresp",
                "inst",
            ):
                for target in (one.get(key) or "").split():
                    assert target[0] == "#", (key, target)
                    assert target[1:] in ids, (key, target)


@pytest.mark.parametrize("name", CASES)
def test_elements_stand_where_the_guidelines_let_them(name: str) -> None:
    for tree in trees(name):
        assert local(tree.tag) == "TEI"
        for one in tree.iter():
            tag, inner = local(one.tag), [local(c.tag) for c in one]
            if any(local(a.tag) == "ab" for a in one.iterancestors()) or tag == "ab":
                assert set(inner) <= INLINE
            elif inner:
                order = [INSIDE[tag].index(i) for i in inner]
                assert order == sorted(order), (tag, inner)
            else:
                assert (one.text or "") == "" or tag in WORDS or tag in (*INLINE, "placeName")


def test_what_is_marked_inside_is_what_was_read() -> None:
    marked = 0
    for reading, tree in zip(sampled()[1], trees("samples"), strict=True):
        words = {a.id: {m.cut(reading.text) for m in a.mentions} for a in reading.actors}
        words |= {p.id: {m.cut(reading.text) for m in p.mentions} for p in reading.places}
        words |= {e.id: {e.cut(reading.text)} for e in reading.events}
        words |= {o.id: {o.cut(reading.text)} for o in reading.offices}
        for one in tree.find(f".//{{{TEI}}}ab").iter():
            for target in (one.get("ref") or "").split():
                assert "".join(one.itertext()) in words[target[1:]]
                marked += 1
        for one in tree.iter(f"{{{TEI}}}q"):
            (said,) = (s for s in reading.statements if f"#{s.id}" == one.get("ana"))
            assert "".join(one.itertext()) == said.content.cut(reading.text)
            assert one.get("who", "") == (f"#{said.source}" if said.source else "")
            assert one.get("source", "") == " ".join(f"#{c}" for c in said.chain)
    assert marked > 100


def test_all_that_was_read_stands_beside_the_text() -> None:
    for name, case in CASES.items():
        for reading, tree in zip(case()[1], trees(name), strict=True):
            ids = {e.get(f"{{{XML}}}id") for e in tree.find(f"{{{TEI}}}standOff").iter()}
            for group in (
                reading.actors, reading.places, reading.events, reading.statements,
                reading.offices, reading.relations, reading.reports, reading.figures,
            ):  # fmt: skip
                assert {i.id for i in group} <= ids


MARKS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), max_size=12)


@given(st.text(min_size=30, max_size=40), MARKS)
def test_marks_that_cross_never_change_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    holder = element(None, "ab")
    spans = sorted((a, a + n) for a, n in marks)
    given_ = [
        Mark(Span(start=a, end=b), "seg", {"n": f"{a}-{b}"})
        for a, b in sorted(spans, key=lambda s: (s[0], -s[1]))
    ]
    _filled(holder, fit(text), given_)
    again = etree.fromstring(etree.tostring(holder, encoding="utf-8"))
    assert "".join(again.itertext()) == fit(text)
    assert len(fit(text)) == len(text)
    for one in again.iterdescendants():
        start, end = (int(n) for n in one.get("n").split("-"))
        assert "".join(one.itertext()) == fit(text)[start:end]
    if spans:
        assert len(again)


@given(st.text(min_size=1))
def test_a_name_is_one_that_xml_allows(id_: str) -> None:
    if any("\ud800" <= c <= "\udfff" for c in id_):
        return
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", named(id_), re.ASCII)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (None, {"when": None}),
        ("2018-11-XX", {"when": "2018-11"}),
        ("2018-11~", {"when": "2018-11", "cert": "low"}),
        ("2016-03-30/..", {"from": "2016-03-30", "to": None}),
        ("XXXX-05-01", {"when": None}),
    ],
)
def test_times_are_what_tei_can_hold(when: str | None, told: dict[str, str | None]) -> None:
    assert dated(None if when is None else Edtf(when)) == told
