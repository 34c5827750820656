"""CoNLL: every token is cut out of its text, and the columns say what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from export.sampled import hostile, renamed, sampled
from khabar.export.conll import COLUMNS, conll_lines
from khabar.schema.reading import Reading

CASES = {"samples": sampled, "hostile": hostile, "renamed": renamed}
Row = dict[str, str]


def written(name: str) -> str:
    return b"".join(conll_lines(CASES[name]()[1])).decode()


def sentences(name: str) -> Iterator[tuple[Reading, dict[str, str], list[Row]]]:
    readings = {" ".join(r.document.id.split()): r for r in CASES[name]()[1]}
    doc = ""
    for block in written(name).split("\n\n"):
        lines = block.split("\n")
        facts = dict(c[2:].split(" = ", 1) for c in lines if c.startswith("# "))
        doc = facts.get("newdoc id", doc)
        rows = [
            dict(zip(COLUMNS, line.split("\t"), strict=True))
            for line in lines if line and not line.startswith("# ")
        ]  # fmt: skip
        if rows:
            yield readings[doc], facts, rows


def place(row: Row) -> tuple[int, int]:
    start, end = re.findall(r"(?:Start|End)=(\d+)", row["MISC"])
    return int(start), int(end)


@pytest.mark.parametrize("name", CASES)
def test_every_token_is_cut_out_of_its_text(name: str) -> None:
    tokens = 0
    for reading, facts, rows in sentences(name):
        assert [r["ID"] for r in rows] == [str(n + 1) for n in range(len(rows))]
        for row in rows:
            start, end = place(row)
            assert reading.text[start:end] == row["FORM"]
            tokens += 1
        again = "".join(
            r["FORM"] + ("" if "SpaceAfter=No" in r["MISC"] or r is rows[-1] else " ") for r in rows
        )
        assert again == facts["text"]
    assert tokens > 30


@pytest.mark.parametrize("name", CASES)
def test_columns_are_well_formed_bio(name: str) -> None:
    assert written(name).startswith(f"# global.columns = {' '.join(COLUMNS)}\n")
    for _, _, rows in sentences(name):
        assert all(value and not value.isspace() for row in rows for value in row.values())
        for column in ("NER", "OFFICE", "EVENT", "CUE", "CONTENT"):
            before = "O"
            for row in rows:
                told = row[column]
                assert told == "O" or told[:2] in ("B-", "I-")
                if told.startswith("I-"):
                    assert before[2:] == told[2:], (column, before, told)
                    assert before != "O"
                before = told


def test_a_file_has_one_line_a_token_by_whatever_rule() -> None:
    assert "\u2028" in hostile()[1][0].text
    assert len(written("hostile").splitlines()) == written("hostile").count("\n")


def test_names_events_and_cues_are_told() -> None:
    found: dict[str, set[str]] = {c: set() for c in ("NER", "EVENT", "CUE", "OFFICE", "CONTENT")}
    for _, _, rows in sentences("samples"):
        for column, values in found.items():
            values |= {r[column] for r in rows}
    assert {"B-PER", "I-PER", "B-ORG", "B-LOC", "B-MISC", "B-SRC"} <= found["NER"]
    assert any(v.startswith("B-CONSULT") for v in found["EVENT"])
    assert "B-say" in found["CUE"]
    assert "B-OFFICE" in found["OFFICE"]
    assert "B-s1" in found["CONTENT"]


def test_a_name_behind_a_particle_keeps_its_own_characters() -> None:
    inner = 0
    for reading, _, rows in sentences("samples"):
        spans = {(m.start, m.end) for a in reading.actors for m in a.mentions}
        spans |= {(m.start, m.end) for p in reading.places for m in p.mentions}
        for row in rows:
            for a, b in re.findall(r"Name=(\d+):(\d+)", row["MISC"]):
                assert (int(a), int(b)) in spans
                assert row["NER"] != "O"
                inner += 1
    assert inner
