"""Judgements and revisions from the command line: kept, listed, handed on, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from cli.running import khabar
from khabar.schema.record import Record

FIRST = "حفتر في موسكو\nوصل المشير خليفة حفتر إلى موسكو في 7 نوفمبر 2018 والتقى وزير الدفاع الروسي."
SECOND = "زيارة موسكو\nالتقى المشير خليفة حفتر وزير الدفاع الروسي سيرغي شويغو في موسكو الأربعاء."
LATER = "عودة\nعاد المشير خليفة حفتر إلى بنغازي في 9 نوفمبر 2018، ونفى المتحدث أحمد المسماري وفاته."


def put(folder: Path, *rows: tuple[str, str, str]) -> None:
    lines = [
        json.dumps({"id": i, "text": t, "published": p, "outlet": i}, ensure_ascii=False)
        for i, t, p in rows
    ]
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert khabar("read", "news.jsonl", "--store", "s.db").code == 0


@pytest.fixture
def store(folder: Path) -> str:
    put(folder, ("one", FIRST, "2018-11-07"), ("two", SECOND, "2018-11-08"))
    return "s.db"


def exported(store: str) -> Record:
    assert khabar("export", "--format", "record", "--store", store, "-o", "record.json").code == 0
    return msgspec.json.decode(Path("record.json").read_bytes(), type=Record)


def place(doc: str, text: str, words: str) -> str:
    start = text.index(words)
    return f"{doc}:{start}-{start + len(words)}"


def judge(store: str, *arguments: str) -> str:
    """Judge, and the id of the judgement."""
    ran = khabar("judge", *arguments, "--by", "me", "--store", store)
    assert ran.code == 0, ran.err
    return ran.out.rsplit("judgement ", 1)[1].rstrip(").\n")


def test_a_rejected_event_leaves_the_record_and_a_withdrawal_brings_it_back(store: str) -> None:
    before = exported(store)
    which = judge(store, "event", place("one", FIRST, "والتقى وزير الدفاع الروسي"), "--wrong")
    rejected = exported(store)
    assert sum(len(e.members) for e in rejected.events) < sum(len(e.members) for e in before.events)
    assert khabar("judgements", "--withdraw", which[:8], "--store", store).code == 0
    assert exported(store).events == before.events


def test_an_accepted_event_is_marked_in_record_and_dossier(store: str) -> None:
    judge(store, "event", place("one", FIRST, "والتقى وزير الدفاع الروسي"), "--right")
    assert exported(store).accepted
    assert khabar("dossier", "--no-open", "-o", "out", "--store", store).code == 0
    assert "confirmed by a reviewer" in Path("out/index.html").read_text("utf-8")


def test_judgements_are_handed_on_as_lines_and_taken_in(store: str) -> None:
    name = "خليفة حفتر"
    judge(store, place("one", FIRST, name), place("two", SECOND, name), "--different")
    assert khabar("judgements", "--export", "j.jsonl", "--store", store).code == 0
    khabar("read", "news.jsonl", "--store", "other.db")
    assert khabar("judgements", "--import", "j.jsonl", "--store", "other.db").code == 0
    assert exported("other.db").actors == exported(store).actors
    assert "different" not in khabar("judgements", "--store", store).out
    assert "are two" in khabar("judgements", "--store", "other.db").out


def test_an_older_judgement_taken_in_does_not_replace_a_newer(store: str, folder: Path) -> None:
    spots = place("one", FIRST, "خليفة حفتر"), place("two", SECOND, "خليفة حفتر")
    judge(store, *spots, "--different")
    khabar("judgements", "--export", "j.jsonl", "--store", store)
    row = json.loads((folder / "j.jsonl").read_text("utf-8"))
    older = {**row, "holds": True, "day": "2001-01-01"}
    (folder / "old.jsonl").write_text(json.dumps(older), encoding="utf-8")
    ran = khabar("judgements", "--import", "old.jsonl", "--store", store)
    assert "1 older left out" in ran.out
    assert "are two" in khabar("judgements", "--store", store).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--import", "nowhere.jsonl"), "nowhere.jsonl"),
        (("--import", "news.jsonl"), "news.jsonl:1"),
        (("--withdraw", "ffff"), "0 judgements"),
    ],
)
def test_what_cannot_be_taken_in_or_back_is_told(
    store: str, arguments: tuple[str, str], says: str
) -> None:
    ran = khabar("judgements", *arguments, "--store", store)
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("statement", "one:0-5", "two:0-5"), "Two statements"),
        (("one:0-5", "two:0-5", "one:6-9"), "one or two"),
        (("event",), "one or two"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    store: str, arguments: tuple[str, ...], says: str
) -> None:
    ran = khabar("judge", *arguments, "--store", store)
    assert ran.code == 2
    assert says in ran.err


def test_the_first_record_changes_nothing_and_the_next_names_the_document(
    store: str, folder: Path
) -> None:
    assert exported(store).revisions == ()
    put(folder, ("three", LATER, "2018-11-10"))
    found = exported(store).revisions
    (new,) = {m.doc for e in exported(store).events for m in e.members} & {
        d for r in found for d in r.because
    }
    assert found
    assert all(r.because == (new,) and r.day for r in found)
    assert exported(store).revisions == found
    assert new[:12] in khabar("revisions", "--store", store).out


def test_a_judgement_that_changes_the_record_is_in_its_log(store: str) -> None:
    exported(store)
    judge(store, "event", place("one", FIRST, "والتقى وزير الدفاع الروسي"), "--wrong")
    found = exported(store).revisions
    assert found
    assert khabar("revisions", "--since", "2001-01-01", "--store", store).out.count("\n") > 1
    assert "0 changes" in khabar("revisions", "--since", "2999-01-01", "--store", store).out


def test_a_look_at_an_earlier_day_is_no_change(store: str) -> None:
    exported(store)
    assert khabar("record", "--as-of", "2018-11-07", "--store", store).code == 0
    assert exported(store).revisions == ()


def test_a_day_that_is_none_is_the_users_to_mend(store: str) -> None:
    ran = khabar("revisions", "--since", "spring", "--store", store)
    assert ran.code == 2
    assert "2018-04-20" in ran.err


MET = "والتقى وزير الدفاع الروسي"


def test_a_correction_changes_the_record_and_its_withdrawal_brings_the_old_back(store: str) -> None:
    before = exported(store)
    spot, name = place("one", FIRST, MET), place("one", FIRST, "موسكو")
    said = ("--type", "AGREE", "--day", "2018-11-06", "--status", "planned", "--actor", name)
    ran = khabar("judge", "event", spot, *said, "--by", "me", "--store", store)
    assert ran.code == 0, ran.err
    assert ran.out.count("Kept: event") == 4
    assert "type is AGREE" in ran.out
    event = next(e for e in exported(store).events if e.type == "AGREE")
    assert event.when == "2018-11-06"
    assert "day is 2018-11-06" in " ".join(khabar("judgements", "--store", store).out.split())
    khabar("judgements", "--export", "c.jsonl", "--store", store)
    for line in Path("c.jsonl").read_text("utf-8").splitlines():
        assert json.loads(line)["corrects"]["what"] in ("type", "day", "status", "actor")
    khabar("read", "news.jsonl", "--store", "twin.db")
    assert khabar("judgements", "--import", "c.jsonl", "--store", "twin.db").code == 0
    assert exported("twin.db").events == exported(store).events
    for which in [line.rsplit("judgement ", 1)[1] for line in ran.out.split(").") if line.strip()]:
        assert khabar("judgements", "--withdraw", which.strip(), "--store", store).code == 0
    assert exported(store).events == before.events


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("event", MET, "--type", "DANCE"), "DANCE"),
        (("event", MET, "--day", "spring"), "spring"),
        (("event", MET, "--source", "فلان"), "statement"),
        (("event", MET, "--day", "2018", "--wrong"), "what is right"),
        (("event", MET, "--actor", "فلان", "--actor", "علان"), "places of their names"),
        (("event", MET, "--actor", "two:0-4"), "another document"),
        ((MET, "--status", "planned"), "names"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    store: str, arguments: tuple[str, ...], says: str
) -> None:
    given = [place("one", FIRST, MET) if a == MET else a for a in arguments]
    ran = khabar("judge", *given, "--store", store)
    assert ran.code == 2
    assert says in ran.err
    assert len(khabar("judgements", "--store", store).out.splitlines()) <= 1
