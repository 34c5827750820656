"""brat: every annotation cut out of the text is its words, and refers to what was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.sampled import hostile, renamed, sampled
from khabar.export.brat import brat_files
from khabar.export.brat.annotations import _fragments
from khabar.schema.events import Polarity
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
LINE = re.compile(
    r"T\d+\t[A-Za-z_]+ \d+ \d+(?:;\d+ \d+)*\t.+|E\d+\t[A-Z_]+:T\d+(?: [A-Z][a-z]+\d*:[TE]\d+)*"
    r"|R\d+\t[A-Za-z]+ Arg1:[TE]\d+ Arg2:[TE]\d+|A\d+\t[A-Z][a-z]+ [TE]\d+(?: \w+)?"
    r"|#\d+\tAnnotatorNotes [TER]\d+\t.+|\*\tCoref(?: T\d+){2,}"
)


def files_of(name: str) -> dict[str, bytes]:
    return {path: b"".join(chunks) for path, chunks in brat_files(CASES[name]()[1])}


def pairs(name: str) -> Iterator[tuple[str, list[str]]]:
    """Texts, as brat reads them, with the lines of their annotations."""
    files = files_of(name)
    for path, body in files.items():
        if path.endswith(".ann"):
            yield files[path[:-3] + "txt"].decode(), body.decode().split("\n")[:-1]


@pytest.mark.parametrize("name", CASES)
def test_every_span_is_cut_out_of_its_text(name: str) -> None:
    found = 0
    for text, lines in pairs(name):
        for line in lines:
            if line.startswith("T"):
                _, where, words = line.split("\t")
                parts = [p.split(" ") for p in where.partition(" ")[2].split(";")]
                assert words == " ".join(text[int(a) : int(b)] for a, b in parts), line
                found += 1
    assert found > 10


def test_no_letter_of_a_text_is_changed() -> None:
    for name, case in CASES.items():
        files = {p: b for p, b in files_of(name).items() if not p.endswith(".conf")}
        assert all(re.fullmatch(r"[0-9a-f]{16}\.(?:txt|ann)", path) for path in files)
        texts = [body.decode() for path, body in files.items() if path.endswith(".txt")]
        assert texts == [reading.text for reading in case()[1]]
    assert "\r\n" in hostile()[1][0].text
    assert max(hostile()[1][0].text) > "\uffff"


@pytest.mark.parametrize("name", CASES)
def test_lines_have_the_form_of_brat_and_refer_to_earlier_ones(name: str) -> None:
    for _, lines in pairs(name):
        seen: set[str] = set()
        for line in lines:
            assert LINE.fullmatch(line), line
            own, told = line.split("\t")[:2]
            named = set(re.findall(r"[ :]([TER]\d+)\b", f" {told}"))
            used = set() if own[0] == "T" else named
            assert used <= seen, line
            assert own == "*" or own not in seen
            seen.add(own)


@pytest.mark.parametrize("name", CASES)
def test_all_types_and_roles_are_in_the_configuration(name: str) -> None:
    conf = files_of(name)["annotation.conf"].decode()
    assert re.findall(r"^\[(.*)\]$", conf, re.MULTILINE) == [
        "entities", "relations", "events", "attributes",
    ]  # fmt: skip
    rows = {row.split("\t")[0]: row for row in conf.splitlines() if row}
    for _, lines in pairs(name):
        for line in lines:
            own, told = line.split("\t")[:2]
            if own[0] in "TRA":
                assert told.split(" ")[0] in rows, line
            if own[0] == "E":
                type_, *roles = (part.split(":")[0] for part in told.split(" "))
                assert all(
                    re.search(rf"{r.rstrip('0123456789')}[*?]?:", rows[type_]) for r in roles
                )
            if own[0] == "A" and len(told.split(" ")) == 3:
                name_, _, value = told.split(" ")
                assert value in rows[name_].partition("Value:")[2].split("|")


def test_everything_of_a_reading_is_there() -> None:
    for reading, (_, lines) in zip(sampled()[1], pairs("samples"), strict=True):
        cues = sum(s.cue is not None for s in reading.statements)
        assert sum(line[0] == "E" for line in lines) == len(reading.events) + cues
        assert sum("\tCounts " in line for line in lines) == len(reading.figures)
        assert sum("\tHolds " in line for line in lines) == len(reading.offices)
        spans = {(m.start, m.end) for a in reading.actors for m in a.mentions}
        assert all(any(f" {a} {b}\t" in line for line in lines) for a, b in spans)


def test_a_denied_tie_says_so() -> None:
    reading = next(r for r in sampled()[1] if r.relations)
    denied = replace(reading.relations[0], polarity=Polarity.NEGATIVE)
    changed: Reading = replace(reading, relations=(denied,))
    files = {p: b"".join(c).decode() for p, c in brat_files([changed])}
    (body,) = (b for p, b in files.items() if p.endswith(".ann"))
    assert re.search(r"^#\d+\tAnnotatorNotes R\d+\tdenied$", body, re.MULTILINE)


BREAKS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@given(st.text(alphabet=st.sampled_from("اب \U0001f4a5" + BREAKS), min_size=1), st.data())
def test_an_annotation_goes_on_behind_a_break(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = _fragments(text, Span(start=start, end=end))
    words = [text[a:b] for a, b in parts]
    if not set(text[start:end]) <= set(BREAKS):
        assert "".join(words) == "".join(c for c in text[start:end] if c not in BREAKS)
        assert all(len(w.splitlines()) == 1 for w in words)
    assert all(start <= a < b <= end for a, b in parts)
