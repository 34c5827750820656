"""Events lead to coordinates only where one place is surely meant."""

from __future__ import annotations

from dataclasses import replace

from assemble.builders import Tells, actors_of, document
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.schema.reading import Reading
from khabar.schema.record import RecordPlace

VISIT = Tells(words="زار الوزير المدينة", actor=("الوزير",), when="2018-04-10")


def place(*readings: Reading) -> RecordPlace | None:
    (event,) = build_events(readings, actors_of(readings), find_copies(readings))
    return event.place


def at(doc: str, name: str | None) -> Reading:
    return document(doc, replace(VISIT, place=name))


def located(reading: Reading, lat: float, lon: float) -> Reading:
    (only,) = reading.places
    return replace(reading, places=(replace(only, lat=lat, lon=lon),))


def test_a_place_of_the_catalogue_has_its_coordinates_and_its_english_name() -> None:
    found = place(at("d1", "بنغازي"))
    assert found is not None
    assert found.name.en == "Benghazi"
    assert found.country == "LY"
    assert round(found.lat), round(found.lon) == (32, 20)


def test_what_the_reading_knows_of_its_place_counts() -> None:
    found = place(located(at("d1", "قرية الزهور"), 31.5, 30.2))
    assert found is not None
    assert (found.name.ar, found.lat, found.lon) == ("قرية الزهور", 31.5, 30.2)


def test_a_name_that_nobody_knows_has_none() -> None:
    assert place(at("d1", "قرية الزهور")) is None


def test_an_event_without_a_place_has_none() -> None:
    assert place(at("d1", None)) is None


def test_accounts_that_name_places_far_apart_give_none() -> None:
    one, other = located(at("d1", "المدينة"), 32.1, 20.0), located(at("d2", "المدينة"), 32.8, 13.2)
    assert place(one, other) is None
