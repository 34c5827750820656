"""A short article, what a good model says of it, and a reader at a scripted server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from khabar.engine.base import Done, Failed
from khabar.pipeline.kit import load_kit
from khabar.pipeline.second.cache import Answers
from khabar.pipeline.second.endpoint import Bounds, Endpoint, address_of
from khabar.pipeline.second.reader import SecondReader
from khabar.schema.documents import Document, Source, identity
from khabar.schema.reading import Reading
from pipeline.llm_server import Reply, Script, Scripted, answers, in_turn, scripted

TEXT = (
    "زار وزير الخارجية سالم الحداد مدينة تونس يوم 9 نيسان 2018 والتقى الرئيس كمال منصور.\n"
    "وأكد الحداد أن بلاده ترفض التدخل العسكري في المنطقة، بحسب مصدر مطلع."
)
HADDAD = {"name": "سالم الحداد", "kind": "person", "unnamed": False, "also": ["الحداد"]}
MANSUR = {"name": "كمال منصور", "kind": "person", "unnamed": False, "also": []}
SOURCE = {"name": "مصدر مطلع", "kind": "person", "unnamed": True, "also": []}
VISIT = {
    "sentence": 1, "words": "زار", "type": "CONSULT", "mode": "visit", "actor": ["سالم الحداد"],
    "recipient": ["كمال منصور"], "place": "تونس", "when": "9 نيسان 2018", "status": "occurred",
    "polarity": "+", "told_by": [],
}  # fmt: skip
SAID = {
    "sentence": 2, "source": "الحداد", "told_by": ["مصدر مطلع"], "cue": "أكد",
    "content": "بلاده ترفض التدخل العسكري في المنطقة", "act": "confirm", "mode": "indirect",
}  # fmt: skip
GOOD = answers(actors=[HADDAD, MANSUR, SOURCE], events=[VISIT], statements=[SAID])


def document_of(text: str) -> Document:
    source = Source(path="test.txt", raw_hash="0")
    return Document(id=identity(text, source), text=text, source=source)


@contextmanager
def reader_at(
    server: Scripted, folder: Path, *, waits: list[float] | None = None, **more: Any
) -> Iterator[SecondReader]:
    bounds = Bounds(size=1_000_000, whole=more.pop("whole", 5.0), tries=more.pop("tries", 3))
    slept = waits if waits is not None else []
    endpoint = Endpoint(
        url=address_of(server.url, remote=False), model="m", key=more.pop("key", None),
        bounds=bounds, sleep=slept.append,
    )  # fmt: skip
    with endpoint, Answers(folder / "answers") as kept:
        yield SecondReader(endpoint=endpoint, answers=kept, kit=load_kit(), **more)


def outcomes_of(
    script: Script, folder: Path, texts: Sequence[str] = (TEXT,), **more: Any
) -> list[Done[bytes] | Failed]:
    with scripted(script) as server, reader_at(server, folder, **more) as reader:
        return [outcome for _, outcome in reader.run(map(document_of, texts))]


def reading_of(outcome: Done[bytes] | Failed) -> Reading:
    assert isinstance(outcome, Done), outcome
    return msgspec.json.decode(outcome.value, type=Reading)


def read(reply: Reply, folder: Path, text: str = TEXT) -> Reading:
    (outcome,) = outcomes_of(in_turn([reply]), folder, [text])
    return reading_of(outcome)


def notes_of(reading: Reading) -> list[str]:
    return [note.what for note in reading.notes if note.what.startswith("llm:")]
