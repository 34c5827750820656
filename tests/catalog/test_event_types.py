"""Every example of an event type is a test, and so is every sentence that only looks alike."""

from collections.abc import Callable

import pytest

from khabar.catalog.event_types import CounterExample, EventTypeEntry, Example, event_types
from khabar.lang.ar.inflect import verb_forms
from khabar.pipeline.triggers import split_verb
from khabar.schema.events import EventType
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]
ENTRIES = tuple(event_types())
EXAMPLES = [(t, e) for t in ENTRIES for e in t.examples]
LOOK_ALIKES = [(t, e) for t in ENTRIES for e in t.counter_examples]


def name_of(value: object) -> str | None:
    return f"{value.plover.value}-{value.mode}" if isinstance(value, EventTypeEntry) else None


def told(reading: Reading, example: Example) -> set[EventType]:
    """The types of what a reading finds told in the words of an example.

    "Signed an agreement to cooperate" is one event told twice: each telling is a report of it.
    """
    at = example.text.index(example.trigger)
    end = at + len(example.trigger)
    types = {e.id: e.type for e in reading.events}
    return {types[r.of] for r in reading.reports if r.start < end and at < r.end}


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=name_of)
def test_the_event_is_found_in_its_example(
    read_rules: Read, entry: EventTypeEntry, example: Example
) -> None:
    assert entry.plover in told(read_rules(example.text), example)


def test_nine_in_ten_examples_are_told_when_the_learned_reader_has_its_say(read: Read) -> None:
    kept = [entry.plover in told(read(example.text), example) for entry, example in EXAMPLES]
    assert sum(kept) >= 0.9 * len(kept)


@pytest.mark.parametrize(("entry", "example"), LOOK_ALIKES, ids=name_of)
def test_no_such_event_is_found_where_it_only_looks_alike(
    read: Read, entry: EventTypeEntry, example: CounterExample
) -> None:
    found = {(e.type, e.mode) for e in read(example.text).events}
    assert (entry.plover, entry.mode) not in found


def test_every_type_of_the_vocabulary_has_a_file() -> None:
    assert len({t.plover for t in ENTRIES}) == 17


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_every_verb_is_written_in_both_tenses(entry: EventTypeEntry) -> None:
    triggers = entry.triggers["ar"]
    for written in (*triggers.verbs, *triggers.passive):
        perfect, imperfect, _ = split_verb(written, entry.name)
        assert imperfect[0] in "يت", f"{written}: {imperfect} is no imperfect"
        assert verb_forms(perfect, imperfect)
