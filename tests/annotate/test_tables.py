"""Every example in a table of the language is a test."""

from collections.abc import Callable, Mapping

import pytest

from khabar.lang.ar.tables import examples
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

Read = Callable[[str], Reading]


@pytest.mark.parametrize("example", examples("cues.toml"))
def test_the_examples_of_the_cues(read: Read, example: Mapping[str, str]) -> None:
    reading = read(example["text"])
    named = {a.id: {m.cut(reading.text) for m in a.mentions} for a in reading.actors}
    found = [
        s
        for s in reading.statements
        if (s.act, s.mode) == (example["act"], example["mode"])
        and s.source in named
        and example["source"] in named[s.source]
    ]
    assert [s.content.cut(reading.text).startswith(example["content"]) for s in found] == [True]


@pytest.mark.parametrize("example", examples("nouns.toml"))
def test_the_examples_of_titles_and_bodies(read: Read, example: Mapping[str, str]) -> None:
    reading = read(example["text"])
    (actor,) = (
        a for a in reading.actors if example["name"] in {m.cut(reading.text) for m in a.mentions}
    )
    assert actor.kind == example["kind"]
    assert actor.anonymous == ("anonymous" in example)
    titles = {
        Span(start=o.start, end=o.end).cut(reading.text)
        for o in reading.offices
        if o.person == actor.id
    }
    assert titles == ({example["title"]} if "title" in example else set())


@pytest.mark.parametrize("example", examples("modality.toml"))
def test_the_examples_of_status_and_polarity(read: Read, example: Mapping[str, str]) -> None:
    reading = read(example["text"])
    at = example["text"].index(example["trigger"])
    judged = {(e.status, e.polarity) for e in reading.events if e.start <= at + 1 and at < e.end}
    assert judged == {(example["status"], example["polarity"])}
