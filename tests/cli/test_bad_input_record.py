"""What the record, its log and its dossier do with stores that are empty, odd or not ours."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from assemble.builders import Tells, document
from cli.running import Ran, khabar
from khabar.acquire.article import checked
from khabar.export.dossier import dossier_page
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Basis, Edtf, Published
from khabar.schema.names import ActorMention
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import Record
from khabar.store.base import StoredReading
from khabar.store.codec import reading_body
from khabar.store.opening import open_store

VISIT = "وصل المشير خليفة حفتر إلى موسكو في 7 نوفمبر 2018 والتقى وزير الدفاع الروسي سيرغي شويغو."
COMMANDS = (
    ("record",),
    ("export", "--format", "record"),
    ("dossier", "--no-open", "-o", "out"),
    ("revisions",),
    ("judgements",),
)


def read_rows(folder: Path, *rows: dict[str, str]) -> str:
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    assert khabar("read", "news.jsonl", "--store", "s.db").code == 0
    return "s.db"


def exported(store: str) -> Record:
    ran = khabar("export", "--format", "record", "--store", store, "-o", "record.json")
    assert ran.code == 0
    return msgspec.json.decode(Path("record.json").read_bytes(), type=Record)


def is_one_sentence(ran: Ran) -> bool:
    return ran.code == 2 and len(ran.err.strip().splitlines()) == 1 and "Traceback" not in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_store_without_readings_gives_an_empty_record_or_a_sentence(
    folder: Path, command: tuple[str, ...]
) -> None:
    open_store(folder / "empty.db").close()
    ran = khabar(*command, "--store", "empty.db")
    assert is_one_sentence(ran) if command[0] == "dossier" else ran.code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_one_document_is_enough(folder: Path, command: tuple[str, ...]) -> None:
    store = read_rows(folder, {"id": "one", "text": VISIT, "published": "2018-11-08"})
    assert khabar(*command, "--store", store).code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_of_another_program_is_told_in_a_sentence(
    folder: Path, command: tuple[str, ...]
) -> None:
    with sqlite3.connect(folder / "other.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    ran = khabar(*command, "--store", "other.db")
    assert is_one_sentence(ran)
    assert "another program" in ran.err
    (folder / "no.db").write_bytes(b"not a database at all, but a long letter" * 50)
    assert is_one_sentence(khabar(*command, "--store", "no.db"))


def test_one_document_under_two_ids_is_one_event_of_one_origin(folder: Path) -> None:
    row = {"text": VISIT, "published": "2018-11-08", "outlet": "المدار"}
    record = exported(read_rows(folder, {"id": "one", **row}, {"id": "two", **row}))
    assert len({m.doc for a in record.actors for m in a.members}) <= 2
    assert len(record.events) == len({e.members[0].id for e in record.events})
    assert all(len(e.origins) <= 1 for e in record.events)
    assert not record.disputes


def test_a_reading_of_an_older_recipe_counts_until_there_is_a_newer(folder: Path) -> None:
    with open_store(folder / "old.db") as store:
        source = Source(path="a.txt", raw_hash="0" * 64)
        wanted = identity(checked(VISIT, "a.txt"), source)
        store.write(documents=[Document(id=wanted, text=VISIT, source=source)])
        told = document(wanted, Tells(words=VISIT, actor=("حفتر",), recipient=("شويغو",)))
        older = replace(told, recipe="older")
        body = reading_body(older)
        store.write(readings=[StoredReading(document_id=wanted, recipe="older", body=body)])
    assert [e.members[0].id for e in exported("old.db").events] == ["e1"]
    assert khabar("dossier", "--no-open", "-o", "out", "--store", "old.db").code == 0


@pytest.mark.parametrize(
    ("published", "when"),
    [
        ("2018-04-10", "2031-01-01"),  # it happened after it was reported
        ("2018-04-10", "0001"),
        ("2018-04-10", "2018-05-01/2018-04-01"),  # it ended before it began
        ("2030-12-31", "2018-04-10"),
        (None, "../2018-04-10"),
    ],
)
def test_dates_that_contradict_each_other_stay_as_they_are_told(
    published: str | None, when: str
) -> None:
    tells = Tells(words="زار القائد العاصمة", actor=("قائد",), recipient=("بلد",), when=when)
    readings = [document("d1", tells, day=published), document("d2", tells, day="2018-04-11")]
    record = record_of(readings)
    assert sum(len(e.members) for e in record.events) == 2
    assert "زار" in dossier_page(record, readings)
    assert record_of(readings, "2018-04-11").events


def test_a_document_published_after_it_was_fetched_is_read(folder: Path) -> None:
    row = {"id": "one", "text": VISIT, "published": "2031-01-01", "crawled": "2018-11-08"}
    assert exported(read_rows(folder, row)).events


def test_an_actor_of_fifty_thousand_mentions_is_one_actor() -> None:
    text = "خليفة حفتر " * 50_000
    (actor,) = document("d1", Tells(words=text, actor=("خليفة حفتر",))).actors
    step = len("خليفة حفتر ")
    mentions = tuple(
        ActorMention(start=n * step, end=n * step + step - 1, sure=1.0) for n in range(50_000)
    )
    published = Published(
        earliest=Edtf("2018-04-10"), latest=Edtf("2018-04-10"), basis=Basis.METADATA
    )
    facts = DocumentFacts(id="d1", path="d1.txt", language="ar", published=published)
    whole = replace(actor, mentions=mentions)
    reading = Reading(text=text, document=facts, recipe="test", actors=(whole,))
    record = record_of([reading])
    assert [len(a.members) for a in record.actors] == [1]
    assert dossier_page(record, [reading])
