"""The types refuse what cannot be, and are the interchange format as they stand."""

import msgspec
import pytest

from khabar.schema.documents import Document, Source, identity
from khabar.schema.events import Counted, Event, EventId, EventType, Figure
from khabar.schema.moments import Basis, Edtf, Published, edtf
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name, Place, PlaceId
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Dispute, DisputeKind, Relation, RelationKind

TEXT = "زار الوزير العاصمة أمس."


def actor(name: str = "a1", start: int = 4, end: int = 10) -> Actor:
    return Actor(
        id=ActorId(name), kind=ActorKind.PERSON, name=Name(ar="الوزير"),
        mentions=(ActorMention(start=start, end=end, sure=0.9),),
    )  # fmt: skip


def event(**changed: object) -> Event:
    facts: dict[str, object] = {
        "start": 0, "end": 18, "id": EventId("e1"), "type": EventType.CONSULT,
        "sentence": Span(start=0, end=23), "sure": 0.5, "found_by": "test",
    }  # fmt: skip
    return Event(**{**facts, **changed})  # type: ignore[arg-type]


def reading(**parts: object) -> Reading:
    facts = DocumentFacts(id="x", path="x.txt", language="ar")
    return Reading(text=TEXT, document=facts, recipe="r", **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_without_characters_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such span"):
        Span(start=start, end=end)


@pytest.mark.parametrize(
    "value",
    ["2021-11-10", "2021-11", "2021", "XXXX-11-10", "2016/2018-02", "2020/..", "../2021-01-01"],
)
def test_dates_of_the_format_are_accepted(value: str) -> None:
    assert edtf(value) == value


@pytest.mark.parametrize(
    "value", ["", "10-11-2021", "2021-13", "2021-02-30", "2021/2022/2023", "..", "أمس", "2021-1-1"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="EDTF"):
        edtf(value)


def test_a_publication_interval_needs_its_basis_and_an_order() -> None:
    day, before = Edtf("2021-11-10"), Edtf("2021-11-09")
    with pytest.raises(ValueError, match="basis"):
        Published(earliest=day, latest=day)
    with pytest.raises(ValueError, match="published between"):
        Published(earliest=day, latest=before, basis=Basis.TEXT)


def test_a_document_has_words_and_its_own_id() -> None:
    source = Source(path="a.txt", raw_hash="0")
    with pytest.raises(ValueError, match="words"):
        Document(id=identity(" \n", source), text=" \n", source=source)
    with pytest.raises(ValueError, match="does not belong"):
        Document(id="f00", text=TEXT, source=source)


def test_the_same_text_under_another_row_is_another_document() -> None:
    one = Source(path="a.jsonl", raw_hash="0", source_id="1")
    two = Source(path="a.jsonl", raw_hash="0", source_id="2")
    assert identity(TEXT, one) != identity(TEXT, two)


def test_an_event_stays_inside_its_sentence() -> None:
    with pytest.raises(ValueError, match="outside its sentence"):
        event(end=30)


def test_a_figure_counts_something_and_upwards() -> None:
    about = {"id": "f1", "event": EventId("e1"), "what": Counted.KILLED, "start": 0, "end": 2}
    with pytest.raises(ValueError, match="counts nothing"):
        Figure(**about)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="from 9 to 3"):
        Figure(**about, low=9, high=3)  # type: ignore[arg-type]


def test_nothing_is_tied_to_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        Dispute(a="s1", b="s1", kind=DisputeKind.DENIAL)
    with pytest.raises(ValueError, match="itself"):
        Relation(
            start=0, end=1, id="r1", subject=ActorId("a1"), relation=RelationKind.SUPPORTS,
            object=ActorId("a1"),
        )  # fmt: skip


def test_a_place_has_a_whole_coordinate_or_none() -> None:
    with pytest.raises(ValueError, match="half a coordinate"):
        Place(id=PlaceId("p1"), name=Name(ar="سبها"), lat=27.0, mentions=(Span(start=0, end=3),))


def test_a_reading_refuses_offsets_outside_its_text() -> None:
    with pytest.raises(ValueError, match="outside the text"):
        reading(actors=(actor(end=99),))


def test_a_reading_refuses_an_id_that_stands_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        reading(actors=(actor(), actor()))


def test_a_reading_refuses_to_refer_to_what_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"\['a7'\]"):
        reading(events=(event(actor=(ActorId("a7"),)),))


def test_a_reading_survives_the_way_to_json_and_back() -> None:
    whole = reading(actors=(actor(),), events=(event(actor=(ActorId("a1"),), when=Edtf("2021")),))
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Reading) == whole
