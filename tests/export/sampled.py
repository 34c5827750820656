"""The samples as an export takes them, and an article that means harm; read once a process."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from khabar.assemble.record import build_record
from khabar.pipeline import run
from khabar.pipeline.corpus import read
from khabar.pipeline.kit import load_kit
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Basis, Edtf, Published
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Ref, Revision
from khabar.store.codec import reading_of
from khabar.store.opening import open_store

SAMPLES = Path(__file__).parents[2] / "samples"
HOSTILE = (
    'عنوان "خطير" <b>\u202e\u2066 https://x\r\nقال وزير الدفاع العراقي خالد العبيدي <img src=x '
    "onerror=alert(2)> & ]]> \u2028 إن \U0001f4a5 \U00010880 الأمر <b>انتهى</b> في بغداد.\r\n"
    'التقى وزير الدفاع العراقي خالد العبيدي الرئيس الروسي "فلاديمير بوتين" في موسكو '
    "يوم 8 نوفمبر 2018.\r\nوأعلن المتحدث باسم الكرملين دميتري بيسكوف مقتل 12 شخصا في هجوم في حلب."
)
URL = 'javascript:alert("1")//\n<>\u202e'


@cache
def sampled() -> tuple[Record, tuple[Reading, ...]]:
    """The samples, read and assembled."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "samples.db") as store,
    ):
        run.read([str(SAMPLES)], store=store, kit=load_kit())
        readings = tuple(reading_of(r.body, "samples") for r in store.all_readings())
    return record_of(readings), readings


@cache
def hostile() -> tuple[Record, tuple[Reading, ...]]:
    """An article whose text, title, outlet, id and address would break a careless writer."""
    source = Source(
        path='a/"<>\n\u202e.txt',
        raw_hash="0" * 64,
        source_id='urn:"x>\n. <a> <b> <c> .',
        url=URL,
        title='</title>"\n\\ \u202e',
        outlet='"<outlet>\n\u2067&',
    )
    day = Edtf("2018-11-09")
    document = Document(
        id=identity(HOSTILE, source),
        text=HOSTILE,
        source=source,
        published=Published(earliest=day, latest=day, basis=Basis.METADATA),
    )
    readings = (read(document),)
    return build_record(readings), readings


def noted(record: Record) -> Record:
    """The record with what a store of a few articles has none of."""
    ref = Ref(doc=record.events[0].members[0].doc, id=record.events[0].members[0].id)
    change = Revision(what='an "event"', before="", after="<x>\n", because=(ref.doc,), day="2020")
    return replace(record, revisions=(change,), accepted=(ref,))


BAD_ID = '../../x"\n<a>\t\u202e\x00'


def renamed() -> tuple[Record, tuple[Reading, ...]]:
    """A reading that others made: its ids are what they like."""
    (reading,) = hostile()[1]
    facts = replace(reading.document, id=BAD_ID)
    events = tuple(replace(e, mode="a\nT1\tb") for e in reading.events)
    readings = (replace(reading, document=facts, events=events),)
    return build_record(readings), readings
