"""`khabar read --reader` and `khabar disagreements`, against a scripted server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.pipeline.kit import recipe
from khabar.pipeline.second.reader import recipe_of
from khabar.store.opening import open_store
from pipeline.llm_server import Reply, answers, in_turn, scripted

TEXT = (
    "زار وزير الخارجية الروسي سيرغي لافروف القاهرة يوم 9 نيسان 2018.\n"
    "وأكد لافروف أن بلاده ترفض التدخل العسكري في المنطقة.\n"
)
LAVROV = {"name": "سيرغي لافروف", "kind": "person", "unnamed": False, "also": ["لافروف"]}
VISIT = {
    "sentence": 1, "words": "زار", "type": "CONSULT", "mode": "visit", "actor": ["لافروف"],
    "recipient": [], "place": "القاهرة", "when": "", "status": "planned", "polarity": "+",
    "told_by": [],
}  # fmt: skip
GOOD = answers(actors=[LAVROV], events=[VISIT])


@pytest.fixture
def article(folder: Path) -> Path:
    path = folder / "article.txt"
    path.write_text(TEXT, "utf8")
    return path


def test_a_model_reads_alone(article: Path) -> None:
    with scripted(in_turn([GOOD])) as server:
        asked = ("--reader", "llm", "--endpoint", server.url, "--model", "m")
        ran = khabar("read", article, *asked, "--format", "jsonl")
    (reading,) = ran.readings()
    assert ran.code == 0
    assert reading["recipe"] == recipe_of("m")
    assert khabar("record").code == 0


def test_both_read_and_their_differences_can_be_judged(article: Path) -> None:
    with scripted(in_turn([GOOD])) as server:
        asked = ("--reader", "both", "--endpoint", server.url, "--model", "m")
        ran = khabar("read", article, *asked, "--format", "jsonl")
    assert [r["recipe"] for r in ran.readings()] == [recipe()], "shown is khabar's own"
    assert "differ" in ran.err
    with open_store("khabar.db") as store:
        assert {r.recipe for r in store.all_readings()} == {recipe(), recipe_of("m")}
    found = [json.loads(line) for line in khabar("disagreements", "--json").out.splitlines()]
    status = next(d for d in found if d["differs"] == "status")
    assert (status["first"], status["second"]) == ("occurred", "planned")
    assert any(d["about"] == "statement" and d["differs"] == "only" for d in found)
    at = status["at"]
    place = f"{at['doc']}:{at['start']}-{at['end']}"
    assert khabar("judge", "event", place, "--right").code == 0
    assert not any(
        json.loads(line)["at"] == at for line in khabar("disagreements", "--json").out.splitlines()
    )


def test_differences_are_listed_with_the_words(article: Path) -> None:
    with scripted(in_turn([GOOD])) as server:
        asked = ("--reader", "both", "--endpoint", server.url, "--model", "m")
        khabar("read", article, *asked)
    shown = khabar("disagreements", "--in", "status").out
    assert "own: occurred" in shown
    assert "llm: planned" in shown
    assert "«زار" in shown


def test_a_budget_that_is_used_up_is_said_and_the_next_run_goes_on(article: Path) -> None:
    Path("other.txt").write_text(TEXT + "وغادر لافروف بعد ذلك.\n", "utf8")
    with scripted(in_turn([GOOD])) as server:
        asked = ("--reader", "llm", "--endpoint", server.url, "--model", "m", "--budget", "1")
        first = khabar("read", article, "other.txt", *asked, "--format", "jsonl")
        second = khabar("read", article, "other.txt", *asked, "--format", "jsonl")
    assert (first.code, len(first.readings())) == (1, 1)
    assert "budget is used up after 1 requests" in first.err
    assert (second.code, len(second.readings())) == (0, 2)


def test_a_server_that_is_not_there_is_said_in_one_sentence(article: Path) -> None:
    asked = ("--reader", "llm", "--endpoint", "http://127.0.0.1:9/v1", "--model", "m")
    ran = khabar("read", article, *asked)
    assert ran.code == 2
    assert "no server answers there" in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--reader", "llm"), "name its server and model"),
        (("--model", "m"), "need --reader llm or both"),
        (("--reader", "llm", "--endpoint", "x", "--model", "m"), "no address of a server"),
        (("--reader", "llm", "--endpoint", "https://x.example", "--model", "m"), "--remote"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    article: Path, options: tuple[str, ...], said: str
) -> None:
    ran = khabar("read", article, *options)
    assert ran.code == 2
    assert said in ran.err
    assert not Path("khabar.db").exists()


def test_that_texts_leave_is_said(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_LLM_SECONDS", "0")
    asked = ("--reader", "llm", "--endpoint", "https://x.example", "--model", "m", "--remote")
    ran = khabar("read", article, *asked)
    assert "The texts of the articles are sent to x.example." in ran.err
    assert "KHABAR_LLM_SECONDS" in ran.err


def test_where_no_model_has_read_there_are_no_differences_to_list(article: Path) -> None:
    khabar("read", article)
    ran = khabar("disagreements")
    assert ran.code == 2
    assert "no model has read here" in ran.err
    assert "has read nothing here" in khabar("disagreements", "--model", "m").err


def test_a_document_without_a_usable_answer_is_set_aside(article: Path) -> None:
    with scripted(in_turn([Reply(body=b"no json")])) as server:
        asked = ("--reader", "both", "--endpoint", server.url, "--model", "m")
        ran = khabar("read", article, *asked, "--format", "jsonl")
    assert ran.code == 1
    assert len(ran.readings()) == 1, "khabar's own reading stays"
