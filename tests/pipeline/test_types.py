"""Event types of a user's own: made, tried, switched on; the plain reader stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.catalog.event_types import event_types
from khabar.errors import KhabarError
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.types_new import Entry, codebook_entry, type_file
from khabar.pipeline.types_own import entry_of, own_types, recipe_at, with_types
from khabar.pipeline.types_try import tried
from khabar.schema.documents import Document, Source, identity
from khabar.schema.events import EventType
from pipeline.conftest import reading_of

TEXT = "هدم الجيش الإسرائيلي منزل عائلة منصور في القدس يوم الثلاثاء."
DEMOLITION = Entry(
    name="demolition", root=EventType.COERCE, definition="A house is torn down as a punishment.",
    verbs=("هدم يهدم منزل",), nouns=("هدم منزل",),
    examples=(TEXT, "نفذت السلطات هدم منزل في المدينة."),
    counter_examples=("هدم الزلزال المدينة.",),
)  # fmt: skip


def document_of(text: str) -> Document:
    source = Source(path="test.txt", raw_hash="0")
    return Document(id=identity(text, source), text=text, source=source)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "coerce_demolition.toml").write_text(type_file(DEMOLITION), "utf8")
    return tmp_path


def test_a_type_made_of_a_codebook_entry_is_one_of_the_catalogue() -> None:
    entry = entry_of(type_file(DEMOLITION).encode(), "test")
    assert (entry.plover, entry.mode) == (EventType.COERCE, "demolition")
    assert entry.quad in {e.quad for e in event_types() if e.plover is EventType.COERCE}
    assert [e.text for e in entry.examples] == list(DEMOLITION.examples)


def test_hostile_words_stay_words() -> None:
    evil = 'x"\n[roles]\nactor = "object"'
    entry = entry_of(
        type_file(
            Entry(name="a_b", root=EventType.AID, definition=evil, nouns=("هدم",), examples=(evil,))
        ).encode(),
        "test",
    )
    assert entry.definition == evil
    assert entry.roles.actor == "subject"


def test_a_type_of_ones_own_is_found_and_the_plain_reader_does_not_know_it(folder: Path) -> None:
    wider = with_types(load_kit(), own_types(folder))
    found = {(e.type, e.mode) for e in read_document(document_of(TEXT), wider).events}
    assert (EventType.COERCE, "demolition") in found
    plain = {(e.type, e.mode) for e in reading_of(TEXT).events}
    assert (EventType.COERCE, "demolition") not in plain


def test_the_recipe_tells_with_which_types_was_read(folder: Path) -> None:
    own = own_types(folder)
    wider = with_types(load_kit(), own)
    assert wider.recipe == recipe_at(folder) != recipe() == recipe_at(None)
    assert read_document(document_of(TEXT), wider).recipe == wider.recipe
    path = folder / "coerce_demolition.toml"
    path.write_text(path.read_text("utf8").replace("هدم منزل", "هدم بيت"), "utf8")
    assert own_types(folder).digest != own.digest


def test_a_dry_run_counts_what_is_found_and_what_stands_there_now(folder: Path) -> None:
    texts = (TEXT, "التقى الوزير نظيره في القدس أمس.")
    trial = tried(map(document_of, texts), load_kit(), own_types(folder))
    assert (trial.documents, trial.with_any) == (2, 1)
    assert trial.counts["COERCE-demolition"] == 1
    (finding,) = trial.findings
    assert finding.sentence in TEXT
    assert [t.found for t in trial.examples if not t.wanted] == [False]


def test_a_trigger_that_another_type_has_is_named(tmp_path: Path) -> None:
    entry = Entry(
        name="tour", root=EventType.CONSULT, definition="d", nouns=("زيارة",), examples=("زيارة",)
    )
    (tmp_path / "tour.toml").write_text(type_file(entry), "utf8")
    trial = tried((), load_kit(), own_types(tmp_path))
    assert ("زيارة", "CONSULT-visit") in trial.shared


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Water Cut"}, "small Latin letters"),
        ({"name": "siege"}, "there already"),
        ({"verbs": (), "nouns": ()}, "no words tell it"),
        ({"definition": " "}, "no definition"),
        ({"examples": ()}, "no example"),
    ],
)
def test_an_entry_that_is_none_is_refused(change: dict[str, object], why: str) -> None:
    fields = {f: getattr(DEMOLITION, f) for f in DEMOLITION.__struct_fields__}
    with pytest.raises(KhabarError, match=why):
        type_file(Entry(**{**fields, **change}))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no entry of a codebook"),
        (b"\xff\xfe", "no entry of a codebook"),
        (b'name = "x"\nroot = "MOON"', "no entry of a codebook"),
        (b'name = "x"\nroot = "AID"\ntriger = []', "no entry of a codebook"),
    ],
)
def test_a_codebook_of_another_form_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(KhabarError, match=why):
        codebook_entry(body, "test")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (type_file(DEMOLITION).replace("demolition", "siege"), "there already"),
        (type_file(DEMOLITION).replace("هدم يهدم منزل", "هدم"), "needs both tenses"),
        (type_file(DEMOLITION).replace("[triggers.ar]", "[triggers.en]"), "no Arabic verb"),
        ("x" * 200_000, "too large"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(tmp_path: Path, body: str, why: str) -> None:
    (tmp_path / "a.toml").write_text(body, "utf8")
    with pytest.raises(KhabarError, match=why):
        own_types(tmp_path)


def test_a_folder_without_types_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KhabarError, match="0 event types"):
        own_types(tmp_path)
