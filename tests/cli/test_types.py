"""`khabar types` and `khabar read --types`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Ran, khabar
from khabar.pipeline.kit import recipe

TEXT = "هدم الجيش الإسرائيلي منزل عائلة منصور في القدس يوم الثلاثاء.\n"


def made(*more: str) -> Ran:
    return khabar(
        "types", "new", "demolition", "--root", "COERCE", "--definition", "A house is torn down.",
        "--verb", "هدم يهدم منزل", "--example", TEXT.strip(), "--types", "types", *more,
    )  # fmt: skip


@pytest.fixture
def article(folder: Path) -> Path:
    path = folder / "article.txt"
    path.write_text(TEXT * 2, "utf8")
    return path


def kinds_of(ran: Ran) -> set[str]:
    (reading,) = ran.readings()
    events = reading["events"]
    assert isinstance(events, list)
    return {f"{e['type']}-{e['mode']}" for e in events}


def test_a_type_is_made_tried_and_switched_on(article: Path) -> None:
    assert made().code == 0
    plain = khabar("read", article, "--format", "jsonl", "--store", "plain.db")
    assert "COERCE-demolition" not in kinds_of(plain)
    trial = khabar("types", "try", "--types", "types", "--store", "plain.db")
    assert "COERCE-demolition: 1 found" in trial.out
    counts = json.loads(
        khabar("types", "try", "--types", "types", "--store", "plain.db", "--json").out
    )["counts"]
    assert counts == {"COERCE-demolition": 1}
    wider = khabar("read", article, "--format", "jsonl", "--types", "types", "--store", "own.db")
    assert "COERCE-demolition" in kinds_of(wider)
    (reading,) = wider.readings()
    assert str(reading["recipe"]).startswith(f"{recipe()}+")


def test_a_type_can_be_tried_where_it_is_made(article: Path) -> None:
    khabar("read", article, "--store", "plain.db")
    ran = made("--store", "plain.db")
    assert "made, not switched on" in ran.out
    assert "COERCE-demolition: 1 found" in ran.out


def test_types_may_be_named_once_for_all(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    monkeypatch.setenv("KHABAR_TYPES", "types")
    assert "COERCE-demolition" in kinds_of(khabar("read", article, "--format", "jsonl"))


def test_a_type_that_is_there_is_not_written_over(folder: Path) -> None:
    made()
    path = folder / "types/coerce_demolition.toml"
    path.write_text("mine", "utf8")
    ran = made()
    assert (ran.code, path.read_text("utf8")) == (2, "mine")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("types", "new", "x_y"), "--root"),
        (("types", "new", "x_y", "--from", "nowhere.toml"), "cannot be read"),
        (("types", "try"), "No folder of types"),
        (("types", "try", "--types", "nowhere"), "cannot be read"),
        (("read", "article.txt", "--types", "nowhere"), "cannot be read"),
        (
            ("read", "article.txt", "--types", "t", "--reader", "llm", "--endpoint",
             "http://127.0.0.1:9", "--model", "m"),
            "own reader",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("article")
def test_what_does_not_fit_is_refused(words: tuple[str, ...], why: str) -> None:
    ran = khabar(*words)
    assert ran.code == 2
    assert why in ran.err
