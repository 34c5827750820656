"""The catalogue of actors is whole, and does for a text what its examples say."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from khabar.catalog.actors import known_institutions, known_persons, known_places, known_states
from khabar.catalog.files import catalogue_file, rows_of
from khabar.catalog.offices import tenures
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]
EXAMPLES = tomllib.loads(catalogue_file("actors", "examples.toml").read_text("utf-8"))["examples"]
ACTORS = (*(s.actor for s in known_states()), *known_institutions(), *known_persons())
NAMES = {a.id: a.name.en for a in ACTORS}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_a_name_leads_to_the_actor_of_the_catalogue(read: Read, example: Mapping[str, str]) -> None:
    reading = read(example["text"])
    (actor,) = (
        a for a in reading.actors if example["name"] in {m.cut(reading.text) for m in a.mentions}
    )
    assert (actor.kind, actor.name.en) == (example["kind"], NAMES[example["id"]])


def test_no_id_stands_twice() -> None:
    counts = Counter(a.id for a in ACTORS)
    assert [i for i, n in counts.items() if n > 1] == []


def test_every_actor_has_a_form_and_a_name_in_both_scripts() -> None:
    bare = [a.id for a in ACTORS if not a.forms and not a.doubtful]
    assert bare == []
    assert [a.id for a in ACTORS if not a.name.en] == []


def test_every_office_holder_is_a_person_of_the_catalogue() -> None:
    persons = {a.id for a in known_persons()}
    assert {t.person for t in tenures()} <= persons


def test_no_term_ends_before_it_starts() -> None:
    assert [t for t in tenures() if t.start and t.end and t.start > t.end] == []


def test_every_place_lies_on_the_globe() -> None:
    for place in known_places():
        assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)


@pytest.mark.parametrize("table", ["states", "institutions", "persons"])
def test_every_row_has_its_source(table: str) -> None:
    assert [row["id"] for row in rows_of("actors", f"{table}.tsv") if not row["source"]] == []
